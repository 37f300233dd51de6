package console

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/retention"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Reports answers from the journal. All methods may be called at the same time.
type Reports struct{ p ReportPorts }

// NewReports makes the answers from the journal.
func NewReports(p ReportPorts) *Reports { return &Reports{p} }

// Figures derives the daily figures from the journal, one day after the other: of each attempt that has a fact in the
// days asked for, all facts, whenever they were written, because a call's word may come days after it. What is held
// at a time is one day's attempts, by their ids.
func (r *Reports) Figures(ctx context.Context, q verb.FiguresQuery) (verb.Figures, error) {
	q, err := r.DaysOf(q)
	if err != nil {
		return verb.Figures{}, err
	}
	out := verb.Figures{From: q.From, To: q.To, LimitPct: r.p.Settings().LimitPct}
	out.Days, out.Broken, out.Gone = []verb.Day{}, []string{}, []string{}
	span, err := spanOf(q)
	if err != nil {
		return verb.Figures{}, err
	}
	if out.DemoClock, err = r.demoIn(ctx, span[0], span[len(span)-1]); err != nil {
		return verb.Figures{}, err
	}
	table := figures.NewTable(hours.Oslo())
	if err := r.derive(ctx, table, span); err != nil {
		return verb.Figures{}, err
	}
	if err := r.zeros(ctx, table, q, span); err != nil {
		return verb.Figures{}, err
	}
	if err := r.keptOf(ctx, span, &out); err != nil {
		return verb.Figures{}, err
	}
	days := table.Days()
	for _, d := range days {
		if within(q, d.Day) && (q.Campaign == "" || q.Campaign == string(d.Campaign)) {
			out.Days = append(out.Days, r.dayOut(d))
		}
	}
	if err := figures.Check(days); err != nil {
		out.Broken = strings.Split(err.Error(), "\n")
	}
	return out, nil
}

// zeros gives each campaign a row for each of the days since its first call on which it had none: that it did not
// ring is told, not left out. A campaign that never rang has one for today.
func (r *Reports) zeros(ctx context.Context, table *figures.Table, q verb.FiguresQuery, midnights []time.Time) error {
	all, err := r.p.Days.Campaigns(ctx)
	if err != nil {
		return err
	}
	today := dialer.DayOf(r.p.Now(), hours.Oslo())
	for _, c := range all {
		if q.Campaign != "" && q.Campaign != string(c.ID) {
			continue
		}
		first, err := r.p.Days.FirstDay(ctx, c.ID)
		if err != nil {
			return err
		}
		last := today
		if !c.Archived.IsZero() {
			last = dialer.DayOf(c.Archived, hours.Oslo())
		}
		for _, at := range midnights[:len(midnights)-1] {
			if day := dialer.DayOf(at, hours.Oslo()); cmp.Or(first, today) <= day && day <= last {
				table.Zero(c.ID, day)
			}
		}
	}
	return nil
}

// keptOf tells beside the figures how long what is behind them is kept, and which of the days are not in this journal.
func (r *Reports) keptOf(ctx context.Context, midnights []time.Time, out *verb.Figures) error {
	p := r.p.Settings().Periods
	out.Kept = map[string]string{}
	for _, figure := range retention.Figures() {
		out.Kept[figure] = p.Behind(figure)
	}
	first, err := r.p.Days.Begin(ctx)
	if err != nil || first.IsZero() {
		return err
	}
	since := dialer.DayOf(first, hours.Oslo())
	out.Since = string(since)
	for _, at := range midnights[:len(midnights)-1] {
		if day := dialer.DayOf(at, hours.Oslo()); day < since {
			out.Gone = append(out.Gone, string(day))
		}
	}
	return nil
}

// spanOf gives the midnights of the days asked for, and the one after the last.
func spanOf(q verb.FiguresQuery) (midnights []time.Time, err error) {
	from, err := time.ParseInLocation(time.DateOnly, q.From, hours.Oslo())
	if err != nil {
		return nil, err
	}
	to, err := time.ParseInLocation(time.DateOnly, q.To, hours.Oslo())
	if err != nil {
		return nil, err
	}
	for at := from; !at.After(to); at = at.AddDate(0, 0, 1) {
		midnights = append(midnights, at)
	}
	return append(midnights, to.AddDate(0, 0, 1)), nil
}

// derive fills the table day by day. An attempt with facts on two of the days is told on the first of them.
func (r *Reports) derive(ctx context.Context, table *figures.Table, midnights []time.Time) error {
	told := map[dialer.AttemptID]time.Time{} // the newest fact of those that reach into a later day
	for i, from := range midnights[:len(midnights)-1] {
		to := midnights[i+1]
		day, err := r.hearDay(ctx, table, from, to)
		if err != nil {
			return err
		}
		maps.DeleteFunc(day, func(id dialer.AttemptID, s *heard) bool { _, is := told[id]; return is || !s.within })
		maps.DeleteFunc(told, func(_ dialer.AttemptID, last time.Time) bool { return last.Before(to) })
		tell := func(s *figures.Story) {
			table.Tell(s)
			if !s.Last.Before(to) {
				told[s.ID] = s.Last
			}
		}
		if err := r.tellWhole(ctx, day, tell); err != nil {
			return err
		}
	}
	return nil
}

// heard is what is known of an attempt after one day was read.
type heard struct {
	figures.Story
	within bool // a fact of it is dated within the day
}

