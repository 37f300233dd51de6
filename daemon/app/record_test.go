package app_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

// talk is a conversation of an agent with a consumer.
func talk(id dialer.AttemptID, at time.Time) []dialer.Fact {
	end := of(id, dialer.FactEnded, at.Add(time.Minute))
	end.Outcome, end.Party = dialer.Answered, dialer.ByConsumer
	return []dialer.Fact{booked(id, at), of(id, dialer.FactDialed, at),
		of(id, dialer.FactAnswered, at.Add(9*time.Second)),
		of(id, dialer.FactBridged, at.Add(9*time.Second)), end}
}

func TestFiguresOfADayAndTheirCorrection(t *testing.T) {
	h := open(t)
	if err := h.Tell(t.Context(),
		append(talk(7, tuesday(10, 0, 0)), talk(8, tuesday(11, 0, 0).AddDate(0, 0, 1))...)...); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"machine", "person"} { // the last word holds, and none establishes
		if err := h.Dispose(t.Context(), 7, word, "test"); err != nil {
			t.Fatal(err)
		}
	}
	got, err := h.Figures(t.Context(), verb.FiguresQuery{})
	if err != nil {
		t.Fatal(err)
	}
	want := verb.Figures{From: "2026-11-24", To: "2026-11-24", LimitPct: 5, Broken: []string{}, Days: []verb.Day{{
		Day: "2026-11-24", Campaign: campaign, Attempted: 1, Answered: 1, Connected: 1, Transferred: 1, TypedPerson: 1,
		Wide:    1,
		Blocked: map[string]int{},
	}}, Since: "2026-11-24", Gone: []string{}}
	if got.Kept["attempted"] != "called numbers 12 months" {
		t.Errorf("beside the figures stands %q", got.Kept)
	}
	got.Kept = nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("today's figures (-want +got):\n%s", diff)
	}
	before, err := h.Figures(t.Context(), verb.FiguresQuery{From: "2026-11-21", To: "2026-11-24"})
	if err != nil || len(before.Days) != 1 ||
		!slices.Equal(before.Gone, []string{"2026-11-21", "2026-11-22", "2026-11-23"}) {
		t.Errorf("days from before the journal: %v and %d rows, %v", before.Gone, len(before.Days), err)
	}
	for _, tt := range []struct {
		name string
		q    verb.FiguresQuery
		want int
	}{
		{"both days", verb.FiguresQuery{From: "2026-11-24", To: "2026-11-25"}, 2},
		{"the second day", verb.FiguresQuery{From: "2026-11-25"}, 1},
		{"another campaign", verb.FiguresQuery{From: "2026-11-24", To: "2026-11-25", Campaign: "other"}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := h.Figures(t.Context(), tt.q)
			if err != nil || len(got.Days) != tt.want {
				t.Errorf("got %d rows, %v; want %d", len(got.Days), err, tt.want)
			}
		})
	}
}

func TestOnlyAConversationThatIsOverHasADisposition(t *testing.T) {
	h := open(t)
	unanswered := of(8, dialer.FactEnded, tuesday(10, 1, 0))
	unanswered.Outcome = dialer.NoAnswer
	if err := h.Tell(t.Context(),
		slices.Concat(talk(7, tuesday(10, 0, 0))[:4], []dialer.Fact{booked(8, tuesday(10, 0, 0)), unanswered},
			talk(10, tuesday(11, 0, 0)))...); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		id   int64
		word string
		want error
	}{
		{"still going on", 7, "person", dialer.ErrRefused},
		{"never answered", 8, "person", dialer.ErrRefused},
		{"never was", 9, "person", dialer.ErrNotFound},
		{"a word that is none", 7, "martian", dialer.Invalid{}},
		{"a word that a service campaign has not", 10, "not_interested", dialer.Invalid{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := h.Dispose(t.Context(), tt.id, tt.word, "test")
			var bad dialer.Invalid
			if _, invalid := tt.want.(dialer.Invalid); invalid && errors.As(err, &bad) {
				return
			}
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

// A day of a demonstration is marked for ever, and no other day is.
func TestFiguresUnderAShiftedClockAreMarked(t *testing.T) {
	h := open(t)
	mark := app.DemoMark(15 * time.Hour)
	started := func(at time.Time, detail string) dialer.Fact {
		return dialer.Fact{At: at, Kind: dialer.FactStarted, Detail: "ringevett test" + detail}
	}
	day := func(n int) time.Time { return tuesday(9, 0, 0).AddDate(0, 0, n) }
	facts := []dialer.Fact{started(day(1), "")}
	facts = append(facts, talk(7, day(1))...)
	facts = append(facts, started(day(2), "; "+mark)) // the run before it crashed
	facts = append(facts, talk(8, day(2))...)
	facts = append(facts, talk(9, day(3))...)
	facts = append(facts, dialer.Fact{At: day(3).Add(time.Hour), Kind: dialer.FactStopped},
		dialer.Fact{At: day(5), Kind: dialer.FactCampaign, Campaign: campaign}, started(day(6), ""))
	facts = append(facts, talk(10, day(6))...)
	if err := h.Tell(t.Context(), facts...); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, from, to, want string }{
		{"a day before", "2026-11-25", "2026-11-25", ""},
		{"its first day", "2026-11-26", "2026-11-26", mark},
		{"its second day", "2026-11-27", "2026-11-27", mark},
		{"a day on which no daemon ran", "2026-11-29", "2026-11-29", ""},
		{"a day after", "2026-11-30", "2026-11-30", ""},
		{"a week that has it", "2026-11-23", "2026-11-30", mark},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := h.Figures(t.Context(), verb.FiguresQuery{From: tt.from, To: tt.to})
			if err != nil || got.DemoClock != tt.want {
				t.Errorf("got %q, %v; want %q", got.DemoClock, err, tt.want)
			}
		})
	}
}

func TestTheLastFacts(t *testing.T) {
	h := open(t)
	if err := h.Tell(t.Context(), talk(7, tuesday(10, 0, 0))...); err != nil {
		t.Fatal(err)
	}
	all, err := h.Facts(t.Context(), verb.FactsQuery{Attempt: 7})
	if err != nil || len(all) != 5 {
		t.Fatalf("got %d facts, %v; want 5", len(all), err)
	}
	if got := all[0].Number; got != "+•••••••001" {
		t.Errorf("number: got %q, want it masked", got)
	}
	for n := 1; n <= 6; n++ {
		got, err := h.Facts(t.Context(), verb.FactsQuery{Attempt: 7, Limit: n})
		if diff := cmp.Diff(all[5-min(n, 5):], got, cmpopts.EquateApproxTime(0)); err != nil || diff != "" {
			t.Errorf("last %d: %v\n%s", n, err, diff)
		}
	}
}
