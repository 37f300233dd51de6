package dialer

import (
	"strconv"
	"time"
)

// PauseReason says why an agent takes no calls for a while; the empty one is no pause.
type PauseReason string

// The reasons, and the key after *52 that gives each.
const (
	PauseBreak    PauseReason = "break"    // 1
	PauseLunch    PauseReason = "lunch"    // 2
	PauseTraining PauseReason = "training" // 3
	PauseWork     PauseReason = "work"     // 4: other work than calls
	PauseMeeting  PauseReason = "meeting"  // 5
)

// PauseReasons lists them in the order of their keys, from 1 on.
func PauseReasons() []PauseReason {
	return []PauseReason{PauseBreak, PauseLunch, PauseTraining, PauseWork, PauseMeeting}
}

// PauseByKey gives the reason that an agent's *52 and digit stands for.
func PauseByKey(digit string) (PauseReason, bool) {
	all := PauseReasons()
	if i, err := strconv.Atoi(digit); err == nil && i > 0 && i <= len(all) {
		return all[i-1], true
	}
	return "", false
}

// Pause is an agent's pause as the journal has it, whether it has begun or was asked for during a call.
type Pause struct {
	Agent  AgentID
	Reason PauseReason
	Since  time.Time // it was keyed
}
