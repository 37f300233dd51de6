package redis

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// look is what one register is in Redis, on the server that has it now.
type look struct {
	meta
	server   string // its history
	locked   bool
	overlays bool // both exist
	base     bool // every part exists, with as many members as there should be
}

// facts are those that Redis alone tells.
func (l look) facts() facts {
	return facts{
		overlays: l.overlays, base: l.base, readable: len(l.Broken) == 0,
		ready: l.Epoch != "" && l.State == stateReady, here: l.History == l.server,
	}
}

// lookText asks the server that has the register's slot for its history, and for the register's hash, overlays and
// lock.
const lookText = `#!lua flags=allow-oom
return {string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)'), redis.call('HGETALL', KEYS[1]),
  redis.call('SISMEMBER', KEYS[2], '!'), redis.call('SISMEMBER', KEYS[3], '!'), redis.call('EXISTS', KEYS[4])}`

// inspect looks at one register in Redis, and counts its base.
func (s *Sets) inspect(ctx context.Context, r dialer.RegisterID) (look, error) {
	keys := []string{s.key(r, "meta"), s.key(r, "add"), s.key(r, "rem"), s.key(r, "lock")}
	got, err := s.bulk.Eval(ctx, lookText, keys).Slice()
	if err != nil || len(got) != 5 {
		return look{}, fmt.Errorf("look: %w", err)
	}
	server, _ := got[0].(string)
	one := int64(1)
	l := look{server: server, overlays: got[2] == one && got[3] == one, locked: got[4] == one}
	pairs, _ := got[1].([]any)
	f := map[string]string{}
	for p := range slices.Chunk(pairs, 2) {
		f[fmt.Sprint(p[0])] = fmt.Sprint(p[len(p)-1])
	}
	l.meta = s.readMeta(f)
	l.base, err = s.verify(ctx, r, l.meta)
	return l, err
}

// examine looks at one register and holds it against set, what this daemon's disk has. With compare, the base's
// members are compared too, unless another step comes first. sent is the settling to which our part was sent.
func (s *Sets) examine(
	ctx context.Context, r dialer.RegisterID, set *sets.Set, compare bool, sent string,
) (look, facts, error) {
	l, err := s.inspect(ctx, r)
	f := l.facts()
	if f.readOnly = s.opt.ReadOnly; err != nil || f.readOnly {
		return l, f, err
	}
	if l.locked {
		f.lock = other
	}
	f.sent = l.Settled == sent
	if f.overlays && !f.sent {
		return l, f, nil
	}
	err = s.holdAgainst(ctx, r, &l, &f, set, compare)
	return l, f, err
}

// holdAgainst fills in the facts that need this daemon's disk.
func (s *Sets) holdAgainst(
	ctx context.Context, r dialer.RegisterID, l *look, f *facts, set *sets.Set, compare bool,
) (err error) {
	f.version = cmp.Compare(l.Version, set.Version.Version)
	f.announced = l.Want > max(l.Version, set.Version.Version)
	if f.otherNumbers, err = s.lostTo(r, *l, set); err != nil || f.otherNumbers {
		return err
	}
	if compare && f.whole() {
		l.base, err = s.sameBase(ctx, r, l.meta, set)
		f.base = l.base
	}
	return err
}

// lostTo reports whether this daemon has loaded a base that never came into Redis: while Redis was away, another
// daemon loaded one too, under the same version or a later one. A later delivery decides.
func (s *Sets) lostTo(r dialer.RegisterID, l look, set *sets.Set) (bool, error) {
	s.mu.RLock()
	against := s.unpublished[r]
	s.mu.RUnlock()
	if !l.base || l.Version < set.Version.Version || l.Version == 0 ||
		against == nil && l.Version > set.Version.Version {
		return false, nil
	}
	sum, err := s.sumOf(r, set.Base)
	if err != nil {
		return false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if against != nil && *against == 0 {
		*against = l.Version
	}
	if sum == l.Sum || against != nil && *against < l.Version {
		delete(s.unpublished, r)
		return false, nil
	}
	return true, nil
}
