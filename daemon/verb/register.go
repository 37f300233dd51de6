package verb

import (
	"io"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func registers() []Declared {
	return []Declared{
		ListRegisters, ListImporting, ImportRegister, RestoreRegister, ExportRegister,
		ListReservations, CheckNumber, Reserve, Unreserve,
	}
}

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
	FreshUntil time.Time `json:"fresh_until,omitzero" doc:"the last moment a campaign may use it; absent: kept here"`
	Why        string    `json:"why,omitempty" doc:"why it may not be leaned on"`
}

// RegisterFile is a whole register as its keeper delivers it.
type RegisterFile struct {
	Register      string    `query:"register" required:"true" arg:"REGISTER" is:"register"`
	Name          string    `query:"name" doc:"of the file, for the journal"`
	Text          io.Reader `body:"text/csv" arg:"FILE"`
	NumberColumn  string    `query:"number_column" flag:"number-column" doc:"heading of the number's column"`
	NameColumn    string    `query:"name_column" flag:"name-column" doc:"heading of the name's column, or first+last"`
	BirthColumn   string    `query:"birth_column" flag:"birth-column" doc:"heading of the birth date's column"`
	AddressColumn string    `query:"address_column" flag:"address-column" doc:"of the address; the postcode is read too"`
	Expect        int       `query:"expect" flag:"expect" doc:"how many rows the file should have; 0: not known"`
	DeliveredAt   time.Time `query:"delivered_at" doc:"when its keeper made it; absent: now"`
	ShrunkBecause string    `query:"shrunk_because" flag:"because" doc:"why it may differ so much from the version before"`
}

// Importing is a delivery under way.
type Importing struct {
	Register string    `json:"register"`
	Step     string    `json:"step" doc:"reading, sorting, comparing, writing to disk, or loading Redis"`
	Done     int       `json:"done" doc:"of this step: rows while it reads, parts while it writes"`
	Of       int       `json:"of" doc:"0: not known"`
	Since    time.Time `json:"since"`
}

// RegisterRestore names an earlier version of a register, and why it is to be the newest again.
type RegisterRestore struct {
	Register string `json:"register" arg:"REGISTER" is:"register" doc:"own, national, national-voluntary or a client"`
	Version  int64  `json:"version" arg:"VERSION" doc:"a number, as ringevett register list shows it"`
	Why      string `json:"why" flag:"why,needed" doc:"kept in the journal"`
}

// RegisterImport is what became of a delivery.
type RegisterImport struct {
	Register
	Unchanged bool     `json:"unchanged,omitempty" doc:"the same members as before: no new delivery"`
	Columns   []string `json:"columns" doc:"which were read, and as what"`
	Rows      int      `json:"rows" doc:"in the file, empty ones left out"`
	Empty     int      `json:"empty,omitempty" doc:"rows with nothing in any column"`
	LeftOut   int      `json:"left_out,omitempty" doc:"rows whose number belongs to no person, such as 113 or 02000"`
	Lost      int      `json:"lost,omitempty" doc:"rows whose name or address lost letters: they match no one"`
	Persons   int      `json:"persons" doc:"rows with a name that can be found"`
	Unmatched int      `json:"unmatched,omitempty" doc:"named rows without birth date or address: no match"`
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
	Scope  string `json:"scope" flag:"register,default=own" is:"register" doc:"own, national, or a client's id"`
	Number string `json:"number,omitempty" arg:"NUMBER,optional" doc:"none where a person is named"`
	Why    string `json:"why" flag:"why,needed" doc:"how the wish reached us; kept in the journal"`

	Name    string `json:"name,omitempty" flag:"name" doc:"of a person; only keyed hashes are kept"`
	Birth   string `json:"birth,omitempty" flag:"birth" doc:"the person's birth date, 1970-01-31 or 31.01.1970"`
	Address string `json:"address,omitempty" flag:"address" doc:"street and postcode: Storgata 1, 0155"`
}

// Lifted is what became of the lifting of a reservation.
type Lifted struct {
	Request *Request `json:"request,omitempty" doc:"it waits for a second person; absent where it is done"`
}

// ListRegisters gives all registers.
var ListRegisters = Verb[Nothing, []Register]{
	Name: "register list", Method: Get, Path: "/registers",
	Summary: "All registers, with version, count and freshness",
	Short:   "List the registers, with version, count and freshness",
	Roles:   readers(),
	Help: `List the registers: the delivery's version, its numbers and its keys of persons (a
person has several), how many were added and removed since, when it was delivered, and until when it may be
used at most (a campaign may require a fresher one).

Exit codes: 0 all fresh; 1 one may not be used; 2 refused.`,
}

// ListImporting tells how far the imports of registers are that are under way.
var ListImporting = Verb[Nothing, []Importing]{
	Name: "register list", Method: Get, Path: "/registers/importing",
	Summary: "Progress of the register deliveries under way",
	Roles:   readers(),
}

