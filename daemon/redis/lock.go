package redis

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/tick"
)

var (
	errLocked    = errors.New("another daemon holds the lock")
	errOvertaken = errors.New("this daemon held the lock for too long, and another may have it now")
)

// mostHeld is how long a lock is renewed at most, so that a daemon that hangs does not lock the others out for ever.
const mostHeld = 10 * time.Minute

// lock is held by the one daemon that rebuilds or replaces a register. It expires unless it is renewed; what is written
// under it is refused once it has expired. Its value begins with mine and changes with each renewal, which shows the
// others that the holder lives.
type lock struct {
	s         *Sets
	key, mine string
	since     time.Time
	stop      context.CancelFunc // of the renewals
	ended     sync.WaitGroup
	relied    sync.Mutex // held by a transaction that relies on the lock: a renewal would abort it
}

// lock takes the register's lock. It fails with errLocked while another daemon holds it.
func (s *Sets) lock(ctx context.Context, r dialer.RegisterID) (*lock, error) {
	l := &lock{s: s, key: s.key(r, "lock"), mine: s.opt.Origin + " " + rand.Text() + " ", since: time.Now()}
	err := s.bulk.SetArgs(ctx, l.key, l.value(0), redis.SetArgs{Mode: "NX", TTL: s.opt.LockFor}).Err()
	if errors.Is(err, redis.Nil) {
		return nil, errors.Join(errLocked, s.breakLock(ctx, l.key))
	}
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	ctx, l.stop = context.WithTimeout(ctx, mostHeld)
	l.ended.Go(func() { l.keep(ctx) })
	return l, nil
}

func (l *lock) value(renewal int) string { return l.mine + strconv.Itoa(renewal) + "." }

// keep renews the lock until it is freed, lost or too old.
func (l *lock) keep(ctx context.Context) {
	every := time.NewTicker(l.s.opt.LockFor / 4)
	defer every.Stop()
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
		if held, err := l.renew(ctx, n); err == nil && !held { // while Redis is away, try on: it may be back in time
			return
		}
	}
}

const renewText = `local held = redis.call('GET', KEYS[1])
if not held or string.sub(held, 1, #ARGV[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`

func (l *lock) renew(ctx context.Context, n int) (held bool, err error) {
	l.relied.Lock()
	defer l.relied.Unlock()
	got, err := l.s.bulk.Eval(ctx, renewText, []string{l.key}, l.mine, l.value(n), l.s.opt.LockFor.Milliseconds()).
		Int()
	return got == 1, err
}

// breakLock removes a lock that has lived, without renewal, for longer than LockFor. Redis expires a lock by its host's
// clock, which may be set back; this daemon measures with a monotonic clock.
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
	s.log.WithField("key", key).Warn("a lock in Redis did not expire in time and is removed")
	return s.bulk.Eval(ctx, unlockText, []string{key}, holder).Err()
}

// awaitLock waits until it has the lock, at most until any other daemon's must have expired.
func (s *Sets) awaitLock(ctx context.Context, r dialer.RegisterID) (*lock, error) {
	waiting, cancel := context.WithTimeout(ctx, mostHeld+2*s.opt.LockFor)
	defer cancel()
	for {
		l, err := s.lock(ctx, r)
		if !errors.Is(err, errLocked) {
			return l, err
		}
		if tick.Pause(waiting, lookAgain); waiting.Err() != nil {
			return nil, errors.Join(errLocked, waiting.Err())
		}
	}
}

// do runs one transaction, which Redis refuses if the lock has expired or belongs to another daemon.
func (l *lock) do(ctx context.Context, fill func(p redis.Pipeliner) error) error {
	l.relied.Lock()
	defer l.relied.Unlock()
	return l.s.bulk.Watch(ctx, func(tx *redis.Tx) error {
		if got, err := tx.Get(ctx, l.key).Result(); err != nil || !strings.HasPrefix(got, l.mine) {
			return errOvertaken
		}
		_, err := tx.TxPipelined(ctx, fill)
		return err
	}, l.key)
}

// unlockText removes a lock whose value begins with its argument.
const unlockText = `local held = redis.call('GET', KEYS[1])
if held and string.sub(held, 1, #ARGV[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

// free gives the lock back.
func (l *lock) free(ctx context.Context) {
	l.stop()
	l.ended.Wait()
	if err := l.s.bulk.Eval(context.WithoutCancel(ctx), unlockText, []string{l.key}, l.mine).Err(); err != nil {
		l.s.log.WithError(err).Debug("a lock in Redis was not given back; it will expire")
	}
}
