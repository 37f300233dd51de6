package engine

import (
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/redial"
	"github.com/ringevett/ringevett/daemon/roster"
)

// hold is a seat kept for one attempt, and since when its agent was idle. The zero hold keeps none: the attempt is
// open.
type hold struct {
	seat *roster.Seat
	idle time.Time
}

// hold keeps the agent who has been idle longest, among those that pick accepts.
func (e *Engine) hold(now time.Time, pick func(*roster.Seat) bool) (hold, bool) {
	var among []*roster.Seat
	for _, s := range e.seats {
		if pick(s) {
			among = append(among, s)
		}
	}
	s := roster.Next(among, anySeat)
	if s == nil {
		return hold{}, false
	}
	h := hold{s, s.Since}
	s.Reserve(now, 0)
	return h, true
}

func anySeat(*roster.Seat) bool { return true }

// release gives a held seat back; it keeps its place among the idle.
func (e *Engine) release(h hold) {
	if h.seat != nil && h.seat.State == roster.Reserved {
		h.seat.Release(h.idle)
		e.show(e.ports.Now(), h.seat)
		e.leaveIfAsked(h.seat)
	}
}

// dedicate holds what a number needs whose call was abandoned before: an agent, and another who stands by (4.6.3).
// Calls in flight that count on these agents go before.
func (e *Engine) dedicate(now time.Time, c *campaign, h *hold) (standby hold, ok bool) {
	if e.callersWait() > 0 { // they go before
		return hold{}, false
	}
	first := *h
	if first.seat == nil {
		if first, ok = e.hold(now, c.takes); !ok {
			return hold{}, false
		}
	}
	standby, ok = e.hold(now, c.takes)
	if ok && (c.pacer == nil || c.set.Room(e.observe(now, c, true)) >= 0) {
		*h = first
		return standby, true
	}
	e.release(standby)
	if h.seat == nil {
		e.release(first)
	}
	return hold{}, false
}

// aside puts a lead off for want of agents, briefly where one is just being told of the client. The gate has nothing
// against it, so nothing is counted as blocked.
func (e *Engine) aside(now time.Time, c *campaign, l dialer.Lead, h hold) {
	delete(e.ringing, l.Number)
	back := redial.PutBack(now, l.ID, gate.BlockFlag)
	turns := func(s *roster.Seat) bool { return s.TurnsTo() == c.Client.ID && c.wants(s) }
	if slices.ContainsFunc(e.seats, turns) {
		back = redial.PutBackBriefly(now, l.ID, gate.BlockFlag)
		e.remind(back.Due, ofCampaign, c.index, func(time.Time) { c.asleep = time.Time{} }) // the book is asked again
	}
	e.write(dialer.Batch{Leads: []dialer.LeadChange{back}}, nil)
	e.release(h)
}

// dismiss frees the agent who stood by, since the call has its agent or is over.
func (e *Engine) dismiss(a *attempt) {
	if s := e.standby(a); s != nil {
		e.release(a.standby)
	}
	a.standby = hold{}
}

// tellBefore has the agent hear, before the consumer does, that a call to the number was abandoned before (4.6.3).
func (e *Engine) tellBefore(a *attempt) {
	if s := e.seat(a.Session); s != nil {
		e.seatDo(s, SeatBefore)
	}
}

// incident is the record of a call that agents were held for alone and that was abandoned all the same; nil when it
// was not (4.6.3).
func (e *Engine) incident(now time.Time, a *attempt) []dialer.Fact {
	if !a.alone || !e.tally.Abandoned(a.ID) {
		return nil
	}
	until := gate.SuppressedUntil(now).Format(time.DateOnly)
	e.log(a).WithField("until",
		until).Error("INCIDENT: abandoned again, although agents were held for it alone (4.6.3); the number is not " +
		"dialed until then")
	return []dialer.Fact{{
		At: now, Kind: dialer.FactIncident, Campaign: a.Campaign, Client: a.client, Attempt: a.ID, Lead: a.Lead,
		Code: gate.BlockAgain,
		Detail: "abandoned again, although an agent was held for it and another stood by; no one dials the number " +
			"before " + until, By: dialer.Self,
	}}
}

// standby is the agent who still stands by for the call.
func (e *Engine) standby(a *attempt) *roster.Seat {
	s := a.standby.seat
	if s == nil || e.seat(s.Session) != s || s.State != roster.Reserved || s.Attempt != a.ID {
		return nil
	}
	return s
}
