package redis

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

const (
	oldBaseFor = 5 * time.Minute // a check that was under way finds it
	pipePage   = 2000            // commands in one go; each is short, and others come between
)

// Replace returns without error when the new base is on this daemon's disk and every later check by any daemon is made
// against it. With sets.ErrSpreading it is on the disk and will be put up as soon as Redis answers.
func (s *Sets) Replace(ctx context.Context, r dialer.RegisterID, base *sets.Base, d sets.Delivery) (dialer.RegisterVersion, error) {
	v, up, err := s.replace(ctx, r, base, d)
	if err != nil || up == nil {
		return v, err
	}
	s.drop(r) // the keeper puts it up
	within := s.opt.Grace + s.opt.settleWithin()
	s.mu.RLock()
	if s.unspread[r] == nil { // Redis answers, and the others must be waited for
		within += forgotten
	}
	s.mu.RUnlock()
	if later := s.settledWithin(ctx, r, v.Version, within); later != nil {
		return v, fmt.Errorf("register %s, version %d: %w: %w", r, v.Version, sets.ErrSpreading, s.plain(errors.Join(up, later)))
	}
	return v, nil
}

// replace holds the lock from before the version has its number, so that no two daemons load the same one. With err
// nothing was changed; with up it is on the disk only.
func (s *Sets) replace(ctx context.Context, r dialer.RegisterID, base *sets.Base, d sets.Delivery) (v dialer.RegisterVersion, up, err error) {
	d.Tell("waiting for another daemon's delivery", 0, 0)
	held, up := s.waitLock(ctx, r)
	if up == nil {
		defer held.free(ctx)
		var last int64
		last, up = s.bulk.Eval(ctx, numberText, []string{s.key(r, "meta")}).Int64()
		d.After = max(d.After, last)
	}
	v, settled, err := s.local.Put(ctx, r, base, d)
	switch {
	case err != nil:
	case up != nil: // its number is not agreed upon
		s.mu.Lock()
		s.unspread[r] = new(int64)
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

// sameBase refuses what stands in Redis where this daemon has loaded other numbers that never came there: while Redis
// was away, another daemon loaded some too, and got the same version or a later one. A delivery after that decides.
func (s *Sets) sameBase(r dialer.RegisterID, l look, set *sets.Set) error {
	s.mu.RLock()
	against := s.unspread[r]
	s.mu.RUnlock()
	if !l.base || l.Version < set.Version.Version || l.Version == 0 || against == nil && l.Version > set.Version.Version {
		return nil
	}
	sum, err := s.sumOf(r, set.Base)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if against != nil && *against == 0 {
		*against = l.Version
	}
	if sum == l.Sum || against != nil && *against < l.Version {
		delete(s.unspread, r)
		return nil
	}
	return fmt.Errorf("this daemon has loaded other numbers than those of version %d, by another daemon: load the register again", l.Version)
}

// numberText takes the number after every version that is up, was asked for or was taken, and tells the one before it.
const numberText = `local m, last = redis.call('HMGET', KEYS[1], 'version', 'want', 'taken'), 0
for i = 1, 3 do last = math.max(last, tonumber(m[i] or 0)) end
redis.call('HSET', KEYS[1], 'taken', last + 1)
return last`

// publish writes the version aside, sees that it is whole, and swaps.
func (s *Sets) publish(ctx context.Context, r dialer.RegisterID, held *lock, set *sets.Set, settled []sets.Member) error {
	l, err := s.look(ctx, r)
	switch {
	case err != nil:
		return err
	case !l.ready():
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

// swap takes out of the overlays exactly what the new version was built from; what came meanwhile stays. An addition
// goes only where the base holds it: of what was removed here, another daemon may have added it again.
func (s *Sets) swap(ctx context.Context, r dialer.RegisterID, held *lock, m meta, base *sets.Base, settled []sets.Member) error {
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
		p.XAdd(ctx, &redis.XAddArgs{Stream: s.key(r, "log"), MaxLen: logLength, Approx: true, Values: []any{"op", opVersion, "from", s.opt.Origin}})
		return nil
	})
}

// expire lets the keys of an old base end by themselves.
func (s *Sets) expire(ctx context.Context, keys []string) error {
	return s.pipe(ctx, func(p redis.Pipeliner, yield func() error) error {
		for _, k := range keys {
			p.Expire(ctx, k, oldBaseFor)
			if err := yield(); err != nil {
				return err
			}
		}
		return nil
	})
}

// pipe sends what fill puts into p, a page at a time.
func (s *Sets) pipe(ctx context.Context, fill func(p redis.Pipeliner, yield func() error) error) error {
	p, n := s.bulk.Pipeline(), 0
	err := fill(p, func() error {
		if n++; n%pipePage != 0 {
			return nil
		}
		_, err := p.Exec(ctx)
		return err
	})
	if err == nil && p.Len() > 0 {
		_, err = p.Exec(ctx)
	}
	return err
}

// writeBase writes a version under keys of its own, and gives what its meta will be. What a daemon that died has left
// there goes first.
func (s *Sets) writeBase(ctx context.Context, r dialer.RegisterID, m meta, set *sets.Set) (meta, error) {
	b := set.Base
	m.Version, m.Count, m.Persons, m.Loaded, m.Flat = set.Version.Version, b.Count(), b.PersonCount(), set.Version.LoadedAt, b.Bitmap() != nil
	m.RestBits, m.PersBits = bitsFor(b.RestCount()), bitsFor(m.Persons)
	if m.Version == 0 {
		return m, nil
	}
	var err error
	if m.Sum, err = s.sumOf(r, b); err != nil {
		return m, err
	}
	if err := s.writeParts(ctx, r, m, b); err != nil {
		return m, fmt.Errorf("write version %d: %w", m.Version, err)
	}
	return m, nil
}

// summed is a base and its sum: a base never changes, and its sum is asked for more than once.
type summed struct {
	base *sets.Base
	sum  string
}

// sumOf tells one base of a register from another.
func (s *Sets) sumOf(r dialer.RegisterID, b *sets.Base) (string, error) {
	s.mu.RLock()
	known := s.sums[r]
	s.mu.RUnlock()
	if known.base == b && known.sum != "" {
		return known.sum, nil
	}
	sum, err := b.Sum()
	if err != nil {
		return "", err
	}
	text := hex.EncodeToString(sum)
	s.mu.Lock()
	s.sums[r] = summed{b, text}
	s.mu.Unlock()
	return text, nil
}

// verify tells whether the base is there, with as many members as its meta says.
func (s *Sets) verify(ctx context.Context, r dialer.RegisterID, m meta) (bool, error) {
	cards, ok, err := s.cards(ctx, r, m, func(p redis.Pipeliner, flat string) *redis.IntCmd { return p.BitCount(ctx, flat, nil) })
	sum := 0
	for _, n := range cards {
		sum += n - 1 // less the sentinel
	}
	return ok && (m.Version == 0 || sum == m.Count+m.Persons), err
}

// there tells whether the base is there, in full length. It is for a base that another daemon has counted and swapped
// in: to count the bits again would keep everybody's checks waiting, once a daemon.
func (s *Sets) there(ctx context.Context, r dialer.RegisterID, m meta) (bool, error) {
	cards, ok, err := s.cards(ctx, r, m, func(p redis.Pipeliner, flat string) *redis.IntCmd { return p.StrLen(ctx, flat) })
	return ok && (m.Version == 0 || !m.Flat || cards[0] == flatSize/8), err
}

// cards gives how much is in each key of the base, the bitmap's first, and whether each has its sentinel.
func (s *Sets) cards(ctx context.Context, r dialer.RegisterID, m meta, flat func(p redis.Pipeliner, key string) *redis.IntCmd) (cards []int, ok bool, err error) {
	var all []*redis.IntCmd
	var first *redis.IntCmd
	err = s.pipe(ctx, func(p redis.Pipeliner, yield func() error) error {
		for i, k := range m.keys(r) {
			if m.Flat && i == 0 {
				all, first = append(all, flat(p, k)), p.GetBit(ctx, k, 0)
				continue
			}
			all = append(all, p.SCard(ctx, k))
			if err := yield(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, false, fmt.Errorf("count version %d: %w", m.Version, err)
	}
	ok = first == nil || first.Val() == 1
	for _, c := range all {
		cards, ok = append(cards, int(c.Val())), ok && c.Val() > 0
	}
	return cards, ok, nil
}
