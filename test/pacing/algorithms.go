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
	name string
	make func(sim.Scenario) sim.Algorithm
}

// algorithms are all there are, in the table's order. Ours spends what it is told.
func algorithms(spend float64) []algorithm {
	vici := func(m peers.Mode) func(sim.Scenario) sim.Algorithm {
		return func(sim.Scenario) sim.Algorithm { return &peers.Vicidial{Mode: m, Max: 3, Drop: 5} }
	}
	return []algorithm{
		{"power", func(sim.Scenario) sim.Algorithm { return peers.Power{} }},
		{"ratio2", func(sim.Scenario) sim.Algorithm { return peers.Ratio(2) }},
		{"vici-avg", vici(peers.Average)},
		{"vici-hard", vici(peers.Hard)},
		{"vici-taper", vici(peers.Tapered)},
		{"issabel", func(sim.Scenario) sim.Algorithm { return &peers.Issabel{Service: 0.97} }},
		{"quantile5", func(sim.Scenario) sim.Algorithm { return &peers.Quantile{Risk: 0.05} }},
		{"ours", func(s sim.Scenario) sim.Algorithm { return newOurs(s, spend, pacing.Defaults().ReserveAgents) }},
		{"ours-0", func(s sim.Scenario) sim.Algorithm { return newOurs(s, spend, 0) }},
	}
}

// named picks algorithms by their names.
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

// ours drives the daemon's own pacer: it learns everything while the day runs.
type ours struct{ *pacing.Pacer }

// Start needs nothing: the pacer was made for this day.
func (ours) Start(sim.Setup) {}

// newOurs has the daemon's defaults but for what the bench compares at: the scenario's times, the spend, and how many
// agents the guard expects to vanish (none do in the base scenario). Small crews are paced too.
func newOurs(s sim.Scenario, spend float64, reserve int) ours {
	set := pacing.Defaults()
	set.Limit, set.Spend, set.Grace, set.SmallCrew, set.ReserveAgents = s.Limit, spend, s.Grace, 0, reserve
	if s.Timeout > 0 {
		set.Ring = s.Timeout + post
	}
	return ours{pacing.New(set)}
}
