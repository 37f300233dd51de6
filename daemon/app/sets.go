package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/memory"
	"github.com/ringevett/ringevett/daemon/redis"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// Sets are the reservation registers of one call centre, wherever they are kept. Both backends pass the same tests.
type Sets interface {
	// Check asks every named register afresh; the answers come in their order. An error or Unknown means: do not dial.
	engine.Sets
	// Snapshot gives immutable sets for washing. A wash is advice: Check still decides at the dial.
	Snapshot(ctx context.Context, regs []dialer.RegisterID) (sets.Snapshot, error)
	// Versions tells of every register there is.
	Versions(ctx context.Context) ([]dialer.RegisterVersion, error)
	// Add returns without error when the addition is on the disk and every later Check anywhere sees it.
	Add(ctx context.Context, r dialer.RegisterID, who dialer.Subject, e dialer.RegisterEntry) (seq int64, err error)
	// Remove is the same for a removal; its reason is kept (4.4.4).
	Remove(ctx context.Context, r dialer.RegisterID, who dialer.Subject, e dialer.RegisterEntry) (seq int64, err error)
	// Replace gives a register a new base, whole or not at all; what was added meanwhile stays.
	Replace(ctx context.Context, r dialer.RegisterID, base *sets.Base, d sets.Delivery) (dialer.RegisterVersion, error)
	// Watch gives every addition and removal after from, in order and without a gap, until ctx ends.
	Watch(ctx context.Context, from int64) (<-chan dialer.RegisterChange, error)
	// LastChange is where to watch from, to hear of what comes next.
	LastChange(ctx context.Context) (int64, error)
	// Deaf says why changes by other daemons are not heard just now; nil means that they are.
	Deaf() error
	// Ready waits until the registers can be asked, or says why they cannot.
	Ready(ctx context.Context) error
	Close() error
}

// openSets opens the registers where the configuration says. The store is the truth of either.
func openSets(ctx context.Context, c config.Config, store *sqlite.Store, write Access, log *logrus.Entry) (Sets, error) {
	if c.Registers.Backend == config.InMemory {
		return memory.New(store), nil
	}
	password, err := c.Redis.Password()
	if err != nil {
		return nil, err
	}
	secure, err := c.Redis.TLSConfig()
	if err != nil {
		return nil, err
	}
	origin, err := store.Install(ctx)
	if err != nil {
		return nil, err
	}
	return redis.Open(store, redis.Options{
		Addresses: c.Redis.Addresses, SentinelMaster: c.Redis.SentinelMaster, User: c.Redis.User, Password: password, TLS: secure,
		Prefix: c.Redis.Prefix, Database: c.Redis.Database, Timeout: c.Redis.Timeout(),
		Origin: origin, Persons: store.PersonsMark(), ReadOnly: write == ToRead, Log: log,
	}), nil
}

// readyWithin is how long a start waits for a shared Redis; the daemon runs without it, and dials nothing.
const readyWithin = 3 * time.Second

// startRegisters opens the registers. What Redis must be changed for is an error at once; one that is away is not.
func (d *running) startRegisters(ctx context.Context) (err error) {
	if d.sets, err = openSets(ctx, d.cfg(), d.store, ToWrite, d.log); err != nil {
		return err
	}
	d.stops.add("registers", func(context.Context) error { return d.sets.Close() })
	soon, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	if err := d.sets.Ready(soon); errors.Is(err, dialer.ErrRefused) {
		return fmt.Errorf("the registers' Redis cannot be used: %w", err)
	} else if err != nil {
		d.log.WithError(err).Error("the registers do not answer; nothing is dialed until they do")
	}
	return nil
}

// awaitSets gives a new client's register a moment to be put up; without it the client's first dials are refused.
func (h *House) awaitSets(ctx context.Context) {
	soon, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	if err := h.sets.Ready(soon); err != nil {
		h.log.WithError(err).Warn("the registers do not answer; nothing is dialed until they do")
	}
}
