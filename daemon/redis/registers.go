package redis

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// listRegisters names the registers of this daemon's truth and those that other daemons have put up.
func (s *Sets) listRegisters(ctx context.Context) ([]dialer.RegisterID, error) {
	own, err := s.truth.RegisterVersions(ctx)
	if err != nil {
		return nil, err
	}
	shared, err := s.bulk.SMembers(ctx, s.shared(listKey)).Result()
	if err != nil {
		return nil, fmt.Errorf("list the registers in Redis: %w", err)
	}
	for _, name := range shared {
		if r := dialer.RegisterID(name); own[r] == 0 {
			own[r] = 0
		}
	}
	names := slices.Sorted(maps.Keys(own))
	s.mu.Lock()
	s.names = names
	s.mu.Unlock()
	return names, nil
}

// listed gives the registers as listRegisters last saw them.
func (s *Sets) listed() []dialer.RegisterID {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.names
}

// exists reports whether any daemon knows the register.
func (s *Sets) exists(ctx context.Context, r dialer.RegisterID) (bool, error) {
	all, err := s.truth.RegisterVersions(ctx)
	if _, here := all[r]; err != nil || here {
		return here, err
	}
	return s.fast.SIsMember(ctx, s.shared(listKey), string(r)).Result()
}
