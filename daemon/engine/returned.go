package engine

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/roster"
)

// Somebody who was rung, rings the visible number, and asks the desk for a person (4.4.3 a). Such a caller goes
// before every new call of ours, and after the consumers of our calls in flight: those were promised an agent first.
// A caller is no attempt: no figure counts one, no ledger, no lead.

const (
	// beyond the wait: when the dialplan takes a caller back from a daemon that does nothing
	deskMargin = 15 * time.Second
	deskAgain  = time.Second // before what the PBX refused is tried again
)

// What a caller does.
type callerState string

const (
	callerRung   callerState = "being rung" // of a try: the caller is an extension that we ring
	callerWaits  callerState = "waiting"
	callerJoins  callerState = "joining" // the agent hears that it is a caller, the caller still that it rings
	callerTalks  callerState = "talking"
	callerLeaves callerState = "leaving" // being sent back to the desk
)

// caller is one who waits for an agent or has one.
type caller struct {
	channel string
	no      int64             // in the order of arrival
	clients []dialer.ClientID // those that the desk said had rung; empty: not known
	came    time.Time
	state   callerState
	until   time.Time // the end of the wait
	till    time.Time // the end of the state; zero: none, while the two talk
	asked   int       // how often the PBX was asked to end the visit
	session dialer.SessionID
	word    bool // the agent has keyed an outcome, which ends the talk
	try     *try // this is no caller, but an extension that is tried; nil: a caller
	byKey
}

// The two ends of a caller's visit. Channel is its unique id, the name of the visit at the desk.
type (
	// CallerArrived is a caller who asks for an agent, and the clients that the desk has named.
	CallerArrived struct {
		Channel string
		Clients []dialer.ClientID
	}
	// CallerGone says that the caller is no longer with us: hung up, or in the dialplan again.
	CallerGone struct {
		Channel string
		Cause   int // of an extension that was tried, Q.850; 0: not known
	}
)

func (ev CallerArrived) apply(e *Engine, now time.Time) {
	if e.caller(ev.Channel) != nil {
		return
	}
	if e.ports.Callers == nil {
		e.ports.Log.WithField("channel", ev.Channel).Error("a caller came, and nothing here can put one through")
		return
	}
	c := e.newCaller(now, ev.Channel)
	c.clients = ev.Clients
	c.until = now.Add(e.set.DeskWait)
	c.till = c.until
	e.callerDo(c, CallerEffect{What: CallerRing, Limit: e.set.DeskWait + deskMargin})
	e.remind(c.until, ofCaller, c.no, func(now time.Time) {
		if c.state == callerWaits && e.caller(c.channel) == c {
			e.sendBack(now, c, "no agent was free within the wait")
		}
	})
}

func (ev CallerGone) apply(e *Engine, now time.Time) {
	c := e.caller(ev.Channel)
	if c == nil {
		return
	}
	e.callers = slices.DeleteFunc(e.callers, func(x *caller) bool { return x == c })
	c.quiet()
	if c.try != nil {
		e.tryGone(now, c, ev.Cause)
		return
	}
	switch c.state {
	case callerWaits:
		e.unanswered(now, c, "hung up while waiting")
	case callerJoins:
		e.dropCaller(now, c)
		e.unanswered(now, c, "hung up while being put through")
	case callerTalks:
		e.afterCaller(now, c)
	}
}

func (e *Engine) newCaller(now time.Time, channel string) *caller {
	e.callerNo++
	c := &caller{channel: channel, no: e.callerNo, came: now, state: callerWaits}
	e.callers = append(e.callers, c)
	return c
}

func (e *Engine) caller(channel string) *caller {
	return e.callerBy(func(c *caller) bool { return c.channel == channel })
}

// callerOf is the one in an agent's bridge, or on the way there.
func (e *Engine) callerOf(s *roster.Seat) *caller {
	return e.callerBy(func(c *caller) bool { return c.session == s.Session })
}

func (e *Engine) callerBy(is func(*caller) bool) *caller {
	if i := slices.IndexFunc(e.callers, is); i >= 0 {
		return e.callers[i]
	}
	return nil
}

// callersWait is how many callers have no agent.
func (e *Engine) callersWait() int {
	n := 0
	for _, c := range e.callers {
		if c.state == callerWaits {
			n++
		}
	}
	return n
}

// offerCallers gives free agents to callers, who came first first; a daemon that stops sends them back.
func (e *Engine) offerCallers(now time.Time) {
	if !e.up || e.adopting > 0 || e.callersWait() == 0 || e.draining == nil && e.proving(now) {
		return
	}
	for _, c := range slices.Clone(e.callers) {
		if c.state != callerWaits {
			continue
		}
		if e.draining != nil {
			e.sendBack(now, c, "the daemon is stopped")
			continue
		}
		s := e.unneeded(now, c)
		if s == nil {
			return
		}
		e.putThrough(now, c, s)
	}
}

