package redis

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// Replace returns without error when the new base is on this daemon's disk and every later check by any daemon uses
// it. With sets.ErrSpreading it is on this disk only, and goes into Redis as soon as Redis answers.
func (s *Sets) Replace(
	ctx context.Context,
	r dialer.RegisterID,
	base *sets.Base,
	d sets.Delivery,
) (dialer.RegisterVersion, error) {
	v, up, err := s.replace(ctx, r, base, d)
	if err != nil || up == nil {
		return v, err
	}
	s.distrust(r, baseUnpublished) // the loop puts it up
	within := s.opt.Grace + s.opt.settleWithin()
	s.mu.RLock()
	if s.unpublished[r] == nil { // Redis answers, and the other daemons may have to send
		within += forgotten
	}
	s.mu.RUnlock()
	if later := s.awaitVersion(ctx, r, v.Version, within); later != nil {
		why := s.plain(errors.Join(up, later))
		return v, fmt.Errorf("register %s, version %d: %w: %w", r, v.Version, sets.ErrSpreading, why)
	}
	return v, nil
}

// replace takes the lock before it numbers the version, so that no two daemons load the same one. With err nothing was
// changed; with up the base is on this daemon's disk only.
func (s *Sets) replace(
	ctx context.Context, r dialer.RegisterID, base *sets.Base, d sets.Delivery,
) (v dialer.RegisterVersion, up, err error) {
	d.Tell("waiting for another daemon's delivery", 0, 0)
	held, up := s.awaitLock(ctx, r)
	if up == nil {
		defer held.free(ctx)
		var last int64
		last, up = s.bulk.Eval(ctx, numberText, []string{s.key(r, "meta")}).Int64()
		d.After = max(d.After, last)
	}
	v, settled, err := s.local.Put(ctx, r, base, d)
	switch {
	case err != nil:
	case up != nil: // another daemon may take the same number
		s.mu.Lock()
		s.unpublished[r] = new(int64)
		s.mu.Unlock()
	default:
		d.Tell("putting up in Redis", 0, 0)
		if up = s.publish(ctx, r, held, &sets.Set{Version: v, Loaded: true, Base: base}, settled); up == nil {
			s.log.WithFields(logrus.Fields{"register": r, "version": v.Version, "locked": time.Since(held.since)}).
				Info("a new base is up in Redis")
		}
	}
	return v, up, err
}

// numberText reserves the number after every version that is up, was announced or was reserved. It returns the one
// before it.
const numberText = `local m, last = redis.call('HMGET', KEYS[1], 'version', 'want', 'taken'), 0
for i = 1, 3 do last = math.max(last, tonumber(m[i] or 0)) end
redis.call('HSET', KEYS[1], 'taken', last + 1)
return last`

// publish writes the version under keys of its own, verifies it, and swaps it in.
func (s *Sets) publish(
	ctx context.Context,
	r dialer.RegisterID,
	held *lock,
	set *sets.Set,
	settled []sets.Member,
) error {
	l, err := s.inspect(ctx, r)
	switch {
	case err != nil:
		return err
	case !l.facts().whole():
		return errors.New("the register is not up")
	case l.Version >= set.Version.Version:
		return fmt.Errorf("another daemon has put version %d up", l.Version)
	}
	old := l.meta
	m, err := s.writeBase(ctx, r, old, set)
	if err != nil {
		return err
	}
	if ok, err := s.verify(ctx, r, m); err != nil || !ok {
		return errors.Join(err, errors.New("what was written is not whole"))
	}
	m.Epoch = rand.Text()
	if err := s.swap(ctx, r, held, m, set.Base, settled); err != nil {
		return err
	}
	return s.expire(ctx, old.keys(r))
}

// swap removes from the overlays exactly what the new version was built from; later changes stay. An addition is
// removed only if the base holds it: what was removed here, another daemon may have added again.
func (s *Sets) swap(
	ctx context.Context,
	r dialer.RegisterID,
	held *lock,
	m meta,
	base *sets.Base,
	settled []sets.Member,
) error {
	return held.do(ctx, func(p redis.Pipeliner) error {
		p.HSet(ctx, s.key(r, "meta"), m.baseFields()...)
		p.HIncrBy(ctx, s.key(r, "meta"), "seq", 1)
		for page := range slices.Chunk(settled, sendPage) {
			var all, in []any
			for _, who := range page {
				all = append(all, who.String())
				if base.In(who) {
					in = append(in, who.String())
				}
			}
			p.SRem(ctx, s.key(r, "rem"), all...)
			if len(in) > 0 {
				p.SRem(ctx, s.key(r, "add"), in...)
			}
		}
		p.XAdd(ctx, s.logEntry(r, "op", opVersion, "from", s.opt.Origin))
		return nil
	})
}
