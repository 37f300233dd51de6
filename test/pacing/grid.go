package main

import (
	"fmt"
	"strings"

	"github.com/ringevett/ringevett/test/pacing/sim"
)

// cell is one place of the grid.
type cell struct {
	world  string
	answer float64
	agents int
}

func (c cell) scenario(seed uint64) sim.Scenario {
	s := sim.Base(c.answer, c.agents, seed)
	if c.world == drift {
		s = s.Drifting()
	}
	return s
}

func (c cell) String() string {
	return fmt.Sprintf("%s, p %.2f, %d agents", c.world, c.answer, c.agents)
}

// grid is every algorithm on the base scenario.
func (b *bench) grid() {
	sums, cells := map[string]tally{}, map[cell]map[string]tally{}
	for _, w := range b.worlds {
		b.head(w+": occupancy % / abandoned %, !days in breach, c rings cut short",
			append([]any{"p", "n"}, names(b.algs)...)...)
		for _, p := range b.answer {
			for _, n := range b.agents {
				c := cell{w, p, n}
				cells[c] = map[string]tally{}
				row := []any{fmt.Sprintf("%.2f", p), n}
				for _, a := range b.algs {
					t := a.run(b.daysFor(n), b.seed, c.scenario)
					cells[c][a.name], sums[a.name] = t, sums[a.name].add(t)
					row = append(row, t)
				}
				b.row(row...)
			}
		}
	}
	b.sums(sums)
	b.gridGoals(cells, sums)
}

func names(algs []algorithm) (out []any) {
	for _, a := range algs {
		out = append(out, a.name)
	}
	return out
}

// sums are the whole grid, by algorithm.
func (b *bench) sums(sums map[string]tally) {
	b.head("The whole grid", "algorithm", "days", "days in breach", "in breach, E counted the other way",
		"worst instant %", "rings cut short", "dials", "answered", "abandoned")
	for _, a := range b.algs {
		t := sums[a.name]
		b.row(a.name, t.days, t.breached, t.breachedOtherwise, fmt.Sprintf("%.2f", 100*t.Worst), t.Cancelled, t.Dials,
			t.Answered, t.Abandoned)
	}
	b.say("\nE counts at the answer; for ours-strict with the disposal, and \"the other way\" is the other of the " +
		"two.\n")
}

// gridGoals that the grid was run for.
func (b *bench) gridGoals(cells map[cell]map[string]tally, sums map[string]tally) {
	b.say("\n")
	for _, name := range []string{oursName, bareName} {
		t, ran := sums[name]
		if !ran {
			continue
		}
		b.none(name+", days in breach", t.breached)
		b.none(name+", rings cut short", t.Cancelled)
		b.beaten(name, cells)
	}
}

// beaten counts the cells in which one of VICIdial's modes occupies its agents more than ours.
func (b *bench) beaten(name string, cells map[cell]map[string]tally) {
	lost, compared := 0, 0
	for c, by := range cells {
		for other, t := range by {
			if !strings.HasPrefix(other, "vici") {
				continue
			}
			compared++
			if t.Occupancy() > by[name].Occupancy() {
				lost++
				b.say("- %s beats %s: %s\n", other, name, c)
			}
		}
	}
	if compared > 0 {
		b.none(fmt.Sprintf("%s, of %d comparisons with VICIdial's modes: lost", name, compared), lost)
	}
}

// goals are the occupancies to reach, over more days than a cell of the grid has.
func (b *bench) goals() {
	b.head("Goals: stationary, p 0.30, spend 5 %, over more days", "n", "days", oursName, bareName, strictName, "goal",
		"verdict ("+oursName+")", "("+bareName+")")
	for _, g := range []struct {
		agents, days int
		goal         float64
	}{{10, 12, 82.3}, {20, 8, 86.9}, {50, 6, 92.1}, {100, 3, 94.7}, {200, 2, 96.2}} {
		row := []any{g.agents, g.days}
		var verdicts []any
		for _, name := range []string{oursName, bareName, strictName} {
			t := b.one(name, 5).run(g.days, b.seed, cell{stationary, 0.30, g.agents}.scenario)
			row = append(row, t)
			if name != strictName {
				verdicts = append(verdicts, verdict(t.Occupancy() >= g.goal-rounding))
			}
		}
		b.row(append(append(row, g.goal), verdicts...)...)
	}
}
