package calls_test

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// faulty stands between engine and PBX: it loses the request to cancel a ringing call, as when the answer wins the
// race, and delays the second joining of a bridge, as when the PBX is slow.
type faulty struct {
	engine.Phone
	losesHangup atomic.Bool
	joinDelay   time.Duration
	joins       atomic.Int32
}

func (p *faulty) between(next engine.Phone) engine.Phone { p.Phone = next; return p }

func (p *faulty) Do(ctx context.Context, id dialer.AttemptID, ef call.Effect) error {
	switch ef.(type) {
	case call.Hangup:
		if p.losesHangup.Load() {
			return nil
		}
	case call.Join:
		if p.joins.Add(1) == 2 && p.joinDelay > 0 {
			select {
			case <-time.After(p.joinDelay):
			case <-ctx.Done():
			}
		}
	}
	return p.Phone.Do(ctx, id, ef)
}
