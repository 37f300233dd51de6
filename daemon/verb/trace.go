package verb

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// TraceQuery names a call.
type TraceQuery struct {
	Call string `query:"call" arg:"CALL" doc:"an attempt, as 42, or a channel's id"`
}

// TraceNumberQuery names a number, as written.
type TraceNumberQuery struct {
	Number string `json:"number" flag:"number" doc:"the calls with a number, and the story of the newest"`
}

// Trace is one call's whole story, as the journal has it.
type Trace struct {
	Call     string    `json:"call" doc:"the attempt's number, or the channel of one who rang us"`
	Returned bool      `json:"returned,omitempty" doc:"a call to a visible number"`
	At       time.Time `json:"at" doc:"of its first fact"`
	Open     bool      `json:"open,omitempty" doc:"its end is not in the journal"`
	Campaign string    `json:"campaign,omitempty"`
	Client   string    `json:"client,omitempty"`
	Lead     int64     `json:"lead,omitempty"`
	Agents   []string  `json:"agents,omitempty" doc:"who were on the line, in their order"`
	Number   string    `json:"number,omitempty" doc:"masked; absent where it was erased"`
	Outcome  string    `json:"outcome,omitempty"`

	Gate       *TraceGate  `json:"gate,omitempty" doc:"of an attempt"`
	Steps      []TraceStep `json:"steps"`
	Recordings []Recording `json:"recordings"`
	Sale       *SaleWhole  `json:"sale,omitempty"`
	Counts     []TraceDay  `json:"counts" doc:"the figures that it counts in; none while it is open"`

	Calls []TraceCall `json:"calls,omitempty" doc:"of a number: all that the journal has, the newest first"`
}

// TraceGate is what the gate found when the attempt was booked.
type TraceGate struct {
	At        time.Time       `json:"at"`
	Rules     []string        `json:"rules" doc:"that were asked, in their order; none was against it"`
	Registers []TraceRegister `json:"registers" doc:"as they were then"`
	Exempt    string          `json:"exempt,omitempty" doc:"why a reservation did not bar it"`
	Dedicated bool            `json:"dedicated,omitempty" doc:"agents were held for it alone (4.6.3)"`
}

// TraceRegister is the state of a register that was asked.
type TraceRegister struct {
	Register string    `json:"register"`
	Version  int64     `json:"version"`
	Seq      int64     `json:"seq"`
	LoadedAt time.Time `json:"loaded_at,omitzero"`
}

// TraceStep is one fact of the call, and the part of the call that it belongs to.
type TraceStep struct {
	Part string `json:"part" doc:"gate, originate, legs, bridge, prompts, keys, consent, recording, sale, end or after"`
	Fact
}

// TraceDay is what a call counts for on one Oslo day.
type TraceDay struct {
	Day    string         `json:"day"`
	Counts map[string]int `json:"counts" doc:"by the name that the figures have"`
}

// TraceCall is one call with a number.
type TraceCall struct {
	Call     string    `json:"call"`
	Returned bool      `json:"returned,omitempty"`
	At       time.Time `json:"at"`
	Campaign string    `json:"campaign,omitempty"`
}

// TraceAttempt tells one call.
var TraceAttempt = Verb[TraceQuery, Trace]{
	Name: "trace", Method: Get, Path: "/trace", Summary: "One call's whole story",
	Short: "Tell one call's whole story",
	Roles: readers(),
	Help: `Tell everything that the journal has of one call: the gate's decision with the rules
and registers that were asked, the dialing, the legs, the bridge, prompts, keys,
consent, recordings, outcome, sale, and the figures that it counts in. Numbers are
masked.

CALL is an attempt, as 42, or the id of a channel, as the PBX's log has it: that of an
attempt or of a person who rang a visible number. With --number it lists all calls
with the number, and tells the newest. Only a supervisor or the privacy officer may
ask by number, and the journal keeps who did. Calls that the gate refused are only
counted (4.2 j): "ringevett why" tells them.

Exit codes: 0 told; 1 the call is not over; 2 refused, or no such call.

Examples:
  ringevett trace 42
  ringevett trace 1764000000.17 --json
  ringevett trace --number "900 00 001"`,
}

// TraceNumber tells the calls with a number.
var TraceNumber = Verb[TraceNumberQuery, Trace]{
	Name: "trace", Method: Post, Path: "/trace/number", Summary: "The calls with a number, and the newest one's story",
	Roles: roles(dialer.Supervisor, dialer.Privacy), Notes: dialer.FactLooked,
}
