package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// pinRetry is how long a leg waits while the PIN of another leg of the same phone is looked up.
const pinRetry = 2 * time.Second

// pinLane is the lane of what is looked up of a leg's agent: the leg's own effects, its end above all, do not wait
// for it.
type pinLane dialer.SessionID

// SetTrials gives the phones that keyed wrong PINs before the start. It is called before Run.
func (e *Engine) SetTrials(all []dialer.PINTrial) {
	for _, one := range all {
		e.trials[one.Endpoint] = one
	}
}

// PhoneUnlocked lets a phone log in again at once. The journal has the lift already.
func (e *Engine) PhoneUnlocked(ctx context.Context, endpoint string) error {
	return e.ask(ctx, func(now time.Time) error {
		e.trials.Take(dialer.Fact{Kind: dialer.FactPhoneUnlocked, Code: endpoint})
		for _, s := range slices.Clone(e.seats) {
			if s.Endpoint == endpoint && s.State == roster.PinWait {
				e.askPin(now, s)
			}
		}
		return nil
	})
}

// askPin asks for the PIN, or says why it is not asked for: wrong ones at this phone were too many, or came too fast.
func (e *Engine) askPin(now time.Time, s *roster.Seat) {
	until, locked := e.trials.Until(now, s.Endpoint)
	switch {
	case locked:
		e.seatDo(s, SeatLocked)
		e.closeSeat(now, s)
	case until.After(now):
		e.waitForPin(s, now, until)
	default:
		s.Set(now, roster.Pin, now.Add(roster.PinPatience))
		e.seatDo(s, SeatAskPin)
		e.remindSeat(s)
	}
}

// waitForPin has a leg wait until it is asked again.
func (e *Engine) waitForPin(s *roster.Seat, now, until time.Time) {
	s.Set(now, roster.PinWait, until)
	e.seatDo(s, SeatPinWait)
	e.remindSeat(s)
}

// checkPin looks a PIN up. Of one phone one PIN is looked up at a time, and none during its wait: several legs of it
// guess no faster than one.
func (e *Engine) checkPin(now time.Time, s *roster.Seat, pin string) {
	if until, locked := e.trials.Until(now, s.Endpoint); locked || until.After(now) {
		e.askPin(now, s)
		return
	}
	checking := func(o *roster.Seat) bool { return o.Endpoint == s.Endpoint && o.State == roster.Checking }
	if slices.ContainsFunc(e.seats, checking) {
		e.waitForPin(s, now, now.Add(pinRetry))
		return
	}
	s.Set(now, roster.Checking, now.Add(pinPatience+time.Second)) // the answer's own deadline comes first
	check := func(ctx context.Context) (dialer.Agent, error) { return e.ports.Book.Agent(ctx, s.Endpoint, pin) }
	within(e, pinLane(s.Session), "check the PIN of "+s.Endpoint, pinPatience, check,
		func(now time.Time, agent dialer.Agent, err error) { e.pinChecked(now, s, agent, err) })
}

func (e *Engine) pinChecked(now time.Time, s *roster.Seat, agent dialer.Agent, err error) {
	wrong := errors.Is(err, dialer.ErrRefused)
	if wrong || errors.Is(err, dialer.ErrNotFound) {
		e.countWrong(now, s.Endpoint, agent.ID) // also where the leg has gone meanwhile
	}
	if s.State != roster.Checking {
		return
	}
	until, locked := e.trials.Until(now, s.Endpoint)
	switch {
	case locked:
		e.askPin(now, s)
	case wrong && s.WrongPin(e.set.PinTries):
		e.seatDo(s, SeatWrong)
		e.keyAgain(now, s, until)
	case err != nil:
		e.ports.Log.WithError(err).WithField("endpoint", s.Endpoint).Warn("log-in refused")
		e.seatDo(s, SeatRefused)
		e.closeSeat(now, s)
	default:
		e.rightPin(now, s, agent)
	}
}

// keyAgain has a leg key its PIN again after a wrong one, at once or when the wait is over.
func (e *Engine) keyAgain(now time.Time, s *roster.Seat, until time.Time) {
	if until.After(now) {
		e.waitForPin(s, now, until)
		return
	}
	s.Set(now, roster.Pin, now.Add(roster.PinPatience))
	e.remindSeat(s)
}

func (e *Engine) rightPin(now time.Time, s *roster.Seat, agent dialer.Agent) {
	if n := e.trials[s.Endpoint].Wrong; n > 0 {
		e.tellTrial(dialer.Fact{
			At: now, Kind: dialer.FactRightPIN, Agent: agent.ID, Code: s.Endpoint,
			Detail: fmt.Sprintf("after %d wrong", n), By: s.Endpoint,
		})
	}
	if s.Logout {
		e.logOut(now, agent.ID)
		e.seatDo(s, SeatBye)
		e.closeSeat(now, s)
		return
	}
	if bars := e.training.Bars(now, agent.ID); len(bars) > 0 {
		e.refuseUntrained(now, s, agent.ID, bars)
		return
	}
	e.openSeat(now, s, agent)
}

// countWrong counts a wrong PIN against its phone, and locks the phone after too many. It is called between two
// events, so that no guess goes by uncounted, and the count holds at once, before the disk has it.
func (e *Engine) countWrong(now time.Time, endpoint string, agent dialer.AgentID) {
	if agent == "" && e.trials.Full(endpoint) {
		return // nothing can be guessed there: the phone is no agent's
	}
	n := e.trials[endpoint].Wrong + 1
	e.tellTrial(dialer.Fact{
		At: now, Kind: dialer.FactWrongPIN, Agent: agent, Code: endpoint,
		Detail: fmt.Sprintf("%d in a row", n), By: endpoint,
	})
	if n < cmp.Or(e.set.PinLock, roster.PINLock) || !e.trials[endpoint].Locked.IsZero() {
		return
	}
	e.tellTrial(dialer.Fact{
		At: now, Kind: dialer.FactPhoneLocked, Agent: agent, Code: endpoint,
		Detail: fmt.Sprintf("%d wrong PINs in a row", n), By: dialer.Self,
	})
	e.ports.Log.WithField("endpoint", endpoint).WithField("agent", agent).
		Warnf("the phone is locked after %d wrong PINs in a row; ringevett agent unlock %s --why REASON", n, endpoint)
}

func (e *Engine) tellTrial(f dialer.Fact) {
	e.trials.Take(f)
	e.tell(f)
}
