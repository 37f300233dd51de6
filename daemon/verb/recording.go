package verb

import (
	"time"
)

// RecordingsQuery picks recordings; zero fields pick all.
type RecordingsQuery struct {
	ID       string `json:"id,omitempty"`
	Attempt  int64  `json:"attempt,omitempty"`
	Campaign string `json:"campaign,omitempty"`
	Gone     bool   `json:"gone,omitempty"`
}

// Recording is the sound of one side in one part of a call.
type Recording struct {
	ID       string    `json:"id"`
	Attempt  int64     `json:"attempt"`
	Campaign string    `json:"campaign"`
	Agent    string    `json:"agent"`
	Side     string    `json:"leg" doc:"whose voice: consumer or agent"`
	Category string    `json:"category"`
	State    string    `json:"state"`
	Began    time.Time `json:"began"`
	Ended    time.Time `json:"ended,omitzero"`
	Due      time.Time `json:"due,omitzero"`
	Held     time.Time `json:"held,omitzero" doc:"until when something keeps it"`
	HeldFor  string    `json:"held_for,omitempty"`
	Over     time.Time `json:"over,omitzero"`
	Why      string    `json:"why,omitempty" doc:"it is going or gone"`
	Bytes    int64     `json:"bytes"`
	SHA256   string    `json:"sha256,omitempty"`
}

// RecordingExport asks for the sound of one recording.
type RecordingExport struct {
	ID  string `json:"id"`
	For string `json:"for" doc:"consumer, agent or quality: each party only its own side"`
	Why string `json:"why"`
}

// Sound is a WAV file.
type Sound struct {
	Name string `json:"name"`
	WAV  []byte `json:"wav"`
}

// RecordingHold keeps a recording.
type RecordingHold struct {
	ID   string `json:"id"`
	Kind string `json:"kind" doc:"complaint or access"`
	Days int    `json:"days" doc:"0: as long as the kind may last"`
	Why  string `json:"why"`
}

// RecordingWord is a person's word on a recording.
type RecordingWord struct {
	ID   string `json:"id"`
	Used bool   `json:"used,omitempty" doc:"its purpose is met"`
	Why  string `json:"why"`
}

// RecordingRun is what a run of the deletion did.
type RecordingRun struct {
	Collected int `json:"collected"`
	Deleted   int `json:"deleted"`
	Returned  int `json:"returned" doc:"files that should not have been there, removed"`
	Gone      int `json:"gone" doc:"tombstones: no file of these is left"`
	Kept      int `json:"kept"`
	Held      int `json:"held"`
	Overdue   int `json:"overdue" doc:"past their time and still there: look at the log"`
	Sealed    int `json:"sealed_anew,omitempty"`
}

// Notice says that an agent acknowledges that calls are recorded, on so many days from now (8.1).
type Notice struct {
	Agent string `json:"agent"`
	Days  int    `json:"days"`
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
	Entries    []SubjectEntry   `json:"register_entries,omitempty" doc:"what was added to and taken out of registers, one by one, and deliveries that have it"`
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
