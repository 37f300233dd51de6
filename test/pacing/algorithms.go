package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/test/pacing/peers"
	"github.com/ringevett/ringevett/test/pacing/sim"
)

// algorithm is a name in the table and how to make a fresh one.
type algorithm struct {
	name   string
	make   func(sim.Scenario) sim.Algorithm
	strict bool // its ledgers count E with the disposal
}

// The names that goals are held against.
const (
	oursName = "ours"   // the daemon's pacer
	bareName = "ours-0" // with no agents in reserve for those that vanish

	strictName = "ours-strict" // its ledgers count E with the disposal
)

// algorithms are all there are, in the table's order. Ours spends what it is told.
func algorithms(spend float64) []algorithm {
	vici := func(m peers.Mode) func(sim.Scenario) sim.Algorithm {
		return func(sim.Scenario) sim.Algorithm { return &peers.Vicidial{Mode: m, Max: 3, Drop: 5} }
	}
	reserved := func(s sim.Scenario) sim.Algorithm { return newOurs(s, spend, pacing.Defaults().ReserveAgents) }
	return []algorithm{
		{name: "power", make: func(sim.Scenario) sim.Algorithm { return peers.Power{} }},
		{name: "ratio2", make: func(sim.Scenario) sim.Algorithm { return peers.Ratio(2) }},
		{name: "vici-avg", make: vici(peers.Average)},
		{name: "vici-hard", make: vici(peers.Hard)},
		{name: "vici-taper", make: vici(peers.Tapered)},
		{name: "issabel", make: func(sim.Scenario) sim.Algorithm { return &peers.Issabel{Service: 0.97} }},
		{name: "quantile5", make: func(sim.Scenario) sim.Algorithm { return &peers.Quantile{Risk: 0.05} }},
		{name: oursName, make: reserved},
		{name: bareName, make: func(s sim.Scenario) sim.Algorithm { return newOurs(s, spend, 0) }},
		{name: strictName, make: reserved, strict: true},
	}
}

// named picks algorithms by their names; no names, all.
func named(all []algorithm, names string) (picked []algorithm, err error) {
	if names == "" {
		return all, nil
	}
	for name := range strings.SplitSeq(names, ",") {
		i := slices.IndexFunc(all, func(a algorithm) bool { return a.name == name })
		if i < 0 {
			return nil, fmt.Errorf("-alg: %q is none of them", name)
		}
		picked = append(picked, all[i])
	}
	return picked, nil
}

// tally is what an algorithm came to over several days.
type tally struct {
	sim.Result
	days, breached    int // days on which the limit was passed at some instant
	breachedOtherwise int // with E counted the other way
}

// run takes an algorithm through the same days as every other.
func (a algorithm) run(days int, seed uint64, world func(seed uint64) sim.Scenario) (t tally) {
	for d := range days {
		s := world(seed + uint64(d))
		s.Strict = s.Strict || a.strict
		r := sim.Run(s, a.make(s))
		t.Result = t.Result.Add(r)
		t.days++
		if r.Breaches > 0 {
			t.breached++
		}
		if r.OtherBreaches > 0 {
			t.breachedOtherwise++
		}
	}
	return t
}

// add sums two cells.
func (t tally) add(o tally) tally {
	return tally{
		t.Result.Add(o.Result), t.days + o.days, t.breached + o.breached, t.breachedOtherwise + o.breachedOtherwise,
	}
}

// String is a cell of the table: occupancy and abandoned in percent, days in breach, rings cut short.
func (t tally) String() string {
	s := fmt.Sprintf("%.1f/%.1f", t.Occupancy(), t.AbandonedShare())
	if t.breached > 0 {
		s += fmt.Sprintf(" !%d", t.breached)
	}
	if t.Cancelled > 0 {
		s += fmt.Sprintf(" c%d", t.Cancelled)
	}
	return s
}
