package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
)

// deafLook is how often the sets are asked whether they hear the other daemons.
const deafLook = time.Second

// errUnheard begins again with the watch: the reason comes from the next attempt to open it.
var errUnheard = errors.New("the watch on the registers ended")

// ear hears what any daemon reserves (4.4.4). When it can no longer hear it says so, tries again, and goes on with
// the first change that it has not seen. Meanwhile nothing new is dialed (see watched): each dial asks the registers
// afresh, so a reserved number would not be rung, but one that is reserved while it rings would ring on.
type ear struct {
	sets interface {
		Watch(ctx context.Context, from int64) (<-chan dialer.RegisterChange, error)
		Deaf() error
	}
	is       func(err error)                            // why it does not hear; nil: it does
	reserved func(r dialer.RegisterID, n dialer.Number) // what rings to n is to be stopped
}

// heed stops what rings to a number that is reserved, until ctx ends. The number from is of the last change that was
// seen.
func (d *running) heed(from int64) func(ctx context.Context) {
	e := ear{sets: d.sets, is: func(err error) { d.part(partReservations, err) }, reserved: d.stopRinging}
	return func(ctx context.Context) { e.heed(ctx, &from) }
}

// heed hears until ctx ends; it moves from on.
func (e ear) heed(ctx context.Context, from *int64) {
	for wait := partAgain; ctx.Err() == nil; wait = min(2*wait, partLatest) {
		began := time.Now()
		err := e.hear(ctx, from)
		if ctx.Err() != nil {
			return
		}
		e.is(err)
		if time.Since(began) >= partSteady {
			wait = partAgain
		}
		pause(ctx, wait)
	}
}

// hear watches from the change after from until the watch ends.
func (e ear) hear(ctx context.Context, from *int64) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	changes, err := e.sets.Watch(ctx, *from)
	if err != nil {
		return fmt.Errorf("additions by others are not heard: %w", err)
	}
	e.is(e.sets.Deaf())
	look := time.NewTicker(deafLook)
	defer look.Stop()
	for {
		select {
		case c, open := <-changes:
			if !open {
				return errUnheard
			}
			if !c.Removed && c.Number != "" {
				e.reserved(c.Register, c.Number)
			}
			*from = c.Seq
		case <-ctx.Done():
			return ctx.Err()
		case <-look.C:
			e.is(e.sets.Deaf())
		}
	}
}

// watched answers only while what others reserve is heard: what began to ring meanwhile could not be stopped.
type watched struct {
	registers
	house *House
}

func (h *House) watched() watched { return watched{registers{h.store, h.sets}, h} }

// Look refuses while the watch is deaf.
func (w watched) Look(ctx context.Context, c dialer.Campaign, l dialer.Lead, now time.Time) (gate.Facts, error) {
	if why := w.house.failing.halt(); why != "" {
		return gate.Facts{}, errors.New(why)
	}
	if err := w.house.sets.Deaf(); err != nil {
		return gate.Facts{}, fmt.Errorf("additions by others are not heard: %w", err)
	}
	return w.registers.Look(ctx, c, l, now)
}

// unserved is the engine's look. A lead whose person was served in a call of their own is gone for the floor, which
// may have it in hand from before.
type unserved struct{ watched }

// Look gives dialer.ErrNotFound for such a lead.
func (u unserved) Look(ctx context.Context, c dialer.Campaign, l dialer.Lead, now time.Time) (gate.Facts, error) {
	if served, err := u.store.ServedLead(ctx, l.ID); err != nil || served {
		return gate.Facts{}, cmp.Or(err, error(dialer.ErrNotFound))
	}
	return u.watched.Look(ctx, c, l, now)
}
