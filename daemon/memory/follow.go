package memory

import (
	"context"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// few changes are laid over the sets one by one; after more they are read anew.
const few = 1000

// current gives the registers as of the truth's present generation.
func (s *Sets) current(ctx context.Context) (*state, error) {
	g, err := s.truth.RegisterGeneration(ctx)
	if err != nil {
		return nil, err
	}
	if st := s.now.Load(); st != nil && st.generation == g {
		return st, nil
	}
	s.load.Lock()
	defer s.load.Unlock()
	if g, err = s.truth.RegisterGeneration(ctx); err != nil {
		return nil, err
	}
	st := s.now.Load()
	if st != nil && st.generation == g {
		return st, nil
	}
	if st, err = s.read(ctx, st, g); err != nil {
		return nil, err
	}
	s.now.Store(st)
	return st, nil
}

// read brings the sets to the generation, which was asked first: what comes in between is read again.
func (s *Sets) read(ctx context.Context, old *state, g int64) (*state, error) {
	if old == nil {
		old = &state{}
	}
	upTo, err := s.truth.LastChange(ctx) // first: all until here is in what is read below
	if err != nil {
		return nil, err
	}
	regs, err := s.truth.RegisterVersions(ctx)
	if err != nil {
		return nil, err
	}
	changes, err := s.truth.Changes(ctx, old.seq, few)
	if err != nil {
		return nil, err
	}
	st := &state{generation: g, seq: upTo, sets: sets.Snapshot{}}
	for r, version := range regs {
		if st.sets[r], err = s.follow(ctx, old.sets[r], r, version, changes); err != nil {
			return nil, err
		}
	}
	return st, nil
}

// follow gives one register: the old set with the changes, or anew where it has another base or there are many changes.
func (s *Sets) follow(ctx context.Context, old *sets.Set, r dialer.RegisterID, version int64, changes []dialer.RegisterChange) (*sets.Set, error) {
	if old == nil || old.Version.Version != version || len(changes) == few {
		return s.truth.LoadSet(ctx, r, old)
	}
	mine := slices.DeleteFunc(slices.Clone(changes), func(c dialer.RegisterChange) bool { return c.Register != r })
	if len(mine) == 0 {
		return old, nil
	}
	return old.With(mine)
}
