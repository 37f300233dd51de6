package handdial

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Guard decides on calls dialed by hand, and keeps those that have not ended.
type Guard struct {
	Ports
	life   context.Context // writes that have not reached the disk when it ends are left to the engine's last batch
	writes sync.WaitGroup

	unreadBlocked, unreadAllowed atomic.Int64
	unproven                     atomic.Pointer[string] // why the last peer was refused; nil: it was not

	mu   sync.Mutex
	open map[dialer.AttemptID]*handCall
}

// New makes a guard. life ends when the engine stops.
func New(life context.Context, p Ports) *Guard {
	return &Guard{Ports: p, life: life, open: map[dialer.AttemptID]*handCall{}}
}

// Wait returns when every end that was reported is on the disk, or life has ended.
func (g *Guard) Wait() { g.writes.Wait() }

// Calls are the calls by hand that have not ended, by attempt.
func (g *Guard) Calls() []verb.CallStatus {
	g.mu.Lock()
	defer g.mu.Unlock()
	var all []verb.CallStatus
	for id, c := range g.open {
		if c.written != nil {
			continue
		}
		all = append(all, verb.CallStatus{
			Attempt: int64(id), Campaign: string(c.campaign.ID), Lead: int64(c.lead), Number: c.number.Masked(),
			Agent: string(c.agent), State: "by hand", Since: c.allowed, // only the PBX knows whether it rings or talks
		})
	}
	slices.SortFunc(all, func(a, b verb.CallStatus) int { return cmp.Compare(a.Attempt, b.Attempt) })
	return all
}

// Status counts texts that could not be read, since the start, and says why the PBX is not believed.
func (g *Guard) Status() verb.GuardStatus {
	s := verb.GuardStatus{UnreadableBlocked: g.unreadBlocked.Load(), UnreadableAllowed: g.unreadAllowed.Load()}
	if why := g.unproven.Load(); why != nil {
		s.Why = *why
	}
	return s
}

// add keeps a call until its end is written.
func (g *Guard) add(id dialer.AttemptID, c *handCall) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.open[id] = c
}

func (g *Guard) openNow() map[dialer.AttemptID]*handCall {
	g.mu.Lock()
	defer g.mu.Unlock()
	return maps.Clone(g.open)
}

// forEngine is the call as the engine knows it.
func (g *Guard) forEngine(c *handCall) engine.HandCall {
	return engine.HandCall{Number: c.number, Client: c.campaign.Client.ID, Cancel: func(ctx context.Context) error {
		return g.PBX.StopRinging(ctx, c.channel)
	}}
}
