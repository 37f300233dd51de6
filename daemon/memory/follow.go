package memory

import (
	"context"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// few changes are laid over the sets one by one; after more they are read again.
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
	news, err := s.truth.RegisterNews(ctx, old.seq, few)
	if err != nil {
		return nil, err
	}
	st := &state{generation: g, seq: news.UpTo, sets: sets.Snapshot{}}
	for r := range news.Versions {
		if st.sets[r], err = s.follow(ctx, old.sets[r], r, news); err != nil {
			return nil, err
		}
	}
	return st, nil
}

// follow gives one register: the old set with what is new, or again where that is much or the base is not at hand.
func (s *Sets) follow(ctx context.Context, old *sets.Set, r dialer.RegisterID, news sets.News) (*sets.Set, error) {
	version := news.Versions[r]
	if old == nil || len(news.Lines) == few {
		return s.truth.LoadSet(ctx, r, old)
	}
	if old.Version.Version != version {
		c := s.coming.Load()
		if c == nil || c.Register != r || version <= old.Version.Version {
			return s.truth.LoadSet(ctx, r, old)
		}
		// Only this process writes, and it is replacing this register: the new version is what it has in hand.
		v := c.RegisterVersion
		v.Version = version
		old = old.Over(c.base, v)
	}
	mine := slices.DeleteFunc(slices.Clone(news.Lines), func(c sets.Line) bool { return c.Register != r })
	if len(mine) == 0 {
		return old, nil
	}
	return old.With(mine)
}
