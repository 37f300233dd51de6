package redis

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// cachedBase is a base that was fetched; a version never changes.
type cachedBase struct {
	version int64
	settled string
	base    *sets.Base
}

// Snapshot fetches the named registers as they are now; of a base that was fetched before, only what changed since.
func (s *Sets) Snapshot(ctx context.Context, regs []dialer.RegisterID) (sets.Snapshot, error) {
	out := sets.Snapshot{}
	mine, err := s.local.Snapshot(ctx, regs)
	if err != nil {
		return nil, err
	}
	for _, r := range regs {
		set, err := s.fetch(ctx, r, mine[r])
		if errors.Is(err, errMissing) {
			s.suspect()
		}
		if err != nil {
			return nil, fmt.Errorf("fetch register %s: %w", r, s.plain(err))
		}
		out[r] = set.Stricter(mine[r])
	}
	return out, nil
}

// fetch gives base and overlays of one moment: when the epoch has moved in between, it begins again.
func (s *Sets) fetch(ctx context.Context, r dialer.RegisterID, mine *sets.Set) (*sets.Set, error) {
	for range 3 {
		tokens, err := s.believedSoon(ctx, r)
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
			return &sets.Set{Version: m.public(r), Loaded: m.loaded(r), Base: base, Added: added, Removed: removed}, nil
		}
		if err := s.reread(ctx, r, t); !errors.Is(err, errStale) {
			return nil, err
		}
	}
	return nil, errStale
}

func (s *Sets) believedSoon(ctx context.Context, r dialer.RegisterID) ([]*token, error) {
	short, cancel := context.WithTimeout(ctx, s.opt.patience())
	defer cancel()
	return s.believed(short, []dialer.RegisterID{r})
}

func (s *Sets) fetchOverlays(ctx context.Context, r dialer.RegisterID) (m meta, added map[sets.Member]time.Time, removed map[sets.Member]struct{}, err error) {
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

// overlay reads the members; Redis does not know since when they are in.
func overlay[V any](texts []string) (map[sets.Member]V, error) {
	if !slices.Contains(texts, sentinel) {
		return nil, errMissing
	}
	all := make(map[sets.Member]V, len(texts))
	var unknown V
	for _, text := range texts {
		if text == sentinel {
			continue
		}
		m, err := sets.ParseMember(text)
		if err != nil {
			return nil, err
		}
		all[m] = unknown
	}
	return all, nil
}

// fetchBase gives the base that m names: from what was fetched before, from this daemon's disk where it has the same,
// or from Redis.
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

// readPage is how many sets of a base are fetched in one go.
const readPage = 500

func (s *Sets) readBase(ctx context.Context, r dialer.RegisterID, m meta) (*sets.Base, error) {
	b, err := s.readParts(ctx, r, m)
	if err != nil {
		return nil, fmt.Errorf("read version %d: %w", m.Version, err)
	}
	base := b.Base()
	if base.Count() != m.Count || base.PersonCount() != m.Persons {
		return nil, errMissing
	}
	return base, nil
}

func (s *Sets) readParts(ctx context.Context, r dialer.RegisterID, m meta) (*sets.Builder, error) {
	b, keys := &sets.Builder{}, m.keys(r)
	if m.Flat {
		text, err := s.bulk.Get(ctx, keys[0]).Bytes()
		if err == nil {
			err = b.RedisBits(text)
		}
		if err != nil {
			return nil, err
		}
		keys = keys[1:]
	}
	for i, some := range [][]string{keys[:1<<m.RestBits], keys[1<<m.RestBits:]} {
		person := i == 1
		for page := range slices.Chunk(some, readPage) {
			if err := s.readPage(ctx, page, func(n uint64) { b.Member(sets.Member{Person: person, Key: n}) }); err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

// readPage gives the members of some sets to put.
func (s *Sets) readPage(ctx context.Context, keys []string, put func(uint64)) error {
	lists := make([]*redis.StringSliceCmd, len(keys))
	_, err := s.bulk.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, k := range keys {
			lists[i] = p.SMembers(ctx, k)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, l := range lists {
		if !slices.Contains(l.Val(), zero) {
			return errMissing
		}
		for _, text := range l.Val() {
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				return errors.New("a member is no whole number")
			}
			if n != 0 {
				put(uint64(n))
			}
		}
	}
	return nil
}

// adoptAfter keeps the fetching of a new base apart from the checks that turn to it.
const adoptAfter = time.Second

// adoptSoon adopts once the swap is over for everybody.
func (s *Sets) adoptSoon(ctx context.Context, r dialer.RegisterID) {
	s.done.Go(func() {
		pause(ctx, adoptAfter)
		if err := s.adopt(ctx, r); err != nil && ctx.Err() == nil {
			s.log.WithField("register", r).WithError(err).Warn("a new base is not on this daemon's disk yet; it is fetched with the next")
		}
	})
}

// adopt brings a newer base that another daemon has put up into this one's truth.
func (s *Sets) adopt(ctx context.Context, r dialer.RegisterID) error {
	s.adopting.Lock() // one base at a time, and what comes meanwhile with the next look
	defer s.adopting.Unlock()
	f, err := s.bulk.HGetAll(ctx, s.key(r, "meta")).Result()
	if err != nil {
		return fmt.Errorf("read the version to adopt: %w", err)
	}
	own, err := s.truth.RegisterVersions(ctx)
	m := s.readMeta(f)
	if err != nil || m.State != stateReady || m.Version <= own[r] {
		return err
	}
	base, err := s.readBase(ctx, r, m)
	if err != nil {
		return err
	}
	_, _, err = s.local.Put(ctx, r, base, sets.Delivery{
		LoadedAt: m.Loaded, Source: "another daemon", By: "ringevett", ShrunkBecause: "another daemon has accepted it", As: m.Version,
	})
	if errors.Is(err, dialer.ErrRefused) { // this daemon has loaded a newer one meanwhile
		return nil
	}
	return err
}

// Versions tells of every register there is.
func (s *Sets) Versions(ctx context.Context) (out []dialer.RegisterVersion, err error) {
	regs, err := s.all(ctx)
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
