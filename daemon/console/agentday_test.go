package console_test

import (
	"context"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/console"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// told is a journal of these facts.
type told struct {
	console.Journal
	facts []dialer.Fact
}

func (j told) Facts(_ context.Context, q sqlite.Query) iter.Seq2[dialer.Fact, error] {
	return func(yield func(dialer.Fact, error) bool) {
		for f := range slices.Values(j.facts) {
			if !f.At.Before(q.From) && f.At.Before(q.To) && !yield(f, nil) {
				return
			}
		}
	}
}

// running is a daemon.
type running struct{ console.Calls }

func TestAnAgentsDayEndsNowOrWithTheJournal(t *testing.T) {
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, hours.Oslo()) }
	facts := []dialer.Fact{
		{At: at(23, 22), Kind: dialer.FactLogin, Agent: "night"},
		{At: at(24, 9), Kind: dialer.FactLogin, Agent: "anna"},
		{At: at(24, 10), Kind: dialer.FactPaused, Agent: "anna", Code: "lunch"},
		{At: at(24, 11), Kind: dialer.FactBack, Agent: "anna"},
	}
	const hour = 3600
	for _, tt := range []struct {
		name  string
		q     verb.AgentDaysQuery
		calls console.Calls
		now   time.Time
		want  map[string]int // logged in
	}{
		{"now, while a daemon runs", verb.AgentDaysQuery{}, running{}, at(24, 12),
			map[string]int{"24 anna": 3 * hour, "24 night": 12 * hour}},
		{"its last fact, where none does", verb.AgentDaysQuery{}, nil, at(24, 12),
			map[string]int{"24 anna": 2 * hour, "24 night": 11 * hour}},
		{"the end of a day that is over", verb.AgentDaysQuery{From: "2026-11-24"}, running{}, at(25, 12),
			map[string]int{"24 anna": 15 * hour, "24 night": 24 * hour}},
		{"the day before", verb.AgentDaysQuery{From: "2026-11-23"}, running{}, at(24, 12),
			map[string]int{"23 night": 2 * hour}},
		{"one agent", verb.AgentDaysQuery{Agent: "anna"}, running{}, at(24, 12), map[string]int{"24 anna": 3 * hour}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := console.NewReports(console.ReportPorts{
				Journal: told{facts: facts}, Calls: func() console.Calls { return tt.calls },
				Now: func() time.Time { return tt.now },
			})
			all, err := r.AgentDays(t.Context(), tt.q)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]int{}
			for _, d := range all {
				if got[d.Day[8:]+" "+d.Agent] = d.LoggedInS; d.Agent == "anna" && d.PauseS["lunch"] != hour {
					t.Errorf("anna's lunch: %v", d.PauseS)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	r := console.NewReports(console.ReportPorts{Now: func() time.Time { return at(24, 12) }})
	if _, err := r.AgentDays(t.Context(), verb.AgentDaysQuery{From: "monday"}); err == nil {
		t.Error("a day that is none is taken")
	}
}
