package call

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// adoptWithin is how long an answered consumer who is in an agent's bridge waits for us to learn who the agent is:
// the two talk.
const adoptWithin = 15 * time.Second

// Restore makes the call of an attempt that was open when the daemon went away, from its facts. What the PBX still
// knows of it then comes as events; what it does not find comes as Missing.
func Restore(c Call, facts []dialer.Fact, now time.Time) *Call {
	c.restored = true
	c.State, c.Deadline = Dialing, now.Add(pbxAnswers)
	for _, f := range facts {
		switch f.Kind {
		case dialer.FactBooked: // whether it was dialed is not known: it counts as if
			c.Decided, c.T, c.DialedAt, c.Agent, c.Open = f.At, f.T, f.At, f.Agent, f.Agent == ""
		case dialer.FactDialed:
			c.DialedAt, c.wasDialed = f.At, true
			c.Deadline = c.ringsUntil(f.At)
		case dialer.FactRinging, dialer.FactEarly:
			c.rang, c.RangAt, c.Deadline = true, f.At, c.ringsUntil(f.At)
		case dialer.FactCancelled:
			c.State, c.Deadline = Cancelling, now
			c.cancelled, c.why, c.cancelAs = true, f.Detail, dialer.CancelledRinging
		case dialer.FactAnswered:
			c.AnsweredAt, c.State, c.Deadline, c.Agent = f.At, Waiting, now, f.Agent
		case dialer.FactMessage:
			c.messages, c.messageAt = 1, f.At
		case dialer.FactBridged:
			c.BridgedAt, c.State, c.Deadline, c.cancelled = f.At, Talking, time.Time{}, false
			c.Agent = f.Agent
		case dialer.FactTaken:
			c.State, c.Deadline, c.takenAt, c.metAt, c.movedBy = Elsewhere, now, f.At, f.At, f.Detail
		case dialer.FactAgentGone:
			c.State, c.Deadline, c.Agent = Waiting, now, ""
		}
	}
	return &c
}

// Adoptable reports whether a restored call that is not answered may go on ringing: that it was dialed is known, and
// we had not begun to end it.
func (c *Call) Adoptable(rings bool) bool {
	return c.State != Cancelling && (rings || c.rang || c.wasDialed)
}

// Found takes what the PBX says of a restored or resynchronised call's channel: in whose bridge it is. agent is ""
// where it is not known yet. Only the engine calls it, before it tells the events that follow from it. An answered
// consumer whose agent is being looked up waits for that.
func (c *Call) Found(now time.Time, session dialer.SessionID, agent dialer.AgentID) {
	if session == "" {
		return
	}
	c.Session = session
	if agent != "" {
		c.Agent = agent
	}
	if c.State == Waiting && c.Deadline.Before(now.Add(adoptWithin)) {
		c.Deadline = now.Add(adoptWithin)
	}
}
