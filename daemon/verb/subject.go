package verb

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func subjects() []Declared {
	return []Declared{
		ShowSubject, EraseSubject, ReadmitSubject, ListErasures, DecideErasure,
	}
}

// Subject is everything that is held on one number.
type Subject struct {
	Number     string           `json:"number"`
	Facts      []Fact           `json:"facts"`
	Registers  []RegisterAnswer `json:"registers"`
	Abandoned  *Abandonment     `json:"abandoned,omitempty" doc:"calls to it that were; absent where none was"`
	Leads      []SubjectLead    `json:"leads,omitempty" doc:"rows of lists with the number, and what became of them"`
	Household  []SubjectPerson  `json:"household,omitempty" doc:"persons whose rows made no lead of their own"`
	Marks      []SubjectMark    `json:"marks,omitempty" doc:"what outlives the calls, by a keyed hash of the number"`
	Entries    []SubjectEntry   `json:"register_entries,omitempty" doc:"what registers and deliveries had of it"`
	Recordings []Recording      `json:"recordings"`
	Inquiries  []Inquiry        `json:"inquiries,omitempty" doc:"with the words of both sides"`

	Evidence []SubjectEvidence `json:"evidence,omitempty" doc:"on what calls rested whose number is gone since"`
	Wishes   []Erasure         `json:"erasures,omitempty" doc:"wishes to be erased that were put in the queue"`
	Tables   []SubjectTable    `json:"tables" doc:"every table that has something of the number, with the rows"`
}

// SubjectEvidence is on what a call rested: it is kept without the number, for as long as it must be proven.
type SubjectEvidence struct {
	Campaign string    `json:"campaign"`
	Client   string    `json:"client"`
	Source   string    `json:"source"`
	Called   time.Time `json:"called" doc:"the last call on it"`
	Evidence []string  `json:"evidence"`
}

// SubjectTable is a table of the book or the journal.
type SubjectTable struct {
	Table string `json:"table"`
	Rows  int    `json:"rows"`
}

// SubjectPerson is what a row says of who is on a number.
type SubjectPerson struct {
	Name    string `json:"name,omitempty"`
	Birth   string `json:"birth_date,omitempty"`
	Address string `json:"address,omitempty"`
}

// SubjectLead is a row of a list as the book has it.
type SubjectLead struct {
	Campaign string    `json:"campaign"`
	Source   string    `json:"source" doc:"the list"`
	State    string    `json:"state"`
	Code     string    `json:"code,omitempty" doc:"what became of it"`
	Due      time.Time `json:"due,omitzero"`
	Ref      string    `json:"ref,omitempty" doc:"the client's own reference"`
	Evidence []string  `json:"evidence,omitempty" doc:"of the customer, the wish to be called and the wash"`
	SubjectPerson
}

// SubjectMark is one that is kept by a hash of the number.
type SubjectMark struct {
	Kind   string    `json:"kind" doc:"the table: contact, survey, withdrawal, recording_refusal, list_rows, erased"`
	Of     string    `json:"of,omitempty" doc:"the client, campaign or trader that it is about"`
	At     time.Time `json:"at,omitzero"`
	Detail string    `json:"detail,omitempty"`
}

// SubjectEntry is a line of a register's change log.
type SubjectEntry struct {
	Register string    `json:"register"`
	Op       string    `json:"op" doc:"add, remove or delivered"`
	At       time.Time `json:"at"`
	Source   string    `json:"source,omitempty"`
	By       string    `json:"by"`
	Reason   string    `json:"reason,omitempty"`
}

// Erased is what the erasure of a number did, and what stays.
type Erased struct {
	Facts      int      `json:"facts"`
	Recordings int      `json:"recordings"`
	Stays      []string `json:"stays"`
	Queued     *Erasure `json:"queued,omitempty" doc:"nothing was erased: a person decides first"`
}

// ErasureQuery picks wishes for erasure.
type ErasureQuery struct {
	All bool `json:"all,omitempty" flag:"all" doc:"decided ones too"`
}

// Erasure is a wish to be erased that a person decides on, since a dialogue must still be kept (4.4.3 b).
type Erasure struct {
	ID      int64     `json:"id"`
	Number  string    `json:"number" doc:"masked"`
	At      time.Time `json:"at"`
	Until   time.Time `json:"until,omitzero" doc:"the dialogue is kept until then; zero: an inquiry is open"`
	Why     string    `json:"why"`
	By      string    `json:"by"`
	Decided time.Time `json:"decided,omitzero"`
	Verdict string    `json:"verdict,omitempty"`
}

