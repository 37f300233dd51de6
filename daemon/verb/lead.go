package verb

import (
	"io"
	"iter"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func leads() []Declared {
	return []Declared{
		CountLeads, ImportLeads, WithdrawRequest,
	}
}

// Withdrawn tells from how many leads a wish to be called was taken.
type Withdrawn struct {
	Leads int `json:"leads"`
}

// LeadsFile is a list of leads as CSV, and where it goes.
type LeadsFile struct {
	Campaign string    `path:"id" json:"-" flag:"campaign,needed" is:"campaign" doc:"where they go"`
	Source   string    `query:"source" flag:"source" doc:"where they come from, for files without a source column"`
	Name     string    `query:"name" doc:"of the file, for the journal"`
	Text     io.Reader `body:"text/csv" arg:"FILE"`
}

// What can become of a row.
const (
	RowAdded   = "added"
	RowThere   = "there_already"
	RowRefused = "refused"
)

// Verdict is what became of one row. It is for the person who imports: Why may show what stood there.
type Verdict struct {
	Line    int    `json:"line"`
	Number  string `json:"number,omitempty"`
	Verdict string `json:"verdict" enum:"added,there_already,refused"`
	Why     string `json:"why,omitempty"`
}

// Import is what became of a list.
type Import struct {
	Campaign string `json:"campaign"`
	Rows     int    `json:"rows"`
	Added    int    `json:"added"`
	There    int    `json:"there_already"`
	Refused  int    `json:"refused"`

	Columns   []string `json:"columns" doc:"which were read, and as what"`
	Empty     int      `json:"empty,omitempty" doc:"rows with nothing in any column; they are not among the rows"`
	Unmatched int      `json:"unmatched,omitempty" doc:"rows without birth date or address: matched by number only"`
	Marks     int      `json:"marks,omitempty" doc:"rows with marks that cannot be seen, which were dropped"`
}

// Verdicts are those of all rows, in the file's order. They can be ranged over once, and must be, or what they are
// read from stays open. An error comes last.
type Verdicts = iter.Seq2[Verdict, error]

// LeadCount counts a campaign's leads of one state and code.
type LeadCount struct {
	State string `json:"state" enum:"waiting,blocked,done"`
	Code  string `json:"code,omitempty"`
	Count int    `json:"count"`
}

// ImportAnswer is an import as JSON.
type ImportAnswer struct {
	Import
	Verdicts []Verdict `json:"verdicts"`
}

// Imported is what became of a list, and of each of its rows. On the wire it is an ImportAnswer, written and read row
// by row.
type Imported struct {
	Import
	Each Verdicts `json:"-"`
}

// CountLeads counts a campaign's leads by state.
var CountLeads = Verb[LeadsQuery, []LeadCount]{
	Name: "lead list", Method: Get, Path: "/campaigns/{id}/leads", Summary: "Count leads by state",
	Short: "Count a campaign's leads by state and reason",
	Roles: readersAndClients(), Own: OwnByPath,
	Help: "Count a campaign's leads by state and reason. Numbers are not shown.",
}

// LeadsQuery names the campaign whose leads are counted.
type LeadsQuery struct {
	Campaign string `path:"id" json:"-" flag:"campaign,needed" is:"campaign" doc:"whose leads"`
}

// ImportLeads reads the list as it comes in, and puts all its good rows into the book, or none where an error is told.
var ImportLeads = Verb[LeadsFile, Imported]{
	Name: "lead import", Method: Post, Path: "/campaigns/{id}/leads", Summary: "Import leads",
	Short: "Import leads from CSV",
	Roles: leaders(), Writes: facts(dialer.FactImported),
	Help: `Import leads from a CSV file: headings, then one person's number in each row;
separated by semicolon, comma or tab; UTF-8 or Windows-1252. The summary says which
columns were read. Columns:

  number (nummer, telefon, tlf, mobil, phone and the like)      needed
  source (kilde)              needed in each row, or --source for all: the name
                              of one of the campaign's sources (4.2 a)
  name (navn), or first_name (fornavn) and last_name (etternavn), birth_date
  (fødselsdato), ref, address (adresse), postcode (postnr), town (poststed)
                              may be left out; a person is found in a register
                              by name with birth date or address
  customer_status (current, former, none), customer_since, product_ref,
  contact_data_from_sale (ja, nei)               an existing customer (mfl. § 12)
  requested_to_orgno, requested_at, request_channel, request_evidence
                              a wish to be called (4.2 b); needed where the
                              source is a list of such wishes
  washed_by, washed_at, wash_scope (persons, persons-voluntary, numbers)
                              the wash of this row; otherwise that of its source
  x_anything                  is ignored

A bad row is refused with its reason, and the others are kept. A row that the
campaign already has is left as it is, but newer evidence in it is taken: import
a list again after its wash. One file goes to one kind of campaign (4.2 k).
The verdict on each row is written beside the file, as FILE.verdicts.csv, mode
0600, by the row's line, with numbers masked.

Exit codes: 0 all rows taken, or there before; 1 some rows refused; 2 nothing
imported.

Example:
  ringevett lead import leads.csv --campaign fjellvann-service`,
}

// Withdrawal names a wish to be called that is taken back.
type Withdrawal struct {
	Client string `json:"client" flag:"client,needed" is:"client" doc:"who was asked to call"`
	Number string `json:"number" arg:"NUMBER"`
}

// WithdrawRequest takes back a wish to be called.
var WithdrawRequest = Verb[Withdrawal, Withdrawn]{
	Name: "lead withdraw", Method: Post, Path: "/requests/withdraw", Summary: "Withdraw a request to be called",
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Quality, dialer.Privacy), Writes: changed(),
	Help: `Withdraw a person's request to be called by a client (4.2 b). It takes effect at
the next dial, in every campaign of that client, and stops a call that rings on
that ground. An older list does not bring the request back. To keep the number
from being called at all, reserve it: ringevett register add.

Exit codes: 0 withdrawn; 1 there was no such wish.

Example:
  ringevett lead withdraw "900 00 013" --client fjellvann`,
}
