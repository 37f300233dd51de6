package engine

import (
	"context"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// Ringer rings agents' phones.
type Ringer interface {
	// RingBack has a phone ring for so long. Who answers comes as SeatArrived. It does not wait for that.
	RingBack(ctx context.Context, endpoint string, ring time.Duration) error
}

// wentBefore is how long before the end of events a leg may have ended to be taken for one that died with the PBX: one
// that shuts down in order hangs up first.
const wentBefore = 5 * time.Second

// gone is a leg as it was at its end, for as long as the PBX's end may come to be known as the cause.
type gone struct {
	seat roster.Seat
	at   time.Time
}

// wentNow keeps a leg that ended, in case that the PBX is just going down, or went down.
func (e *Engine) wentNow(now time.Time, s *roster.Seat) {
	if e.up {
		e.wentLately = slices.DeleteFunc(e.wentLately, func(g gone) bool { return now.Sub(g.at) > wentBefore })
	}
	e.wentLately = append(e.wentLately, gone{*s, now})
}

// lost notes when events ceased to flow.
func (e *Engine) lost(now time.Time) {
	if e.up {
		e.lostAt = now
	}
}

// ringBack has the phones ring of the agents whose legs died with the PBX, which is back.
func (e *Engine) ringBack(now time.Time, restarted bool) {
	went := e.wentLately
	e.wentLately = nil
	if !restarted || !e.set.RingBack || e.ports.Ringer == nil || e.lostAt.IsZero() {
		return
	}
	for _, g := range went {
		if !g.at.Before(e.lostAt.Add(-wentBefore)) && g.seat.RingsBack(now, e.lostAt) {
			e.ringBackIn(now, &g.seat, 0)
		}
	}
}

// ringBackIn sets the deadline for the nth ringing. It is left out where the phone, or the agent, is back by then.
func (e *Engine) ringBackIn(now time.Time, s *roster.Seat, n int) {
	wait, more := roster.RingBackIn(n)
	if !more {
		return
	}
	e.remind(now.Add(wait), ofFloor, 0, func(now time.Time) {
		back := func(x *roster.Seat) bool { return x.Endpoint == s.Endpoint || x.Agent.ID == s.Agent.ID }
		if !e.up || e.draining != nil || slices.ContainsFunc(e.seats, back) {
			return
		}
		e.tell(dialer.Fact{At: now, Kind: dialer.FactRungBack, Agent: s.Agent.ID, Detail: s.Endpoint})
		within(e, ringLane(s.Endpoint), "ring "+s.Endpoint+" back", pinPatience,
			done(func(ctx context.Context) error {
				return e.ports.Ringer.RingBack(ctx, s.Endpoint, roster.RingBackLasts)
			}), func(_ time.Time, _ struct{}, err error) {
				if err != nil {
					e.ports.Log.WithError(err).WithField("agent", s.Agent.ID).Warn("the agent could not be rung back")
				}
			})
		e.ringBackIn(now, s, n+1)
	})
}

// ringLane is the lane of one phone's ringing.
type ringLane string
