package engine

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/roster"
)

// keptByKey is a reservation that an agent has keyed and that is on the disk.
type keptByKey struct {
	Reserved
	agent dialer.AgentID
	at    time.Time // when it was on the disk
}

// concerns reports whether the reservation bars calls to the number for the client.
func (r *keptByKey) concerns(n dialer.Number, c dialer.ClientID) bool {
	return n == r.Number && slices.ContainsFunc(r.In, func(id dialer.RegisterID) bool {
		client, of := id.Client()
		return !of || client == c
	})
}

// wishLane keeps an agent's reservations in order. A note does not wait behind one that the disk does not take.
type wishLane dialer.SessionID

// scopeOf is what each of the keys reserves with, and what both are told of it.
func scopeOf(a roster.Act) (Scope, Said) {
	switch a {
	case roster.ReserveClient:
		return ScopeClient, SaidReservedClient
	case roster.ReserveHouse:
		return ScopeHouse, SaidReservedHouse
	}
	return ScopeBoth, SaidReservedBoth
}

// reserve puts the other party's number in the registers (4.4.4, 10). What rings there has ended before the agent
// hears that the number is reserved, and who asked hears it after the agent: until then a wrong key is undone unheard.
func (e *Engine) reserve(now time.Time, s *roster.Seat, p roster.Pressed) {
	t, k := e.talkOf(now, s)
	if k == nil || e.ports.Wishes == nil {
		e.refuseKey(s)
		return
	}
	if k.reserving {
		return
	}
	k.reserving = true
	scope, said := scopeOf(p.Act)
	within(e, wishLane(s.Session), "reserve a number for "+string(s.Agent.ID), notePatience,
		func(ctx context.Context) (Reserved, error) { return e.ports.Wishes.Reserve(ctx, t, scope) },
		func(now time.Time, got Reserved, err error) {
			k.reserving = false
			switch {
			case err == nil:
				e.isReserved(now, s, t, k, got, said)
			case errors.Is(err, ErrKept):
				e.remember(now, &keptByKey{Reserved: got, agent: t.Agent, at: now})
				e.tellBoth(s, t, k, SaidReservedLater, func(time.Time) {})
			case errors.Is(err, ErrWithheld):
				e.tellBoth(s, t, k, SaidWithheld, func(time.Time) {})
			default:
				e.notReserved(s, t, k, scope, err)
			}
		})
}

// isReserved lets the agent hear the number's last digits, and then both what has been done.
func (e *Engine) isReserved(now time.Time, s *roster.Seat, t Talk, k *byKey, got Reserved, said Said) {
	r := &keptByKey{Reserved: got, agent: t.Agent, at: now}
	k.reserved = r
	e.remember(now, r)
	if e.seat(s.Session) != s {
		return
	}
	cue := SeatReserved.Spelling(got.Number.Last3())
	work := done(func(ctx context.Context) error { return e.ports.Phone.Seat(ctx, s.Session, cue) })
	within(e, s.Session, "say that a number is reserved", tellPatience, work,
		func(_ time.Time, _ struct{}, err error) {
			if err != nil {
				e.ports.Log.WithError(err).WithField("agent", t.Agent).Warn("an agent does not hear of a reservation")
			}
			if k.reserved == r && e.with(s, t) {
				e.tellBoth(s, t, k, said, func(time.Time) {})
			}
		})
}

// notReserved tells both that it could not be stored, and makes an inquiry of it: the wish is not lost.
func (e *Engine) notReserved(s *roster.Seat, t Talk, k *byKey, scope Scope, err error) {
	e.ports.Log.WithError(err).WithField("agent", t.Agent).Error("a number that an agent keyed could not be reserved")
	if e.ports.Inquiries != nil {
		wants := "asked to be reserved (" + string(scope) + "), which could not be stored"
		e.putNote(s, Note{Talk: t, Wants: wants}, func(err error) {
			if err != nil && !errors.Is(err, ErrKept) && e.seat(s.Session) == s {
				e.seatDo(s, SeatNotNoted)
			}
		})
	}
	if e.seat(s.Session) == s {
		e.tellBoth(s, t, k, SaidNotReserved, func(time.Time) {})
	}
}

// undo takes back the last reservation of this conversation, while it is fresh: a wrong key, by the agent who keyed it,
// and only where the number was in no such register before. See daemon/decisions/0037-keys-of-a-call.md.
func (e *Engine) undo(now time.Time, s *roster.Seat, _ roster.Pressed) {
	t, k := e.talkOf(now, s)
	if k == nil || k.reserved == nil || k.reserved.agent != s.Agent.ID || len(k.reserved.Added) == 0 ||
		!reservation.MayUndo(k.reserved.at, now) {
		e.refuseKey(s)
		return
	}
	r := k.reserved
	k.reserved = nil
	k.quiet()
	e.kept = slices.DeleteFunc(e.kept, func(x *keptByKey) bool { return x == r })
	work := done(func(ctx context.Context) error { return e.ports.Wishes.Undo(ctx, t, r.Reserved) })
	within(e, wishLane(s.Session), "undo a reservation of "+string(s.Agent.ID), notePatience, work,
		func(_ time.Time, _ struct{}, err error) {
			cue := SeatUndone
			if err != nil {
				cue = SeatKeyRefused
				e.ports.Log.WithError(err).WithField("agent", t.Agent).Error("a reservation was not undone: it stands")
			}
			if e.seat(s.Session) == s {
				e.seatDo(s, cue)
			}
		})
}

// What is kept of reservations by key, for the invariant that their numbers do not ring.
const (
	keepsKept = 10 * time.Minute
	mostKept  = 200
)

func (e *Engine) remember(now time.Time, r *keptByKey) {
	e.kept = slices.DeleteFunc(e.kept, func(x *keptByKey) bool { return now.Sub(x.at) > keepsKept })
	if len(e.kept) == mostKept {
		e.kept = slices.Delete(e.kept, 0, 1)
	}
	e.kept = append(e.kept, r)
}

// watchReserved holds the calls that ring against the reservations by key. It names no number.
func (e *Engine) watchReserved() {
	for _, r := range e.kept {
		for _, a := range e.calls {
			if a.State >= call.Creating && a.State <= call.Dialing && r.concerns(a.Number, a.client) {
				e.breach(ReservedIsSilent, a.ID.String())
			}
		}
	}
}
