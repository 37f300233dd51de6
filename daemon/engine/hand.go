package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// HandCall is a call that a person dials by hand, on the PBX's own route. The engine keeps its number from being rung by
// anybody else, books it, and has its ringing stopped when the number is reserved meanwhile; the rest is the guard's.
type HandCall struct {
	Number dialer.Number
	Client dialer.ClientID
	Cancel func(ctx context.Context) error // ends its ringing, may block; a conversation goes on
}

// Claim keeps a number for one who is about to dial it by hand; false when it is looked up, rung or talked to already.
func (e *Engine) Claim(ctx context.Context, n dialer.Number) (bool, error) {
	mine := false
	err := e.ask(ctx, func(time.Time) error {
		mine = !e.ringing[n] && ctx.Err() == nil
		if mine {
			e.ringing[n] = true
		}
		return nil
	})
	if err != nil { // carried out perhaps, but nobody waits for it any more
		e.Tell(finished(func(e *Engine, _ time.Time) {
			if mine {
				delete(e.ringing, n)
			}
		}))
		return false, err
	}
	return mine, nil
}

// InUse reports whether a number is looked up, rung or talked to.
func (e *Engine) InUse(ctx context.Context, n dialer.Number) (bool, error) {
	var in bool
	err := e.ask(ctx, func(time.Time) error { in = e.ringing[n]; return nil })
	return in && err == nil, err
}

// Unclaim gives a claimed number back.
func (e *Engine) Unclaim(n dialer.Number) {
	e.Tell(finished(func(e *Engine, _ time.Time) { delete(e.ringing, n) }))
}

// BookHand gives the attempt its number, and returns when its booking is on the disk. The number must be claimed; it stays so
// until EndHand. Where it fails nothing may ring, and a booking that comes to the disk later is taken back there.
func (e *Engine) BookHand(ctx context.Context, h HandCall, b dialer.Batch) (dialer.AttemptID, error) {
	var id dialer.AttemptID
	booked := make(chan dialer.AttemptID, 1)
	err := e.ask(ctx, func(time.Time) error {
		if e.disk != "" {
			return fmt.Errorf("book a call by hand: %w: %s", dialer.ErrRefused, e.disk)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		id = e.nextID
		e.nextID++
		for i := range b.Facts {
			b.Facts[i].Attempt = id
		}
		e.hands[id] = h
		e.write(b, func(time.Time) { booked <- id })
		return nil
	})
	if err == nil {
		select {
		case id := <-booked:
			return id, nil
		case <-ctx.Done():
			err = fmt.Errorf("book a call by hand: %w", ctx.Err())
		}
	}
	e.Tell(finished(func(e *Engine, now time.Time) { e.unbook(now, id, b) }))
	return 0, err
}

// unbook takes back what nobody waits for any more.
func (e *Engine) unbook(now time.Time, id dialer.AttemptID, b dialer.Batch) {
	if _, open := e.hands[id]; !open || len(b.Facts) == 0 {
		return
	}
	delete(e.hands, id)
	f := b.Facts[0]
	e.write(dialer.Batch{Facts: []dialer.Fact{{
		At: now, Kind: dialer.FactNotPlaced, Attempt: id, Campaign: f.Campaign, Client: f.Client, Lead: f.Lead, Detail: "it was not booked in time",
	}}}, nil)
}

// AdoptHand takes up a call that was booked before a restart. It is called before Run.
func (e *Engine) AdoptHand(id dialer.AttemptID, h HandCall) {
	e.hands[id], e.ringing[h.Number] = h, true
}

// EndHand writes how a call by hand ended, and returns when that is on the disk.
func (e *Engine) EndHand(ctx context.Context, id dialer.AttemptID, b dialer.Batch) error {
	written := make(chan struct{})
	err := e.ask(ctx, func(time.Time) error {
		if h, open := e.hands[id]; open {
			delete(e.hands, id)
			delete(e.ringing, h.Number)
		}
		e.write(b, func(time.Time) { close(written) })
		return nil
	})
	if err != nil {
		return fmt.Errorf("end of attempt %d by hand: %w", id, err)
	}
	select {
	case <-written:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("end of attempt %d by hand is not on the disk yet: %w", id, ctx.Err())
	}
}

// Correct writes what is to be said of calls that are over, and returns when it is on the disk.
func (e *Engine) Correct(ctx context.Context, b dialer.Batch) error {
	written := make(chan struct{})
	err := e.ask(ctx, func(time.Time) error {
		e.write(b, func(time.Time) { close(written) })
		return nil
	})
	if err != nil {
		return err
	}
	return onDisk(ctx, written)
}

// Note puts facts that nobody waits for on their way to the disk.
func (e *Engine) Note(b dialer.Batch) {
	e.Tell(finished(func(e *Engine, _ time.Time) { e.write(b, nil) }))
}

// stopHands ends the ringing of calls by hand to a number that was reserved.
func (e *Engine) stopHands(ev NumberReserved) {
	for id, h := range e.hands {
		if h.Number == ev.Number && (ev.Client == "" || ev.Client == h.Client) {
			e.effect(id, h.Cancel, func(_ time.Time, err error) {
				e.ports.Log.WithError(err).WithField("attempt", id).Warn("the ringing of a call by hand to a reserved number could not be stopped")
			})
		}
	}
}
