package app

import (
	"context"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/telephony"
)

// renewEvery leaves room for two renewals to be late.
const renewEvery = telephony.Unheard / 3

// recordingLeaves lets what is recorded go on, as long as the floor answers and hears the PBX. Else Asterisk ends it:
// a no that nobody hears is a no.
func (d *running) recordingLeaves(ctx context.Context, pbx *telephony.Recorder) {
	eachTick(ctx, renewEvery, func() {
		soon, cancel := context.WithTimeout(ctx, renewEvery)
		defer cancel()
		s, err := d.engine.Snapshot(soon)
		if err != nil || !s.Up {
			return
		}
		var legs []dialer.Recording
		for _, c := range s.Calls {
			if c.Recorded > 0 {
				legs = append(legs, dialer.NewRecordings(dialer.Recording{Attempt: c.ID, Part: c.Recorded})...)
			}
		}
		if err := pbx.Renew(soon, legs); err != nil && ctx.Err() == nil {
			d.log.WithError(err).Warn("a recording may end by itself: the PBX was not told to go on")
		}
	})
}
