package redis

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/tick"
)

// Add returns without error when the addition is on this daemon's disk and every later check by any daemon sees it.
// With sets.ErrSpreading it is on this disk only, and goes into Redis as soon as Redis answers; until then every
// check by this daemon is refused.
func (s *Sets) Add(
	ctx context.Context,
	r dialer.RegisterID,
	who dialer.Subject,
	e dialer.RegisterEntry,
) (int64, error) {
	seq, err := s.truth.AddTo(ctx, r, who, e)
	if err != nil {
		return 0, err
	}
	return seq, s.spread(ctx, r, who, e, false)
}

// Remove is Add for a removal. With sets.ErrSpreading the number may stay reserved: remove it again.
func (s *Sets) Remove(
	ctx context.Context,
	r dialer.RegisterID,
	who dialer.Subject,
	e dialer.RegisterEntry,
) (int64, error) {
	seq, err := s.truth.RemoveFrom(ctx, r, who, e)
	if err != nil {
		return 0, err
	}
	return seq, s.spread(ctx, r, who, e, true)
}

func (s *Sets) spread(
	ctx context.Context,
	r dialer.RegisterID,
	who dialer.Subject,
	e dialer.RegisterEntry,
	removed bool,
) error {
	if e.At.IsZero() {
		e.At = time.Now()
	}
	members, err := sets.Members(nil, who)
	if err != nil {
		return err
	}
	for _, m := range members {
		c := dialer.RegisterChange{Register: r, Removed: removed, RegisterEntry: e}
		m.Put(&c)
		if err = s.writeSurely(ctx, r, m, c); err != nil {
			return fmt.Errorf("%s %s: %w: %w", r, who.Number.Masked(), sets.ErrSpreading, s.plain(err))
		}
	}
	return nil
}

// writeSurely writes a change. If that fails, it waits until the register is settled, and writes again. Settling a new
// register takes a while; nothing is answered meanwhile.
func (s *Sets) writeSurely(ctx context.Context, r dialer.RegisterID, m sets.Member, c dialer.RegisterChange) error {
	first := s.write(ctx, r, m, c)
	if first == nil || errors.Is(first, errLonely) {
		return first
	}
	s.distrust(r, writeFailed)
	if err := s.awaitVersion(ctx, r, 0, s.opt.Grace+s.opt.settleWithin()); err != nil {
		return errors.Join(first, err)
	}
	return s.write(ctx, r, m, c)
}

// awaitVersion waits until the register is trusted with that version or a later one, for at most within.
func (s *Sets) awaitVersion(ctx context.Context, r dialer.RegisterID, version int64, within time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	for {
		tokens, err := s.awaitTrust(ctx, []dialer.RegisterID{r})
		if err != nil {
			return err
		}
		if tokens[0] != nil && tokens[0].Version >= version {
			return nil
		}
		tick.Pause(ctx, lookAgain)
	}
}

// write puts one change into a trusted register, whole or not at all. It may be repeated.
func (s *Sets) write(ctx context.Context, r dialer.RegisterID, m sets.Member, c dialer.RegisterChange) error {
	t := s.tokenOf(r)
	if t == nil {
		return errors.New("the register is being settled")
	}
	into, outOf := t.addKey, t.remKey
	if c.Removed {
		into, outOf = outOf, into
	}
	to, wait, done := s.writer()
	defer done()
	args := append([]any{t.Settled, m.String(), logLength}, s.entry(m, c)...)
	run := func() (int64, error) {
		return s.writing.Run(ctx, to, []string{t.metaKey, into, outOf, s.key(r, "log")}, args...).Int64()
	}
	seq, err := run()
	if cut(err) {
		seq, err = run()
	}
	switch {
	case err != nil:
		return err
	case seq == 0:
		return errors.New("the register was settled again, or another Redis answers")
	}
	t.noteSeq(seq)
	return wait(ctx)
}

// errLonely: a failover now would lose the change until this daemon sends it again.
var errLonely = errors.New("no replica has it yet")

// writer gives the connection that a change is written to. wait waits until a replica has it, where there are
// Sentinels.
func (s *Sets) writer() (to redis.Scripter, wait func(context.Context) error, done func()) {
	client, single := s.fast.(*redis.Client)
	if s.opt.SentinelMaster == "" || !single {
		return s.fast, func(context.Context) error { return nil }, func() {}
	}
	conn := client.Conn()
	wait = func(ctx context.Context) error {
		if n, err := conn.Wait(ctx, 1, s.opt.replicaWithin()).Result(); err != nil || n < 1 {
			return errors.Join(errLonely, err)
		}
		return nil
	}
	return conn, wait, func() { conn.Close() }
}

// Watch gives every addition and removal after from, by any daemon, in the order in which this one learned of them.
func (s *Sets) Watch(ctx context.Context, from int64) (<-chan dialer.RegisterChange, error) {
	return s.truth.WatchRegisters(ctx, from)
}

// LastChange is the position to watch from for later changes.
func (s *Sets) LastChange(ctx context.Context) (int64, error) { return s.truth.LastChange(ctx) }

// Deaf says why other daemons' changes do not arrive at present: their log in Redis cannot be read, or this disk cannot
// keep it. It is nil as soon as one read has worked.
func (s *Sets) Deaf() error {
	if err := s.deaf.Load(); err != nil {
		return *err
	}
	return nil
}
