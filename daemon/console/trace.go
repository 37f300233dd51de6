package console

import (
	"context"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Trace tells one call by its attempt or its channel.
func (r *Reports) Trace(ctx context.Context, q verb.TraceQuery) (verb.Trace, error) {
	id, err := attemptOf(q.Call)
	if err != nil {
		return verb.Trace{}, err
	}
	if id == 0 {
		return r.traceCaller(ctx, q.Call)
	}
	return r.traceAttempt(ctx, id)
}

// ours is the id of a consumer's channel as telephony names it, either half.
var ours = regexp.MustCompile(`^rv[0-9a-f]+-a([0-9]{10})-[12]$`)

// attemptOf reads which attempt a call's name is of; 0: of none.
func attemptOf(call string) (dialer.AttemptID, error) {
	digits := strings.TrimPrefix(call, "a")
	if m := ours.FindStringSubmatch(call); m != nil {
		digits = m[1]
	}
	id, err := strconv.ParseInt(digits, 10, 64)
	switch {
	case call == "" || err == nil && id <= 0:
		return 0, dialer.Invalid{Field: "call", Value: call, Why: "an attempt, as 42, or the id of a channel"}
	case err != nil:
		return 0, nil
	}
	return dialer.AttemptID(id), nil
}

// TraceNumber lists the calls with a number, and tells the newest.
func (r *Reports) TraceNumber(ctx context.Context, q verb.TraceNumberQuery) (verb.Trace, error) {
	n, err := number.Parse(q.Number)
	if err != nil {
		return verb.Trace{}, err
	}
	var calls []verb.TraceCall
	for f, err := range r.p.Journal.Facts(ctx, sqlite.Query{Number: n}) {
		if err != nil {
			return verb.Trace{}, err
		}
		switch f.Kind {
		case dialer.FactBooked:
			calls = append(calls, verb.TraceCall{Call: f.Attempt.String(), At: f.At, Campaign: string(f.Campaign)})
		case dialer.FactReturned:
			calls = append(calls, verb.TraceCall{Call: f.Code, Returned: true, At: f.At})
		}
	}
	if len(calls) == 0 {
		return verb.Trace{}, fmt.Errorf("a call with %s: %w", n.Masked(), dialer.ErrNotFound)
	}
	slices.Reverse(calls)
	t, err := r.Trace(ctx, verb.TraceQuery{Call: calls[0].Call})
	t.Calls = calls
	return t, err
}

func (r *Reports) traceAttempt(ctx context.Context, id dialer.AttemptID) (verb.Trace, error) {
	var all []dialer.Fact
	for f, err := range r.p.Journal.Facts(ctx, sqlite.Query{Attempt: id}) {
		if err != nil {
			return verb.Trace{}, err
		}
		all = append(all, f)
	}
	t, err := r.told(ctx, id.String(), all)
	if err != nil {
		return t, err
	}
	story := figures.StoryOf(all, hours.Oslo())
	class := figures.Classify(story.Attempt)
	t.Open, t.Outcome = class.Open, string(class.Outcome)
	if class.LocalError {
		t.Outcome = string(dialer.NotPlaced)
	}
	if t.Counts, err = r.counts(all), nil; class.Open {
		t.Counts = []verb.TraceDay{}
	}
	if t.Recordings, err = r.p.Recordings(ctx, verb.RecordingsQuery{Attempt: int64(id), Gone: true}); err != nil {
		return t, err
	}
	if slices.ContainsFunc(t.Steps, func(s verb.TraceStep) bool { return s.Part == "sale" }) {
		sold, err := r.p.Sale(ctx, verb.SaleID{Attempt: int64(id)})
		if err != nil {
			return t, err
		}
		t.Sale = &sold
	}
	return t, nil
}

// traceCaller tells of a person who rang a visible number. It is in no figure of 4.3.
func (r *Reports) traceCaller(ctx context.Context, channel string) (verb.Trace, error) {
	all, err := r.p.Returned(ctx, channel)
	if err != nil {
		return verb.Trace{}, err
	}
	t, err := r.told(ctx, channel, all)
	t.Returned, t.Counts, t.Recordings = true, []verb.TraceDay{}, []verb.Recording{}
	t.Open = !slices.ContainsFunc(all, func(f dialer.Fact) bool { return f.Kind == dialer.FactReturnedOver })
	return t, err
}

// told is what the facts of one call say by themselves.
func (r *Reports) told(ctx context.Context, call string, all []dialer.Fact) (verb.Trace, error) {
	if len(all) == 0 {
		return verb.Trace{}, fmt.Errorf("call %s: %w", call, dialer.ErrNotFound)
	}
	names, err := r.names(ctx)
	t := verb.Trace{Call: call, At: all[0].At, Steps: []verb.TraceStep{}}
	for _, f := range all {
		step := verb.TraceStep{Part: partOf(f), Fact: verb.FactOf(f)}
		step.Named = names[f.Campaign][f.Disposition]
		t.Steps = append(t.Steps, step)
		if f.Number != "" {
			t.Number = f.Number.Masked()
		}
		if f.Agent != "" && !slices.Contains(t.Agents, string(f.Agent)) {
			t.Agents = append(t.Agents, string(f.Agent))
		}
		if f.Kind == dialer.FactBooked {
			t.Campaign, t.Client, t.Lead = string(f.Campaign), string(f.Client), int64(f.Lead)
			t.Gate = gateOf(f)
		}
	}
	return t, err
}

func gateOf(booked dialer.Fact) *verb.TraceGate {
	g := &verb.TraceGate{
		At: booked.At, Rules: gate.Rules(), Exempt: booked.Exempt, Dedicated: booked.Dedicated,
		Registers: []verb.TraceRegister{},
	}
	for _, v := range booked.Registers {
		g.Registers = append(g.Registers, verb.TraceRegister{
			Register: string(v.Register), Version: v.Version, Seq: v.Seq, LoadedAt: v.LoadedAt,
		})
	}
	return g
}

// partOf is the part of a call that a fact belongs to.
func partOf(f dialer.Fact) string {
	if part, is := parts()[f.Kind]; is {
		return part
	}
	switch word := string(f.Kind); {
	case strings.HasPrefix(word, "sale_"):
		return "sale"
	case strings.HasPrefix(word, "recording"):
		return "recording"
	case strings.HasPrefix(word, "consent"):
		return "consent"
	}
	return "after"
}

func parts() map[dialer.FactKind]string {
	return map[dialer.FactKind]string{
		dialer.FactBooked: "gate", dialer.FactNotPlaced: "gate", dialer.FactReturned: "gate",
		dialer.FactDialed: "originate", dialer.FactRinging: "originate", dialer.FactEarly: "originate",
		dialer.FactCancelled: "originate", dialer.FactShown: "originate",
		dialer.FactAnswered: "legs", dialer.FactMachine: "legs", dialer.FactTaken: "legs", dialer.FactJoined: "legs",
		dialer.FactAgentGone: "legs", dialer.FactReturnedLost: "legs",
		dialer.FactBridged: "bridge", dialer.FactReturnedAgent: "bridge", dialer.FactReturnedTalk: "bridge",
		dialer.FactMessage: "prompts", dialer.FactInformed: "prompts",
		dialer.FactOpening: "keys", dialer.FactRightsTold: "keys", dialer.FactDisposed: "keys",
		dialer.FactCallBack: "keys", dialer.FactReturnedWord: "keys", dialer.FactReserved: "keys",
		dialer.FactEnded: "end", dialer.FactLost: "end", dialer.FactIncident: "end", dialer.FactReturnedOver: "end",
	}
}

// counts are the figures that one attempt is counted in, by the names that they have in an answer.
func (r *Reports) counts(all []dialer.Fact) []verb.TraceDay {
	table := figures.NewTable(hours.Oslo())
	table.Attempt(all)
	out := []verb.TraceDay{}
	for _, d := range table.Days() {
		day := verb.TraceDay{Day: string(d.Day), Counts: map[string]int{}}
		v := reflect.ValueOf(r.dayOut(d))
		for f, value := range v.Fields() {
			if value.CanInt() && value.Int() != 0 {
				name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
				day.Counts[name] = int(value.Int())
			}
		}
		if len(day.Counts) > 0 {
			out = append(out, day)
		}
	}
	return out
}
