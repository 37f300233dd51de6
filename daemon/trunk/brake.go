// Package trunk is the brake on a trunk that refuses calls.
//
// It counts failures that are not the callees'. After a short run of them the engine places nothing more on the trunk,
// but for one call at growing intervals, until a call reaches a phone.
package trunk

import (
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/hours"
)

const (
	// Run is how many failures in a row stop a trunk.
	Run = 4
	// FirstProbe and LastProbe are the waits before a stopped trunk is tried; each is twice the one before.
	FirstProbe = 15 * time.Second
	LastProbe  = 5 * time.Minute
	// trusted is how long after it reached somebody a trunk is believed that a number does not exist.
	trusted = 15 * time.Minute
)

// Brake is what is known of one trunk; the zero value is a trunk of which nothing is known, which takes calls. It is
// told of each call once: when its end, or its first sign of the callee, is known.
type Brake struct {
	run     int       // failures since the trunk last reached somebody
	first   time.Time // of the run
	last    string    // what the trunk said last
	reached time.Time
	held    bool
	wait    time.Duration // before the next probe
	probe   time.Time
}

// Reached says that a callee rang, answered or was busy. It reports whether that ended a stop.
func (b *Brake) Reached(now time.Time) (resumed bool) {
	resumed = b.held
	*b = Brake{reached: now}
	return resumed
}

// Failed says that a call ended without a sign of its callee; words is what the trunk said. It reports whether that
// began a stop.
func (b *Brake) Failed(now time.Time, words string) (stopped bool) {
	if b.run == 0 {
		b.first = now
	}
	b.run++
	b.last = words
	switch {
	case !b.held && b.run >= Run:
		b.held, b.wait, b.probe = true, FirstProbe, now.Add(FirstProbe)
		return true
	case b.held && !now.Before(b.probe): // the probe failed; what was under way at the stop does not count
		b.wait = min(2*b.wait, LastProbe)
		b.probe = now.Add(b.wait)
	}
	return false
}

// Held reports whether the trunk is stopped.
func (b *Brake) Held() bool { return b.held }

// Room is how many more calls may be placed now, where so many are under way of which nothing is known yet. limited
// is false where the brake sets no limit.
func (b *Brake) Room(now time.Time, unknown int) (n int, limited bool) {
	switch {
	case b.run == 0:
		return 0, false
	case !b.held:
		return max(0, Run-b.run-unknown), true
	case unknown == 0 && !now.Before(b.probe):
		return 1, true
	}
	return 0, true
}

// Probe is when a stopped trunk is tried next; zero where it is not stopped.
func (b *Brake) Probe() time.Time {
	if !b.held {
		return time.Time{}
	}
	return b.probe
}

// Believes reports whether the trunk is to be believed that a number does not exist: it reached somebody lately, and
// has refused no call since. Ask before Failed.
func (b *Brake) Believes(now time.Time) bool {
	return b.run == 0 && !b.reached.IsZero() && now.Sub(b.reached) <= trusted
}

// Why says in one sentence, for people, that the trunk is stopped; "" where it is not.
func (b *Brake) Why() string {
	if !b.held {
		return ""
	}
	return fmt.Sprintf("the trunk refuses: %d calls in a row since %s reached no one, the last with %s; one call "+
		"tries it at %s",
		b.run, hours.Text(b.first), b.last, hours.Text(b.probe))
}
