package peers_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/test/pacing/peers"
	"github.com/ringevett/ringevett/test/pacing/sim"
)

// floor of so many free and talking agents (for a minute now), and calls ringing.
func floor(now time.Duration, free, talking, ringing int) *pacing.Observation {
	o := &pacing.Observation{Now: now, Lines: -1}
	for range free {
		o.Agents = append(o.Agents, pacing.Agent{State: pacing.Free})
	}
	for range talking {
		o.Agents = append(o.Agents, pacing.Agent{State: pacing.Talking, Since: now - time.Minute})
	}
	for i := range ringing {
		o.Calls = append(o.Calls, pacing.Call{ID: i + 1, Dialed: now - time.Second})
	}
	return o
}

func TestWhatEachDialsAtFirst(t *testing.T) {
	for _, c := range []struct {
		name           string
		alg            sim.Algorithm
		floor          *pacing.Observation
		reserved, open int
	}{
		{"power holds every free agent", peers.Power{}, floor(0, 3, 5, 0), 3, 0},
		{"ratio 2 fills up to two for each free agent", peers.Ratio(2), floor(0, 3, 5, 4), 0, 2},
		{"ratio 2 with no agent free", peers.Ratio(2), floor(0, 0, 5, 0), 0, 0},
		{"VICIdial: a line for each of 8 agents, and 3/8 more for the 3 free; 6 are in use",
			&peers.Vicidial{Max: 3, Drop: 5}, floor(0, 3, 5, 1), 0, 5},
		{"Issabel, before ten calls are over, dials what is free", &peers.Issabel{Service: 0.97}, floor(0, 3, 5, 1), 0,
			2},
		{"the oracle that takes no risk still dials for the free", oracle(0), floor(0, 2, 0, 0), 0, 2},
		{"the oracle that takes every risk dials to its ceiling", oracle(1), floor(0, 2, 0, 0), 0, 16},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.alg.Start(sim.Base(0.3, 8, 1).Setup())
			if got := c.alg.Decide(c.floor); got.Reserved != c.reserved || got.Open != c.open {
				t.Errorf("got %d reserved and %d open, want %d and %d", got.Reserved, got.Open, c.reserved, c.open)
			}
		})
	}
}

func oracle(risk float64) sim.Algorithm {
	return &peers.Oracle{Truth: peers.NewTruth(sim.Base(0.3, 8, 1)), Risk: risk}
}

func TestTheTextbookQuantileHoldsItsRisk(t *testing.T) {
	q := &peers.Quantile{Risk: 0.05}
	for i := range 1000 { // three in ten are answered after ten seconds
		q.Event(pacing.Event{Kind: pacing.Dialed, Call: i + 1})
		kind := pacing.Failed
		if i%10 < 3 {
			kind = pacing.Answered
		}
		q.Event(pacing.Event{Kind: kind, Call: i + 1, At: 10 * time.Second})
	}
	// P(Binomial(6, 0.3) > 4) = 1.1 %, with 8 calls 5.8 %; with 7 calls 2.9 %.
	if got := q.Decide(floor(time.Hour, 4, 0, 0)).Open; got != 7 {
		t.Errorf("four free agents: got %d calls, want 7", got)
	}
}

// levels drives VICIdial through a quarter of an hour with half of ten agents free, and drops from its middle on.
func levels(mode peers.Mode, drops bool) (goal []int) {
	v := &peers.Vicidial{Mode: mode, Max: 3, Drop: 5}
	v.Start(sim.Setup{Length: 8 * time.Hour})
	call := 0
	for s := range 900 {
		now := time.Duration(s) * time.Second
		if drops && s > 300 {
			call++
			v.Event(pacing.Event{Kind: pacing.Dialed, Call: call, At: now})
			v.Event(pacing.Event{Kind: pacing.Answered, Call: call, At: now})
			if call%10 == 0 {
				v.Event(pacing.Event{Kind: pacing.Abandoned, Call: call, At: now})
			}
		}
		if d := v.Decide(floor(now, 5, 5, 0)); d.Open > 0 {
			goal = append(goal, d.Open+5) // calls with agents are in the goal
		}
	}
	return goal
}

func TestVicidialsLevel(t *testing.T) {
	for _, c := range []struct {
		name  string
		mode  peers.Mode
		drops bool
		last  int
	}{
		{"half the agents free: up to three lines for each", peers.Average, false, 30},
		{"drops over the target, hard: one line", peers.Hard, true, 10},
		{"drops over the target, average: half of what it became, not under one line", peers.Average, true, 10},
		{"drops over the target, tapered: 0.75 of what it became early in the day, so it stays up", peers.Tapered, true,
			30},
	} {
		t.Run(c.name, func(t *testing.T) {
			goals := levels(c.mode, c.drops)
			if got := goals[len(goals)-1]; got != c.last {
				t.Errorf("got %d lines at last, want %d; all: %v", got, c.last, goals)
			}
		})
	}
}