// unneeded is the agent for the caller among those that no call in flight counts on: who works for a client that rang
// the caller, and so can say why (4.4.5), else anybody, since the caller waits already. Of several it is who has been
// idle longest.
func (e *Engine) unneeded(now time.Time, c *caller) *roster.Seat {
	var among []*roster.Seat
	needed := e.countOn(now)
	for _, s := range e.seats {
		if s.Free() && !needed(s) {
			among = append(among, s)
		}
	}
	if s := roster.Next(among, func(s *roster.Seat) bool { return e.worksFor(s.Agent.ID, c.clients) }); s != nil {
		return s
	}
	return roster.Next(among, anySeat)
}

// worksFor reports whether the agent is in a campaign of one of the clients, whether or not it dials now.
func (e *Engine) worksFor(a dialer.AgentID, clients []dialer.ClientID) bool {
	return slices.ContainsFunc(e.campaigns,
		func(c *campaign) bool { return c.Serves(a) && slices.Contains(clients, c.Client.ID) })
}

// promised reports whether a caller waits for this free agent, who calls in flight still count on: no new call may.
func (e *Engine) promised(s *roster.Seat) bool {
	left := e.callersWait()
	if left == 0 || !s.Free() {
		return false
	}
	for _, x := range e.seats {
		if x.Free() && (x.Since.Before(s.Since) || x.Since.Equal(s.Since) && x.Session < s.Session) {
			left--
		}
	}
	return left > 0
}

// yields reports whether an agent who is held for a look-up goes to a caller who has come meanwhile: nothing rings yet.
func (e *Engine) yields(now time.Time, h hold) bool {
	if h.seat == nil || h.seat.State != roster.Reserved || e.callersWait() == 0 {
		return false
	}
	h.seat.State = roster.Ready
	defer func() { h.seat.State = roster.Reserved }()
	return !e.needed(now, h.seat)
}

// putThrough joins the caller to the agent. To pacing the agent is away until the wrap-up is over.
func (e *Engine) putThrough(now time.Time, c *caller, s *roster.Seat) {
	c.state, c.session, c.till = callerJoins, s.Session, now.Add(callerPatience)
	e.takeCaller(now, c, s)
	session := s.Session
	about := e.toldOfCaller(c, s)
	e.withCaller(c, CallerEffect{What: CallerJoin, Agent: session, About: about}, func(now time.Time, err error) {
		if c.state == callerJoins && c.session == session && e.caller(c.channel) == c {
			e.joinedCaller(now, c, s, err)
		}
	})
}

// takeCaller has the agent talk to a caller. The agent's next word is about the caller, not about the conversation
// before.
func (e *Engine) takeCaller(now time.Time, c *caller, s *roster.Seat) {
	s.Take(now, c.channel)
	e.met(s, nil)
	e.served[s.Session] = c
	e.show(now, s)
	e.learnSeat(now, s, pacing.Left)
}

func (e *Engine) joinedCaller(now time.Time, c *caller, s *roster.Seat, err error) {
	if err != nil {
		e.ports.Log.WithError(err).WithField("agent", s.Agent.ID).Warn("a caller could not be put through")
		e.dropCaller(now, c)
		e.sendBack(now, c, "could not be put through")
		return
	}
	c.state, c.till = callerTalks, time.Time{}
	s.Meet(now)
	e.tell(dialer.Fact{At: now, Kind: dialer.FactReturnedAgent, Code: c.channel, Agent: s.Agent.ID})
	e.tellDesk(c, func(ctx context.Context, d Desk) error { return d.Taken(ctx, c.channel, s.Agent.ID) })
	e.ports.Log.WithField("agent", s.Agent.ID).Info("a caller was put through")
}

// foundCallers compares the callers with what the PBX holds. A conversation goes on; who waited, while we were away
// or unheard of, goes back to the desk.
func (e *Engine) foundCallers(now time.Time, found map[string]FoundChannel) {
	for _, c := range slices.Clone(e.callers) {
		if _, lives := found[c.channel]; !lives {
			CallerGone{Channel: c.channel}.apply(e, now)
		} else if c.state == callerLeaves {
			c.asked = 0 // what was asked while nothing was heard counts for nothing
			e.backAgain(now, c)
		}
	}
	for _, channel := range slices.Sorted(maps.Keys(found)) {
		if e.caller(channel) == nil && e.ports.Callers != nil {
			e.foundCaller(now, e.newCaller(now, channel), found[channel])
		}
	}
}

func (e *Engine) foundCaller(now time.Time, c *caller, leg FoundChannel) {
	s := e.seat(leg.Bridge)
	// or in a call by now
	if s == nil || leg.Bridge == "" || s.Behind || s.State == roster.Reserved || s.State == roster.Talking {
		e.sendBack(now, c, "the caller was not known any more, after a restart or lost events")
		return
	}
	if e.foundWith(s) != nil {
		e.sendBack(now, c, foundBoth)
		return
	}
	c.state, c.session = callerTalks, s.Session
	if s.OnLine() {
		e.takeCaller(now, c, s)
		e.judge(now, s) // the phone may have been silent for long
	}
}
