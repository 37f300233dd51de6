// Command wash measures a wash against the other ways to do it, in one run on one machine, and prints a table. Every
// way must find the same rows; where one does not, the run ends.
//
//	go run ./test/wash                         a million leads and five million, three registers
//	go run ./test/wash -leads 100000 -national 250000
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	leads := flag.String("leads", "1000000,5000000", "rows of each list, with commas")
	times := flag.Int("times", 3, "how often each way is taken; the middle one counts")
	seed := flag.Uint64("seed", 1, "of the numbers")
	var size sizes
	flag.IntVar(&size.national, "national", 2_500_000, "numbers in the national register")
	flag.IntVar(&size.client, "client", 5_000, "in the client's")
	flag.IntVar(&size.own, "own", 40_000, "in the call centre's own")
	flag.Parse()
	err := measure(ctx, os.Stdout, *leads, *times, *seed, size)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "wash:", err)
		os.Exit(1)
	}
}

// measure takes every way for each list.
func measure(ctx context.Context, out io.Writer, leads string, times int, seed uint64, size sizes) error {
	s := newStock(seed, size)
	for _, text := range strings.Split(leads, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return fmt.Errorf("-leads %q: numbers with commas", leads)
		}
		if err := s.measure(ctx, out, n, times); err != nil {
			return err
		}
	}
	return nil
}

func (s *stock) measure(ctx context.Context, out io.Writer, leads, times int) error {
	dir, err := os.MkdirTemp("", "wash")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	f, err := s.write(dir, leads)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d leads, %.1f MB of CSV; registers of %d, %d and %d numbers; the middle of %d runs\n",
		leads, float64(f.size)/1e6, len(s.registers[0]), len(s.registers[1]), len(s.registers[2]), times)
	ways, stop, err := s.ways(ctx, dir)
	if err != nil {
		return err
	}
	defer stop()
	return s.table(ctx, out, ways, f, leads, times)
}

// ways are all of them, ours with one worker first: the others are measured by it. The redis one is stopped by its
// closer.
func (s *stock) ways(ctx context.Context, dir string) (all []way, stop func(), err error) {
	here, err := sorting(ctx, "sort and join on bare numbers", "")
	plain, err2 := sorting(ctx, "the same with LC_ALL=C", "LC_ALL=C")
	lite, err3 := lite(ctx)
	count, err4 := count(ctx)
	if err := errors.Join(err, err2, err3, err4); err != nil {
		return nil, nil, err
	}
	shared, stop, err := fromRedis(ctx, dir, s)
	if err != nil {
		return nil, nil, err
	}
	return []way{
		ours(s.sets, 1), inMemory(s.sets), ours(s.sets, 2), shared, copying(), here, plain, lite, count,
		plainly(s.sets),
	}, stop, nil
}

// table takes each way and prints it beside the first: what it cost a row, and how many times the first's.
func (s *stock) table(ctx context.Context, out io.Writer, ways []way, f files, leads, times int) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "way\thits\tCPU ns/row\twall ns/row\tM rows/s\tms\tx CPU\tx wall\t")
	var first cost
	hits := -1
	for _, way := range ways {
		found, c, err := way.middle(ctx, f, times)
		if err != nil {
			return fmt.Errorf("%s: %w", way.name, err)
		}
		if hits < 0 {
			hits, first = found, c
		}
		if found >= 0 && found != hits {
			return fmt.Errorf("%s: finds %d reserved rows, the wash %d", way.name, found, hits)
		}
		fmt.Fprintf(w, "%s\t%d\t%.0f\t%.0f\t%.1f\t%.0f\t%.1f\t%.1f\t\n", way.name, max(found, 0),
			float64(c.cpu)/float64(leads), float64(c.wall)/float64(leads),
			float64(leads)/c.wall.Seconds()/1e6, c.wall.Seconds()*1000,
			float64(c.cpu)/float64(first.cpu), float64(c.wall)/float64(first.wall))
	}
	return w.Flush()
}

// middle takes a way so many times and gives the run in the middle, by processor time.
func (y way) middle(ctx context.Context, f files, times int) (hits int, c cost, err error) {
	var all []cost
	for range times {
		if hits, c, err = y.take(ctx, f); err != nil {
			return 0, c, err
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b cost) int { return int(a.cpu - b.cpu) })
	return hits, all[len(all)/2], nil
}
