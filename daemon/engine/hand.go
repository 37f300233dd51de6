package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redial"
)

// claimHolds is how long a number is kept for a call by hand that is not booked.
const claimHolds = 10 * time.Second

// ErrChanged says that a number was reserved, or its lead changed, after it was looked up: look again.
var ErrChanged = errors.New("it was reserved or changed meanwhile")

// HandCall is a call that a person dials by hand, on the PBX's own route. The engine keeps its number from being rung
// by anything else, books it, and has its ringing stopped when the number is reserved meanwhile; the rest is the
// guard's.
type HandCall struct {
	Number dialer.Number
	Client dialer.ClientID
	Cancel func(ctx context.Context) error // ends its ringing, may block; a conversation goes on
}

// hand is one that is on its way to the disk or on the PBX.
type hand struct {
	HandCall
	booked  bool // on the disk: it may ring
	changed bool // its number was reserved before that
}

// Claim is the hold on a number that is about to be dialed by hand. 0 is none.
type Claim int64

// claim is what the engine keeps of it: what became of the number since it was claimed.
type claim struct {
	no      Claim
	till    time.Time
	changed []NumberReserved
}

// Claim keeps a number for one who is about to dial it by hand, for 10 s at most; 0 when it is looked up, rung or
// talked to already. What the gate is asked about must be looked up after it.
func (e *Engine) Claim(ctx context.Context, n dialer.Number) (Claim, error) {
	var mine Claim
	err := e.ask(ctx, func(now time.Time) error {
		if e.numberFree(n) && ctx.Err() == nil {
			mine = e.claim(now, n)
		}
		return nil
	})
	if err != nil { // carried out perhaps, but nothing waits for it any more
		e.Tell(finished(func(e *Engine, _ time.Time) { e.unclaim(n, mine) }))
		return 0, err
	}
	return mine, nil
}

func (e *Engine) claim(now time.Time, n dialer.Number) Claim {
	e.claimNo++
	no := e.claimNo
	e.ringing[n], e.claims[n] = true, &claim{no: no, till: now.Add(claimHolds)}
	e.remind(e.claims[n].till, ofClaim, int64(no), func(time.Time) { e.unclaim(n, no) })
	return no
}

// unclaim gives a number back, unless the claim has lapsed and the number is another's by now.
func (e *Engine) unclaim(n dialer.Number, no Claim) {
	if c := e.claims[n]; c != nil && c.no == no {
		delete(e.claims, n)
		delete(e.ringing, n)
	}
}

// InUse reports whether a number is looked up, rung or talked to.
func (e *Engine) InUse(ctx context.Context, n dialer.Number) (bool, error) {
	var in bool
	err := e.ask(ctx, func(time.Time) error { in = e.ringing[n]; return nil })
	return in && err == nil, err
}

// Unclaim gives a claimed number back.
func (e *Engine) Unclaim(n dialer.Number, c Claim) {
	e.Tell(finished(func(e *Engine, _ time.Time) { e.unclaim(n, c) }))
}

// BookHand gives the attempt its number, and returns when its booking is on the disk. The claim on the number ends
// with it; the number stays held until EndHand. Where it fails nothing may ring, and a booking that comes to the disk
// later is taken back there. ErrChanged: the number was reserved after the claim; look it up and ask the gate again,
// under a new claim.
func (e *Engine) BookHand(ctx context.Context, c Claim, h HandCall, b dialer.Batch) (dialer.AttemptID, error) {
	var id dialer.AttemptID
	written := make(chan error, 1)
	err := e.ask(ctx, func(time.Time) error {
		if err := e.mayBook(ctx, c, h); err != nil {
			return err
		}
		delete(e.claims, h.Number)
		id = e.nextID
		e.nextID++
		for i := range b.Facts {
			b.Facts[i].Attempt = id
		}
		on := &hand{HandCall: h}
		e.hands[id] = on
		e.write(b, func(now time.Time, err error) {
			switch {
			case err != nil:
				e.unbook(now, id, b, "its booking could not be written")
			case on.changed:
				e.unbook(now, id, b, "the number was reserved meanwhile")
				err = ErrChanged
			default:
				on.booked = true
			}
			written <- err
		})
		return nil
	})
	if err == nil {
		err = onDisk(ctx, written)
	}
	if err == nil {
		return id, nil
	}
	err = fmt.Errorf("book a call by hand: %w", err)
	e.Tell(finished(func(e *Engine, now time.Time) { e.unbook(now, id, b, "it was not booked in time") }))
	return 0, err
}