// ErasureDecision is a person's word on a wish for erasure.
type ErasureDecision struct {
	ID    int64  `json:"id" arg:"ID" is:"erasure"`
	Erase bool   `json:"erase" flag:"erase" doc:"erase now; it cannot be undone"`
	By    string `json:"by" flag:"by" doc:"first and last name of who decides; you, where it is left out"`
	Why   string `json:"why" flag:"why,needed" doc:"the ground; kept, so no name or number of the person"`
}

// SubjectQuery names a number, as written.
type SubjectQuery struct {
	Number string `json:"number" arg:"NUMBER"`
}

// ShowSubject gives everything that is held on a number.
var ShowSubject = Verb[SubjectQuery, Subject]{
	Name: "subject export", Method: Post, Path: "/subject", Summary: "Everything stored about a number",
	Roles: roles(dialer.Supervisor, dialer.Privacy), Writes: facts(dialer.FactRecordingRead),
	Help: `Give everything that is held on a number: the journal's entries of it and of its calls; the rows of lists with
name, address, source, evidence and what became of them, and other persons on the number; what each
register says, by which entry, and the deliveries that have it; flags and other marks; recordings;
what the person asked and was answered. Every table that has something of the number is named. With
--sounds the person's own voice is written there, one WAV for each recording; the agent's voice is
not the person's to have (8.2.1 d). That it was asked for is kept in the journal, without the
number.

Make sure that the person is who they say: call the number back, or answer by letter.

Example:
  ringevett subject export "900 00 001" --json --sounds DIR > answer.json`,
}

// EraseSubject erases a number and its recordings.
var EraseSubject = Verb[NumberReason, Erased]{
	Name: "subject erase", Method: Post, Path: "/subject/erase", Summary: "Erase a number and its recordings",
	Roles: roles(dialer.Supervisor, dialer.Privacy), Writes: facts(dialer.FactErased, dialer.FactErasure),
	Help: `Erase a number: its recordings become unreadable and their files go, its key is destroyed, its leads are never
dialed. It prints what stays, and why. A held recording stops the whole erasure: a person must decide and release it
first.

While a dialogue with the person must be kept (4.4.3 b: six months from its last message, and while
an inquiry is open) nothing is erased: the request is queued, and a person decides (ringevett
subject erasures, subject decide). The following night, the remains of deleted entries in the file
are overwritten.

It cannot be undone. While a call to the number is open it is refused.

Exit codes: 0 erased; 1 in the queue; 2 refused.

Example:
  ringevett subject erase "900 00 001" --why "the person asked for it in writing"`,
}

// ReadmitSubject lets lists bring in an erased number again.
var ReadmitSubject = Verb[NumberReason, Done]{
	Name: "subject readmit", Method: Post, Path: "/subject/readmit",
	Summary: "Let lists bring in an erased number again", Says: "done; the next list may bring it in",
	Roles: roles(dialer.Supervisor, dialer.Privacy), Writes: facts(dialer.FactErasure),
	Help: `Let lists bring back a number that was erased on its owner's wish. Until then every row with it is
refused as erased. The journal keeps that it was readmitted, without the number.

Example:
  ringevett subject readmit "900 00 001" --why "the person became a customer again, order of 2 May"`,
}

// ListErasures gives wishes for erasure.
var ListErasures = Verb[ErasureQuery, []Erasure]{
	Name: "subject erasures", Method: Post, Path: "/subject/erasures",
	Summary: "Wishes for erasure that wait for a decision",
	Roles:   roles(dialer.Supervisor, dialer.Privacy, dialer.Auditor),
	Help: `List wishes for erasure that came while a dialogue with the person must be kept (4.4.3 b).

Exit codes: 0 none waits; 1 some do; 2 refused.`,
}

// DecideErasure decides on a wish for erasure.
var DecideErasure = Verb[ErasureDecision, Erased]{
	Name: "subject decide", Method: Post, Path: "/subject/erasures/decide", Summary: "Decide on a wish for erasure",
	Roles: roles(dialer.Supervisor, dialer.Privacy), Writes: facts(dialer.FactErasure), Humans: true,
	Help: `Decide on a wish for erasure that waits: erase the number with its dialogue, before the six months of 4.4.3 b
are over if need be, or keep it. A named person decides, and the journal keeps the decision with its reason.

Example:
  ringevett subject decide 3 --erase --by "Kari Nordmann" --why "counsel, case 12"`,
}
