package tick

import "time"

// The waits before background work that failed is tried again: First, doubled each time up to Longest, and First again
// after the work has lasted for Steady.
const (
	First   = time.Second
	Longest = time.Minute
	Steady  = time.Minute
)

// Backoff gives these waits one after the other.
type Backoff struct{ last time.Duration }

// Next is the wait after an attempt that lasted so long.
func (b *Backoff) Next(lasted time.Duration) time.Duration {
	if b.last = min(2*b.last, Longest); b.last == 0 || lasted >= Steady {
		b.last = First
	}
	return b.last
}
