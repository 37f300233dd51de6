package verb

import (
	"fmt"
	"io"
	"iter"
	"time"
)

// Client is a business that calls are made for.
type Client struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Spoken   string   `json:"spoken"`
	Internal bool     `json:"internal,omitempty"`
	OrgNo    string   `json:"orgno"`
	Phone    string   `json:"phone"`
	Visible  []string `json:"visible"`

	Archived time.Time `json:"archived,omitzero" doc:"when it was taken out of the book, if archived campaigns still need its name"`
}

// Agent is a person who takes calls. A PIN never leaves the book.
type Agent struct {
	ID       string    `json:"id"`
	FullName string    `json:"full_name"`
	Endpoint string    `json:"endpoint"`
	LogIn    *PINTrial `json:"log_in,omitempty" doc:"wrong PINs at the agent's phone; absent where there are none"`
}

// PINTrial is how a phone stands at the agents' log-in.
type PINTrial struct {
	Endpoint string    `json:"endpoint" doc:"the phone, as Asterisk names it"`
	Agent    string    `json:"agent,omitempty" doc:"whose phone it is; absent where it is no agent's"`
	Wrong    int       `json:"wrong" doc:"wrong PINs in a row"`
	Last     time.Time `json:"last" doc:"when the last one was keyed"`
	Locked   time.Time `json:"locked,omitzero" doc:"since when no PIN is taken from it; a supervisor lifts the lock"`
}

// Sentence says how the phone stands, for people.
func (t PINTrial) Sentence() string {
	phone, lift := t.Endpoint, t.Endpoint
	if t.Agent != "" {
		phone, lift = fmt.Sprintf("%s (%s)", t.Endpoint, t.Agent), t.Agent
	}
	if t.Locked.IsZero() {
		return fmt.Sprintf("phone %s: %d wrong PINs in a row, the last %s", phone, t.Wrong, t.Last.Format(time.DateTime))
	}
	return fmt.Sprintf("phone %s is locked since %s, after %d wrong PINs: ringevett agent unlock %s --why REASON",
		phone, t.Locked.Format(time.DateTime), t.Wrong, lift)
}

// Source says where leads came from (4.2 a).
type Source struct {
	Name       string    `json:"name"`
	Kind       string    `json:"kind"`
	ObtainedAt time.Time `json:"obtained_at"`
	Basis      string    `json:"basis"`
	Spoken     string    `json:"spoken"`
	Ends       time.Time `json:"ends,omitzero" doc:"from then on nothing is dialed of its list; absent: leads.retention_months after its last rows came"`
}

// Campaign is one purpose for one client.
type Campaign struct {
	ID           string    `json:"id"`
	Client       string    `json:"client"`
	Kind         string    `json:"kind"`
	Purpose      string    `json:"purpose"`
	Subject      string    `json:"subject"`
	Visible      string    `json:"visible"`
	Language     string    `json:"language"`
	Mode         string    `json:"mode" enum:"power,predictive"`
	RingSeconds  int       `json:"ring_seconds"`
	WrapUpS      int       `json:"wrap_up_seconds"`
	PerCampaign  int       `json:"attempts_per_campaign"`
	PerClientDay int       `json:"attempts_per_client_day"`
	GapHours     float64   `json:"attempts_gap_h"`
	Agents       []string  `json:"agents"`
	Sources      []Source  `json:"sources"`
	Running      bool      `json:"running"`
	Archived     time.Time `json:"archived,omitzero" doc:"when it was put away for good"`
}

// Change is a campaign after it was started or paused.
type Change struct {
	Campaign Campaign `json:"campaign"`
	Changed  bool     `json:"changed" doc:"false when it was so already"`
	Note     string   `json:"note,omitempty" doc:"why it does not dial yet, though started"`
}

// Withdrawn tells from how many leads a wish to be called was taken.
type Withdrawn struct {
	Leads int `json:"leads"`
}

// LeadsFile is a list of leads as CSV, and where it goes.
type LeadsFile struct {
	Campaign string
	Source   string // for files without a source column
	Name     string // of the file, for the journal
	Text     io.Reader
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
	Unmatched int      `json:"unmatched,omitempty" doc:"rows with neither birth date nor address and postcode: registers can be asked by their number only"`
	Marks     int      `json:"marks,omitempty" doc:"rows with marks that cannot be seen, which were dropped"`
}

// Verdicts are those of all rows, in the file's order. They can be ranged over once, and must be, or what they are
// read from stays open. An error comes last.
type Verdicts = iter.Seq2[Verdict, error]

// List is a list of leads: those of a campaign that came from one source.
type List struct {
	Source string      `json:"source"`
	Ended  bool        `json:"ended,omitempty" doc:"no lead of it is dialed any more"`
	Leads  []LeadCount `json:"leads"`
}

// LeadCount counts a campaign's leads of one state and code.
type LeadCount struct {
	State string `json:"state" enum:"waiting,blocked,done"`
	Code  string `json:"code,omitempty"`
	Count int    `json:"count"`
}