// mayBook tells why a claimed number is not booked.
func (e *Engine) mayBook(ctx context.Context, no Claim, h HandCall) error {
	if e.disk != "" || e.ended {
		return fmt.Errorf("%w: %s", dialer.ErrRefused, e.halted())
	}
	c := e.claims[h.Number]
	if c == nil || c.no != no {
		return fmt.Errorf("%w: the number was claimed more than %v ago", dialer.ErrRefused, claimHolds)
	}
	if slices.ContainsFunc(c.changed, func(ev NumberReserved) bool { return ev.concerns(h.Number, h.Client) }) {
		e.unclaim(h.Number, no)
		return ErrChanged
	}
	return ctx.Err()
}

// unbook takes back what may not ring any more, and gives its number back.
func (e *Engine) unbook(now time.Time, id dialer.AttemptID, b dialer.Batch, why string) {
	h, open := e.hands[id]
	if !open || len(b.Facts) == 0 {
		return
	}
	delete(e.hands, id)
	delete(e.ringing, h.Number)
	f := b.Facts[0]
	back := dialer.Batch{Facts: []dialer.Fact{{
		At: now, Kind: dialer.FactNotPlaced, Attempt: id, Campaign: f.Campaign, Client: f.Client, Lead: f.Lead,
		Detail: why,
	}}}
	for _, l := range b.Leads { // the booking had said that the lead is done
		back.Leads = append(back.Leads, redial.PutBack(now, l.Lead, string(dialer.NotPlaced)))
	}
	e.write(back, nil)
}

// AdoptHand takes up a call that was booked before a restart. It is called before Run.
func (e *Engine) AdoptHand(id dialer.AttemptID, h HandCall) {
	e.hands[id], e.ringing[h.Number] = &hand{HandCall: h, booked: true}, true
}

// EndHand writes how a call by hand ended, and returns when that is on the disk.
func (e *Engine) EndHand(ctx context.Context, id dialer.AttemptID, b dialer.Batch) error {
	written := make(chan error, 1)
	err := e.ask(ctx, func(time.Time) error {
		end := func(_ time.Time, err error) { written <- err }
		if h, open := e.hands[id]; open {
			delete(e.hands, id)
			delete(e.ringing, h.Number)
			end = e.closes(h.Number, end)
		}
		e.write(b, end)
		return nil
	})
	if err == nil {
		err = onDisk(ctx, written)
	}
	if err != nil {
		return fmt.Errorf("end of attempt %d by hand: %w", id, err)
	}
	return nil
}

// Correct writes what is to be said of calls that are over, and returns when it is on the disk.
func (e *Engine) Correct(ctx context.Context, b dialer.Batch) error {
	written := make(chan error, 1)
	err := e.ask(ctx, func(time.Time) error {
		e.write(b, func(_ time.Time, err error) { written <- err })
		return nil
	})
	if err != nil {
		return err
	}
	return onDisk(ctx, written)
}

// Note sends facts to the disk without waiting for them.
func (e *Engine) Note(b dialer.Batch) {
	e.Tell(finished(func(e *Engine, _ time.Time) { e.write(b, nil) }))
}

// stopHands ends the ringing of calls by hand to a number that was reserved, and keeps from ringing what is not
// booked yet.
func (e *Engine) stopHands(ev NumberReserved) {
	if c := e.claims[ev.Number]; c != nil {
		c.changed = append(c.changed, ev)
	}
	for id, h := range e.hands {
		if !ev.concerns(h.Number, h.Client) {
			continue
		}
		h.changed = true
		if h.booked {
			e.effect(id, h.Cancel, func(_ time.Time, err error) {
				e.ports.Log.WithError(err).WithField("attempt",
					id).Warn("the ringing of a call by hand to a reserved number could not be stopped")
			})
		}
	}
}
