package engine

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// endTries is how often the PBX is asked to end a caller's visit before the end is taken as unseen.
const endTries = 6

// sendBack gives the caller back to the desk, which says that all agents are busy and takes a message.
func (e *Engine) sendBack(now time.Time, c *caller, how string) {
	c.state, c.session, c.asked = callerLeaves, "", 0
	if c.try != nil {
		c.try.ends(how)
	} else {
		e.unanswered(now, c, how)
	}
	e.backAgain(now, c)
}

// backAgain tries until the PBX says that the caller is with us no more: in our hands there is nothing to hear.
func (e *Engine) backAgain(now time.Time, c *caller) {
	if c.try != nil { // it came from no desk
		e.endCaller(now, c, CallerHangup)
		return
	}
	e.endCaller(now, c, CallerBack)
}

// endCaller asks the PBX to end a caller's visit, again until it says that the caller is gone. A PBX that takes every
// request and never says so has no such channel any more; while it is not heard, nothing is concluded.
func (e *Engine) endCaller(now time.Time, c *caller, how CallerDo) {
	if c.asked >= endTries && e.up {
		e.ports.Log.WithField("channel", c.channel).Error("the PBX never told the end of a caller's visit")
		CallerGone{Channel: c.channel}.apply(e, now)
		return
	}
	c.asked++
	mine, state := c.asked, c.state
	c.till = now.Add(callerPatience + deskAgain)
	again := func(at time.Time) {
		e.remind(at, ofCaller, c.no, func(now time.Time) {
			if e.caller(c.channel) == c && c.asked == mine && c.state == state {
				e.endCaller(now, c, how)
			}
		})
	}
	e.withCaller(c, CallerEffect{What: how}, func(now time.Time, err error) {
		if e.caller(c.channel) != c || c.asked != mine || c.state != state {
			return
		}
		c.till = now.Add(deskAgain)
		if err != nil {
			e.ports.Log.WithError(err).WithField("channel", c.channel).Warn(
				"the PBX refused a caller's " + string(how) + "; tried again",
			)
		}
		again(c.till)
	})
}

// unanswered tells that the caller reached no agent: what was wanted is an inquiry (4.4.3 a).
func (e *Engine) unanswered(now time.Time, c *caller, how string) {
	e.tell(dialer.Fact{At: now, Kind: dialer.FactReturnedLost, Code: c.channel, Detail: how})
	e.tellDesk(c, func(ctx context.Context, d Desk) error { return d.Unanswered(ctx, c.channel, how) })
}

// aloneCaller: the agent's phone is gone. Who was only on the way to it waits on; a conversation that was cut is the
// desk's.
func (e *Engine) aloneCaller(now time.Time, s *roster.Seat) {
	c := e.callerOf(s)
	if c == nil {
		return
	}
	if c.state == callerJoins && now.Before(c.until) {
		c.state, c.session, c.till = callerWaits, "", c.until
		e.callerDo(c, CallerEffect{What: CallerRing, Limit: c.until.Sub(now) + deskMargin})
		return
	}
	e.sendBack(now, c, "the agent's phone was lost")
}

// dropCaller frees an agent who was told of a caller and did not talk.
func (e *Engine) dropCaller(now time.Time, c *caller) {
	if s := e.seat(c.session); s != nil && s.Caller == c.channel {
		s.Caller = ""
		e.ready(now, s)
	}
}

// afterCaller gives the agent wrap-up time, as after any conversation. An agent's leg whose agent the book does not
// know is closed now that the talk is over.
func (e *Engine) afterCaller(now time.Time, c *caller) {
	s := e.seat(c.session)
	if s == nil || s.Caller != c.channel {
		return
	}
	s.Caller = ""
	if c.try == nil {
		e.tell(dialer.Fact{At: now, Kind: dialer.FactReturnedTalk, Code: c.channel, Agent: s.Agent.ID})
	}
	if s.Agent.ID == "" {
		e.closeSeat(now, s)
		return
	}
	long := e.wrapUpOf(s.Agent.ID)
	if c.word {
		long = max(long, e.set.AfterWord)
	}
	e.wrapUp(now, s, long)
}

// wrapUpOf is the longest wrap-up of the agent's campaigns: a caller belongs to none.
func (e *Engine) wrapUpOf(a dialer.AgentID) (longest time.Duration) {
	for _, c := range e.campaigns {
		if c.Serves(a) {
			longest = max(longest, c.WrapUp)
		}
	}
	return longest
}

// disposeCaller: the agent's key ends the talk with a caller or its wrap-up. It says nothing of any attempt; what
// becomes of the caller's leads is the desk's to know.
func (e *Engine) disposeCaller(now time.Time, s *roster.Seat, d dialer.Disposition) {
	c := e.callerOf(s)
	switch {
	case d == dialer.Sold: // no script is ticked with a caller, so it can be no sale (6 a)
		e.seatDo(s, SeatNoSale)
	case c != nil && c.state == callerTalks:
		c.word = true
		e.saidOfCaller(s, d)
		if c.till.IsZero() { // not asked yet
			e.endCaller(now, c, CallerHangup)
		}
	case s.State == roster.WrapUp:
		e.saidOfCaller(s, d)
		e.seatDo(s, SeatWordTaken)
		e.shortWrapUp(now, s)
	default:
		e.refuseKey(s)
	}
}

// saidOfCaller tells the desk the agent's word on the last caller.
func (e *Engine) saidOfCaller(s *roster.Seat, d dialer.Disposition) {
	c, agent := e.served[s.Session], s.Agent.ID
	if c != nil {
		e.tellDesk(c, func(ctx context.Context, desk Desk) error { return desk.Said(ctx, c.channel, agent, d) })
	}
}

// callerLane is the lane of a caller's channel, visitLane that of what the desk hears.
type (
	callerLane string
	visitLane  string
)

func (e *Engine) withCaller(c *caller, ef CallerEffect, end func(now time.Time, err error)) {
	work := done(func(ctx context.Context) error { return e.ports.Callers.Caller(ctx, c.channel, ef) })
	within(e, callerLane(c.channel), "a caller's "+string(ef.What), callerPatience, work,
		func(now time.Time, _ struct{}, err error) { end(now, err) })
}

func (e *Engine) callerDo(c *caller, ef CallerEffect) {
	e.withCaller(c, ef, func(_ time.Time, err error) {
		if err != nil {
			e.ports.Log.WithError(err).WithField("channel", c.channel).Warn(
				"the PBX refused a caller's " + string(ef.What),
			)
		}
	})
}

// tellDesk lets the desk know, where there is one.
func (e *Engine) tellDesk(c *caller, word func(ctx context.Context, d Desk) error) {
	if e.ports.Desk == nil || c.try != nil {
		return
	}
	e.effect(visitLane(c.channel), func(ctx context.Context) error { return word(ctx, e.ports.Desk) },
		func(_ time.Time, err error) {
			e.ports.Log.WithError(err).WithField("channel",
				c.channel).Error("the desk could not take down what became of a caller")
		})
}
