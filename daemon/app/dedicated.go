package app

import (
	"context"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// twoFree reports whether two agents of the campaign are free: a number whose call was abandoned before is dialed
// with one of them held for it and the other to stand by (4.6.3).
func (h *House) twoFree(ctx context.Context, c dialer.Campaign) bool {
	if h.engine == nil {
		return false
	}
	s, err := h.engine.Snapshot(ctx)
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
