package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// TestStartsAreSpread counts starts in each tenth of a second, and in every second wherever it begins, while more
// agents are free than calls_per_second lets be rung. A carrier's own limit cuts a volley off.
func TestStartsAreSpread(t *testing.T) {
	for _, mode := range []dialer.Mode{dialer.Power, dialer.Predictive} {
		for _, perSecond := range []int{1, 3, 10, 60, 600} {
			t.Run(fmt.Sprintf("%s %d", mode, perSecond), func(t *testing.T) { startsAreSpread(t, mode, perSecond) })
		}
	}
}

func startsAreSpread(t *testing.T, mode dialer.Mode, perSecond int) {
	const tenth, tenths = 100 * time.Millisecond, 19
	f := newTestBook(t, mode, 5*perSecond/2+1, nil)
	f.v.e.set.PerSecond = perSecond
	f.talkedTo(10 * perSecond)
	for _, s := range f.v.e.seats {
		s.Set(f.now, roster.Ready, time.Time{})
	}
	begun := f.now
	for f.now.Before(begun.Add(tenths * tenth)) {
		if f.now = turn(t, f.v); f.now.IsZero() {
			t.Fatal("the floor sleeps for ever")
		}
	}
	in, starts := make([]int, tenths), f.ports.made
	for i, at := range starts {
		if n := int(at.Sub(begun) / tenth); n < tenths {
			in[n]++
		}
		if i >= perSecond && at.Sub(starts[i-perSecond]) < time.Second {
			t.Fatalf("%d starts within %v", perSecond+1, at.Sub(starts[i-perSecond]))
		}
	}
	t.Logf("%d starts; in each tenth of a second: %v", len(starts), in)
	if len(starts) < perSecond*17/10 {
		t.Errorf("%d starts in 1.9 s: less than the limit allows", len(starts))
	}
	for i, n := range in {
		if fair := float64(perSecond) / 10; float64(n) > fair*1.25+1 || float64(n) < fair*0.75-1 {
			t.Errorf("tenth %d: %d starts; evenly spread they are %.1f", i, n, fair)
		}
	}
}

// Pacing hears of no more lines than may start now: the limit is the trunk's, for every campaign.
func TestPacingHearsOfTheStartsLeft(t *testing.T) {
	f := newTestBook(t, dialer.Predictive, 3, nil)
	e := f.v.e
	if got := e.linesLeft(f.now); got != -1 {
		t.Errorf("without a limit: %d lines", got)
	}
	e.set.PerSecond = 100
	for i, want := range []int{3, 2, 1, 0} { // a look after a pause may make up for 20 ms
		if got := e.linesLeft(f.now); got != want {
			t.Errorf("after %d starts: %d lines, want %d", i, got, want)
		}
		e.started(f.now)
	}
	if got := e.linesLeft(f.now.Add(21 * time.Millisecond)); got != 1 {
		t.Errorf("a turn later: %d lines, want 1", got)
	}
	e.set.MaxCalls, e.ringing["+4790000001"] = 1, true
	if got := e.linesLeft(f.now.Add(time.Minute)); got != 0 {
		t.Errorf("at max_calls: %d lines", got)
	}
}
