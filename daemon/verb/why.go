package verb

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func asking() []Declared {
	return []Declared{
		AskWhy, TraceAttempt, TraceNumber,
	}
}

// WhyQuery is a number, as written, and where and when it would be dialed.
type WhyQuery struct {
	Number   string    `query:"number" arg:"NUMBER"`
	Campaign string    `query:"campaign" flag:"campaign" is:"campaign" doc:"that would dial it; without: fewer rules"`
	At       time.Time `query:"at" doc:"absent: now"`
}

// Why is the gate's verdict on a number with every rule's answer.
type Why struct {
	Number    string       `json:"number" doc:"masked"`
	Campaign  string       `json:"campaign,omitempty"`
	At        time.Time    `json:"at"`
	Allowed   bool         `json:"allowed" doc:"every rule was asked, and none is against it"`
	Code      string       `json:"code,omitempty" doc:"of the first rule against it"`
	Why       string       `json:"why"`
	Next      time.Time    `json:"next,omitzero" doc:"when the verdict may change by itself"`
	Steps     []WhyStep    `json:"steps"`
	Sets      []WhySet     `json:"registers" doc:"what was asked, as it is now"`
	Abandoned *Abandonment `json:"abandoned,omitempty" doc:"calls to it that were; absent where none was"`
	Lacked    []string     `json:"lacked" doc:"facts that the answer could not rest on"`
	Halted    string       `json:"halted,omitempty" doc:"why the floor dials nothing at all"`
	Demo      string       `json:"demo_clock,omitempty"`
}

// Abandonment is what is remembered of abandoned calls to a number (4.6.3), twelve months beyond its end.
type Abandonment struct {
	At      time.Time `json:"at,omitzero" doc:"the last one"`
	Cleared time.Time `json:"cleared,omitzero" doc:"when a person spoke with an agent later"`
	Again   time.Time `json:"again,omitzero" doc:"abandoned once more: not dialed for twelve months"`
}

// WhyStep is one rule's answer.
type WhyStep struct {
	Rule    string    `json:"rule"`
	Verdict string    `json:"verdict" doc:"yes, no, or unknown where its facts are lacking"`
	Code    string    `json:"code,omitempty"`
	Why     string    `json:"why"`
	Next    time.Time `json:"next,omitzero" doc:"when this answer changes by itself"`
}

// The verdicts of a step.
const (
	StepYes     = "yes"
	StepNo      = "no"
	StepUnknown = "unknown"
)

// WhySet is one register's answer.
type WhySet struct {
	Register string    `json:"register"`
	Answer   string    `json:"answer" doc:"clear, reserved or unknown"`
	By       string    `json:"by,omitempty" doc:"number or person"`
	How      string    `json:"how,omitempty" doc:"which entry matched, and by what; it names no one"`
	Version  int64     `json:"version"`
	Seq      int64     `json:"seq"`
	Count    int       `json:"count"`
	LoadedAt time.Time `json:"loaded_at,omitzero"`
}

// AskWhy tells what every rule says of a number; nothing is dialed, booked or counted by it.
var AskWhy = Verb[WhyQuery, Why]{
	Name: "why", Method: Get, Path: "/why", Summary: "Why may a number be dialed, or not",
	Short: "Why may a number be dialed, or not?",
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Privacy, dialer.Auditor), Notes: dialer.FactLooked,
	Help: `Say why a number may be dialed or not: every rule of the gate in order, with its
verdict, its reason, and when it next changes. The same code decides at the dial;
nothing is dialed, booked or counted here.

Without --campaign only the general rules and those about the number are asked.
Without a daemon, a configuration or a data folder it answers from what there is,
down to the defaults alone, and says what was missing.

Exit codes: 0 may be dialed; 1 may not, or something could not be asked; 2 refused.

Examples:
  ringevett why "900 00 001" --campaign fjellvann-service
  ringevett why 90000001 --campaign fjellvann-service --at 2027-05-17T12:00 --json`,
}
