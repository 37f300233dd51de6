package engine

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// Open is an attempt that the journal has booked and not closed: the daemon went away meanwhile.
type Open struct {
	Call   call.Call
	Client dialer.ClientID
	Facts  []dialer.Fact
}

// Recover takes the attempts left open. It is called before Run; the first Up then tells what became of them. Until then
// nothing is dialed.
func (e *Engine) Recover(now time.Time, open []Open) {
	for _, o := range open {
		c := e.campaign(o.Call.Campaign)
		if c == nil {
			c = &campaign{Campaign: dialer.Campaign{ID: o.Call.Campaign}}
		}
		a := &attempt{Call: call.Restore(o.Call, o.Facts, now), campaign: c, client: o.Client}
		a.alone = slices.ContainsFunc(o.Facts, func(f dialer.Fact) bool { return f.Dedicated })
		e.calls[a.ID], e.ringing[a.Number] = a, true
		e.adoptTape(a, o.Facts)
	}
}

// SetCampaigns puts the campaigns on the floor before Run.
func (e *Engine) SetCampaigns(cs []dialer.Campaign) {
	for _, c := range cs {
		e.putCampaign(c)
	}
}

// connected compares the floor with what the PBX holds, seats first, and only then allows dialing.
func (e *Engine) connected(ev Up, now time.Time) {
	if e.replaced {
		return
	}
	if e.up { // events were lost, and the connection was not
		e.deafTapes(now)
	}
	for _, s := range slices.Clone(e.seats) {
		if _, lives := ev.Found.Seats[s.Session]; !lives {
			SeatGone{Session: s.Session, Why: "gone while events did not flow"}.apply(e, now)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(ev.Found.Seats)) {
		e.foundSeat(now, id, ev.Found.Seats[id])
	}
	e.foundCallers(now, ev.Found.Callers)
	for _, id := range slices.Sorted(maps.Keys(e.calls)) {
		leg, lives := ev.Found.Attempts[id]
		e.haltTape(e.calls[id])
		e.foundCall(now, e.calls[id], leg, lives)
	}
	for _, id := range slices.Sorted(maps.Keys(ev.Found.Attempts)) {
		if e.calls[id] == nil { // nobody knows it any more
			e.do(id, call.Hangup{})
		}
	}
	e.up, e.halt = true, ""
	e.ports.Log.WithField("calls", len(e.calls)).Info("events from the PBX flow; the floor agrees with it")
}

// foundSeat adopts an agent's open leg that we do not know: the agent logged in with a PIN before we went away.
func (e *Engine) foundSeat(now time.Time, id dialer.SessionID, leg Leg) {
	if e.seat(id) != nil {
		return
	}
	s := e.newSeat(id, leg.Endpoint)
	if leg.Bridge != id {
		e.closeSeat(now, s)
		return
	}
	s.Set(now, roster.Opening, now.Add(roster.PinPatience))
	e.remindSeat(s)
	within(e, pinLane(id), "look up the agent of "+leg.Endpoint, pinPatience, func(ctx context.Context) (dialer.Agent, error) {
		return e.ports.Book.AgentAt(ctx, leg.Endpoint)
	}, func(now time.Time, agent dialer.Agent, err error) { e.adoptSeat(now, s, agent, err) })
}

func (e *Engine) adoptSeat(now time.Time, s *roster.Seat, agent dialer.Agent, err error) {
	c := e.callerOf(s)
	switch {
	case err != nil && c != nil: // whoever it is, nobody cuts a talk: the leg is closed after it
		s.Take(now, c.channel)
		return
	case err != nil:
		e.closeSeat(now, s)
		return
	}
	s.Agent = agent
	SeatOpened{s.Session}.apply(e, now)
	if c != nil {
		e.takeCaller(now, c, s)
	}
	for _, a := range e.calls {
		if a.Session == s.Session && a.State == call.Talking {
			s.Reserve(now, a.ID)
			s.Set(now, roster.Talking, time.Time{})
			e.talked[s.Session] = a
		}
	}
}

// foundCall tells a call what the PBX says of its channel.
func (e *Engine) foundCall(now time.Time, a *attempt, leg Leg, lives bool) {
	switch {
	case a.State == call.Booking:
	case !lives:
		e.step(now, a, call.Ended{Unseen: true})
	case leg.Aside:
		e.step(now, a, call.Informed{})
	case leg.Up:
		if s := e.seat(leg.Bridge); s != nil {
			a.Found(s.Session, s.Agent.ID)
		}
		e.step(now, a, call.Answered{})
		e.remindCall(a)
	case a.Session == "" && !a.Open: // restored, and not answered: nobody is held for it
		e.step(now, a, call.Cancel{Why: "the daemon restarted"})
	case leg.Ringing:
		e.step(now, a, call.Ringing{})
	}
}
