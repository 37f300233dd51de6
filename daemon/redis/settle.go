package redis

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/tick"
)

var errOutdated = errors.New("the server, or what this daemon knows, changed meanwhile")

// settle ends with a token: the register is whole on the server that answers now, and has all that this daemon knows.
// decide says what each step is.
func (s *Sets) settle(ctx context.Context, r dialer.RegisterID) error {
	servers := s.servers.Load()
	if err := s.guarded(ctx); err != nil {
		return err
	}
	if err := s.agree(ctx); err != nil {
		return err
	}
	set, err := s.readOthers(ctx, r)
	if err != nil {
		return err
	}
	compare, sent := s.inDoubt(r), "" // sent: the settling to which our part was sent
	for ctx.Err() == nil {
		l, f, err := s.examine(ctx, r, set, compare, sent)
		if err != nil {
			return err
		}
		switch step, why := decide(f); step {
		case trust:
			return s.accept(ctx, r, l, servers)
		case send:
			err = s.sendPart(ctx, r, set, l.meta)
			sent = l.Settled
		case rebuild:
			err = s.tryRebuild(ctx, r, set, compare)
		case wait:
			err = s.breakLock(ctx, s.key(r, "lock"))
			tick.Pause(ctx, lookAgain)
		default:
			err = fmt.Errorf("version %d: %w", l.Version, why)
		}
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// agree compares the secrets by which persons are hashed: under another secret, none of the other daemons' persons
// would be found here.
func (s *Sets) agree(ctx context.Context) error {
	if !s.opt.ReadOnly {
		err := s.bulk.SetArgs(ctx, s.shared(personKey), s.opt.Persons, redis.SetArgs{Mode: "NX"}).Err()
		if err != nil && !errors.Is(err, redis.Nil) {
			return err
		}
	}
	theirs, err := s.bulk.Get(ctx, s.shared(personKey)).Result()
	switch {
	case errors.Is(err, redis.Nil):
		return errors.New("no daemon has brought the registers up")
	case err != nil:
		return err
	case theirs != s.opt.Persons:
		return fmt.Errorf("%w: the daemons on this Redis hash persons by another secret than this one: "+
			"give all the same redis.person_secret_file", dialer.ErrRefused)
	}
	return nil
}

// readOthers brings what the other daemons have changed onto this daemon's disk, and gives the disk's set. A process
// that only reads has none.
func (s *Sets) readOthers(ctx context.Context, r dialer.RegisterID) (*sets.Set, error) {
	if s.opt.ReadOnly {
		return nil, nil
	}
	if !s.agreed.Swap(true) { // the other daemons must know of this one before it acknowledges anything
		if err := s.greet(ctx); err != nil {
			return nil, err
		}
	}
	for _, step := range []func(context.Context, dialer.RegisterID) error{s.rewind, s.readLog, s.importAdditions} {
		if err := step(ctx, r); err != nil {
			return nil, err
		}
	}
	return s.removeStrays(ctx, r)
}

// accept trusts the register, and brings a newer base onto this daemon's disk.
func (s *Sets) accept(ctx context.Context, r dialer.RegisterID, l look, servers int64) error {
	if s.opt.ReadOnly {
		if !s.trust(r, settled, l.meta, servers) {
			return errOutdated
		}
		return nil
	}
	if err := s.bulk.SAdd(ctx, s.shared(listKey), string(r)).Err(); err != nil {
		return err
	}
	if !s.trust(r, settled, l.meta, servers) {
		return errOutdated
	}
	s.adopt(ctx, r)
	return nil
}
