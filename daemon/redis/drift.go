package redis

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// What stands in Redis may drift from what the daemons know without a sign in epoch or history: by a part that was
// put back from a backup, by a hand at the keys. Answers are right meanwhile, because this daemon's disk binds. What
// follows finds the drift, names it in the log and mends it.

const (
	doubtEvery = 5 * time.Second // a register whose answers are right is looked through so often at most: nothing is answered meanwhile
	auditEvery = time.Minute     // the overlays are held against the disk, even where no check has seen a difference
)

// drift is what is suspected of one register.
type drift struct {
	deep    bool      // the next settling compares all of it with the disk
	last    time.Time // of the newest doubt
	audited time.Time
}

// bind makes this daemon's own disk hold: what it has reserved is reserved. Where Redis says otherwise, it has lost
// that, or another daemon has lifted it and this one has not read so yet; the register is looked through either way.
func (s *Sets) bind(out *dialer.RegisterAnswer, mine dialer.RegisterAnswer) {
	if out.Version == mine.Version {
		out.Count, out.LoadedAt = mine.Count, mine.LoadedAt
	}
	if mine.Answer != dialer.Reserved || out.Answer == dialer.Reserved {
		return
	}
	if out.Version == mine.Version { // else a newer base is on its way here
		s.wonder(mine.Register)
	}
	*out = mine
}

// doubt ends the belief in a register, and has it compared with this daemon's disk before it is believed again.
func (s *Sets) doubt(r dialer.RegisterID) {
	s.mu.Lock()
	d := s.driftOf(r)
	d.deep, d.last = true, time.Now()
	s.mu.Unlock()
	s.drop(r)
}

// wonder is doubt where answers are right meanwhile, and therefore not again at once.
func (s *Sets) wonder(r dialer.RegisterID) {
	s.mu.Lock()
	soon := time.Since(s.driftOf(r).last) < doubtEvery
	s.mu.Unlock()
	if !soon && !s.opt.ReadOnly {
		s.doubt(r)
	}
}

// driftOf is the register's. The lock is held.
func (s *Sets) driftOf(r dialer.RegisterID) *drift {
	if s.drifts[r] == nil {
		s.drifts[r] = &drift{audited: time.Now()}
	}
	return s.drifts[r]
}

// deep tells whether the register is in doubt.
func (s *Sets) deep(r dialer.RegisterID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.driftOf(r).deep
}

// certain ends the doubt.
func (s *Sets) certain(r dialer.RegisterID) {
	s.mu.Lock()
	s.driftOf(r).deep = false
	s.mu.Unlock()
}

// audit compares the overlays of one register that is due with the disk.
func (s *Sets) audit(ctx context.Context) error {
	r := s.due()
	if r == "" {
		return nil
	}
	set, err := s.truth.LoadSet(ctx, r, nil)
	if err != nil {
		return err
	}
	lost, err := s.lacking(ctx, r, maps.Keys(set.Added), "add")
	if err != nil {
		return err
	}
	_, strays, err := s.strays(ctx, r)
	if err == nil && len(lost)+len(strays) > 0 {
		s.wonder(r)
	}
	return err
}

func (s *Sets) due() dialer.RegisterID {
	for _, r := range s.believedNow() {
		s.mu.Lock()
		d := s.driftOf(r)
		due := time.Since(d.audited) > auditEvery
		if due {
			d.audited = time.Now()
		}
		s.mu.Unlock()
		if due {
			return r
		}
	}
	return ""
}

// strays are members of the removals that this disk, which has read the log to its end, knows as reserved, and texts
// in them that are no member at all.
func (s *Sets) strays(ctx context.Context, r dialer.RegisterID) (set *sets.Set, texts []any, err error) {
	there, err := s.bulk.SMembers(ctx, s.key(r, "rem")).Result()
	if err != nil {
		return nil, nil, err
	}
	if err := s.readLog(ctx, r); err != nil { // after the set: a removal stands in both at once
		return nil, nil, err
	}
	if set, err = s.truth.LoadSet(ctx, r, nil); err != nil {
		return nil, nil, err
	}
	for _, text := range there {
		m, err := sets.ParseMember(text)
		if text != sentinel && (err != nil || set.In(m)) {
			texts = append(texts, text)
		}
	}
	return set, texts, nil
}

// clean takes strays out of the removals. It gives the disk's set.
func (s *Sets) clean(ctx context.Context, r dialer.RegisterID) (*sets.Set, error) {
	set, texts, err := s.strays(ctx, r)
	if err == nil && len(texts) > 0 {
		s.found(r, "removals that no daemon has told of", len(texts))
		err = s.bulk.SRem(ctx, s.key(r, "rem"), texts...).Err()
	}
	return set, err
}

// found names a drift that is being mended.
func (s *Sets) found(r dialer.RegisterID, what string, count int) {
	s.log.WithFields(logrus.Fields{"register": r, "what": what, "count": count}).
		Warn("Redis had drifted from what this daemon's disk knows; it is put right")
}

// same tells whether a base that has all its keys also has the members of this disk's.
func (s *Sets) same(ctx context.Context, r dialer.RegisterID, m meta, set *sets.Set) (bool, error) {
	if m.Version == 0 || m.Version != set.Version.Version {
		return true, nil
	}
	there, err := s.readBase(ctx, r, m)
	if err != nil {
		return false, err
	}
	if there.Against(set.Base).Same() {
		return true, nil
	}
	s.found(r, fmt.Sprintf("other numbers in the base of version %d", m.Version), there.Count())
	return false, nil
}

// sift takes away keys of ours that hold another type than we wrote. What is missing then is brought up again.
func (s *Sets) sift(ctx context.Context) error {
	kinds := map[string]string{s.shared(listKey): "set", s.shared(peersKey): "hash", s.shared(personKey): "string"}
	regs, err := s.truth.RegisterVersions(ctx)
	if err != nil {
		return err
	}
	for r := range regs {
		for name, kind := range map[string]string{
			"meta": "hash", "add": "set", "rem": "set", "log": "stream", "lock": "string", "sent": "hash",
		} {
			kinds[s.key(r, name)] = kind
		}
		f, err := s.bulk.HGetAll(ctx, s.key(r, "meta")).Result()
		if err != nil { // it is one of them
			continue
		}
		m := s.readMeta(f)
		for _, k := range m.keys(r) {
			kinds[k] = "set"
		}
		if m.Flat {
			kinds[m.flatKey(r)] = "string"
		}
	}
	types := map[string]*redis.StatusCmd{}
	err = s.pipe(ctx, func(p redis.Pipeliner, yield func() error) error {
		for k := range kinds {
			types[k] = p.Type(ctx, k)
			if err := yield(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, k := range slices.Sorted(maps.Keys(types)) {
		if kind := types[k].Val(); kind != "none" && kind != kinds[k] {
			s.log.WithFields(logrus.Fields{"key": k, "type": kind, "want": kinds[k]}).
				Error("a key of the registers in Redis holds another type; it is taken away and brought up again")
			if err := s.bulk.Unlink(ctx, k).Err(); err != nil {
				return err
			}
		}
	}
	return nil
}
