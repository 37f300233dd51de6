package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/memory"
	"github.com/ringevett/ringevett/daemon/redis"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// openSets opens the registers where the configuration says. The store is the truth of either.
func openSets(ctx context.Context, c config.Config, store *sqlite.Store, write Access, log *logrus.Entry) (
	registers.Sets, error) {
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
		Addresses: c.Redis.Addresses, SentinelMaster: c.Redis.SentinelMaster, User: c.Redis.User, Password: password,
		TLS: secure, Prefix: c.Redis.Prefix, Database: c.Redis.Database, Timeout: c.Redis.Timeout(),
		Origin: origin, Persons: store.PersonsMark(), ReadOnly: write == ToRead, Log: log,
	}), nil
}

// timedSets are the registers, with each question of the gate timed.
type timedSets struct {
	registers.Sets
	house *Rooms
}

func (t timedSets) Check(
	ctx context.Context, who dialer.Subject, regs []dialer.RegisterID,
) ([]dialer.RegisterAnswer, error) {
	began := time.Now()
	answers, err := t.Sets.Check(ctx, who, regs)
	if t.house.meters != nil {
		t.house.meters.Checked(time.Since(began), err)
	}
	return answers, err
}

// openRegisters opens the registers. It waits for nothing: see awaitRegisters.
func (d *running) openRegisters(ctx context.Context) (err error) {
	if d.sets, err = openSets(ctx, d.cfg(), d.store, ToWrite, d.log); err != nil {
		return err
	}
	d.stops.Add("registers", func(context.Context) error { return d.sets.Close() })
	return nil
}

// awaitRegisters gives a shared Redis a moment to answer. What it must be changed for is an error at once; the daemon
// runs without one that is away, and dials nothing.
func (d *running) awaitRegisters(ctx context.Context) error {
	if err := registers.Ready(ctx, d.sets); errors.Is(err, dialer.ErrRefused) {
		return fmt.Errorf("the registers' Redis cannot be used: %w", err)
	} else if err != nil {
		d.log.WithError(err).Error(registersAway)
	}
	return nil
}

const registersAway = "the registers do not answer; nothing is dialed until they do"

// awaitSets gives a new client's register a moment to be put up; without it the client's first dials are refused.
func (h *Rooms) awaitSets(ctx context.Context) {
	if err := registers.Ready(ctx, h.sets); err != nil {
		h.log.WithError(err).Warn(registersAway)
	}
}
