package verb

import (
	"time"
)

// Reservation is one number in one register.
type Reservation struct {
	Scope  string    `json:"scope" doc:"own, or a client's id"`
	Number string    `json:"number"`
	At     time.Time `json:"at"`
	Source string    `json:"source"`
	By     string    `json:"by"`
}

// Wish is what is to be done with a number in a register.
type Wish struct {
	Scope  string `json:"scope" doc:"own, national, national-voluntary, or a client's id"`
	Number string `json:"number,omitempty" doc:"none where a person is named"`
	Why    string `json:"why" doc:"how the wish reached us"`

	Name    string `json:"name,omitempty" doc:"of a person; only keyed hashes are kept"`
	Birth   string `json:"birth,omitempty" doc:"the person's birth date, 1970-01-31 or 31.01.1970"`
	Address string `json:"address,omitempty" doc:"the person's street address, with its postcode"`
}

// Lifted is what became of the lifting of a reservation.
type Lifted struct {
	Request *Request `json:"request,omitempty" doc:"it waits for a second person; absent where it is done"`
}

// JournalReport is what a whole journal looks like. A broken one is an answer, not an error.
type JournalReport struct {
	Whole   bool   `json:"whole"`
	Entries int    `json:"entries"`
	Head    string `json:"head,omitempty" doc:"the last hash: note it elsewhere from time to time"`
	Erased  int    `json:"erased" doc:"facts whose number was erased"`

	Keys  []KeyRow `json:"keys,omitempty" doc:"rows of day keys, the oldest first"`
	Noted bool     `json:"keys_noted,omitempty" doc:"each row begins with a key that was given as noted outside"`

	Stamps StampReport `json:"stamps,omitzero"`

	Entry int64  `json:"broken_entry,omitempty" doc:"the first entry that shows the fault"`
	Why   string `json:"why,omitempty"`
}

// StampReport is of the time stamps that a journal holds.
type StampReport struct {
	Count   int       `json:"count"`
	Head    string    `json:"head" doc:"that the last one is of"`
	At      time.Time `json:"at" doc:"when the authority saw it"`
	Checked bool      `json:"checked" doc:"against the certificate of evidence.stamps.authority_file"`
}

// Noted is what was kept outside of the journal.
type Noted struct {
	Heads     []string
	FirstKeys []string
}

// KeyRow is an unbroken row of day keys, each signed by the one before it.
type KeyRow struct {
	First  string `json:"first" doc:"the first public key: note it outside"`
	From   string `json:"from" doc:"its day"`
	Begins int64  `json:"begins" doc:"the entry that holds it"`
	Why    string `json:"why"`
	Closed int    `json:"closed" doc:"days that their keys have signed"`
	Last   string `json:"last,omitempty" doc:"the last of them"`
	Proven int64  `json:"proven,omitempty" doc:"the last entry that a destroyed key has signed"`
}

// Forgotten is what the erasure of a number did.
type Forgotten struct {
	Facts int `json:"facts" doc:"facts that lost the number"`
}

// DayHead is where the journal's chain stood at the end of an Oslo day.
type DayHead struct {
	Day  string    `json:"day"`
	At   time.Time `json:"at" doc:"of the entry"`
	Head string    `json:"head" doc:"the entry's number, a colon and its hash: note it outside, for verify"`

	Key   string `json:"key,omitempty" doc:"the public key in use then"`
	First string `json:"first_key,omitempty" doc:"the first key of its row: note it outside, for verify"`
}

// FactsQuery picks facts; zero fields pick all.
type FactsQuery struct {
	Campaign string
	Attempt  int64
	From     time.Time
	To       time.Time
	Limit    int // the last so many; 0: all
}

// Fact is one line of the journal, its number masked.
type Fact struct {
	At          time.Time `json:"at"`
	Kind        string    `json:"kind"`
	Campaign    string    `json:"campaign,omitempty"`
	Client      string    `json:"client,omitempty"`
	Attempt     int64     `json:"attempt,omitempty"`
	Lead        int64     `json:"lead,omitempty"`
	Agent       string    `json:"agent,omitempty"`
	Number      string    `json:"number,omitempty"`
	Visible     string    `json:"visible,omitempty"`
	Reserved    bool      `json:"reserved,omitempty"`
	TMillis     int64     `json:"t_ms,omitempty"`
	Outcome     string    `json:"outcome,omitempty"`
	Disposition string    `json:"disposition,omitempty"`
	Party       string    `json:"party,omitempty"`
	Cause       int       `json:"cause,omitempty"`
	TechCause   int       `json:"tech_cause,omitempty"`
	Code        string    `json:"code,omitempty"`
	Detail      string    `json:"detail,omitempty"`
	By          string    `json:"by,omitempty"`
	Recording   string    `json:"recording,omitempty"`
	Prompt      string    `json:"prompt,omitempty" doc:"what was heard, and the hash of its words"`
}
