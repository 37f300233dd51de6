package main

import (
	"context"
	"fmt"
	"time"
)

// A machine that stands still, or one so busy that a process waits seconds for its turn, passes every deadline at once.
// What fails then says little of the program, so the closing lines say when it happened.
const (
	pulse   = 50 * time.Millisecond // between two beats
	tooLate = time.Second           // a beat that comes this much later is a stall
)

// stalls are the times at which this process had to wait for its turn. It keeps the longest one and counts the rest.
type stalls struct {
	count   int
	longest time.Duration
	at      time.Time // when the longest ended
}

// beat takes two beats that follow each other.
func (s *stalls) beat(last, now time.Time) {
	late := now.Sub(last) - pulse
	if late < tooLate {
		return
	}
	s.count++
	if late > s.longest {
		s.longest, s.at = late, now
	}
}

// watch beats until ctx ends.
func (s *stalls) watch(ctx context.Context) {
	ticker := time.NewTicker(pulse)
	defer ticker.Stop()
	last := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			now := time.Now() // not the tick's own time: a tick waits in its channel
			s.beat(last, now)
			last = now
		}
	}
}

// String is a line for the end of the run.
func (s *stalls) String() string {
	if s.count == 0 {
		return fmt.Sprintf("stalls: none over %.0f s", tooLate.Seconds())
	}
	return fmt.Sprintf("stalls: this process waited for its turn over %.0f s %d times, the longest %.1f s until %s",
		tooLate.Seconds(), s.count, s.longest.Seconds(), s.at.Format(time.TimeOnly))
}

// watchStalls watches from now on; the result ends that, and gives the line for the end of the run.
func watchStalls() (ended func() string) {
	ctx, cancel := context.WithCancel(context.Background())
	var s stalls
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.watch(ctx)
	}()
	return func() string {
		cancel()
		<-done
		return s.String()
	}
}
