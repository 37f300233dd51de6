package call

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Restore makes the call of an attempt that was open when the daemon went away, from its facts. What the PBX still knows of
// it then comes as events; what it does not know comes as Ended{Unseen: true}.
func Restore(c Call, facts []dialer.Fact, now time.Time) *Call {
	c.State, c.Deadline, c.endedBy = Dialing, now.Add(pbxAnswers), dialer.ByUs
	for _, f := range facts {
		switch f.Kind {
		case dialer.FactBooked:
			c.T, c.DialedAt = f.T, f.At // whether it was dialed nobody saw: it counts as if
		case dialer.FactDialed:
			c.DialedAt = f.At
		case dialer.FactRinging, dialer.FactEarly:
			c.rang = true
		case dialer.FactAnswered:
			c.AnsweredAt, c.State, c.Deadline = f.At, Waiting, now
		case dialer.FactBridged:
			c.BridgedAt, c.State, c.Deadline, c.endedBy = f.At, Talking, time.Time{}, dialer.ByConsumer
			c.Agent = f.Agent
		case dialer.FactAgentGone:
			c.State, c.Deadline, c.endedBy, c.Agent = Waiting, now, dialer.ByUs, ""
		}
	}
	return &c
}

// Found takes what the PBX says of a restored or resynchronised call's channel: up or not, and in whose bridge.
// Only the engine calls it, before it tells the events that follow from it.
func (c *Call) Found(session dialer.SessionID, agent dialer.AgentID) {
	if session != "" {
		c.Session, c.Agent, c.joined = session, agent, true
	}
}
