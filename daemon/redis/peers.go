package redis

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// A register that was lost may have held an addition that only one daemon's disk has. Whoever brings it up again
// therefore waits for the others: for those it knows until they have sent theirs, for those it may not know a fixed
// while.

// forgotten is how long a daemon may be silent, while Redis answers, before nobody waits for it.
const forgotten = 10 * time.Second

const gone = "gone" // the count of a daemon that has ended in order

type peer struct {
	count  string
	silent time.Duration
}

// patrols tells how the looks at Redis have gone.
type patrols struct {
	count      int64
	last       time.Time
	acquainted bool // one has seen who there is, while a register stood
}

// greet shows the others that this daemon lives, and notes who else does. One that was never of their kind, or only
// reads, is not waited for.
func (s *Sets) greet(ctx context.Context) error {
	if !s.agreed.Load() {
		return nil
	}
	s.mu.Lock()
	s.patrols.count++
	mine, stood := s.patrols.count, len(s.tokens) > 0
	s.mu.Unlock()
	var all *redis.MapStringStringCmd
	_, err := s.bulk.Pipelined(ctx, func(p redis.Pipeliner) error {
		p.HSet(ctx, s.shared(peersKey), s.opt.Origin, strconv.FormatInt(mine, 10))
		all = p.HGetAll(ctx, s.shared(peersKey))
		return nil
	})
	if err != nil {
		return fmt.Errorf("look for the other daemons: %w", err)
	}
	s.note(all.Val(), stood)
	return nil
}

// note keeps who has moved since. Time counts only while Redis answers: who cannot reach it is not dead.
func (s *Sets) note(all map[string]string, stood bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	passed := min(time.Since(s.patrols.last), 2*keepEvery)
	s.patrols.last = time.Now()
	s.patrols.acquainted = s.patrols.acquainted || stood
	for _, p := range s.peers {
		p.silent += passed
	}
	for origin, count := range all {
		if p := s.peers[origin]; origin != s.opt.Origin && (p == nil || p.count != count) {
			s.peers[origin] = &peer{count: count}
		}
	}
}

// awaited names the daemons that a rebuilt register waits for, and whether there may be others.
func (s *Sets) awaited() (peers []string, all bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for origin, p := range s.peers {
		if p.count != gone && p.silent < forgotten {
			peers = append(peers, origin)
		}
	}
	return peers, s.patrols.acquainted
}

// leave tells the others that there is nobody to wait for.
func (s *Sets) leave() {
	ctx, cancel := context.WithTimeout(context.Background(), s.opt.Timeout)
	defer cancel()
	if err := s.fast.HSet(ctx, s.shared(peersKey), s.opt.Origin, gone).Err(); err != nil {
		s.log.WithError(err).Debug("the other daemons were not told that this one ends; they wait for it a while")
	}
}

// confirm says that this daemon has sent what it knows to that settling.
func (s *Sets) confirm(ctx context.Context, r dialer.RegisterID, settled string) error {
	if settled == "" {
		return nil
	}
	return s.bulk.HSet(ctx, s.key(r, "sent"), s.opt.Origin, settled).Err()
}

// awaitOthers waits until every known daemon has sent what it knows; where there may be others, for the grace
// besides. One that lives and does not send, because its disk is broken, stops the others only so long.
func (s *Sets) awaitOthers(ctx context.Context, r dialer.RegisterID, settled string) error {
	began := time.Now()
	for ctx.Err() == nil {
		peers, all := s.awaited()
		waited := time.Since(began)
		if waited > forgotten {
			s.log.WithField("register", r).Warn("a daemon did not send what it knows of the register, which answers without it")
			return nil
		}
		if all || waited > s.opt.Grace {
			sent, err := s.bulk.HGetAll(ctx, s.key(r, "sent")).Result()
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(peers, func(p string) bool { return sent[p] != settled }) {
				return nil
			}
		}
		pause(ctx, lookAgain)
	}
	return ctx.Err()
}
