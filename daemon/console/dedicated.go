package console

import (
	"context"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// TwoFree reports whether two agents of the campaign are free: a number whose call was abandoned before is dialed
// with one of them held for it and the other to stand by (4.6.3).
func (w *Watch) TwoFree(ctx context.Context, c dialer.Campaign) bool {
	floor := w.Floor()
	if floor == nil {
		return false
	}
	s, err := floor.Snapshot(ctx)
	if err != nil {
		return false
	}
	free := 0
	for _, v := range s.Seats {
		if v.State == roster.Ready && !v.Leaving && slices.Contains(c.Agents, v.Agent) {
			free++
		}
	}
	return free >= 2
}
