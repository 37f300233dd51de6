package sqlite

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// entry is one row of the journal.
type entry struct {
	seq, at         int64
	kind, campaign  string
	attempt, number int64
	body            []byte
}

// hash is what the chain keeps of one entry and of all before it.
type hash [sha256.Size]byte

// head is the chain's end.
type head struct {
	seq  int64
	hash hash
}

// link gives the entry's hash: over the hash before it and every column. Each text counts with its length, so no byte
// can move from one column to the next.
func (e entry) link(prev hash) hash {
	b := make([]byte, 0, 160+len(e.body))
	b = append(b, prev[:]...)
	for _, n := range []int64{e.seq, e.at, e.attempt, e.number} {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	for _, s := range []string{e.kind, e.campaign} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(s)))
		b = append(b, s...)
	}
	b = append(b, e.body...)
	return sha256.Sum256(b)
}

func (h head) seal(key []byte) []byte { return mac(key, idBytes(h.seq), h.hash[:]) }

func (h head) sealed(key, seal []byte) bool { return hmac.Equal(h.seal(key), seal) }

// Broken says where the journal is not what was written.
type Broken struct {
	Entry int64 // the first entry that shows it; 0 when it is none in particular
	Why   string
}

// Error tells it in one line.
func (b *Broken) Error() string {
	if b.Entry == 0 {
		return "journal is broken: " + b.Why
	}
	return fmt.Sprintf("journal is broken at entry %d: %s", b.Entry, b.Why)
}

// Is makes a broken journal match dialer.ErrRefused: starting again does not mend it.
func (b *Broken) Is(target error) bool { return target == dialer.ErrRefused }

func missing(first, last int64) *Broken {
	if first == last {
		return &Broken{first, fmt.Sprintf("entry %d is missing", first)}
	}
	return &Broken{first, fmt.Sprintf("entries %d–%d are missing", first, last)}
}

// damaged names the entry where SQLite itself could not read on.
func damaged(at int64, err error) error {
	var fault sqlite3.Error
	if errors.As(err, &fault) && (fault.Code == sqlite3.ErrCorrupt || fault.Code == sqlite3.ErrNotADB) {
		return &Broken{at, "the file is damaged: " + err.Error()}
	}
	return err
}

// acceptIt ends the error about a table that is not what was written.
const acceptIt = ": put the folder back from its backup, or, once it is known who changed it and how: " +
	"ringevett journal accept --why REASON"
