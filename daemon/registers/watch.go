package registers

import (
	"context"
	"errors"
	"time"

	"github.com/ringevett/ringevett/daemon/tick"
)

// deafLook is how often the sets are asked whether they hear the other daemons.
const deafLook = time.Second

// errUnheard ends one watch: why the registers are not heard, the next attempt to watch them says.
var errUnheard = errors.New("the watch on the registers ended")

// HeedOthers gives the work that hears what any daemon reserves, and has what rings to such a number stopped (4.4.4),
// until its context ends. from is the last change that was seen; a later call of the work goes on where the earlier
// ended.
//
// When it can no longer hear it reports so, tries again, and goes on with the first change that it has not seen.
// Meanwhile nothing new is dialed (see Heard): each dial asks the registers afresh, so a reserved number would not be
// rung, but one that is reserved while it rings would ring on.
func (r *Registers) HeedOthers(from int64) func(ctx context.Context) {
	return func(ctx context.Context) {
		var waits tick.Backoff
		for ctx.Err() == nil {
			began := time.Now()
			err := r.heed(ctx, &from)
			if ctx.Err() != nil {
				return
			}
			r.p.Report(err)
			tick.Pause(ctx, waits.Next(time.Since(began)))
		}
	}
}

// heed watches from the change after from until the watch ends, and moves from on.
func (r *Registers) heed(ctx context.Context, from *int64) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	changes, err := r.p.Sets.Watch(ctx, *from)
	if err != nil {
		return unheard(err)
	}
	r.p.Report(r.p.Sets.Deaf())
	look := time.NewTicker(deafLook)
	defer look.Stop()
	for {
		select {
		case c, open := <-changes:
			if !open {
				return errUnheard
			}
			if !c.Removed && c.Number != "" {
				r.stopRinging(c.Register, c.Number)
			}
			*from = c.Seq
		case <-ctx.Done():
			return ctx.Err()
		case <-look.C:
			r.p.Report(r.p.Sets.Deaf())
		}
	}
}
