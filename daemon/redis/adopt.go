package redis

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/tick"
)

// adoptAfter delays the fetching of a new base until the checks have turned to it.
const adoptAfter = time.Second

// adoptSoon adopts after adoptAfter, in a goroutine of its own.
func (s *Sets) adoptSoon(ctx context.Context, r dialer.RegisterID) {
	s.done.Go(func() {
		tick.Pause(ctx, adoptAfter)
		s.adopt(ctx, r)
	})
}

// adopt brings a newer base that another daemon has put up onto this one's disk. Answers are right without it, so an
// error is only logged.
func (s *Sets) adopt(ctx context.Context, r dialer.RegisterID) {
	if err := s.adoptBase(ctx, r); err != nil && ctx.Err() == nil {
		s.log.WithField("register", r).WithError(err).
			Warn("a new base is not on this daemon's disk yet; it is fetched with the next")
	}
}

func (s *Sets) adoptBase(ctx context.Context, r dialer.RegisterID) error {
	s.adopting.Lock() // one base at a time
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
		LoadedAt: m.Loaded, Source: "another daemon", By: dialer.Self,
		ShrunkBecause: "another daemon has accepted it", As: m.Version,
	})
	if errors.Is(err, dialer.ErrRefused) { // this daemon has loaded a newer base meanwhile
		return nil
	}
	return err
}
