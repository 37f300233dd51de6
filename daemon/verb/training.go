package verb

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func trainings() []Declared { return []Declared{AddTraining, ListTraining} }

// TrainingSession is what several people were taught at once. All may be given for everybody, or each item.
type TrainingSession struct {
	Agents    []string `json:"agents,omitempty" flag:"agents" doc:"who was taught: agents, or all; with commas"`
	People    []string `json:"people,omitempty" flag:"people" doc:"people with roles, or all"`
	Items     []string `json:"items,omitempty" flag:"items" doc:"which items; left out: all"`
	Campaigns []string `json:"campaigns,omitempty" flag:"campaigns" doc:"whose product was taught (5 d), or all"`
	Day       string   `json:"day,omitempty" flag:"on" doc:"the day, 2026-11-23; left out: today"`
	Months    int      `json:"months,omitempty" flag:"months" doc:"how long it counts; 0: training.valid_months"`
	Trainer   string   `json:"trainer" flag:"trainer,needed" doc:"who taught it"`
}

// TrainingAdded is how many entries a session made.
type TrainingAdded struct {
	Entries int `json:"entries"`
}

// TrainingQuery picks people; zero fields pick all.
type TrainingQuery struct {
	ID string `json:"id,omitempty" doc:"of an agent or a person"`
}

// Trained is how one of the staff stands.
type Trained struct {
	Kind    string           `json:"kind" enum:"agent,person"`
	ID      string           `json:"id"`
	Ready   bool             `json:"ready" doc:"nothing is missing that an agent needs to log in"`
	Items   []TrainingItem   `json:"items"`
	Entries []TrainingRecord `json:"entries"`
}

// TrainingItem is how somebody stands with one item.
type TrainingItem struct {
	Item     string    `json:"item"`
	Campaign string    `json:"campaign,omitempty"`
	OK       bool      `json:"ok"`
	Until    time.Time `json:"until,omitzero"`
	Why      string    `json:"why"`
}

// TrainingRecord is one entry of the ledger.
type TrainingRecord struct {
	Item     string `json:"item"`
	Campaign string `json:"campaign,omitempty"`
	Version  string `json:"version,omitempty"`
	Day      string `json:"day"`
	Months   int    `json:"months"`
	Trainer  string `json:"trainer"`
}

// AddTraining enters what people were taught.
var AddTraining = Verb[TrainingSession, TrainingAdded]{
	Name: "training add", Method: Post, Path: "/training", Summary: "Enter what staff were taught (5)",
	Short: "Enter what people were taught", Says: "entered: {Entries}",
	Roles: leaders(), Writes: facts(dialer.FactTraining),
	Help: `Enter what people were taught, on which day and by which trainer (5). All faults are told at once, and then
nothing is entered. The items:

  norm          the code for call centres (5 a)
  conversation  conversation, service and sales technique (5 b)
  statute       what the statutes demand (5 c)
  product       the product of a campaign, with --campaigns (5 d)
  routines      how agents are monitored and recorded (5 e)
  privacy       basic privacy (5 f)
  expectations  what is expected, and what it takes (5)

An agent who lacks one of norm, conversation, statute, routines, privacy cannot log in; without a campaign's product
the agent gets none of its calls. A training ends when its months are over. Training in norm and statute is of one
version: after a new one it counts for 30 days.

Exit codes: 0 entered; 2 refused.

Examples:
  ringevett training add --agents all --people all --campaigns all --trainer "Kari Nordmann"
  ringevett training add --agents kari,ola --people siri --items norm,statute --on 2026-11-23 --trainer "Per Eksempel"`,
}

// ListTraining tells how everybody stands.
var ListTraining = Verb[TrainingQuery, []Trained]{
	Name: "training list", Method: Post, Path: "/training/list", Summary: "What staff were taught, and what they lack",
	Short: "Who lacks which training",
	Roles: readers(),
}
