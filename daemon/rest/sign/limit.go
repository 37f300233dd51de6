package sign

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// How often the page may be asked.
const (
	triesPerAddress = 5  // sign-ins a minute
	triesInAll      = 20 // sign-ins a minute
	perPerson       = 20 // requests a second
	burst           = 40 // requests at once
	maxLimiters     = 1000
)

// limits count what was tried. An address is the connection's own: what a header says of it is not read.
type limits struct {
	mu      *sync.Mutex
	all     *rate.Limiter
	tries   map[string]*rate.Limiter
	persons map[dialer.UserID]*rate.Limiter
	bad     map[string]*failures
}

// failures of an address since the last fact about them.
type failures struct {
	told  time.Time
	count int
}

func newLimits() limits {
	return limits{
		mu: &sync.Mutex{}, all: perMinute(triesInAll), tries: map[string]*rate.Limiter{},
		persons: map[dialer.UserID]*rate.Limiter{}, bad: map[string]*failures{},
	}
}

func perMinute(n int) *rate.Limiter {
	return rate.NewLimiter(rate.Every(time.Minute/time.Duration(n)), n)
}

// MayTry reports whether an address may try to sign in now, and if not, when.
func (s *Sessions) MayTry(address string) (bool, time.Duration) {
	l := &s.limits
	l.mu.Lock()
	defer l.mu.Unlock()
	one := of(l.tries, address, func() *rate.Limiter { return perMinute(triesPerAddress) })
	if ok, wait := allow(one); !ok {
		return false, wait
	}
	return allow(l.all)
}

// MayAsk reports the same of a person's requests.
func (s *Sessions) MayAsk(who dialer.UserID) (bool, time.Duration) {
	l := &s.limits
	l.mu.Lock()
	defer l.mu.Unlock()
	return allow(of(l.persons, who, func() *rate.Limiter { return rate.NewLimiter(perPerson, burst) }))
}

// allow takes one, or says how long until there is one.
func allow(l *rate.Limiter) (bool, time.Duration) {
	r := l.Reserve()
	wait := r.Delay()
	if wait > 0 {
		r.Cancel()
	}
	return wait == 0, wait
}

// of finds a key's value or makes one. Too many keys are all forgotten: the limit for all together stands.
func of[K comparable, V any](all map[K]V, key K, make func() V) V {
	v, has := all[key]
	if !has {
		if len(all) >= maxLimiters {
			clear(all)
		}
		v = make()
		all[key] = v
	}
	return v
}

// refused counts a failure, and gives how many there were once a fact is due: one a minute and address.
func (l *limits) refused(address string, now time.Time) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	f := of(l.bad, address, func() *failures { return &failures{} })
	f.count++
	if now.Sub(f.told) < time.Minute {
		return 0
	}
	n := f.count
	f.told, f.count = now, 0
	return n
}
