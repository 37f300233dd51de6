package redis

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// doubtEvery limits how often a register is compared because it differs from the disk. Its answers are right
// meanwhile, since the disk binds, and nothing is answered while it is compared.
const doubtEvery = 5 * time.Second

// distrust tells of an event that concerns one register.
func (s *Sets) distrust(r dialer.RegisterID, e event) {
	s.mu.Lock()
	if e.needsCompare() {
		d := s.doubtOf(r)
		d.compare, d.last = true, time.Now()
	}
	s.apply(r, e)
	s.mu.Unlock()
	s.kick()
}

// distrustDiffering tells that r differs from the disk, unless that was told within doubtEvery.
func (s *Sets) distrustDiffering(r dialer.RegisterID) {
	s.mu.Lock()
	soon := time.Since(s.doubtOf(r).last) < doubtEvery
	s.mu.Unlock()
	if !soon && !s.opt.ReadOnly {
		s.distrust(r, differs)
	}
}

// distrustAll tells of an event that concerns every register: another server, or a key whose absence shows that more
// may be missing.
func (s *Sets) distrustAll(e event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.distrustAllLocked(e)
}

// distrustAllLocked is distrustAll with s.mu held.
func (s *Sets) distrustAllLocked(e event) {
	s.servers.Add(1)
	for r := range s.states {
		s.apply(r, e)
	}
	s.kick()
}

// apply moves r to the state after e. s.mu is held.
func (s *Sets) apply(r dialer.RegisterID, e event) {
	s.states[r] = s.states[r].next(e)
	if s.states[r] != trusted {
		delete(s.tokens, r)
	}
}

// doubtOf gives the register's doubt. s.mu is held.
func (s *Sets) doubtOf(r dialer.RegisterID) *doubt {
	if s.doubts[r] == nil {
		s.doubts[r] = &doubt{audited: time.Now()}
	}
	return s.doubts[r]
}

// inDoubt reports whether r must be compared with the disk before it is trusted.
func (s *Sets) inDoubt(r dialer.RegisterID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.doubtOf(r).compare
}

// startSettling marks r as in progress. Registers settle independently, so one waiting for peers does not delay the
// others. It reports false where r is trusted or in progress already.
func (s *Sets) startSettling(r dialer.RegisterID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.states[r] != untrusted {
		return false
	}
	s.apply(r, started)
	return true
}

// trust makes checks ask for m, after e: settled or baseSeen. It reports false where the server changed since servers
// was read, or something happened that settle may not have seen.
func (s *Sets) trust(r dialer.RegisterID, e event, m meta, servers int64) bool {
	t := &token{
		meta: m, servers: servers, flat: m.flatKey(r),
		metaKey: s.key(r, "meta"), addKey: s.key(r, "add"), remKey: s.key(r, "rem"),
	}
	t.seq.Store(m.Seq)
	s.mu.Lock()
	defer s.mu.Unlock()
	if servers != s.servers.Load() || s.states[r].next(e) != trusted {
		return false
	}
	s.apply(r, e)
	if e == settled {
		s.doubtOf(r).compare = false
	}
	s.tokens[r] = t
	close(s.newToken)
	s.newToken = make(chan struct{})
	return true
}

// tokenOf gives the token of a trusted register, else nil.
func (s *Sets) tokenOf(r dialer.RegisterID) *token {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.tokens[r]
}

// trustedNow names the trusted registers, sorted.
func (s *Sets) trustedNow() []dialer.RegisterID {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Sorted(maps.Keys(s.tokens))
}

// awaitTrust gives the tokens in the order of regs. It waits until ctx ends for those that are not trusted yet; for a
// register that no daemon knows it gives nil.
func (s *Sets) awaitTrust(ctx context.Context, regs []dialer.RegisterID) ([]*token, error) {
	for {
		tokens, lacking, more, why := s.tokensOf(regs)
		if lacking == "" {
			return tokens, nil
		}
		if known, err := s.exists(ctx, lacking); err != nil {
			return nil, err
		} else if !known {
			return s.awaitOthersThan(ctx, regs, lacking)
		}
		s.kick()
		select {
		case <-more:
		case <-ctx.Done():
			return nil, fmt.Errorf("register %s cannot be trusted: %w", lacking, errors.Join(why, ctx.Err()))
		}
	}
}

// tokensOf gives the tokens of regs. lacking is one that has none, if any; more is closed when the next token comes,
// and why is what keeps lacking from being trusted.
func (s *Sets) tokensOf(regs []dialer.RegisterID) (
	tokens []*token, lacking dialer.RegisterID, more <-chan struct{}, why error,
) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	tokens = make([]*token, len(regs))
	for i, r := range regs {
		if tokens[i] = s.tokens[r]; tokens[i] == nil {
			lacking = r
		}
	}
	return tokens, lacking, s.newToken, errors.Join(s.faults[""], s.faults[lacking])
}

// awaitOthersThan is awaitTrust with nil for unknown, which no daemon knows.
func (s *Sets) awaitOthersThan(
	ctx context.Context, regs []dialer.RegisterID, unknown dialer.RegisterID,
) ([]*token, error) {
	rest := slices.DeleteFunc(slices.Clone(regs), func(r dialer.RegisterID) bool { return r == unknown })
	some, err := s.awaitTrust(ctx, rest)
	if err != nil {
		return nil, err
	}
	all := make([]*token, len(regs))
	for i, r := range regs {
		if r != unknown {
			all[i], some = some[0], some[1:]
		}
	}
	return all, nil
}

// kick wakes the loop that settles.
func (s *Sets) kick() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}
