package redis

import (
	"fmt"
	"strconv"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

const (
	usualPrefix = "ringevett:"

	listKey   = "registers" // the names of all registers
	peersKey  = "daemons"   // for each daemon, a count that grows while it lives
	personKey = "persons"   // identifies the secret by which persons are hashed
	sentinel  = "!"         // a member of every overlay
	zero      = "0"         // a member of every part of a base: no number and no person
	firstFlat = 47_00000000
	flatSize  = 1_0000_0000
	perPart   = 256 // members of one part; twice as many would no longer be stored compactly
)

// prefix begins every key.
type prefix string

func (p prefix) key(r dialer.RegisterID, name string) string {
	return string(p) + "{" + string(r) + "}:" + name
}

func (p prefix) shared(name string) string { return string(p) + name }

// meta is what a register's hash says.
type meta struct {
	prefix
	Broken   []string // fields that cannot be read
	Epoch    string   // changes with every base and every rebuilding
	Settled  string   // changes with every rebuilding
	State    string
	History  string // master_replid of the server that it was settled on; new with every start and change of primary
	Version  int64
	Count    int
	Persons  int
	Sum      string
	Loaded   time.Time
	Flat     bool // the Norwegian numbers are a bitmap
	RestBits int  // 2^RestBits parts
	PersBits int
	Seq      int64
	Want     int64 // some daemon has this version
}

// The states of a register.
const (
	stateReady    = "ready"
	stateSettling = "settling"
)

func (p prefix) readMeta(f map[string]string) meta {
	var broken []string
	n := func(name string) int64 {
		text, there := f[name] // a missing one shows in the epoch
		v, err := strconv.ParseInt(text, 10, 64)
		if there && err != nil {
			broken = append(broken, name)
			return 0
		}
		return v
	}
	m := meta{
		prefix: p, Epoch: f["epoch"], Settled: f["settled"], State: f["state"], History: f["history"], Sum: f["sum"],
		Version: n(
			"version",
		), Count: int(n("count")), Persons: int(n("persons")), Loaded: time.Unix(0, n("loaded")).UTC(),
		Flat: f["flat"] == "1", RestBits: int(n("restbits")), PersBits: int(n("persbits")),
		Seq: n("seq"), Want: n("want"),
	}
	m.Broken = broken
	if outOf(m.RestBits) || outOf(m.PersBits) { // it would mean that many keys
		m.RestBits, m.PersBits, m.Broken = 0, 0, append(m.Broken, "restbits, persbits")
	}
	return m
}

func outOf(bits int) bool { return bits < 0 || bits > mostBits }

// mostBits: a base has at most 2^mostBits parts.
const mostBits = 20

// baseFields are the fields of the hash that a new base sets.
func (m meta) baseFields() []any {
	flat := "0"
	if m.Flat {
		flat = "1"
	}
	return []any{"epoch", m.Epoch, "version", m.Version, "count", m.Count, "persons", m.Persons, "sum", m.Sum,
		"loaded", m.Loaded.UnixNano(), "flat", flat, "restbits", m.RestBits, "persbits", m.PersBits}
}

func (m meta) public(r dialer.RegisterID) dialer.RegisterVersion {
	v := dialer.RegisterVersion{Register: r, Version: m.Version, Seq: m.Seq, Count: m.Count}
	if m.Version > 0 {
		v.LoadedAt = m.Loaded
	}
	return v
}

func (m meta) loaded(r dialer.RegisterID) bool { return m.Version > 0 || !sets.NeedsBase(r) }

func (m meta) flatKey(r dialer.RegisterID) string {
	return m.prefix.key(r, fmt.Sprintf("v%d:47", m.Version))
}

func (m meta) restKey(r dialer.RegisterID, part uint64) string {
	return m.prefix.key(r, "v"+strconv.FormatInt(m.Version, 10)+":n:"+strconv.FormatUint(part, 10))
}

func (m meta) personKey(r dialer.RegisterID, part uint64) string {
	return m.prefix.key(r, "v"+strconv.FormatInt(m.Version, 10)+":p:"+strconv.FormatUint(part, 10))
}

// keys are all keys of the base.
func (m meta) keys(r dialer.RegisterID) (all []string) {
	if m.Version == 0 {
		return nil
	}
	if m.Flat {
		all = append(all, m.flatKey(r))
	}
	for i := range uint64(1) << m.RestBits {
		all = append(all, m.restKey(r, i))
	}
	for i := range uint64(1) << m.PersBits {
		all = append(all, m.personKey(r, i))
	}
	return all
}

func bitsFor(n int) (bits int) {
	for n>>bits > perPart {
		bits++
	}
	return bits
}

// partOf spreads numbers evenly although they come in blocks (the mix of splitmix64).
func partOf(n uint64, bits int) uint64 {
	n = (n ^ n>>30) * 0xbf58476d1ce4e5b9
	n = (n ^ n>>27) * 0x94d049bb133111eb
	return (n ^ n>>31) >> (64 - bits)
}

func personPart(p uint64, bits int) uint64 { return p >> (64 - bits) } // a hash is evenly spread already

// whole writes a member of a part. Sets of signed 64-bit numbers stay compact.
func whole(n uint64) string { return strconv.FormatInt(int64(n), 10) }

// place says where the base has a member: how check.lua asks (b bitmap, s set, - no base), the key unless it is the
// bitmap's, and the argument.
func (m meta) place(r dialer.RegisterID, who sets.Member) (how, key, arg string) {
	switch {
	case m.Version == 0:
		return "-", "", ""
	case who.Person:
		return "s", m.personKey(r, personPart(who.Key, m.PersBits)), whole(who.Key)
	case m.Flat && who.Key-firstFlat-1 < flatSize-1:
		return "b", "", strconv.FormatUint(who.Key-firstFlat, 10)
	}
	return "s", m.restKey(r, partOf(who.Key, m.RestBits)), whole(who.Key)
}
