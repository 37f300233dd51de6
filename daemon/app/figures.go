package app

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// Figures derives the daily figures from the whole journal: a call's word may come days after it, and the invariants hold
// over whole campaigns only.
func (h *House) Figures(ctx context.Context, q rest.FiguresQuery) (rest.Figures, error) {
	q, err := h.daysOf(q)
	if err != nil {
		return rest.Figures{}, err
	}
	out := rest.Figures{From: q.From, To: q.To, LimitPct: h.cfg.Abandon.LimitPct, Days: []rest.Day{}, Broken: []string{}}
	run := ""
	facts := func(yield func(dialer.Fact) bool) {
		for f, e := range h.store.Facts(ctx, sqlite.Query{}) {
			if err = e; err != nil {
				return
			}
			if run = runMark(run, f); run != "" && within(q, dialer.DayOf(f.At, hours.Oslo())) {
				out.DemoClock = run
			}
			if !yield(f) {
				return
			}
		}
	}
	days := figures.Derive(facts, hours.Oslo())
	if err != nil {
		return rest.Figures{}, err
	}
	for _, d := range days {
		if within(q, d.Day) && (q.Campaign == "" || q.Campaign == string(d.Campaign)) {
			out.Days = append(out.Days, h.dayOut(d))
		}
	}
	if err := figures.Check(days); err != nil {
		out.Broken = lines(err)
	}
	return out, nil
}

// runMark follows the runs of the daemon through the journal: a demonstration's lasts until it stops or another begins.
func runMark(mark string, f dialer.Fact) string {
	switch f.Kind {
	case dialer.FactStarted:
		return markIn(f)
	case dialer.FactStopped:
		return ""
	}
	return mark
}

// daysOf fills in what was left out: from is today, to is from.
func (h *House) daysOf(q rest.FiguresQuery) (rest.FiguresQuery, error) {
	if q.From == "" {
		q.From = string(dialer.DayOf(h.now(), hours.Oslo()))
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

// within holds days as text: their form sorts as they do.
func within(q rest.FiguresQuery, d dialer.Day) bool { return q.From <= string(d) && string(d) <= q.To }

func (h *House) dayOut(d figures.Day) rest.Day {
	out := rest.Day{
		Day: string(d.Day), Campaign: string(d.Campaign),
		Attempted: d.Attempted, Answered: d.Answered, Connected: d.Connected, Transferred: d.Transferred,
		Abandoned: d.Abandoned, Complaints: d.Complaints,
		NoAnswer: d.NoAnswer, Busy: d.Busy, CancelledRinging: d.CancelledRinging, TrunkFailed: d.TrunkFailed, Lost: d.Lost,
		MachineAtAnswer: d.MachineAtAnswer, Machines: d.Machines, EarlyHangup: d.EarlyHangup, LateTransfer: d.LateTransfer,
		AbandonedNotLate: d.AbandonedNotLate, AgentDrop: d.AgentDrop, AgentDropCounted: d.AgentDropCounted,
		RedialDedicated: d.RedialDedicated, RedialFailed: d.RedialFailed,
		ConsentYes: d.ConsentYes, ConsentNo: d.ConsentNo, ConsentNone: d.ConsentNone,
		ExemptCustomer: d.ExemptCustomer, ExemptRequest: d.ExemptRequest, LocalError: d.LocalError, Open: d.Open,
		Blocked: d.Blocked, RingMinS: d.RingMin.Seconds(), RingMedianS: d.RingMedian.Seconds(),
		AEff: d.AEff, Established: d.Established, Wide: d.Connected + d.AEff - d.Abandoned, // norm 2.4
		Breach: d.Breach(h.cfg.Abandon.LimitPct),
	}
	if out.Blocked == nil {
		out.Blocked = map[string]int{}
	}
	return out
}
