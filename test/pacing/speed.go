package main

import (
	"fmt"
	"runtime"
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/test/pacing/sim"
)

// watched measures another algorithm's decisions, after the first hour, and its allocations at every hundredth.
type watched struct {
	sim.Algorithm
	decisions, sampled int
	spent, longest     time.Duration
	mallocs            uint64
}

// Decide is timed.
func (w *watched) Decide(o *pacing.Observation) pacing.Decision {
	if o.Now < time.Hour {
		return w.Algorithm.Decide(o)
	}
	w.decisions++
	if w.decisions%100 == 0 {
		return w.counted(o)
	}
	began := time.Now()
	d := w.Algorithm.Decide(o)
	took := time.Since(began)
	w.spent, w.longest = w.spent+took, max(w.longest, took)
	return d
}

// counted is out of the timing, for reading the memory's statistics is slow.
func (w *watched) counted(o *pacing.Observation) pacing.Decision {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	d := w.Algorithm.Decide(o)
	runtime.ReadMemStats(&after)
	w.sampled++
	w.mallocs += after.Mallocs - before.Mallocs
	return d
}

// speed is a day of 200 agents.
func (b *bench) speed() {
	b.head("Speed: a day of 200 agents, stationary", "p", "algorithm", "µs per decision (mean)",
		"allocations per decision", "decisions", "seconds for the day")
	worst, allocations := 0.0, 0.0
	for _, p := range []float64{0.15, 0.30} {
		for _, name := range []string{"power", "vici-avg", oursName} {
			s := cell{stationary, p, 200}.scenario(b.seed)
			began := time.Now()
			r := sim.Run(s, b.one(name, 5).make(s))
			took := time.Since(began)
			w := &watched{Algorithm: b.one(name, 5).make(s)}
			sim.Run(s, w)
			micros := w.spent.Seconds() * 1e6 / float64(w.decisions-w.sampled)
			perDecision := float64(w.mallocs) / float64(w.sampled)
			b.row(fmt.Sprintf("%.2f", p), name, fmt.Sprintf("%.1f", micros), fmt.Sprintf("%.3f", perDecision),
				r.Decisions, fmt.Sprintf("%.1f", took.Seconds()))
			if name == oursName {
				worst, allocations = max(worst, micros), max(allocations, perDecision)
			}
		}
	}
	b.say("\n")
	b.most("ours, µs per decision at 200 agents", worst, 50, "")
	b.most("ours, allocations in 100,000 decisions", 100_000*allocations, 0, "")
}
