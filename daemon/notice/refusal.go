package notice

import (
	"slices"

	"github.com/ringevett/ringevett/daemon/refusal"
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

	// of a monitoring session
	NoEnd        Reason = "MONITOR_TIME"        // 8.1 b
	Untrained    Reason = "MONITOR_UNTRAINED"   // 5 e
	NotTheirs    Reason = "MONITOR_LISTENER"    // 8.3
	NotOwn       Reason = "MONITOR_CLIENT"      // 8.3, client
	NotForClient Reason = "MONITOR_NOT_ALLOWED" // 8.3, client
	NoHost       Reason = "MONITOR_NO_HOST"     // 8.3, client
)

// Refused is a refusal of this package.
type Refused = refusal.Refused[Reason]

// Clauses gives each reason, in the order of the norm, with the clause that it stands on.
func Clauses() []refusal.Clause[Reason] {
	return slices.Concat(
		refusal.Under("8.1", NoAgents, WrongKind, Lengthy, NotGiven), refusal.Under("8.1 a, 8.3", NoPurpose),
		refusal.Under("8.1 a", NoGoal),
		refusal.Under("8.1 b", NoTime, TooLong, Past, BadHours, NotHeard, NotAcked, NotInForce, Withdrawn,
			NoEnd),
		refusal.Under("8.1 c", NoThemes), refusal.Under("8.1 d", NoPlan), refusal.Under("8.3", ForClient),
		refusal.Under("5 e", Untrained), refusal.Under("8.3", NotTheirs, NotOwn, NotForClient, NoHost),
	)
}

// Clause is the clause of the norm that the reason stands on.
func (r Reason) Clause() string { return refusal.Find(Clauses(), r) }
