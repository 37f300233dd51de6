package engine

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// moreKeyed prolongs the agent's wrap-up, within its bound.
func (e *Engine) moreKeyed(_ time.Time, s *roster.Seat, _ roster.Pressed) {
	if !s.More(cmp.Or(e.set.MoreWrapUp, time.Minute), e.longestWrapUp()) {
		e.refuseKey(s)
		return
	}
	e.remindSeat(s)
	e.seatDo(s, SeatMoreTime)
}

// logOutKeyed logs the agent out on the line: at once when idle, else after the call and its wrap-up.
func (e *Engine) logOutKeyed(now time.Time, s *roster.Seat, _ roster.Pressed) {
	s.Leaving = true
	if s.Idle() && (s.Pause != "" || !e.needed(now, s)) {
		e.seatDo(s, SeatBye)
		e.closeSeat(now, s)
		return
	}
	e.seatDo(s, SeatByeLater)
}

// LogOutAgent ends the legs of an agent on a person's word and reason: after the call and its wrap-up, or atOnce. It
// returns when that is on the disk. dialer.ErrNotFound: the agent is not on the line.
func (e *Engine) LogOutAgent(ctx context.Context, id dialer.AgentID, why, by string, atOnce bool) error {
	written := make(chan error, 1)
	err := e.ask(ctx, func(now time.Time) error {
		legs := e.legsOf(id)
		if len(legs) == 0 {
			return fmt.Errorf("agent %s: %w on the line", id, dialer.ErrNotFound)
		}
		f := dialer.Fact{At: now, Kind: dialer.FactSentOut, Agent: id, Detail: why, By: by}
		if atOnce {
			f.Code = dialer.SentAtOnce
		}
		e.write(dialer.Batch{Facts: []dialer.Fact{f}}, func(_ time.Time, err error) { written <- err })
		for _, s := range legs {
			e.sendOut(now, s, by, atOnce)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return onDisk(ctx, written)
}

// sendOut ends one leg. Where the talk is not waited for, its consumer goes to another agent or hears the message.
func (e *Engine) sendOut(now time.Time, s *roster.Seat, by string, atOnce bool) {
	s.Leaving, s.Why = true, "logged out by "+by
	if !atOnce {
		e.leaveIfAsked(s)
		return
	}
	id := s.Attempt
	s.Attempt = 0
	e.closeSeat(now, s)
	e.aloneCaller(now, s)
	e.agentLeft(now, s, id)
}