// hearDay reads one day of the journal, once.
func (r *Reports) hearDay(
	ctx context.Context, table *figures.Table, from, to time.Time,
) (map[dialer.AttemptID]*heard, error) {
	day := map[dialer.AttemptID]*heard{}
	return day, r.p.Attempts.FactsAround(ctx, from, to, func(f dialer.Fact) {
		within := !f.At.Before(from) && f.At.Before(to)
		if f.Attempt == 0 {
			if within {
				table.House(f)
			}
			return
		}
		s := day[f.Attempt]
		if s == nil {
			s = &heard{}
			day[f.Attempt] = s
		}
		s.Hear(f, hours.Oslo())
		s.within = s.within || within
	})
}

// tellWhole tells of each attempt all facts: those of which the day had only some are read on their own.
func (r *Reports) tellWhole(ctx context.Context, day map[dialer.AttemptID]*heard, tell func(*figures.Story)) error {
	var parted []dialer.AttemptID
	err := r.p.Attempts.FactCounts(ctx, slices.Sorted(maps.Keys(day)), func(id dialer.AttemptID, n int) {
		if day[id].Facts == n {
			tell(&day[id].Story)
		} else {
			parted = append(parted, id)
		}
	})
	if err != nil {
		return err
	}
	return r.p.Attempts.EachAttempt(ctx, parted, func(facts []dialer.Fact) bool {
		tell(figures.StoryOf(facts, hours.Oslo()))
		return true
	})
}

// demoIn gives the mark of the last demonstration that wrote anything within the span; "" where none did.
func (r *Reports) demoIn(ctx context.Context, from, to time.Time) (string, error) {
	runs, err := r.p.Runs.DaemonRuns(ctx)
	if err != nil {
		return "", err
	}
	for _, run := range slices.Backward(runs) {
		mark := r.p.DemoMark(run.Started)
		if mark == "" {
			continue
		}
		if wrote, err := r.p.Runs.WroteIn(ctx, run, from, to); err != nil || wrote {
			return mark, err
		}
	}
	return "", nil
}

// DaysOf reads the days of a question: from is today where it is left out, and to is from.
func (r *Reports) DaysOf(q verb.FiguresQuery) (verb.FiguresQuery, error) {
	if q.From == "" {
		q.From = string(dialer.DayOf(r.p.Now(), hours.Oslo()))
	}
	if q.To == "" {
		q.To = q.From
	}
	for _, d := range []struct{ field, day string }{{"from", q.From}, {"to", q.To}} {
		if _, err := time.Parse(time.DateOnly, d.day); err != nil {
			return q, dialer.Invalid{Field: d.field, Value: d.day, Why: "an Oslo day as 2026-11-23"}
		}
	}
	if q.To < q.From {
		return q, dialer.Invalid{Field: "to", Value: q.To, Why: "not before from, " + q.From}
	}
	return q, nil
}

// OsloDays is DaysOf, as the beginning of the first day and of the last one.
func (r *Reports) OsloDays(from, to string) (first, last time.Time, err error) {
	q, err := r.DaysOf(verb.FiguresQuery{From: from, To: to})
	if err != nil {
		return first, last, err
	}
	if first, err = time.ParseInLocation(time.DateOnly, q.From, hours.Oslo()); err != nil {
		return first, last, err
	}
	last, err = time.ParseInLocation(time.DateOnly, q.To, hours.Oslo())
	return first, last, err
}

// within holds days as text: their form sorts as they do.
func within(q verb.FiguresQuery, d dialer.Day) bool { return q.From <= string(d) && string(d) <= q.To }

func (r *Reports) dayOut(d figures.Day) verb.Day {
	out := verb.Day{
		Day: string(d.Day), Campaign: string(d.Campaign),
		Attempted: d.Attempted, Answered: d.Answered, Connected: d.Connected, Transferred: d.Transferred,
		Abandoned: d.Abandoned, Complaints: d.Complaints,
		NoAnswer: d.NoAnswer, Busy: d.Busy, CancelledRinging: d.CancelledRinging, TrunkFailed: d.TrunkFailed,
		Lost:            d.Lost,
		MachineAtAnswer: d.MachineAtAnswer, Machines: d.Machines, TypedPerson: d.TypedPerson,
		TypedMachine: d.TypedMachine, EarlyHangup: d.EarlyHangup, LateTransfer: d.LateTransfer,
		AbandonedNotLate: d.AbandonedNotLate, AgentDrop: d.AgentDrop, AgentDropCounted: d.AgentDropCounted,
		AgentCut:        d.AgentCut,
		RedialDedicated: d.RedialDedicated, RedialFailed: d.RedialFailed,
		ConsentYes: d.ConsentYes, ConsentNo: d.ConsentNo, ConsentNone: d.ConsentNone,
		ExemptCustomer: d.ExemptCustomer, ExemptRequest: d.ExemptRequest, LocalError: d.LocalError, Open: d.Open,
		Blocked: d.Blocked, RingMinS: d.RingMin.Seconds(), RingMedianS: d.RingMedian.Seconds(),
		AEff: d.AEff, Established: d.Established, Wide: d.Connected + d.AEff - d.Abandoned, // norm 2.4
		Breach: d.Breach(r.p.Settings().LimitPct),
	}
	if out.Blocked == nil {
		out.Blocked = map[string]int{}
	}
	return out
}
