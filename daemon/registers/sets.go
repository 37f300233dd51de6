package registers

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/sets"
)

// Sets are the reservation registers of one call centre, wherever they are kept. Both backends pass the same tests.
type Sets interface {
	Reader
	Changer
	Hearer
	Close() error
}

// Reader answers questions about the registers.
type Reader interface {
	// Check asks every named register afresh; the answers come in their order. An error or Unknown means: do not dial.
	engine.Sets
	// Snapshot gives immutable sets for washing. A wash is advice: Check still decides at the dial.
	Snapshot(ctx context.Context, regs []dialer.RegisterID) (sets.Snapshot, error)
	// Versions lists every register that there is.
	Versions(ctx context.Context) ([]dialer.RegisterVersion, error)
	// Ready waits until the registers can be asked, or says why they cannot.
	Ready(ctx context.Context) error
}

// Changer changes registers.
type Changer interface {
	// Add returns without error when the addition is on the disk and every later Check anywhere sees it.
	Add(ctx context.Context, r dialer.RegisterID, who dialer.Subject, e dialer.RegisterEntry) (seq int64, err error)
	// Remove is the same for a removal; its reason is kept (4.4.4).
	Remove(ctx context.Context, r dialer.RegisterID, who dialer.Subject, e dialer.RegisterEntry) (seq int64, err error)
	// Replace gives a register a new base, whole or not at all; what was added meanwhile stays.
	Replace(ctx context.Context, r dialer.RegisterID, base *sets.Base, d sets.Delivery) (dialer.RegisterVersion, error)
}

// Hearer hears what any daemon changes.
type Hearer interface {
	// Watch gives every addition and removal after from, in order and without a gap, until ctx ends.
	Watch(ctx context.Context, from int64) (<-chan dialer.RegisterChange, error)
	// LastChange is where to watch from, to hear only what comes next.
	LastChange(ctx context.Context) (int64, error)
	// Deaf says why changes by other daemons are not heard just now; nil means that they are.
	Deaf() error
}

// readyWithin is how long a shared Redis is waited for.
const readyWithin = 3 * time.Second

// Ready waits some seconds until the registers can be asked, or says why they cannot.
func Ready(ctx context.Context, s Reader) error {
	soon, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	return s.Ready(soon)
}
