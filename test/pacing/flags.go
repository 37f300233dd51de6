package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
)

// options are the command's flags.
type options struct {
	answer []float64
	agents []int
	days   int
	algs   string
	worlds []string
	spend  float64
	seed   uint64
	parts  []string
}

// The worlds of the grid.
const (
	stationary = "stationary"
	drift      = "drift"
)

func parse(args []string) (o options, err error) {
	fs := flag.NewFlagSet("pacing", flag.ContinueOnError)
	fs.SetOutput(os.Stderr)
	answer := fs.String("p", "0.15,0.30,0.50", "answer rates of the grid")
	agents := fs.String("n", "3,5,10,20,50,100,200", "agents of the grid")
	fs.IntVar(&o.days, "days", 2, "days for each cell of up to 50 agents; half as many beyond")
	fs.StringVar(&o.algs, "alg", "", "algorithms of the grid, by their names in the table; empty: all")
	worlds := fs.String("world", "stationary,drift", "worlds of the grid")
	fs.Float64Var(&o.spend, "spend", 5, "per cent that ours aims at in the grid")
	fs.Uint64Var(&o.seed, "seed", 1, "of the first day")
	which := fs.String("part", "",
		"parts: "+partNames()+"; empty: all, or the grid alone where -p, -n or -alg is given")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	o.worlds, o.parts = strings.Split(*worlds, ","), strings.Split(*which, ",")
	if *which == "" {
		o.parts = nil
		fs.Visit(func(f *flag.Flag) {
			if slices.Contains([]string{"p", "n", "alg", "world"}, f.Name) {
				o.parts = []string{"grid"}
			}
		})
	}
	var errs [3]error
	o.answer, errs[0] = numbers[float64]("-p", *answer)
	o.agents, errs[1] = numbers[int]("-n", *agents)
	errs[2] = o.known()
	return o, errors.Join(errs[:]...)
}

func partNames() string {
	var names []string
	for _, p := range parts() {
		names = append(names, p.name)
	}
	return strings.Join(names, ",")
}

// known finds parts and worlds that there are not.
func (o options) known() error {
	for _, w := range o.worlds {
		if w != stationary && w != drift {
			return fmt.Errorf("-world: %q is neither %s nor %s", w, stationary, drift)
		}
	}
	for _, p := range o.parts {
		if !slices.Contains(strings.Split(partNames(), ","), p) {
			return fmt.Errorf("-part: %q is none of %s", p, partNames())
		}
	}
	if o.days < 1 {
		return fmt.Errorf("-days: %d is under 1", o.days)
	}
	return nil
}

func (o options) wants(part string) bool { return len(o.parts) == 0 || slices.Contains(o.parts, part) }

// daysFor a crew: large ones have enough calls in fewer days.
func (o options) daysFor(agents int) int {
	if agents > 50 {
		return (o.days + 1) / 2
	}
	return o.days
}

// numbers reads a list with commas.
func numbers[T int | float64](flag, list string) (out []T, err error) {
	for s := range strings.SplitSeq(list, ",") {
		var v T
		if _, err := fmt.Sscan(s, &v); err != nil || v <= 0 {
			return nil, fmt.Errorf("%s: %q is not a number above 0", flag, s)
		}
		out = append(out, v)
	}
	return out, nil
}
