package sqlite_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

func TestLeadsAreReopenedByListOutcomeAndDay(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	var leads []dialer.Lead
	for i := range 4 {
		leads = append(leads, dialer.Lead{Campaign: "wool", Number: number(i + 1), Source: "customers"})
	}
	if _, _, err := s.AddLeads(t.Context(), list, leads); err != nil {
		t.Fatal(err)
	}
	close := func(i int, o dialer.Outcome, at time.Time) {
		l, err := s.LeadOf(t.Context(), "wool", number(i))
		if err != nil {
			t.Fatal(err)
		}
		b := booked(dialer.AttemptID(i), number(i))
		b.Lead, b.At = l.ID, at
		e := ended(dialer.AttemptID(i), o)
		e.At = at
		if err := s.Write(t.Context(), dialer.Batch{Facts: []dialer.Fact{b, e},
			Leads: []dialer.LeadChange{{Lead: l.ID, State: dialer.LeadDone, Code: string(o)}}}); err != nil {
			t.Fatal(err)
		}
	}
	close(1, dialer.TrunkFailed, monday)
	close(2, dialer.TrunkFailed, monday.Add(24*time.Hour))
	close(3, dialer.Busy, monday)
	close(4, dialer.Answered, monday)

	ask := sqlite.Reopening{Campaign: "wool", Source: "customers", Outcome: dialer.TrunkFailed, Day: "2026-11-23",
		Why: "the trunk was out", By: "cli:per"}
	n, err := s.ReopenLeads(t.Context(), ask)
	if err != nil || n != 1 {
		t.Fatalf("reopened %d, %v; want 1", n, err)
	}
	if f := lastFact(t, s); f.By != "cli:per" || !strings.Contains(f.Detail, "the trunk was out") ||
		!strings.Contains(f.Detail, "trunk_failed") {
		t.Errorf("the journal says %+v", f)
	}
	for i, want := range []sqlite.LeadStatus{{"waiting", "reopened"}, {"done", "trunk_failed"}, {"done", "busy"},
		{"done", "answered"}} {
		l, err := s.LeadOf(t.Context(), "wool", number(i+1))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := s.LeadStatus(t.Context(), l.ID); err != nil || got != want {
			t.Errorf("lead %d is %+v, %v; want %+v", i+1, got, err, want)
		}
	}
	if h, err := s.History(t.Context(), "wool", "acme", number(1), "2026-11-23"); err != nil || h.ClientToday != 1 {
		t.Errorf("the attempt of a reopened lead: %+v, %v; want it counted as before", h, err)
	}
	for what, change := range map[string]func(*sqlite.Reopening){
		"answered": func(r *sqlite.Reopening) { r.Outcome = dialer.Answered },
		"no day":   func(r *sqlite.Reopening) { r.Day = "yesterday" },
		"no why":   func(r *sqlite.Reopening) { r.Why = " " },
		"no list":  func(r *sqlite.Reopening) { r.Source = "elsewhere" },
	} {
		bad := ask
		change(&bad)
		if n, err := s.ReopenLeads(t.Context(), bad); err == nil || n != 0 {
			t.Errorf("%s: reopened %d, %v", what, n, err)
		}
	}
	if err := s.EndList(t.Context(), "wool", "customers", "over", "cli:per"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ReopenLeads(t.Context(), ask); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("an ended list: %v, want it refused", err)
	}
}