// ImportRegister replaces a register, whole or not at all.
var ImportRegister = Verb[RegisterFile, RegisterImport]{
	Name: "register import", Method: Post, Path: "/registers/import",
	Summary: "Replace a register with a new delivery, whole or not at all", Short: "Replace a register by a new delivery",
	Roles: roles(dialer.Operator), Writes: changed(),
	Help: `Replace a register with a new delivery: the whole file or nothing. Numbers added
with "ringevett register add" since stay. Look-ups go on meanwhile, in the old
version until the new one is complete. The call centre's own register is not
replaced: the file's numbers and persons are added to it, and only "ringevett
register remove" takes one out.

The file has one number in each row, or a person with or without one: CSV
separated by semicolon, comma or tab, UTF-8 or Windows-1252. Columns are found by
their headings, never by a guess, and the summary says which were read:

  --number-column   needed, unless it is called number, nummer, telefon, tlf,
                    mobil, phone or the like, or the file has nothing but numbers
  --name-column     with --birth-column (2001-12-31, 31.12.2001), or with
                    --address-column, or both: a person is found by two words of
                    the name, in any order, with the birth date or with the street
                    and postcode. For a name in two columns give both:
                    fornavn+etternavn. Columns for postcode and town are read
                    with the address. Without it, persons are read too if the
                    headings are known (navn, fødselsdato, adresse); "-" turns
                    that off
  "#2"              is the second column of a file without headings

Left out and counted: empty rows, and numbers that belong to no person (113,
02000, 00000000, a machine's). More than two in a hundred of those, and more than
20, refuse the file.

Refused, and the register stays as it was: a number with letters or another that
cannot be read, with its line; names that lost letters in more than one row in a
thousand; a file whose last row has no line end, because it
may be cut short; a count that differs from --expect N, which the first delivery of
a national register needs; and a file that lacks more than two in a hundred of the
numbers or persons of the version before, or has more than a fifth new ones, unless
--because says why. The journal keeps that reason. A file that is the version before,
number for number, is not a new delivery: that version and its day stay (exit code
1). To take a wrong delivery back: ringevett register restore.

Example:
  ringevett register import national november.csv --number-column tlf \
    --name-column navn --birth-column fodt --expect 2500000 --delivered 2026-11-20`,
}

// RestoreRegister makes an earlier version of a register the newest again.
var RestoreRegister = Verb[RegisterRestore, Register]{
	Name: "register restore", Method: Post, Path: "/registers/restore",
	Summary: "Restore an earlier version of a register", Short: "Take a wrong delivery back",
	Roles: roles(dialer.Operator), Writes: changed(),
	Help: `Restore an earlier version of a register, whole, with the day of its delivery. The
version before the newest is kept for that. Numbers added one by one stay in the
register. The journal keeps the reason.

Example:
  ringevett register restore national 7 --why "version 8 was another register's file"`,
}

// OfRegister names a register.
type OfRegister struct {
	Register string `query:"register" required:"true" arg:"REGISTER" is:"register"`
}

// ExportRegister gives all numbers of a register, one a line.
var ExportRegister = Verb[OfRegister, []byte]{
	Name: "register export", Method: Get, Path: "/registers/export",
	Summary: "All numbers of a register, one a line", Short: "Write a register's numbers, one a line",
	Roles: roles(dialer.Operator, dialer.Privacy), Notes: dialer.FactExported,
	Help: `Write the numbers that are in a register now, one a line, ascending: the delivery
with the numbers added and removed since. Persons are stored as keyed hashes and
cannot be written.

Example:
  ringevett register export own --out own.txt`,
}

// ListReservations gives what was added to the registers one by one.
var ListReservations = Verb[Nothing, []Reservation]{
	Name: "register show", Method: Get, Path: "/reservations",
	Summary: "What was added to the registers, who added it and why",
	Short:   "Show what was added one by one, who added it and why",
	Roles:   roles(dialer.Supervisor, dialer.Privacy), Notes: dialer.FactLooked,
	Help: `Show the entries that were added to a register one by one and not removed, the oldest
first; in all registers, if none is named. Numbers are masked unless --numbers is
given. Entries of a delivery are not shown: see ringevett register export.`,
}

// OfNumber names a number, as written.
type OfNumber struct {
	Number string `query:"number" arg:"NUMBER"`
}

// CheckNumber asks what each register says of a number.
var CheckNumber = Verb[OfNumber, NumberCheck]{
	Name: "register check", Method: Get, Path: "/reservations/check",
	Summary: "What each register says about a number", Short: "In which registers does a number stand?",
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Privacy, dialer.Auditor), Notes: dialer.FactLooked,
	Help: `Show what each register says about a number.

Exit codes: 0 in none; 1 in some; 2 refused.`,
}

// Reserve puts a number or a person in a register.
var Reserve = Verb[Wish, Done]{
	Name: "register add", Method: Post, Path: "/reservations",
	Summary: "Put a number in a register", Short: "Put a number or a person in a register",
	Says:   "done; it takes effect at once",
	Roles:  roles(dialer.Operator, dialer.Supervisor, dialer.Quality, dialer.Privacy),
	Writes: facts(dialer.FactReserved),
	Help: `Put a number or a person in a register.

A person is found by the name with the birth date, or with the street address
and its postcode, however the name is written, and on every number that a list
has for them. Only keyed hashes of it are kept.

Examples:
  ringevett register add "900 00 001" --register own --why "said so in a call"
  ringevett register add --name "Kari Eksempel" --birth 1970-01-31 --why "a letter"

Exit codes: 0 done; 2 refused.`,
}

// Unreserve asks for it where the book has people: Lifted.Request is then what a second person confirms.
var Unreserve = Verb[Wish, Lifted]{
	Name: "register remove", Method: Post, Path: "/reservations/remove",
	Summary: "Take a number out of a register", Short: "Take a number or a person out of a register",
	Roles: roles(dialer.Supervisor, dialer.Privacy), Writes: facts(dialer.FactSecond), Humans: true,
	Help: `Take a number or a person out of a register.

A person is found by the name with the birth date, or with the street address
and its postcode, however the name is written, and on every number that a list
has for them. Only keyed hashes of it are kept.

Examples:
  ringevett register remove "900 00 001" --register own --why "said so in a call"
  ringevett register remove --name "Kari Eksempel" --birth 1970-01-31 --why "a letter"

If people are entered, this is a request, and a second person confirms it (ringevett second).

Exit codes: 0 done; 1 it waits for a second person; 2 refused.`,
}
