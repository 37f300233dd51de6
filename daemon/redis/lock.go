package redis

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
)

var (
	errLocked    = errors.New("another daemon is at it")
	errOvertaken = errors.New("this daemon took too long, and another may be at it")
)

// lock is held by the one daemon that rebuilds or replaces a register. It ends by itself, so what is written under it
// is written only while it is held.
type lock struct {
	s         *Sets
	key, mine string
}

func (s *Sets) lock(ctx context.Context, r dialer.RegisterID) (*lock, error) {
	l := &lock{s: s, key: s.key(r, "lock"), mine: s.opt.Origin + " " + rand.Text()}
	err := s.bulk.SetArgs(ctx, l.key, l.mine, redis.SetArgs{Mode: "NX", TTL: s.opt.LockFor}).Err()
	if errors.Is(err, redis.Nil) {
		return nil, errors.Join(errLocked, s.breakLock(ctx, l.key))
	}
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	return l, nil
}

// waited is a lock of another daemon and since when it has been seen.
type waited struct {
	holder string
	since  time.Time
}

// breakLock takes away a lock that has stood for longer than one may. It ends by the clock of Redis's host, which may
// be set back; this one's runs on (it is never compared with the time of day).
func (s *Sets) breakLock(ctx context.Context, key string) error {
	holder, err := s.bulk.Get(ctx, key).Result()
	if errors.Is(err, redis.Nil) {
		return nil
	}
	if err != nil {
		return err
	}
	s.mu.Lock()
	seen := s.stuck[key]
	if seen.holder != holder {
		seen = waited{holder, time.Now()}
		s.stuck[key] = seen
	}
	s.mu.Unlock()
	if time.Since(seen.since) < s.opt.LockFor {
		return nil
	}
	s.log.WithField("key", key).Warn("a lock in Redis did not end in its time and is taken away")
	return s.bulk.Eval(ctx, unlockText, []string{key}, holder).Err()
}

// waitLock waits for its turn, and not for ever: a lock ends by itself.
func (s *Sets) waitLock(ctx context.Context, r dialer.RegisterID) (*lock, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*s.opt.LockFor)
	defer cancel()
	for {
		l, err := s.lock(ctx, r)
		if !errors.Is(err, errLocked) {
			return l, err
		}
		if pause(ctx, lookAgain); ctx.Err() != nil {
			return nil, errors.Join(errLocked, ctx.Err())
		}
	}
}

// do is one transaction, which Redis refuses when the lock has ended or gone to another.
func (l *lock) do(ctx context.Context, fill func(p redis.Pipeliner) error) error {
	return l.s.bulk.Watch(ctx, func(tx *redis.Tx) error {
		if got, err := tx.Get(ctx, l.key).Result(); err != nil || got != l.mine {
			return errOvertaken
		}
		_, err := tx.TxPipelined(ctx, fill)
		return err
	}, l.key)
}

const unlockText = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`

func (l *lock) free(ctx context.Context) {
	if err := l.s.bulk.Eval(context.WithoutCancel(ctx), unlockText, []string{l.key}, l.mine).Err(); err != nil {
		l.s.log.WithError(err).Debug("a lock in Redis was not given back; it ends by itself")
	}
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
