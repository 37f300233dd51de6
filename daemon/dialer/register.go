package dialer

import (
	"slices"
	"strings"
	"time"
)

// RegisterID names a reservation register: National, Own, or a client's, "client/<id>".
type RegisterID string

// The registers that every call centre has. NationalVoluntary holds those who reserved against voluntary
// organisations too (mfl. § 13 a); fundraising is checked against it, sales against National.
const (
	National          RegisterID = "national"
	NationalVoluntary RegisterID = "national-voluntary"
	Own               RegisterID = "own"
)

const ofClient = "client/"

// RegisterOf is the client's own register.
func RegisterOf(c ClientID) RegisterID { return RegisterID(ofClient + c) }

// RegisterNamed reads a register's name as people give it: a client's id alone is its register.
func RegisterNamed(name string) RegisterID {
	id := RegisterID(name)
	_, client := id.Client()
	if client || slices.Contains([]RegisterID{Own, National, NationalVoluntary}, id) {
		return id
	}
	return RegisterOf(ClientID(name))
}

// Client is the client whose register it is; false for the others.
func (r RegisterID) Client() (ClientID, bool) {
	id, is := strings.CutPrefix(string(r), ofClient)
	if !is {
		return "", false
	}
	return ClientID(id), true
}

// PersonKey is a keyed hash of a person: the name, or two words of it, with the birth date, or with the address. A
// person has several. 0 is none.
type PersonKey uint64

// Subject is who is asked about: a number, and the persons it is thought to reach.
type Subject struct {
	Number  Number
	Persons []PersonKey // of the lead: by birth date, by address, or both
}

// Answer is what a register says. The zero Answer is unknown, and unknown is a no.
type Answer uint8

// The answers.
const (
	Unknown  Answer = iota // not asked, not reachable, too old, half loaded
	Clear                  // not in the register
	Reserved               // in it
)

// String gives the word used in verdicts and JSON.
func (a Answer) String() string {
	switch a {
	case Clear:
		return "clear"
	case Reserved:
		return "reserved"
	}
	return "unknown"
}

// RegisterVersion is what a register was when it was asked, for the journal.
type RegisterVersion struct {
	Register RegisterID `json:"register"`
	Version  int64      `json:"version"`  // of the base: grows with each replacement
	Seq      int64      `json:"seq"`      // of the newest addition or removal
	Count    int        `json:"count"`    // numbers in the base
	LoadedAt time.Time  `json:"loadedAt"` // when the base was delivered (mfl. § 13 a: its month)
}

// RegisterAnswer is one register's answer, with what it was checked against and, where reserved, how it was found.
type RegisterAnswer struct {
	Answer Answer
	By     string    // "number" or "person", where Reserved
	Since  time.Time // of the reservation; zero where it is not known
	RegisterVersion
}

// RegisterEntry is why a number or person is added to a register or taken out.
type RegisterEntry struct {
	At     time.Time
	Source string // "agent", "returned call", "client's file", …
	By     string
	Reason string // mandatory for a removal (4.4.4)
}

// RegisterChange is one addition or removal as others hear of it. Seq grows by one register at a time.
type RegisterChange struct {
	Seq      int64
	Register RegisterID
	Number   Number
	Person   PersonKey
	Removed  bool
	RegisterEntry
}
