package oldbook

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// Options say what book is made. The zero value of each but Attempts means what its comment says.
type Options struct {
	Attempts int       // how many calls were booked, 1 or more
	PerDay   int       // calls on one working day; 0 is 9500, a house of fifty agents
	Last     time.Time // the newest day; zero is 27 November 2026. The daemon forgets numbers older than a year
	Seed     uint64
	Progress func(attempts int) // called now and then; nil: not
}

// group is how many facts one transaction has: many, because no one waits for a single one here.
const group = 3000

// Make writes the book into dir/data, and beside it a configuration with which ringevett runs on it.
func Make(ctx context.Context, dir string, o Options) (err error) {
	if o.Attempts < 1 {
		return dialer.Invalid{Field: "attempts", Value: fmt.Sprint(o.Attempts), Why: "1 or more"}
	}
	if o.PerDay == 0 {
		o.PerDay = 9500
	}
	if o.Last.IsZero() {
		o.Last = time.Date(2026, 11, 27, 12, 0, 0, 0, hours.Oslo())
	}
	if err := configure(dir); err != nil {
		return err
	}
	w := &world{Options: o, ctx: ctx, random: rand.New(rand.NewPCG(o.Seed, 1))}
	days := workdays(o.Last, (o.Attempts+o.PerDay-1)/o.PerDay)
	w.clock.Store(days[0].Add(7 * time.Hour).UnixNano())
	w.store, err = sqlite.Create(ctx, sqlite.Options{
		Dir: filepath.Join(dir, "data"), Now: func() time.Time { return time.Unix(0, w.clock.Load()) },
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.store.Close()) }()
	if err := w.fillBook(); err != nil {
		return err
	}
	for i, day := range days {
		if err := w.day(day, min(o.PerDay, o.Attempts-i*o.PerDay)); err != nil {
			return fmt.Errorf("the day %s: %w", day.Format(time.DateOnly), err)
		}
	}
	return w.flush()
}

// workdays are the midnights of so many Mondays to Fridays, the last of them not after last.
func workdays(last time.Time, n int) []time.Time {
	var days []time.Time
	y, m, d := last.In(hours.Oslo()).Date()
	for at := time.Date(y, m, d, 0, 0, 0, 0, hours.Oslo()); len(days) < n; at = at.AddDate(0, 0, -1) {
		if at.Weekday() != time.Saturday && at.Weekday() != time.Sunday {
			days = append(days, at)
		}
	}
	slices.Reverse(days)
	return days
}

// world is the house while its book is being written.
type world struct {
	Options
	ctx    context.Context
	store  *sqlite.Store
	clock  atomic.Int64 // of the store: nanoseconds since 1970
	random *rand.Rand

	campaigns []*list
	booked    int           // attempts so far
	late      []dialer.Fact // corrections of the day before
	next      sqlite.Batch
}

// list is a campaign with the numbers that it rings, over and over.
type list struct {
	dialer.Campaign
	detail string // what the gate says of an allowed call
	asked  []dialer.RegisterVersion
	first  dialer.LeadID
	leads  int
	rung   int
}

// told is a fact with what it changes in the book.
type told struct {
	dialer.Fact
	lead *dialer.LeadChange
}

// day writes one working day, 9 to 21, its facts in the order of their times.
func (w *world) day(midnight time.Time, attempts int) error {
	open, length := midnight.Add(9*time.Hour), 12*time.Hour-2*time.Minute
	var all []told
	add := func(f dialer.Fact) { all = append(all, told{Fact: f}) }
	add(dialer.Fact{At: open.Add(-time.Hour), Kind: dialer.FactStarted, Detail: "ringevett oldbook", By: "ringevett"})
	add(dialer.Fact{At: open.Add(14 * time.Hour), Kind: dialer.FactStopped, Detail: "in order", By: "ringevett"})
	for _, f := range w.late {
		f.At = f.At.AddDate(0, 0, 1)
		add(f)
	}
	w.late = nil
	for _, a := range agents() {
		add(dialer.Fact{At: open.Add(-time.Minute), Kind: dialer.FactLogin, Agent: a.ID, Detail: a.Endpoint})
	}
	for i := range attempts {
		at := open.Add(length * time.Duration(i) / time.Duration(attempts))
		one, err := w.attempt(at)
		if err != nil {
			return err
		}
		all = append(all, one...)
	}
	slices.SortStableFunc(all, func(a, b told) int { return a.At.Compare(b.At) })
	for _, f := range all {
		if err := w.tell(f); err != nil {
			return err
		}
	}
	return w.people(midnight, attempts)
}

func (w *world) tell(f told) error {
	w.next.Facts = append(w.next.Facts, f.Fact)
	if f.lead != nil {
		w.next.Leads = append(w.next.Leads, *f.lead)
	}
	if len(w.next.Facts) < group {
		return nil
	}
	return w.flush()
}

func (w *world) flush() error {
	if n := len(w.next.Facts); n > 0 {
		w.clock.Store(w.next.Facts[n-1].At.UnixNano())
	}
	err := w.store.Write(w.ctx, w.next)
	w.next = sqlite.Batch{Facts: w.next.Facts[:0], Leads: w.next.Leads[:0]}
	if w.Progress != nil {
		w.Progress(w.booked)
	}
	return err
}
