package campaigns

import (
	"context"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Manager keeps clients, agents, campaigns and their lists. All methods may be called at the same time.
type Manager struct {
	p Ports

	// One change of the book at a time; it may be held for as long as sounds are spoken. A pause does without.
	change sync.Mutex
	lists  sync.Mutex // one import at a time

	// A campaign goes from the book to the floor under placing, so that its newest form comes last. It is never held
	// for long.
	placing sync.Mutex
	pauses  map[dialer.CampaignID]int // how often each was paused; guarded by placing
}

// New makes the room.
func New(p Ports) *Manager { return &Manager{p: p, pauses: map[dialer.CampaignID]int{}} }

// Changing waits until no other change of the book is under way, and keeps the next one out until done is called.
// Pauses do not wait for it.
func (m *Manager) Changing() (done func()) {
	m.change.Lock()
	return m.change.Unlock
}

// floorSettles is how long the floor is given to take up what the book has already.
const floorSettles = 5 * time.Second

// outliving is for what the floor must hear even if the client that asked has gone.
func outliving(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), floorSettles)
}
