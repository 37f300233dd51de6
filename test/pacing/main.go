// Command pacing is the bench of pacing algorithms: simulated days on which every algorithm meets the same calls.
// Without flags it prints the whole table as markdown.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/ringevett/ringevett/test/pacing/sim"
)

// post is what a call may take from dial to the first ring, beyond the time it rings.
const post = 10 * time.Second

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	algs, err := named(algorithms(o.spend), o.algs)
	if err != nil {
		return err
	}
	for _, p := range o.answer {
		for _, n := range o.agents {
			for _, a := range algs {
				r, breaches := days(o, a, func(seed uint64) sim.Scenario { return sim.Base(p, n, seed) })
				fmt.Printf("p=%.2f n=%3d %-10s %5.1f %% / %4.1f %%  breaches %d worst %.4f cancelled %d\n", p, n, a.name, r.Occupancy(), r.AbandonedShare(), breaches, r.Worst, r.Cancelled)
			}
		}
	}
	return nil
}

// days runs an algorithm over the days of a cell, and counts those on which the limit was passed.
func days(o options, a algorithm, at func(seed uint64) sim.Scenario) (sum sim.Result, breached int) {
	for d := range o.days {
		s := at(o.seed + uint64(d))
		r := sim.Run(s, a.make(s))
		sum = sum.Add(r)
		if r.Breaches > 0 {
			breached++
		}
	}
	return sum, breached
}

type options struct {
	answer []float64
	agents []int
	days   int
	algs   string
	spend  float64
	seed   uint64
}

func parse(args []string) (o options, err error) {
	fs := flag.NewFlagSet("pacing", flag.ContinueOnError)
	ps := fs.String("p", "0.15,0.30,0.50", "answer rates")
	ns := fs.String("n", "3,5,10,20,50,100,200", "agents")
	fs.IntVar(&o.days, "days", 2, "days for each cell")
	fs.StringVar(&o.algs, "alg", "", "algorithms, by their names in the table; empty: all")
	fs.Float64Var(&o.spend, "spend", 5, "per cent that ours aims at")
	fs.Uint64Var(&o.seed, "seed", 1, "of the first day")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	if o.answer, err = numbers[float64]("-p", *ps); err != nil {
		return o, err
	}
	o.agents, err = numbers[int]("-n", *ns)
	return o, err
}
