package consents

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/tick"
)

// Runs deletes recordings whose time is over, at once and then each hour, and seals those that have ended, until ctx
// ends.
func (r *Recordings) Runs(ctx context.Context) {
	hour := time.NewTicker(time.Hour)
	defer hour.Stop()
	for {
		r.run(ctx)
		select {
		case <-hour.C:
		case <-r.ended:
		case <-ctx.Done():
			return
		}
	}
}

func (r *Recordings) run(ctx context.Context) {
	if _, err := r.open(ctx); err != nil {
		if !errors.Is(err, dialer.ErrRefused) { // else there is nothing to look after
			r.Report(fmt.Errorf("recordings are not looked after: %w", err))
		}
		return
	}
	_, err := r.ProveRecordings(ctx)
	if err != nil {
		err = fmt.Errorf("recordings past their time may still be there; tried again within the hour: %w", err)
	}
	if ctx.Err() == nil {
		r.Report(err)
	}
}

// Renews tells the PBX every so often to go on recording, while the engine answers and hears the PBX, until ctx ends.
// Without it Asterisk ends a recording by itself, because the consumer's no would not be heard. every must be well
// below the time after which Asterisk does.
func (r *Recordings) Renews(ctx context.Context, every time.Duration, calls Snapshot) {
	tick.Each(ctx, every, func() {
		soon, cancel := context.WithTimeout(ctx, every)
		defer cancel()
		s, err := calls(soon)
		if err != nil || !s.Up {
			return
		}
		var both []dialer.Recording
		for _, c := range s.Calls {
			if c.Recorded > 0 {
				both = append(both, dialer.NewRecordings(dialer.Recording{Attempt: c.ID, Part: c.Recorded})...)
			}
		}
		if err := r.pbx.Renew(soon, both); err != nil && ctx.Err() == nil {
			r.Log.WithError(err).Warn("a recording may end by itself: the PBX was not told to go on")
		}
	})
}
