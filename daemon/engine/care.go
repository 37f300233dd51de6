package engine

import (
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// sayGoodbye ends a talk for the other party's sake (4.2 e, f): the word is written, with no cause, both hear the
// goodbye of norm 4.11, and the call ends with it, heard or not. The word stands: no later one takes its place.
func (e *Engine) sayGoodbye(now time.Time, s *roster.Seat, p roster.Pressed) {
	t, k := e.talkOf(now, s)
	if k == nil || !e.with(s, t) {
		e.refuseKey(s)
		return
	}
	if k.closing {
		return
	}
	k.closing = true
	d := dialer.DutyOfCare
	if p.Act == roster.Minor {
		d = dialer.Minor
	}
	a, c := e.calls[t.Attempt], e.callerOf(s)
	if a != nil {
		e.said(now, s, a, d, "")
		if a.consent != nil && d == dialer.DutyOfCare {
			e.consent(now, a, consent.Cared{})
		}
	} else {
		c.word = true
		e.saidOfCaller(s, d)
	}
	e.tellBoth(s, t, k, SaidGoodbye, func(now time.Time) {
		switch {
		case a != nil:
			if a.consent != nil && d == dialer.DutyOfCare {
				e.sweep(a)
			}
			e.step(now, a, call.HangUp{By: dialer.ByAgent})
		case e.caller(c.channel) == c && c.state == callerTalks && c.till.IsZero():
			e.endCaller(now, c, CallerHangup)
		}
		if e.seat(s.Session) == s {
			e.seatDo(s, SeatWordTaken)
		}
	})
}

// record writes when the agent keyed that something was said: name, client and purpose (4.2 g), or source and
// reservation (4.2 h). The first time counts.
func (e *Engine) record(now time.Time, s *roster.Seat, p roster.Pressed) {
	t, k := e.talkOf(now, s)
	a := e.calls[t.Attempt]
	if k == nil || a == nil || !e.with(s, t) {
		e.refuseKey(s)
		return
	}
	kind := dialer.FactOpening
	if p.Act == roster.Informed {
		kind = dialer.FactRightsTold
	}
	if !k.told[kind] {
		if k.told == nil {
			k.told = map[dialer.FactKind]bool{}
		}
		k.told[kind] = true
		e.tell(dialer.Fact{
			At: now, Kind: kind, Campaign: a.Campaign, Client: a.client, Attempt: a.ID, Agent: s.Agent.ID,
		})
	}
	e.seatDo(s, SeatWordTaken)
}
