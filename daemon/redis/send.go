package redis

import (
	"context"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

const sendPage = 500 // members in one command

// sendPart sends what this daemon knows to a settling of another daemon, and confirms that it has.
func (s *Sets) sendPart(ctx context.Context, r dialer.RegisterID, set *sets.Set, m meta) error {
	if err := s.sendLacking(ctx, r, set, m); err != nil {
		return err // unconfirmed: the register must not open without it
	}
	return s.confirm(ctx, r, m.Settled)
}

// sendLacking sends the changes that this daemon's disk has and Redis lacks, and announces a newer base. A removal of
// what Redis has as an addition is not sent: the addition may be newer, and to reserve is the safe side.
func (s *Sets) sendLacking(ctx context.Context, r dialer.RegisterID, set *sets.Set, m meta) error {
	if set.Version.Version > m.Version { // or the register may open without it
		if err := s.bulk.HSet(ctx, s.key(r, "meta"), "want", set.Version.Version).Err(); err != nil {
			return err
		}
	}
	added, err := s.lacking(ctx, r, maps.Keys(set.Added), "add")
	if err != nil {
		return err
	}
	removed, err := s.lacking(ctx, r, maps.Keys(set.Removed), "rem", "add")
	if err != nil {
		return err
	}
	if n := len(added); n > 0 && s.inDoubt(r) {
		s.reportDrift(r, "additions that were lost", n)
	} else if n += len(removed); n > 0 {
		s.log.WithField("register", r).WithField("changes", n).Info("sent to Redis what it lacked")
	}
	if err := s.sendPages(ctx, r, added, false); err != nil {
		return err
	}
	return s.sendPages(ctx, r, removed, true)
}

// lacking gives the members that are in none of the sets.
func (s *Sets) lacking(
	ctx context.Context,
	r dialer.RegisterID,
	of iter.Seq[sets.Member],
	in ...string,
) ([]sets.Member, error) {
	all := slices.Collect(of)
	for _, name := range in {
		var left []sets.Member
		for page := range slices.Chunk(all, sendPage) {
			texts := make([]any, len(page))
			for i, m := range page {
				texts[i] = m.String()
			}
			there, err := s.bulk.SMIsMember(ctx, s.key(r, name), texts...).Result()
			if err != nil {
				return nil, err
			}
			for i, m := range page {
				if !there[i] {
					left = append(left, m)
				}
			}
		}
		all = left
	}
	return all, nil
}

// sendPages adds the members to the additions, or to the removals, with their entries in the log.
func (s *Sets) sendPages(ctx context.Context, r dialer.RegisterID, members []sets.Member, removed bool) error {
	into := s.key(r, "add")
	if removed {
		into = s.key(r, "rem")
	}
	for page := range slices.Chunk(members, sendPage) {
		_, err := s.bulk.TxPipelined(ctx, func(p redis.Pipeliner) error {
			for _, m := range page {
				e := dialer.RegisterEntry{At: time.Now(), Source: "sent again", By: dialer.Self}
				p.SAdd(ctx, into, m.String())
				p.XAdd(ctx, s.logEntry(r, s.entry(m, dialer.RegisterChange{Removed: removed, RegisterEntry: e})...))
			}
			p.HIncrBy(ctx, s.key(r, "meta"), "seq", int64(len(page)))
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
