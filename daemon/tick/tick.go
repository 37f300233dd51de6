// Package tick waits: work that is done again and again, and a pause that ends with its context.
package tick

import (
	"context"
	"time"
)

// Each calls do every so often, for the first time after one interval, until ctx ends. A tick that comes while do is
// still at work is dropped.
func Each(ctx context.Context, every time.Duration, do func()) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			do()
		}
	}
}

// Pause waits for d, or until ctx ends.
func Pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
