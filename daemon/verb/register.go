package verb

import (
	"io"
	"time"
)

// Register is one reservation register as it stands.
type Register struct {
	Register   string    `json:"register" doc:"own, national, national-voluntary, or client/ and a client's id"`
	Version    int64     `json:"version" doc:"grows with each delivery; 0: nothing was ever delivered"`
	Seq        int64     `json:"seq" doc:"of the newest addition or removal"`
	Numbers    int       `json:"numbers" doc:"in the delivery"`
	PersonKeys int       `json:"person_keys" doc:"in the delivery; a person has several"`
	Added      int       `json:"added" doc:"since"`
	Removed    int       `json:"removed" doc:"since"`
	LoadedAt   time.Time `json:"loaded_at,omitzero" doc:"when it was delivered"`
	FreshUntil time.Time `json:"fresh_until,omitzero" doc:"until when a campaign may lean on it, at most; a register that is kept here has no end"`
	Why        string    `json:"why,omitempty" doc:"why it may not be leaned on"`
}

// RegisterFile is a whole register as its keeper delivers it.
type RegisterFile struct {
	Register      string
	Name          string // of the file, for the journal
	Text          io.Reader
	NumberColumn  string
	NameColumn    string
	BirthColumn   string
	AddressColumn string
	Expect        int       // rows; 0: not known
	DeliveredAt   time.Time // zero: now
	ShrunkBecause string    // why it may differ so much from the version before
}

// Importing is a delivery under way.
type Importing struct {
	Register string    `json:"register"`
	Step     string    `json:"step" doc:"what is done now: reading, sorting, comparing, writing to the disk, putting up in Redis"`
	Done     int       `json:"done" doc:"of this step: rows while it reads, parts while it writes"`
	Of       int       `json:"of" doc:"0: not known"`
	Since    time.Time `json:"since"`
}

// RegisterRestore names an earlier version of a register, and why it is to be the newest again.
type RegisterRestore struct {
	Register string `json:"register" doc:"own, national, national-voluntary, or a client's id"`
	Version  int64  `json:"version"`
	Why      string `json:"why" doc:"kept in the journal"`
}

// RegisterImport is what became of a delivery.
type RegisterImport struct {
	Register
	Unchanged bool     `json:"unchanged,omitempty" doc:"the file is the version before, member for member: no new delivery"`
	Columns   []string `json:"columns" doc:"which were read, and as what"`
	Rows      int      `json:"rows" doc:"in the file, empty ones left out"`
	Empty     int      `json:"empty,omitempty" doc:"rows with nothing in any column"`
	LeftOut   int      `json:"left_out,omitempty" doc:"rows whose number is nobody's, such as 113 or 02000"`
	Lost      int      `json:"lost,omitempty" doc:"rows whose name or address lost letters: they find nobody"`
	Persons   int      `json:"persons" doc:"rows with a name that can be found"`
	Unmatched int      `json:"unmatched,omitempty" doc:"rows with a name and neither birth date nor an address with a postcode: they find nobody"`
	Twice     int      `json:"twice" doc:"rows whose number an earlier row has"`
	Before    int      `json:"before" doc:"numbers in the version that it replaces"`
}

// NumberCheck tells what each register says of a number.
type NumberCheck struct {
	Number    string           `json:"number"`
	Registers []RegisterAnswer `json:"registers"`
}

// RegisterAnswer is one register's word.
type RegisterAnswer struct {
	Register string    `json:"register"`
	Answer   string    `json:"answer" enum:"unknown,clear,reserved"`
	Version  int64     `json:"version"`
	Seq      int64     `json:"seq"`
	LoadedAt time.Time `json:"loaded_at,omitzero"`
	How      string    `json:"how,omitempty" doc:"by which entry it is reserved, where that was asked for"`
}
