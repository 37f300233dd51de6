package redis

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/tick"
)

// A register that was lost may have held an addition that only one daemon's disk has. So the daemon that rebuilds it
// waits for the others: for those it knows until they have sent theirs, and for those it may not know, Options.Grace.

// forgotten is how long a daemon may be silent, while Redis answers, before the others stop waiting for it.
const forgotten = 10 * time.Second

const gone = "gone" // the count of a daemon that has shut down

// greet shows the others that this daemon lives, and notes which others do. A daemon that does not share their secret,
// or only reads, does not greet, so the others do not wait for it.
func (s *Sets) greet(ctx context.Context) error {
	if !s.agreed.Load() {
		return nil
	}
	s.mu.Lock()
	s.patrols.count++
	mine, trusting := s.patrols.count, len(s.tokens) > 0
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
	s.note(all.Val(), trusting)
	return nil
}

// note keeps which daemons have counted on since the last patrol. Silence counts only while Redis answers: a daemon
// that cannot reach it is not dead.
func (s *Sets) note(all map[string]string, trusting bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	passed := min(time.Since(s.patrols.last), 2*keepEvery)
	s.patrols.last = time.Now()
	s.patrols.acquainted = s.patrols.acquainted || trusting
	for _, p := range s.peers {
		p.silent += passed
	}
	for origin, count := range all {
		if p := s.peers[origin]; origin != s.opt.Origin && (p == nil || p.count != count) {
			s.peers[origin] = &peer{count: count}
		}
	}
}

// awaited names the daemons that a rebuilt register waits for. all is false if there may be others.
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

// leave tells the others not to wait for this daemon.
func (s *Sets) leave() {
	ctx, cancel := context.WithTimeout(context.Background(), s.opt.Timeout)
	defer cancel()
	if err := s.fast.HSet(ctx, s.shared(peersKey), s.opt.Origin, gone).Err(); err != nil {
		s.log.WithError(err).
			Debug("the other daemons were not told that this one shuts down; they will wait for it a while")
	}
}

// confirm notes in Redis that this daemon has sent what it knows to that settling.
func (s *Sets) confirm(ctx context.Context, r dialer.RegisterID, settled string) error {
	if settled == "" {
		return nil
	}
	return s.bulk.HSet(ctx, s.key(r, "sent"), s.opt.Origin, settled).Err()
}

// awaitPeers waits until every known daemon has sent what it knows, and for Options.Grace if there may be others. It
// gives up after forgotten: a daemon whose disk is broken lives and never sends.
func (s *Sets) awaitPeers(ctx context.Context, r dialer.RegisterID, settled string) error {
	began := time.Now()
	for ctx.Err() == nil {
		peers, all := s.awaited()
		waited := time.Since(began)
		if waited > forgotten {
			s.log.WithField("register", r).
				Warn("a daemon did not send what it knows of the register, which answers without it")
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
		tick.Pause(ctx, lookAgain)
	}
	return ctx.Err()
}
