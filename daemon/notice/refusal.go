package notice

import (
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Reason names a refusal. The words are stored, and are the same by key, by command and over the API.
type Reason string

// The reasons, by the clause that they stand on.
const (
	NoAgents   Reason = "NOTICE_NO_AGENTS"        // 8.1
	WrongKind  Reason = "NOTICE_KIND"             // 8.1
	NoPurpose  Reason = "NOTICE_PURPOSE"          // 8.1 a, 8.3
	NoGoal     Reason = "NOTICE_NO_GOAL"          // 8.1 a
	NoTime     Reason = "NOTICE_NO_TIME"          // 8.1 b
	TooLong    Reason = "NOTICE_TIME_TOO_LONG"    // 8.1 b
	Past       Reason = "NOTICE_TIME_IS_OVER"     // 8.1 b
	BadHours   Reason = "NOTICE_HOURS"            // 8.1 b
	NoThemes   Reason = "NOTICE_NO_THEMES"        // 8.1 c
	NoPlan     Reason = "NOTICE_NO_PLAN"          // 8.1 d
	Lengthy    Reason = "NOTICE_TEXT_TOO_LONG"    // it is said by voice
	ForClient  Reason = "NOTICE_CLIENT_PURPOSE"   // 8.3, client
	NotGiven   Reason = "NOTICE_NONE"             // 8.1
	NotHeard   Reason = "NOTICE_NOT_HEARD"        // 8.1 b
	NotAcked   Reason = "NOTICE_NOT_ACKNOWLEDGED" // 8.1 b
	NotInForce Reason = "NOTICE_OUTSIDE_ITS_TIME" // 8.1 b
	Withdrawn  Reason = "NOTICE_WITHDRAWN"        // 8.1 b
)

// Clauses gives each reason, in the order of the norm, with the clause that it stands on.
func Clauses() []Clause {
	return []Clause{
		{NoAgents, "8.1"}, {WrongKind, "8.1"}, {Lengthy, "8.1"}, {NotGiven, "8.1"},
		{NoPurpose, "8.1 a, 8.3"}, {NoGoal, "8.1 a"},
		{NoTime, "8.1 b"}, {TooLong, "8.1 b"}, {Past, "8.1 b"}, {BadHours, "8.1 b"}, {NotHeard, "8.1 b"},
		{NotAcked, "8.1 b"}, {NotInForce, "8.1 b"}, {Withdrawn, "8.1 b"},
		{NoThemes, "8.1 c"}, {NoPlan, "8.1 d"}, {ForClient, "8.3"},
	}
}

// Clause is a reason and the clause of the norm that it stands on.
type Clause struct {
	Reason Reason
	Clause string
}

// Refused is a refusal with its name. It is dialer.ErrRefused.
type Refused struct {
	Reason Reason
	Why    string // in plain words
}

// Error is "NOTICE_NO_GOAL: goal: missing (8.1 a)".
func (r Refused) Error() string {
	for _, c := range Clauses() {
		if c.Reason == r.Reason {
			return fmt.Sprintf("%s: %s (%s)", r.Reason, r.Why, c.Clause)
		}
	}
	return string(r.Reason) + ": " + r.Why
}

// Unwrap makes it a refusal.
func (r Refused) Unwrap() error { return dialer.ErrRefused }
