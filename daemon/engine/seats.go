package engine

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/roster"
)

func (ev SeatArrived) apply(e *Engine, now time.Time) {
	if e.seat(ev.Session) != nil {
		return
	}
	s := e.newSeat(ev.Session, ev.Endpoint)
	s.Logout = ev.Logout
	s.Pulse.Came(now)
	e.seatDo(s, SeatAnswer)
	if ev.Back {
		e.seatDo(s, SeatAgain)
	}
	e.askPin(now, s)
}

func (e *Engine) newSeat(id dialer.SessionID, endpoint string) *roster.Seat {
	e.seatCount++
	s := &roster.Seat{Session: id, No: e.seatCount, Endpoint: endpoint}
	e.seats = append(e.seats, s)
	e.bySession[id] = s
	return s
}

func (ev SeatKey) apply(e *Engine, now time.Time) {
	s := e.seat(ev.Session)
	if s == nil {
		return
	}
	e.key(now, s, s.Key(now, ev.Digit))
	e.remindSeat(s)
}

// openSeat logs the agent in; a leg that the same agent had open before is closed, so that an agent has one leg.
func (e *Engine) openSeat(now time.Time, s *roster.Seat, agent dialer.Agent) {
	e.logOut(now, agent.ID)
	s.Agent = agent
	s.Set(now, roster.Opening, now.Add(roster.PinPatience))
	e.seatDo(s, SeatWelcome)
	e.seatDo(s, SeatOpen)
	e.remindSeat(s)
}

func (ev SeatOpened) apply(e *Engine, now time.Time) {
	s := e.seat(ev.Session)
	if s == nil || s.State != roster.Opening {
		return
	}
	delete(e.paused, s.Agent.ID) // a log-in ends it
	for _, leg := range e.legsOf(s.Agent.ID) {
		leg.Pause = ""
	}
	e.opened(now, s, "")
}

// opened makes the agent of an open leg ready. how is dialer.LoginFound where the leg outlived the daemon.
func (e *Engine) opened(now time.Time, s *roster.Seat, how string) {
	delete(e.selfRecorded, s.Endpoint)
	s.Set(now, roster.Ready, time.Time{})
	e.assignSole(now, s)
	e.show(now, s)
	e.askSoon(now, s)
	if e.oneLeg(now, s.Agent.ID); !s.Behind {
		e.learnSeat(now, s, seenAs(s))
	}
	e.tell(dialer.Fact{At: now, Kind: dialer.FactLogin, Agent: s.Agent.ID, Code: how, Detail: s.Endpoint})
	e.ports.Log.WithField("agent", s.Agent.ID).Info("logged in")
	e.readNotice(now, s)
}

// logOut asks the agent's open leg to end: at once when free, else after the call and its wrap-up. Where calls that
// ring count on the agent, it is some seconds later; new ones no longer do.
func (e *Engine) logOut(now time.Time, id dialer.AgentID) {
	for _, s := range e.seats {
		if s.Agent.ID == id && s.OnLine() {
			s.Leaving = true
			e.leaveIfAsked(s)
		}
	}
}

// oneLeg has at most one leg of an agent be free, the newest, and none while another is in a call or its wrap-up: one
// person may log in on a second phone while the first one's call goes on.
func (e *Engine) oneLeg(now time.Time, id dialer.AgentID) {
	var first *roster.Seat
	for _, s := range e.seats {
		if s.Agent.ID == id && s.OnLine() && (first == nil || s.State != roster.Ready || first.State == roster.Ready) {
			first = s
		}
	}
	for _, s := range e.seats {
		if s.Agent.ID != id || !s.OnLine() {
			continue
		}
		behind := s != first
		if s.Behind && !behind && s.State == roster.Ready {
			s.Set(now, roster.Ready, time.Time{})
			e.learnSeat(now, s, seenAs(s))
		}
		s.Behind = behind
	}
}

func (e *Engine) leaveIfAsked(s *roster.Seat) {
	now := e.ports.Now()
	if !s.Leaving || !s.Idle() || s.Pause == "" && e.needed(now, s) {
		return
	}
	if bars := e.training.Bars(now, s.Agent.ID); len(bars) > 0 {
		e.closeUntrained(now, s, bars)
		return
	}
	e.closeSeat(now, s)
}

func (e *Engine) closeSeat(now time.Time, s *roster.Seat) {
	s.Set(now, roster.Closing, now.Add(roster.PinPatience))
	e.learnSeat(now, s, pacing.Left)
	e.oneLeg(now, s.Agent.ID)
	e.seatDo(s, SeatHangup)
	e.remindSeat(s)
}

