package redis

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// Snapshot fetches the named registers as they are now. A base that was fetched before is not fetched again.
func (s *Sets) Snapshot(ctx context.Context, regs []dialer.RegisterID) (sets.Snapshot, error) {
	out := sets.Snapshot{}
	mine, err := s.local.Snapshot(ctx, regs)
	if err != nil {
		return nil, err
	}
	for _, r := range regs {
		set, err := s.fetch(ctx, r, mine[r])
		if errors.Is(err, errMissing) {
			s.distrustAll(keyMissing)
		}
		if err != nil {
			return nil, fmt.Errorf("fetch register %s: %w", r, s.plain(err))
		}
		out[r] = set.Stricter(mine[r])
	}
	return out, nil
}

// fetch gives base and overlays of one moment: if the epoch has changed in between, it begins again.
func (s *Sets) fetch(ctx context.Context, r dialer.RegisterID, mine *sets.Set) (*sets.Set, error) {
	for range 3 {
		tokens, err := s.awaitTrustSoon(ctx, r)
		if err != nil {
			return nil, err
		}
		t := tokens[0]
		if t == nil {
			return &sets.Set{Version: dialer.RegisterVersion{Register: r}}, nil
		}
		base, err := s.fetchBase(ctx, r, t.meta, mine)
		if err != nil {
			return nil, err
		}
		m, added, removed, err := s.fetchOverlays(ctx, r)
		if err != nil {
			return nil, err
		}
		if m.Epoch == t.Epoch && m.State == stateReady && t.servers == s.servers.Load() {
			set := &sets.Set{Version: m.public(r), Loaded: m.loaded(r), Base: base, Added: added, Removed: removed}
			return set, nil
		}
		if err := s.reread(ctx, r, t); !errors.Is(err, errStale) {
			return nil, err
		}
	}
	return nil, errStale
}

// awaitTrustSoon waits as long as a check may take.
func (s *Sets) awaitTrustSoon(ctx context.Context, r dialer.RegisterID) ([]*token, error) {
	short, cancel := context.WithTimeout(ctx, s.opt.patience())
	defer cancel()
	return s.awaitTrust(short, []dialer.RegisterID{r})
}

func (s *Sets) fetchOverlays(ctx context.Context, r dialer.RegisterID) (
	m meta, added map[sets.Member]time.Time, removed map[sets.Member]struct{}, err error,
) {
	var f *redis.MapStringStringCmd
	var lists [2]*redis.StringSliceCmd
	_, err = s.bulk.TxPipelined(ctx, func(p redis.Pipeliner) error {
		f = p.HGetAll(ctx, s.key(r, "meta"))
		lists[0], lists[1] = p.SMembers(ctx, s.key(r, "add")), p.SMembers(ctx, s.key(r, "rem"))
		return nil
	})
	if err != nil {
		return m, nil, nil, err
	}
	if added, err = overlay[time.Time](lists[0].Val()); err == nil {
		removed, err = overlay[struct{}](lists[1].Val())
	}
	return s.readMeta(f.Val()), added, removed, err
}

// fetchBase gives the base that m names: from the cache, from this daemon's disk if it has the same, or from Redis.
func (s *Sets) fetchBase(ctx context.Context, r dialer.RegisterID, m meta, mine *sets.Set) (*sets.Base, error) {
	if m.Version == 0 {
		return nil, nil
	}
	s.cacheMu.Lock()
	defer s.cacheMu.Unlock()
	if c := s.cache[r]; c.version == m.Version && c.settled == m.Settled {
		return c.base, nil
	}
	base, err := mine.Base, error(nil)
	same := mine.Version.Version == m.Version
	if same {
		sum, wrong := s.sumOf(r, base)
		same = wrong == nil && sum == m.Sum
	}
	if !same {
		base, err = s.readBase(ctx, r, m)
	}
	if err != nil {
		return nil, err
	}
	s.cache[r] = cachedBase{m.Version, m.Settled, base}
	return base, nil
}

// Versions gives the version of every register in Redis.
func (s *Sets) Versions(ctx context.Context) (out []dialer.RegisterVersion, err error) {
	regs, err := s.listRegisters(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range regs {
		f, err := s.fast.HGetAll(ctx, s.key(r, "meta")).Result()
		if err != nil {
			return nil, fmt.Errorf("version of register %s: %w", r, err)
		}
		out = append(out, s.readMeta(f).public(r))
	}
	return out, nil
}
