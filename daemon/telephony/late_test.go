package telephony

import (
	"testing"
	"time"
)

// TestLateness: events of another clock, of which the quickest is on time; one that waited says for how long.
func TestLateness(t *testing.T) {
	var l lateness
	ours := time.Unix(1_795_866_000, 0)
	theirs := ours.Add(-3 * time.Second)
	for n, c := range []struct {
		took, want time.Duration
	}{
		{30 * time.Millisecond, 0}, {5 * time.Millisecond, 0}, {120 * time.Millisecond, 0},
		{2505 * time.Millisecond, 2500 * time.Millisecond}, {10 * time.Millisecond, 0},
	} {
		happened := theirs.Add(time.Duration(n) * time.Second)
		if got := l.of(happened, happened.Add(3*time.Second+c.took)); got != c.want {
			t.Errorf("event %d, on its way for %v: late by %v, want %v", n, c.took, got, c.want)
		}
	}
	if got := l.of(time.Time{}, ours); got != 0 {
		t.Errorf("an event without a time is late by %v", got)
	}
}
