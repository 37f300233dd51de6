// Command make writes an old book; see package oldbook.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/ringevett/ringevett/test/oldbook"
)

func main() {
	dir := flag.String("dir", "", "the folder to make the book in: empty, or not there")
	attempts := flag.Int("attempts", 100_000, "how many calls were booked")
	day := flag.Int("day", 0, "calls on one working day; 0: 9500")
	last := flag.String("last", "", "the newest day, as 2026-11-27; empty: yesterday")
	seed := flag.Uint64("seed", 1, "the same seed gives the same facts")
	flag.Parse()
	o := oldbook.Options{Attempts: *attempts, PerDay: *day, Seed: *seed, Last: time.Now().AddDate(0, 0, -1)}
	if err := run(*dir, *last, o); err != nil {
		fmt.Fprintln(os.Stderr, "make an old book:", err)
		os.Exit(1)
	}
}

func run(dir, last string, o oldbook.Options) (err error) {
	if dir == "" {
		return fmt.Errorf("-dir: where to")
	}
	if last != "" {
		if o.Last, err = time.Parse(time.DateOnly, last); err != nil {
			return fmt.Errorf("-last: %w", err)
		}
		o.Last = o.Last.Add(12 * time.Hour)
	}
	began, said := time.Now(), 0
	o.Progress = func(n int) {
		if n >= said+50_000 {
			said = n
			fmt.Fprintf(os.Stderr, "%d of %d attempts, %v\n", n, o.Attempts, time.Since(began).Round(time.Second))
		}
	}
	if err := oldbook.Make(context.Background(), dir, o); err != nil {
		return err
	}
	took := time.Since(began).Round(time.Second)
	fmt.Printf("%d attempts in %v: ringevett --config %s status\n", o.Attempts, took, oldbook.Config(dir))
	return nil
}
