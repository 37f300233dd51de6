package main

import (
	"fmt"
	"math"

	"github.com/ringevett/ringevett/test/pacing/peers"
	"github.com/ringevett/ringevett/test/pacing/sim"
)

// oracle holds ours against one who is told all parameters, and spends 5 % on average without a guard.
func (b *bench) oracle() {
	b.head("Against full knowledge of the parameters (stationary; abandoned on average at the limit, no guard)",
		"p", "n", "oracle", "its risk", oursName, "share %", bareName, "share %")
	type short struct {
		name  string
		share float64
		goal  float64
	}
	var goals []short
	for _, p := range b.answer {
		for _, n := range b.agents {
			if n > 50 && p != 0.15 {
				continue // hardly less than everything, and minutes
			}
			world := cell{stationary, p, n}.scenario
			best, risk := fullKnowledge(b.daysFor(n), b.seed, world)
			row := []any{fmt.Sprintf("%.2f", p), n, best, fmt.Sprintf("%.3f", risk)}
			for _, name := range []string{oursName, bareName} {
				t := b.one(name, 5).run(b.daysFor(n), b.seed, world)
				share := 100 * t.Occupancy() / best.Occupancy()
				row = append(row, t, fmt.Sprintf("%.1f", share))
				goals = append(goals, short{
					fmt.Sprintf("%s, share of full knowledge, p %.2f, %d agents", name, p, n), share, goalOf(p, n),
				})
			}
			b.row(row...)
		}
	}
	b.say("\n")
	for _, g := range goals {
		if g.goal > 0 {
			b.goal(g.name, g.share, g.goal, " %")
		}
	}
}

// goalOf is the share of full knowledge to reach; 0: none.
func goalOf(p float64, n int) float64 {
	switch {
	case p == 0.15 && n >= 20, p == 0.30 && n <= 5:
		return 95
	case p == 0.15 && n == 10:
		return 93
	}
	return 0
}

// one algorithm, whatever the flags chose for the grid.
func (b *bench) one(name string, spend float64) algorithm {
	picked, err := named(algorithms(spend), name)
	if err != nil {
		panic(err)
	}
	return picked[0]
}

// fullKnowledge finds the constant risk that abandons just under the limit over these days.
func fullKnowledge(days int, seed uint64, world func(uint64) sim.Scenario) (tally, float64) {
	truth := peers.NewTruth(world(seed))
	at := func(risk float64) tally {
		a := algorithm{make: func(sim.Scenario) sim.Algorithm { return &peers.Oracle{Truth: truth, Risk: risk} }}
		return a.run(days, seed, world)
	}
	var best tally
	found := 0.0
	lo, hi := logOdds(0.002), logOdds(0.995)
	for range 8 {
		risk := 1 / (1 + math.Exp(-(lo+hi)/2))
		if t := at(risk); t.AbandonedShare() <= float64(world(seed).Limit) {
			lo, best, found = (lo+hi)/2, t, risk
		} else {
			hi = (lo + hi) / 2
		}
	}
	return best, found
}

func logOdds(p float64) float64 { return math.Log(p / (1 - p)) }
