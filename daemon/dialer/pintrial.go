package dialer

import "time"

// PINTrial is how a phone stands at the agents' log-in: its wrong PINs in a row, and the lock that follows them. A
// phone that has no wrong PIN has none.
type PINTrial struct {
	Endpoint string    // the phone, as Asterisk names it: "PJSIP/agent1"
	Agent    AgentID   // whose phone it is; "": it is no agent's
	Wrong    int       // in a row: a right PIN and a supervisor's lift end it
	Last     time.Time // of Wrong
	Locked   time.Time // since when no PIN is taken from it; zero: it is not locked
}

// Facts of the log-in. Code is the phone. None holds a PIN.
const (
	FactWrongPIN    FactKind = "wrong_pin"    // Detail says which in a row; Agent is whose phone it is
	FactRightPIN    FactKind = "right_pin"    // told only after wrong ones, which it ends
	FactPhoneLocked FactKind = "phone_locked" // no PIN is taken from it until a supervisor lifts the lock
	// a supervisor lifted the lock, or the wait: Detail is the reason, By who
	FactPhoneUnlocked FactKind = "phone_unlocked"
)
