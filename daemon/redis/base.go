package redis

import (
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

const (
	oldBaseFor = 5 * time.Minute // a check that is under way still finds it
)

// expire makes the keys of an old base expire.
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

// writeBase writes a version under keys of its own, over what a daemon that died has left there. It gives the meta that
// makes it the current one.
func (s *Sets) writeBase(ctx context.Context, r dialer.RegisterID, m meta, set *sets.Set) (meta, error) {
	b := set.Base
	m.Version, m.Loaded = set.Version.Version, set.Version.LoadedAt
	m.Count, m.Persons, m.Flat = b.Count(), b.PersonCount(), b.Bitmap() != nil
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

// sumOf gives the sum that identifies a base of a register.
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

// verify reports whether the base is there, with as many members as its meta says.
func (s *Sets) verify(ctx context.Context, r dialer.RegisterID, m meta) (bool, error) {
	cards, ok, err := s.cards(ctx, r, m, func(p redis.Pipeliner, flat string) *redis.IntCmd {
		return p.BitCount(ctx, flat, nil)
	})
	sum := 0
	for _, n := range cards {
		sum += n - 1 // less the sentinel
	}
	return ok && (m.Version == 0 || sum == m.Count+m.Persons), err
}

// there reports whether the base is there, in full length. It is for a base that another daemon has counted and swapped
// in: counting the bits again would delay every daemon's checks, once for each daemon.
func (s *Sets) there(ctx context.Context, r dialer.RegisterID, m meta) (bool, error) {
	cards, ok, err := s.cards(ctx, r, m, func(p redis.Pipeliner, flat string) *redis.IntCmd {
		return p.StrLen(ctx, flat)
	})
	return ok && (m.Version == 0 || !m.Flat || cards[0] == flatSize/8), err
}

// cards gives the size of each key of the base, the bitmap's first, and whether each has its sentinel.
func (s *Sets) cards(
	ctx context.Context, r dialer.RegisterID, m meta, flat func(p redis.Pipeliner, key string) *redis.IntCmd,
) (cards []int, ok bool, err error) {
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
