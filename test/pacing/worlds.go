package main

import (
	"fmt"

	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/test/pacing/sim"
)

// byDefault is what a campaign gets that sets nothing: spend 2 %, limit 5 %.
func (b *bench) byDefault() {
	const days = 3
	b.head("By default (spend 2 %, limit 5 %), stationary, p 0.30", "n", "power", oursName, "gain", bareName, "gain",
		strictName, "gain")
	goals := map[int]float64{10: 15, 50: 26}
	gains := map[string]map[int]float64{oursName: {}, bareName: {}, strictName: {}}
	for _, n := range []int{3, 5, 10, 20, 50} {
		world := cell{stationary, 0.30, n}.scenario
		power := b.one("power", 2).run(days, b.seed, world)
		row := []any{n, power}
		for _, name := range []string{oursName, bareName, strictName} {
			t := b.one(name, 2).run(days, b.seed, world)
			gains[name][n] = t.Occupancy() - power.Occupancy()
			row = append(row, t, fmt.Sprintf("%+.1f", gains[name][n]))
		}
		b.row(row...)
	}
	b.say("\n")
	for _, name := range []string{oursName, bareName} {
		for _, n := range []int{10, 50} {
			b.goal(fmt.Sprintf("%s by default, gain over power, %d agents", name, n), gains[name][n], goals[n],
				" points")
		}
	}
}

// vanishing has two dead legs per agent-hour, and breaks that are taken at once.
func (b *bench) vanishing() {
	b.head("Agents that vanish (2 disconnects per agent-hour, abrupt breaks), p 0.30, spend 5 %",
		"n", "days", "power, none vanish", "power", bareName+", none vanish", bareName, oursName, "cost",
		strictName, oursName+", no ring cut short")
	var lines []func()
	patient := algorithm{make: func(s sim.Scenario) sim.Algorithm { return ringing{newOurs(s, 5, 1).Pacer} }}
	for _, n := range []int{5, 10, 20, 50} {
		days := min(20, 200/n)
		calm := cell{stationary, 0.30, n}.scenario
		wild := func(seed uint64) sim.Scenario { return calm(seed).Vanishing() }
		run := func(name string, world func(uint64) sim.Scenario) tally {
			return b.one(name, 5).run(days, b.seed, world)
		}
		still, t := run(bareName, calm), run(oursName, wild)
		cost := still.Occupancy() - t.Occupancy()
		b.row(n, days, run("power", calm), run("power", wild), still, run(bareName, wild), t, fmt.Sprintf("%.1f", cost),
			run(strictName, wild), patient.run(days, b.seed, wild))
		lines = append(lines, func() {
			b.none(fmt.Sprintf("ours, days in breach with agents vanishing, %d agents", n), t.breached)
			b.most(
				fmt.Sprintf("ours, what vanishing agents cost against %s where none vanish, %d agents", bareName,
					n), cost, 2, " points",
			)
		})
	}
	b.say("\n")
	for _, l := range lines {
		l()
	}
}

// intervals obeys shorter ledgers too.
func (b *bench) intervals() {
	const days = 2
	b.head("Shorter ledgers obeyed too, p 0.30, spend 5 %: breaches are of all that are obeyed", "n", "day", "and hour",
		"and quarter", "day ("+bareName+")", "and hour", "and quarter")
	goals := map[int]float64{10: 77, 20: 82, 50: 89}
	var lines []func()
	for _, n := range []int{10, 20, 50} {
		row := []any{n}
		for _, name := range []string{oursName, bareName} {
			for shorter := range 3 {
				t := b.one(name, 5).run(days, b.seed, func(seed uint64) sim.Scenario {
					s := cell{stationary, 0.30, n}.scenario(seed)
					s.Spans = append(s.Spans, []pacing.Span{pacing.Hour, pacing.Quarter}[:shorter]...)
					return s
				})
				row = append(row, t)
				if shorter == 1 {
					lines = append(lines, func() {
						b.none(fmt.Sprintf("%s, days in breach of day or hour, %d agents", name, n), t.breached)
						b.goal(fmt.Sprintf("%s, hour obeyed too, %d agents", name, n), t.Occupancy(), goals[n], " %")
					})
				}
			}
		}
		b.row(row...)
	}
	b.say("\n")
	for _, l := range lines {
		l()
	}
}
