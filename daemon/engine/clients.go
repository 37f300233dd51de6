package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/roster"
)

// One seat serves one client at a time: see roster/client.go and daemon/decisions/0039-one-seat-one-client.md.

// assignSole sets the client of a seat that has none, where its agent works for one client alone.
func (e *Engine) assignSole(now time.Time, s *roster.Seat) {
	if !s.For.Since.IsZero() {
		return
	}
	if client, sole := e.soleClient(s.Agent.ID); sole {
		s.Assign(now, client)
	}
}

// assignSoles does so after a campaign came or changed.
func (e *Engine) assignSoles() {
	for _, s := range e.seats {
		if s.OnLine() {
			e.assignSole(e.ports.Now(), s)
			e.show(e.ports.Now(), s)
		}
	}
}

// soleClient is the client of all campaigns of the agent, whether or not they dial now; sole is false where there are
// several clients, or none.
func (e *Engine) soleClient(a dialer.AgentID) (client dialer.ClientID, sole bool) {
	for _, c := range e.campaigns {
		switch {
		case !c.Serves(a):
		case !sole:
			client, sole = c.Client.ID, true
		case c.Client.ID != client:
			return "", false
		}
	}
	return client, sole
}

// turnSeat has one more agent be told that the next calls are for the campaign's client, where its leads outnumber the
// agents that speak for it. One more than the leads is kept: a number whose call was abandoned before takes two.
func (e *Engine) turnSeat(now time.Time, c *campaign) {
	if len(c.leads) == 0 || c.free == 0 {
		return
	}
	have := 0
	var may []*roster.Seat
	for _, s := range e.seats {
		switch {
		case !c.wants(s):
		case s.TurnsTo() == c.Client.ID, s.Free() && c.takes(s):
			have++
		case s.Free() && s.MayTurn(now, c.Client.ID, !e.hasCalls(now, s)):
			may = append(may, s)
		}
	}
	if len(may) == 0 || have > len(c.leads) {
		return
	}
	needed := e.countOn(now)
	s := roster.Next(may, func(s *roster.Seat) bool { return !needed(s) && !e.promised(s) })
	if s != nil {
		e.tellClient(now, s, c.Client.ID)
	}
}

// hasCalls reports whether the client that the seat serves has calls for its agent now.
func (e *Engine) hasCalls(now time.Time, s *roster.Seat) bool {
	for _, c := range e.dialing[s.Agent.ID] {
		has := len(c.leads) > 0 || c.fetching || c.ownOf(s)
		if has && c.takes(s) && c.Running && c.held == "" && !now.Before(c.blind) &&
			e.verdict(now, c).Allowed {
			return true
		}
	}
	return false
}

// tellClient tells the agent which client the next calls are for. Meanwhile pacing counts on the seat for nothing.
func (e *Engine) tellClient(now time.Time, s *roster.Seat, client dialer.ClientID) {
	s.Turn(now, client)
	e.learnSeat(now, s, pacing.Left)
	e.remindSeat(s)
	within(e, s.Session, "tell "+nameOf(s)+" of client "+string(client), roster.TellPatience,
		done(func(ctx context.Context) error { return e.ports.Phone.Seat(ctx, s.Session, SeatClient(client)) }),
		func(now time.Time, _ struct{}, err error) { e.turned(now, s, client, err) })
}

// turned takes how the telling ended, once: the deadline of the seat may have come first.
func (e *Engine) turned(now time.Time, s *roster.Seat, client dialer.ClientID, err error) {
	if e.seat(s.Session) != s || s.TurnsTo() != client {
		return
	}
	fact := dialer.Fact{At: now, Kind: dialer.FactSeatClient, Agent: s.Agent.ID, Client: client}
	switch {
	case errors.Is(err, ErrCut):
		s.Interrupted()
		fact.Detail = "cut off by a key; told again"
	case err == nil:
		s.Turned(now, "")
	default:
		fact.Detail = fmt.Sprintf("could not be told of client %s: %v", client, err)
		s.Turned(now, fact.Detail)
		e.ports.Log.WithError(err).WithField("agent", s.Agent.ID).Warnf("the agent could not be told of client %s",
			client)
		e.remind(now.Add(roster.TellAgain), ofSeat, e.seatNo, func(time.Time) {})
	}
	e.tell(fact)
	e.ready(now, s)
}

// toldOfCaller is the client that an agent is told of before a caller is joined; "" where no one client is known, or
// the agent works for that one alone. An agent who is told of another client than the seat's is told again which
// client the next call of ours is for.
func (e *Engine) toldOfCaller(c *caller, s *roster.Seat) dialer.ClientID {
	if len(c.clients) != 1 {
		return ""
	}
	about := c.clients[0]
	sole, is := e.soleClient(s.Agent.ID)
	if is && sole == about {
		return ""
	}
	if !is {
		s.HeardOf(about)
	}
	return about
}

// tellPurpose has the agent hear whose call rings and what it is about, where the agent works for several campaigns
// that dial. The answer cuts it off.
func (e *Engine) tellPurpose(a *attempt) {
	if s := e.seat(a.Session); s != nil && len(e.dialing[s.Agent.ID]) > 1 {
		e.seatDo(s, SeatPurpose(a.Campaign))
	}
}

// tellKnown says again, on the agent's key, what is known of the talk or the last one (4.2 i).
func (e *Engine) tellKnown(_ time.Time, s *roster.Seat, _ roster.Pressed) {
	a, c := e.talked[s.Session], e.served[s.Session]
	switch {
	case c != nil && c.try != nil:
		e.seatDo(s, SeatKnown(e.knownOfTry(c.try)))
	case c != nil && len(c.clients) == 1:
		e.seatDo(s, SeatKnown(Known{Client: c.clients[0]}))
	case c != nil:
		e.seatDo(s, SeatKnown(Known{}))
	case a != nil:
		e.seatDo(s, SeatKnown(Known{Client: a.client, Campaign: a.Campaign, Source: a.source}))
	default:
		e.refuseKey(s)
	}
}
