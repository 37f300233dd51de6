package console_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/console"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/simulate"
)

// TestAPlanLearnsFromTheJournal: a day simulated with what the journal of another day tells is like that day, and
// unlike an ordinary one; with too short a journal it is ordinary, and said to be.
func TestAPlanLearnsFromTheJournal(t *testing.T) {
	const dull = 0.12 // few answer
	start := time.Date(2026, 11, 24, 9, 0, 0, 0, hours.Oslo())
	var facts []dialer.Fact
	lived := simulate.Ordinary(start, dialer.Power, 10, dull)
	lived.Length = 3 * time.Hour
	lived.People.Machine, lived.People.Busy = 0.06, 0.2
	lived.People.Talk = simulate.Exponential(50*time.Second, time.Second)
	lived.Hear = func(f dialer.Fact) { facts = append(facts, f) }
	was := run(t, lived)
	plan := simulate.Ordinary(start, dialer.Power, 10, 0.3)
	plan.Seed, plan.Length = 7, lived.Length
	ordinary := run(t, plan)
	if own, usual := console.Learn(slices.Values(facts[:100]), &plan); len(own) > 0 || len(usual) != 6 {
		t.Errorf("of a hundred facts: own %q, usual %q", own, usual)
	}
	own, usual := console.Learn(slices.Values(facts), &plan)
	if len(own) != 6 || len(usual) > 0 {
		t.Errorf("of a day: own %q, usual %q", own, usual)
	}
	is := run(t, plan)
	t.Logf("talk: lived %.1f %%, planned %.1f %%, ordinary %.1f %%; %v", was.TalkShare(), is.TalkShare(),
		ordinary.TalkShare(), own)
	if math.Abs(is.TalkShare()-was.TalkShare()) > 2.5 || math.Abs(ordinary.TalkShare()-was.TalkShare()) < 10 {
		t.Errorf("talk: lived %.1f %%, planned %.1f %%, ordinary %.1f %%", was.TalkShare(), is.TalkShare(),
			ordinary.TalkShare())
	}
	for name, share := range map[string]func(simulate.Result) float64{
		"answered": func(r simulate.Result) float64 { return float64(r.Counts.Answered) / float64(r.Counts.Dials) },
		"machines": func(r simulate.Result) float64 { return float64(r.Counts.Machines) / float64(r.Counts.Dials) },
		"busy":     func(r simulate.Result) float64 { return float64(r.Sum().Busy) / float64(r.Counts.Dials) },
	} {
		if got, want := share(is), share(was); math.Abs(got-want) > 0.02 {
			t.Errorf("%s: %.3f of the dials, lived %.3f", name, got, want)
		}
	}
}

func run(t *testing.T, s simulate.Scenario) simulate.Result {
	t.Helper()
	r, err := simulate.Run(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