// SeatGone takes the seat away. An attempt that was held for it goes to another agent, or is cancelled at once (4.5).
func (ev SeatGone) apply(e *Engine, now time.Time) {
	s := e.seat(ev.Session)
	if s == nil {
		return
	}
	e.seats = slices.DeleteFunc(e.seats, func(x *roster.Seat) bool { return x == s })
	delete(e.bySession, ev.Session)
	e.unwatch(ev.Session)
	e.wentNow(now, s)
	if s.Agent.ID != "" {
		why := cmp.Or(s.Why, ev.Why)
		e.tell(dialer.Fact{At: now, Kind: dialer.FactLogout, Agent: s.Agent.ID, Detail: why})
		e.ports.Log.WithFields(logrus.Fields{"agent": s.Agent.ID, "why": why}).Info("logged out")
	}
	id := s.Attempt
	s.State = roster.Closing
	e.learnSeat(now, s, pacing.Left)
	e.oneLeg(now, s.Agent.ID)
	delete(e.talked, ev.Session)
	delete(e.before, ev.Session)
	delete(e.served, ev.Session)
	delete(e.heard, ev.Session)
	delete(e.screens, ev.Session)
	e.aloneCaller(now, s)
	if a := e.calls[id]; a != nil && a.closing { // no colleague takes a call that is being ended
		e.step(now, a, call.HangUp{By: dialer.ByAgent})
	}
	e.agentLeft(now, s, id)
}

// afterCall gives the agent who talked wrap-up time, a short one where the word has been said; who only waited is
// free again.
func (e *Engine) afterCall(now time.Time, s *roster.Seat, a *attempt) {
	if s.State != roster.Talking {
		e.freeSeat(now, s.Session, a.ID)
		return
	}
	if a.said != "" {
		e.shortWrapUp(now, s)
		return
	}
	e.wrapUp(now, s, a.campaign.WrapUp)
}

// freeSeat gives a held seat back that no longer belongs to the attempt.
func (e *Engine) freeSeat(now time.Time, id dialer.SessionID, attempt dialer.AttemptID) {
	if s := e.seat(id); s != nil && s.Attempt == attempt && (s.State == roster.Reserved || s.State == roster.Talking) {
		e.ready(now, s)
	}
}

// ready has the agent take calls again, or begin the pause that was keyed during the last one.
func (e *Engine) ready(now time.Time, s *roster.Seat) {
	if s.Pause != "" {
		s.State = roster.Ready
		e.pause(now, s, s.Pause)
		return
	}
	if s.State == roster.WrapUp || s.State == roster.Talking {
		e.tell(dialer.Fact{At: now, Kind: dialer.FactFree, Agent: s.Agent.ID})
	}
	s.Set(now, roster.Ready, time.Time{})
	e.show(now, s)
	e.learnSeat(now, s, seenAs(s))
	e.leaveIfAsked(s)
	e.readNotice(now, s)
	e.askSoon(now, s)
}

// remindSeat has the seat's state end at its deadline.
func (e *Engine) remindSeat(s *roster.Seat) {
	at := s.Deadline
	e.seatNo++
	e.remind(at, ofSeat, e.seatNo, func(now time.Time) {
		if s.Deadline.Equal(at) && e.seat(s.Session) == s {
			e.seatDue(now, s)
		}
	})
}

func (e *Engine) seatDue(now time.Time, s *roster.Seat) {
	switch s.State {
	case roster.WrapUp:
		e.wrapUpOver(now, s)
	case roster.Paused:
		e.pauseOver(now, s)
	case roster.Turning:
		if id := s.Reads(); id != 0 {
			e.noticeRead(now, s, id, errLate)
			return
		}
		e.turned(now, s, s.TurnsTo(), errLate)
	case roster.PinWait:
		e.askPin(now, s)
	case roster.Pin, roster.Checking, roster.Opening:
		e.closeSeat(now, s)
	case roster.Closing: // the PBX never told its end
		SeatGone{Session: s.Session, Why: "the PBX did not tell"}.apply(e, now)
	}
}

// cueHolds is how old the answer to a key may be when it is said. One that waited longer behind a slow PBX would be
// heard in the next conversation, and the agent would not be heard meanwhile.
const cueHolds = 3 * time.Second

// seatDo carries an effect out in the lane of the agent's leg.
func (e *Engine) seatDo(s *roster.Seat, ef SeatEffect) {
	asked := e.ports.Now()
	e.effect(s.Session, func(ctx context.Context) error {
		if ef.answersKey() && e.ports.Now().Sub(asked) > cueHolds {
			return nil
		}
		return e.ports.Phone.Seat(ctx, s.Session, ef)
	},
		func(now time.Time, err error) {
			e.ports.Log.WithError(err).WithField("agent", s.Agent.ID).Warn(
				"the PBX refused the agent's leg: " + string(ef),
			)
			if ef == SeatOpen && s.State == roster.Opening {
				if errors.Is(err, ErrRecordsItself) {
					e.refuseSelfRecorded(now, s)
				}
				e.closeSeat(now, s)
			}
		})
}

// tell writes a fact that belongs to no call.
func (e *Engine) tell(f dialer.Fact) { e.write(dialer.Batch{Facts: []dialer.Fact{f}}, nil) }
