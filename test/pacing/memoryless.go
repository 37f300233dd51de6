package main

import (
	"fmt"

	"github.com/ringevett/ringevett/test/pacing/optimum"
	"github.com/ringevett/ringevett/test/pacing/sim"
)

// memoryless holds everything against the exact optimum, in the one model for which it is known.
func (b *bench) memoryless() {
	const days = 6
	b.head("Memoryless, days of 16 h: occupancy % / abandoned %, !days in breach (of 6)",
		append([]any{"p", "n", "optimum"}, names(b.algs)...)...)
	type reached struct {
		agents int
		name   string
		share  float64
	}
	var all []reached
	for _, p := range b.answer {
		for _, n := range []int{3, 10, 20, 50} {
			best := 100 * optimum.Standard(n, p, 0.05).Occupancy()
			row := []any{fmt.Sprintf("%.2f", p), n, fmt.Sprintf("%.1f", best)}
			for _, a := range b.algs {
				t := a.run(days, b.seed, func(seed uint64) sim.Scenario { return sim.Memoryless(p, n, seed) })
				share := 100 * t.Occupancy() / best
				row = append(row, fmt.Sprintf("%v (%.1f)", t, share))
				if p == 0.30 && (a.name == oursName || a.name == bareName) {
					all = append(all, reached{n, a.name, share})
				}
			}
			b.row(row...)
		}
	}
	b.say("\nIn brackets: share of the optimum, %%.\n\n")
	for _, r := range all {
		if goal := map[int]float64{3: 98.5, 10: 99, 50: 99}[r.agents]; goal > 0 {
			b.goal(fmt.Sprintf("%s, share of the exact optimum, p 0.30, %d agents", r.name, r.agents), r.share, goal,
				" %")
		}
	}
}
