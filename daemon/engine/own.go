package engine

import (
	"cmp"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/roster"
)

// A call-back that an agent promised to make in person is kept for that agent while it is due, for a bounded time. Then
// it is as any other lead of the campaign. See daemon/decisions/0044-call-backs-and-the-seat.md.

// queue puts a lead that is due behind the others.
func (e *Engine) queue(now time.Time, c *campaign, l dialer.Lead) {
	if e.keptOwn(now, c, l) {
		c.own = append(c.own, l)
		return
	}
	c.leads = append(c.leads, l)
}

// requeue puts a lead back that was taken and not dialed: it is the next.
func (e *Engine) requeue(now time.Time, c *campaign, l dialer.Lead) {
	if e.keptOwn(now, c, l) {
		c.own = slices.Insert(c.own, 0, l)
		return
	}
	c.leads = slices.Insert(c.leads, 0, l)
}

// keptOwn reports whether only one agent may be given the lead now. An agent who left the campaign is not waited for.
func (e *Engine) keptOwn(now time.Time, c *campaign, l dialer.Lead) bool {
	return l.CallBack && l.For != "" && slices.Contains(c.Agents, l.For) && now.Before(e.ownUntil(now, c, l))
}

func (e *Engine) ownUntil(now time.Time, c *campaign, l dialer.Lead) time.Time {
	return gate.OwnUntil(now.In(hours.Oslo()), l.Due, e.set.Hours, c.Ring, cmp.Or(e.set.OwnCallBack, roster.OwnLasts))
}

// queued reports whether the lead waits already: one that was put back while the book was asked is in the answer too.
func (c *campaign) queued(id dialer.LeadID) bool {
	is := func(l dialer.Lead) bool { return l.ID == id }
	return slices.ContainsFunc(c.leads, is) || slices.ContainsFunc(c.own, is)
}

// ownOf reports whether a call-back waits for the seat's agent.
func (c *campaign) ownOf(s *roster.Seat) bool {
	return slices.ContainsFunc(c.own, func(l dialer.Lead) bool { return l.For == s.Agent.ID })
}

// beginOwn begins the call-backs whose agents are free, and gives those whose time is over to everyone.
func (e *Engine) beginOwn(now time.Time, c *campaign) {
	if c.held != "" || now.Before(c.blind) || !e.verdict(now, c).Allowed {
		return
	}
	waiting := c.own
	c.own = nil
	for _, l := range waiting {
		if !e.keptOwn(now, c, l) || !e.dialOwn(now, c, l) {
			e.queue(now, c, l)
		}
	}
	next := time.Time{}
	for _, l := range c.own {
		if until := e.ownUntil(now, c, l); next.IsZero() || until.Before(next) {
			next = until
		}
	}
	e.wakeAt(c, next)
}

// dialOwn begins a call-back with the agent who promised it; it reports whether it did. An agent who speaks for
// another client is told of this one first: a promise comes before the stint with a client.
func (e *Engine) dialOwn(now time.Time, c *campaign, l dialer.Lead) bool {
	i := slices.IndexFunc(e.seats, func(s *roster.Seat) bool { return s.Agent.ID == l.For && s.Free() })
	if i < 0 || !c.wants(e.seats[i]) || e.linesLeft(now) == 0 || !e.trunkLets(now) || !e.shownLets(now, c) ||
		!e.numberFree(l.Number) {
		return false
	}
	s := e.seats[i]
	switch {
	case e.needed(now, s) || e.promised(s): // calls in flight, and callers, come before
		return false
	case !c.takes(s):
		if s.MayTurn(now, c.Client.ID, true) {
			e.tellClient(now, s, c.Client.ID)
		}
		return false
	}
	h := hold{s, s.Since}
	s.Reserve(now, 0)
	if c.pacer != nil && c.set.Room(e.observe(now, c, true)) < 0 {
		e.release(h)
		return false
	}
	e.started(now)
	e.look(now, c, l, h)
	return true
}
