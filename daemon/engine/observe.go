package engine

import (
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/roster"
)

// since is an instant as pacing has it: from the midnight before the engine was made, never going back.
func (e *Engine) since(t time.Time) time.Duration { return t.Sub(e.epoch) }

// midnight is the beginning of the Oslo day.
func midnight(t time.Time) time.Time {
	y, m, d := t.In(hours.Oslo()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, hours.Oslo())
}

// observe is the campaign's floor as pacing sees it. An agent who has asked to leave is one that calls in flight may
// still count on, but no new one; so is one that a caller waits for. One who talks to a caller is as if on a break, and
// so is one who will be after this call.
func (e *Engine) observe(now time.Time, c *campaign, leavers bool) *pacing.Observation {
	o := &c.seen
	c.lastSeen = max(c.lastSeen, e.since(now))
	o.Now, o.Lines = c.lastSeen, e.linesLeft(now)
	o.Ledgers = append(o.Ledgers[:0], e.ledgers(now, c)...)
	o.Agents, o.Calls = o.Agents[:0], o.Calls[:0]
	for _, s := range e.seats {
		if s.OnLine() && e.counts(c, s) {
			e.observeSeat(c, s, leavers)
		}
	}
	for range c.pending {
		o.Calls = append(o.Calls, pacing.Call{Dialed: o.Now})
	}
	for _, a := range c.calls {
		if x, in := e.observeCall(o.Now, a); in {
			o.Calls = append(o.Calls, x)
		}
	}
	return o
}

// counts reports whether pacing may count on the agent for this campaign: one who serves another campaign of the same
// client that dials too may be gone to it when an open call is answered, and only takes calls that hold him.
func (e *Engine) counts(c *campaign, s *roster.Seat) bool {
	if !c.takes(s) {
		return false
	}
	dialing := 0
	for _, x := range e.dialing[s.Agent.ID] {
		dialing += one(x.Client.ID == c.Client.ID)
	}
	return dialing == one(c.on)
}

func (e *Engine) observeSeat(c *campaign, s *roster.Seat, leavers bool) {
	a := pacing.Agent{ID: s.No, State: e.doing(s), Since: e.since(s.Since)}
	if s.Going() && s.State == roster.Ready && !leavers || !leavers && e.promised(s) || s.Caller != "" || s.Behind ||
		s.State == roster.Turning || s.Mute && s.State == roster.Ready || s.Pause != "" && s.State != roster.Reserved {
		a.State = pacing.Away
	}
	c.seen.Agents = append(c.seen.Agents, a)
	if s.State == roster.Reserved && s.Attempt == 0 { // held for a lead that is being looked up
		c.seen.Calls = append(c.seen.Calls, pacing.Call{Dialed: c.seen.Now, Reserved: true})
	}
}

// doing is what the agent does, as pacing has it: one on the way to an open call's consumer stays free, and the call
// waits. One who stands by for another's call, or is on the way to a consumer who has been abandoned already, can be
// counted on for nothing.
func (e *Engine) doing(s *roster.Seat) pacing.AgentState {
	switch s.State {
	case roster.Ready:
		return pacing.Free
	case roster.WrapUp:
		return pacing.WrapUp
	case roster.Talking:
		return pacing.Talking
	}
	a := e.calls[s.Attempt]
	switch {
	case a == nil:
		return pacing.Held
	case a.Session != s.Session || a.GivenUp():
		return pacing.Talking
	case waits(a):
		return pacing.Free
	}
	return pacing.Held
}

// waits reports whether an answered consumer is alone in the bridge.
func waits(a *attempt) bool { return a.State == call.Waiting && !a.GivenUp() }

// observeCall gives a call in flight: dialed or about to be, and neither with an agent, nor abandoned, nor over.
func (e *Engine) observeCall(now time.Duration, a *attempt) (pacing.Call, bool) {
	if !a.Unanswered() && !waits(a) || a.Unbooked() {
		return pacing.Call{}, false
	}
	x := pacing.Call{ID: int(a.ID), Dialed: now, Reserved: a.Session != "" && !waits(a)}
	if x.Reserved {
		if s := e.seat(a.Session); s != nil && !e.counts(a.campaign, s) {
			return pacing.Call{}, false
		}
	}
	if !a.DialedAt.IsZero() {
		x.Dialed = e.since(a.DialedAt)
	}
	if !a.RangAt.IsZero() {
		x.Ringing = e.since(a.RangAt)
	}
	if waits(a) {
		x.Answered = e.since(a.AnsweredAt)
	}
	return x, true
}

// linesLeft is how many attempts trunk and calls per second allow; below 0: no limit.
func (e *Engine) linesLeft(now time.Time) int {
	left := e.startsLeft(now)
	if e.set.MaxCalls == 0 {
		return left
	}
	lines := max(0, e.set.MaxCalls-len(e.ringing))
	if left < 0 {
		return lines
	}
	return min(left, lines)
}

// ledgers are those that bind: the Oslo day, the campaign to date, and the same with the kin that it inherits from.
func (e *Engine) ledgers(now time.Time, c *campaign) []pacing.Ledger {
	today := midnight(now)
	day, total, kin := e.tally.Day(c.ID,
		dialer.DayOf(now, hours.Oslo())), e.tally.Total(c.ID), e.tally.Inherited(c.Campaign, now)
	return []pacing.Ledger{
		{
			Span: pacing.Day, Start: e.since(today), End: e.since(midnight(today.AddDate(0, 0, 1))),
			Established: day.Established(), Abandoned: day.Abandoned, Talking: c.talking,
		},
		{
			Span: pacing.Campaign, Start: -1, Established: total.Established(), Abandoned: total.Abandoned,
			Talking: c.talking,
		},
		{
			Span: pacing.Campaign, Start: -1, Established: kin.Established(), Abandoned: kin.Abandoned,
			Talking: c.talking,
		},
	}
}
