// Command pacing is the bench of pacing algorithms: simulated days on which every algorithm meets the same calls.
// Without flags it prints the whole table as markdown, which takes about twelve minutes of one core.
package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// post is what a call may take from dial to the first ring, beyond the time it rings.
const post = 10 * time.Second

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// bench is one run of the command.
type bench struct {
	options
	out  io.Writer
	algs []algorithm
}

// part of the table.
type part struct {
	name string
	run  func(*bench)
}

func parts() []part {
	return []part{
		{"grid", (*bench).grid},
		{"goals", (*bench).goals},
		{"oracle", (*bench).oracle},
		{"memoryless", (*bench).memoryless},
		{"default", (*bench).byDefault},
		{"vanishing", (*bench).vanishing},
		{"intervals", (*bench).intervals},
		{"speed", (*bench).speed},
	}
}

func run(args []string, out io.Writer) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	b := &bench{options: o, out: out}
	if b.algs, err = named(algorithms(o.spend), o.algs); err != nil {
		return err
	}
	for _, p := range parts() {
		if o.wants(p.name) {
			began := time.Now()
			p.run(b)
			b.say("\n(%s: %.0f s)\n", p.name, time.Since(began).Seconds())
		}
	}
	return nil
}

func (b *bench) say(format string, args ...any) { fmt.Fprintf(b.out, format, args...) }

// row writes one line of a markdown table.
func (b *bench) row(cells ...any) {
	b.say("|")
	for _, c := range cells {
		b.say(" %v |", c)
	}
	b.say("\n")
}

// head writes the names of the columns.
func (b *bench) head(title string, columns ...any) {
	b.say("\n## %s\n\n", title)
	b.row(columns...)
	b.say("|")
	for range columns {
		b.say(" --- |")
	}
	b.say("\n")
}

// rounding of figures that are printed with one decimal: they are judged as printed.
const rounding = 0.05

// goal holds a figure against what it should reach.
func (b *bench) goal(what string, got, atLeast float64, unit string) {
	b.say("- %s: %.1f%s, goal at least %.1f: %s\n", what, got, unit, atLeast, verdict(got >= atLeast-rounding))
}

// most holds a figure against what it should not pass.
func (b *bench) most(what string, got, atMost float64, unit string) {
	b.say("- %s: %.1f%s, goal at most %.1f: %s\n", what, got, unit, atMost, verdict(got <= atMost+rounding))
}

// none holds a count that should be nought.
func (b *bench) none(what string, got int) {
	b.say("- %s: %d, goal 0: %s\n", what, got, verdict(got == 0))
}

func verdict(reached bool) string {
	if reached {
		return "ok"
	}
	return "short"
}
