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

// Redis may drift from what the daemons know with no sign in epoch or history: a part is restored from a backup, or
// somebody edits the keys. Answers are right meanwhile, because this daemon's disk binds. This file finds the drift,
// names it in the log and mends it.

// auditEvery is how often the overlays are compared with the disk, even if no check has seen a difference.
const auditEvery = time.Minute

// audit compares the overlays of one register with the disk, if one is due.
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
		s.distrustDiffering(r)
	}
	return err
}

// due gives a register whose audit is due and notes that it is made; "" for none.
func (s *Sets) due() dialer.RegisterID {
	for _, r := range s.trustedNow() {
		s.mu.Lock()
		d := s.doubtOf(r)
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

// strays gives what must not be in the removals in Redis: members that this disk, which has read the log to its end,
// knows as reserved, and texts that are no member. It also gives the disk's set.
func (s *Sets) strays(ctx context.Context, r dialer.RegisterID) (set *sets.Set, texts []any, err error) {
	there, err := s.bulk.SMembers(ctx, s.key(r, "rem")).Result()
	if err != nil {
		return nil, nil, err
	}
	if err := s.readLog(ctx, r); err != nil { // after the set: a removal is written to both in one transaction
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

// removeStrays removes strays from the removals, and gives the disk's set.
func (s *Sets) removeStrays(ctx context.Context, r dialer.RegisterID) (*sets.Set, error) {
	set, texts, err := s.strays(ctx, r)
	if err == nil && len(texts) > 0 {
		s.reportDrift(r, "removals that no daemon has logged", len(texts))
		err = s.bulk.SRem(ctx, s.key(r, "rem"), texts...).Err()
	}
	return set, err
}

// sameBase reports whether a complete base has the same members as the disk's. Different versions are not compared.
func (s *Sets) sameBase(ctx context.Context, r dialer.RegisterID, m meta, set *sets.Set) (bool, error) {
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
	s.reportDrift(r, fmt.Sprintf("other numbers in the base of version %d", m.Version), there.Count())
	return false, nil
}

// removeForeign removes our keys that hold a type other than ours. What is missing then is brought up again.
func (s *Sets) removeForeign(ctx context.Context) error {
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
		if err != nil { // the hash itself has a wrong type
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
	return s.removeUnlike(ctx, kinds)
}

// removeUnlike removes the keys that exist with another type than kinds says.
func (s *Sets) removeUnlike(ctx context.Context, kinds map[string]string) error {
	types := map[string]*redis.StatusCmd{}
	err := s.pipe(ctx, func(p redis.Pipeliner, yield func() error) error {
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
				Error("a key of the registers in Redis holds another type; it is removed and brought up again")
			if err := s.bulk.Unlink(ctx, k).Err(); err != nil {
				return err
			}
		}
	}
	return nil
}
