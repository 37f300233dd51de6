package main

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

func TestStalls(t *testing.T) {
	at := time.Date(2026, 11, 23, 11, 45, 0, 0, time.UTC)
	for _, tt := range []struct {
		name  string
		beats []time.Duration // since the beat before
		want  string
	}{
		{"on time", []time.Duration{pulse, pulse, pulse + 900*time.Millisecond}, "stalls: none over 1 s"},
		{"the longest is named", []time.Duration{pulse, pulse + 2*time.Second, pulse + time.Second, pulse},
			"stalls: this process waited for its turn over 1 s 2 times, the longest 2.0 s until 11:45:02"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var s stalls
			last := at
			for _, d := range tt.beats {
				s.beat(last, last.Add(d))
				last = last.Add(d)
			}
			if got := s.String(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// A process that is never late has no stall, however long it runs.
func TestStallsOfAClockThatRunsOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var s stalls
		done := make(chan struct{})
		go func() {
			defer close(done)
			s.watch(ctx)
		}()
		time.Sleep(time.Hour)
		cancel()
		<-done
		if s.count != 0 {
			t.Errorf("%v", &s)
		}
	})
}
