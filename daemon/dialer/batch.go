package dialer

import "time"

// LeadState is how far a lead is in its campaign.
type LeadState string

// The states of a lead.
const (
	LeadWaiting LeadState = "waiting" // may be rung when due
	LeadBlocked LeadState = "blocked" // the gate said no, and will not change its mind by itself: Code says why
	LeadDone    LeadState = "done"    // will not be rung again in this campaign
)

// LeadChange moves one lead: its new state, when it is due, and why in a stable word.
type LeadChange struct {
	Lead  LeadID
	State LeadState
	Due   time.Time
	Code  string
	For   AgentID // with the code call_later: Lead.For
}

// Batch is what is written in one transaction: facts in order, and what they change in the book.
type Batch struct {
	Facts []Fact
	Leads []LeadChange
}
