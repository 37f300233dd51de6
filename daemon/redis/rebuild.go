package redis

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/tick"
)

// tryRebuild brings the register up from this daemon's disk, unless another daemon holds the lock. Under the lock it
// looks again, because another daemon may have brought the register up meanwhile.
func (s *Sets) tryRebuild(ctx context.Context, r dialer.RegisterID, set *sets.Set, compare bool) error {
	held, err := s.lock(ctx, r)
	if errors.Is(err, errLocked) {
		tick.Pause(ctx, lookAgain)
		return nil
	}
	if err != nil {
		return err
	}
	defer held.free(ctx)
	l, err := s.inspect(ctx, r)
	if err != nil {
		return err
	}
	f := l.facts()
	f.lock = ours
	if err := s.holdAgainst(ctx, r, &l, &f, set, compare); err != nil {
		return err
	}
	switch step, why := decide(f); step {
	case trust: // settle looks again, and sends first
		return nil
	case rebuild:
		return s.rebuild(ctx, r, held, set, l)
	default:
		return fmt.Errorf("version %d: %w", l.Version, why)
	}
}

// rebuild writes the base under keys of its own where Redis lacks it. From markSettling to markReady nothing is
// answered.
func (s *Sets) rebuild(ctx context.Context, r dialer.RegisterID, held *lock, set *sets.Set, l look) error {
	m := l.meta
	m.Epoch = rand.Text()
	m.Settled, m.State, m.History = m.Epoch, stateSettling, l.server
	if set.Version.Version > m.Version || !l.base {
		var err error
		if m, err = s.writeBase(ctx, r, m, set); err != nil {
			return err
		}
	}
	if err := s.markSettling(ctx, r, held, m); err != nil {
		return err
	}
	if err := s.sendLacking(ctx, r, set, m); err != nil {
		return err
	}
	if err := s.awaitPeers(ctx, r, m.Settled); err != nil {
		return err
	}
	return s.markReady(ctx, r, m)
}

// markSettling closes the register, and calls the other daemons to send what they know.
func (s *Sets) markSettling(ctx context.Context, r dialer.RegisterID, held *lock, m meta) error {
	// A daemon that has none of the register must answer too.
	if err := s.bulk.SAdd(ctx, s.shared(listKey), string(r)).Err(); err != nil {
		return err
	}
	return held.do(ctx, func(p redis.Pipeliner) error {
		p.HSet(ctx, s.key(r, "meta"), m.baseFields()...)
		p.HSet(ctx, s.key(r, "meta"), "settled", m.Settled, "state", m.State, "history", m.History)
		p.SAdd(ctx, s.key(r, "add"), sentinel)
		p.SAdd(ctx, s.key(r, "rem"), sentinel)
		if len(m.Broken) > 0 {
			p.HDel(ctx, s.key(r, "meta"), "seq", "want", "taken")
		}
		p.HSetNX(ctx, s.key(r, "meta"), "seq", time.Now().UnixMicro()) // above any count before a loss
		p.XAdd(ctx, s.logEntry(r, "op", opSettling, "from", s.opt.Origin))
		return nil
	})
}

// readyText opens a register, unless another daemon has begun again or has announced a newer base.
const readyText = `#!lua flags=allow-oom
local m = redis.call('HMGET', KEYS[1], 'epoch', 'want', 'version')
if m[1] ~= ARGV[1] or tonumber(m[2] or 0) > tonumber(m[3] or 0) then return 0 end
redis.call('HSET', KEYS[1], 'state', 'ready')
return 1`

func (s *Sets) markReady(ctx context.Context, r dialer.RegisterID, m meta) error {
	opened, err := s.bulk.Eval(ctx, readyText, []string{s.key(r, "meta")}, m.Epoch).Int()
	if err == nil && opened == 0 {
		err = errors.New("not opened: another daemon has begun again, or has a newer base that it must put up")
	}
	return err
}
