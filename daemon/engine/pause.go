package engine

import (
	"cmp"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/roster"
)

// A pause holds from the moment it is keyed: the agent gets no further call. Only a call that was answered before goes
// on to its end, and so does its wrap-up. What rings for the agent goes to another one who is free, or is cancelled.
// See daemon/decisions/0038-an-agents-day.md.

// SetPauses gives the pauses that agents had keyed before the start and not ended. It is called before Run.
func (e *Engine) SetPauses(all []dialer.Pause) {
	for _, p := range all {
		e.paused[p.Agent] = p.Reason
	}
}

// pauseKeyed takes a pause that the agent keyed. It holds for every leg that the agent still has on the line: an older
// one may have a call.
func (e *Engine) pauseKeyed(now time.Time, s *roster.Seat, p roster.Pressed) {
	why, known := dialer.PauseByKey(p.Digits)
	if !known || s.Leaving {
		e.refuseKey(s)
		return
	}
	for _, leg := range e.legsOf(s.Agent.ID) {
		e.pauseAfter(now, leg, why)
	}
}

// legsOf are the agent's legs on the line.
func (e *Engine) legsOf(id dialer.AgentID) (legs []*roster.Seat) {
	for _, s := range e.seats {
		if s.Agent.ID == id && s.OnLine() {
			legs = append(legs, s)
		}
	}
	return legs
}

// pauseAfter has the agent pause now, or after the call whose consumer has answered.
func (e *Engine) pauseAfter(now time.Time, s *roster.Seat, why dialer.PauseReason) {
	switch {
	case !s.OnLine():
	case s.Idle() || s.State == roster.Reserved && !e.answeredFor(s):
		e.pause(now, s, why)
	default:
		s.Pause = why
		e.learnSeat(now, s, pacing.Left) // who is counted on to come free does not
		e.tellPause(now, s, dialer.FactPauseAsked, SeatPauseLater)
	}
}

// answeredFor reports whether the consumer of the call that the agent is held for has answered.
func (e *Engine) answeredFor(s *roster.Seat) bool {
	a := e.calls[s.Attempt]
	return a != nil && a.Session == s.Session && !a.Unanswered()
}

// pause takes an agent who is idle, or held for a call that rings, out of the dialing.
func (e *Engine) pause(now time.Time, s *roster.Seat, why dialer.PauseReason) {
	held := e.calls[s.Attempt]
	if s.State != roster.Reserved {
		held = nil
	}
	s.Pause, s.Attempt = why, 0
	s.Set(now, roster.Paused, now.Add(cmp.Or(e.set.PauseLasts, roster.PauseLasts)))
	e.show(now, s)
	e.remindSeat(s)
	e.learnSeat(now, s, pacing.Left)
	e.tellPause(now, s, dialer.FactPaused, SeatPaused(why))
	switch {
	case held == nil:
		e.leaveLookup(s)
	case held.Session == s.Session:
		e.step(now, held, call.AgentGone{})
		e.replace(now, held, "the reserved agent paused")
	case held.standby.seat == s:
		held.standby = hold{}
	}
	e.leaveIfAsked(s)
}

// leaveLookup has the look-up that holds the agent put its lead back. It must not find the agent again: one who comes
// back meanwhile may be held for another.
func (e *Engine) leaveLookup(s *roster.Seat) {
	for _, k := range e.looks {
		if k.hold.seat == s {
			k.hold, k.left = hold{}, true
		}
	}
}

// backKeyed ends the agent's pause, or takes one back that was to begin after the call.
func (e *Engine) backKeyed(now time.Time, s *roster.Seat, _ roster.Pressed) {
	if s.Pause == "" {
		e.refuseKey(s)
		return
	}
	delete(e.paused, s.Agent.ID)
	legs := e.legsOf(s.Agent.ID)
	for _, leg := range legs {
		leg.Pause = ""
	}
	e.tellPause(now, s, dialer.FactBack, SeatBack)
	for _, leg := range legs {
		if leg.State == roster.Paused {
			leg.ReadSoon(now) // the agent hears first that the pause is over
			e.ready(now, leg)
		}
	}
	e.oneLeg(now, s.Agent.ID)
}

// tellPause writes a fact of an agent's pause. The agent hears it once it is on the disk: what was heard outlasts a
// restart.
func (e *Engine) tellPause(now time.Time, s *roster.Seat, kind dialer.FactKind, cue SeatEffect) {
	f := dialer.Fact{At: now, Kind: kind, Agent: s.Agent.ID, Code: string(s.Pause)}
	e.write(dialer.Batch{Facts: []dialer.Fact{f}}, func(_ time.Time, err error) {
		if err == nil && e.seat(s.Session) == s && s.OnLine() {
			e.seatDo(s, cue)
		}
	})
}

// pauseOver ends the leg of an agent who did not come back in time.
func (e *Engine) pauseOver(now time.Time, s *roster.Seat) {
	s.Why = fmt.Sprintf("the pause (%s) was not ended within %v", s.Pause,
		cmp.Or(e.set.PauseLasts, roster.PauseLasts))
	e.seatDo(s, SeatBye)
	e.closeSeat(now, s)
}

// watchPause checks that an agent who keyed a pause gets no further call.
func (e *Engine) watchPause(s *roster.Seat) {
	if s.Pause != "" && (s.State == roster.Ready || s.State == roster.Reserved && !e.answeredFor(s)) {
		e.breach(PausedGetsNoCall, nameOf(s)+" is "+string(s.State))
	}
}
