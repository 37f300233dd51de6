package verb

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func webhooks() []Declared { return []Declared{ListUndelivered, RetryUndelivered} }

// Undelivered is an event that the receiver of webhooks did not take.
type Undelivered struct {
	Event   int64     `json:"event" doc:"the entry of the journal: journal show"`
	Type    string    `json:"type" doc:"as in the event: sale.qa_passed"`
	Attempt int64     `json:"attempt,omitempty" doc:"the call"`
	At      time.Time `json:"at" doc:"when it was given up"`
	Why     string    `json:"why"`
	Again   bool      `json:"again,omitempty" doc:"it waits to be tried again"`
}

// Retried is how many events are tried again.
type Retried struct {
	Events int `json:"events"`
}

// ListUndelivered gives the events that were given up.
var ListUndelivered = Verb[Nothing, []Undelivered]{
	Name: "webhook list", Method: Get, Path: "/webhook/undelivered",
	Summary: "Events that the receiver of webhooks did not take", Short: "List the events that were not delivered",
	Roles: readers(),
}

// RetryUndelivered has them tried again.
var RetryUndelivered = Verb[Nothing, Retried]{
	Name: "webhook retry", Method: Post, Path: "/webhook/undelivered/retry",
	Summary: "Try the undelivered events again", Says: "{Events} events are tried again, once each",
	Roles: leaders(), Writes: facts(dialer.FactChanged),
	Help: `Try each event again, once, that the receiver of webhooks refused or did not take in time. It has the same
id as before.`,
}
