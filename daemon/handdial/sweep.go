package handdial

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/tick"
)

// The PBX reports a call's end for half an hour. A call whose channel has been gone for longer is lost.
const (
	sweepEvery = time.Minute
	lostAfter  = 35 * time.Minute
)

// Sweeps closes, as lost, calls whose channel is gone and whose end was not reported, until ctx ends.
func (g *Guard) Sweeps(ctx context.Context) {
	tick.Each(ctx, sweepEvery, func() { g.sweep(ctx, time.Now()) })
}

func (g *Guard) sweep(ctx context.Context, now time.Time) {
	for id, c := range g.openNow() {
		lives, _, err := g.PBX.HandCall(ctx, c.channel)
		switch {
		case err != nil || lives:
			c.gone = time.Time{}
		case c.gone.IsZero():
			c.gone = now
		case now.Sub(c.gone) >= lostAfter:
			lost := dialer.Fact{At: g.Now(), Kind: dialer.FactLost, Detail: markOfHand + ": its end was not reported"}
			g.writeEnd(id, c, []dialer.Fact{lost}, dialer.Lost)
		}
	}
}
