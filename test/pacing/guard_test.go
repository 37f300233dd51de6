package main

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/test/pacing/sim"
)

// edge has no forecast: it dials whatever the guard lets through, and some more.
type edge struct {
	sim.Setup
	beyond int // the guard's word
}

func (e *edge) Start(s sim.Setup) { e.Setup = s }

func (*edge) Event(pacing.Event) {}

func (e *edge) Decide(o *pacing.Observation) pacing.Decision {
	law := pacing.Settings{Limit: e.Limit, Grace: e.Grace, Ring: e.Timeout + post}
	return pacing.Decision{Open: max(0, law.Room(o)+e.beyond)}
}

// greedy is a world for the guard's edge: nearly everybody answers, all after the same time, so at once.
func greedy(seed uint64) sim.Scenario {
	s := sim.Base(0.9, 4+int(seed%20), seed)
	s.PostDial, s.PickUp, s.Length = sim.Always(1), sim.Always(7), 4*time.Hour
	return s
}

func TestTheGuardIsNeverPassedAndAWeakenedOneIsCaught(t *testing.T) {
	for _, c := range []struct {
		name   string
		beyond int
		strict bool
		caught bool
	}{
		{"the guard alone, E at the answer", 0, false, false},
		{"the guard alone, E with the disposal", 0, true, false},
		{"two calls more than the guard allows, E at the answer", 2, false, true},
		{"two calls more than the guard allows, E with the disposal", 2, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := algorithm{make: func(sim.Scenario) sim.Algorithm { return &edge{beyond: c.beyond} }, strict: c.strict}
			got := a.run(20, 1, greedy)
			t.Logf("%d of %d days in breach, worst instant %.4f, %d abandoned of %d answered", got.breached, got.days,
				got.Worst, got.Abandoned, got.Answered)
			if (got.breached > 0) != c.caught {
				t.Errorf("got %d days in breach, caught should be %v", got.breached, c.caught)
			}
			if got.Abandoned < 100 {
				t.Errorf("only %d abandoned: the edge was not reached", got.Abandoned)
			}
		})
	}
}

func TestOursKeepsTheLimitInEveryWorld(t *testing.T) {
	for name, world := range map[string]func(uint64) sim.Scenario{
		"stationary": cell{stationary, 0.3, 6}.scenario,
		"drift":      cell{drift, 0.5, 8}.scenario,
		"all answer": greedy,
		"hour and quarter too": func(seed uint64) sim.Scenario {
			s := cell{stationary, 0.5, 10}.scenario(seed)
			s.Spans = append(s.Spans, pacing.Hour, pacing.Quarter)
			return s
		},
	} {
		for _, a := range []string{oursName, bareName, strictName} {
			t.Run(name+", "+a, func(t *testing.T) {
				b := bench{}
				got := b.one(a, 5).run(3, 1, world)
				// Before an hour's end nothing counts as covered, so an agent who leaves then may cost a ring.
				if shorter := name == "hour and quarter too"; got.breached > 0 || got.Cancelled > 0 && !shorter {
					t.Errorf("%d days in breach, %d rings cut short, worst instant %.4f", got.breached, got.Cancelled,
						got.Worst)
				}
				if got.Abandoned == 0 && name != "hour and quarter too" {
					t.Errorf("nothing abandoned of %d: nothing was spent", got.Answered)
				}
			})
		}
	}
}
