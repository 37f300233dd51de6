package sqlite_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

func addLeads(t testing.TB, s *sqlite.Store, leads ...dialer.Lead) {
	t.Helper()
	if _, _, err := s.AddLeads(t.Context(), list, leads); err != nil {
		t.Fatal(err)
	}
}

func due(t testing.TB, s *sqlite.Store, now time.Time, limit int) []dialer.Lead {
	t.Helper()
	leads, err := s.DueLeads(t.Context(), "wool", now, limit)
	if err != nil {
		t.Fatal(err)
	}
	return leads
}

func TestLeadsComeBackWhole(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	want := dialer.Lead{
		Number: number(1), Name: "Kari Nordmann", Ref: "k-17", Source: "customers",
		Birth: time.Date(1980, 5, 17, 0, 0, 0, 0, time.UTC), Due: monday, Address: "Storgata 1, 0155",
		Customer: dialer.Customer{Status: dialer.CustomerCurrent, Since: monday, ProductRef: "p", ContactFromSale: true,
			ListDate: monday},
		Request: dialer.Request{OrgNo: "999999999", At: monday, Channel: "web", EvidenceRef: "e", WithdrawnAt: monday},
		Wash:    dialer.Wash{At: monday, By: "b", Scope: dialer.WashPersons, Attested: "a"},
	}
	addLeads(t, s, want)
	want.ID, want.Campaign = 1, "wool"
	want.Persons = reservation.Keys(s.PersonSecret(), want.Name, want.Birth, want.Address)
	if diff := cmp.Diff([]dialer.Lead{want}, due(t, s, monday, 10)); diff != "" {
		t.Error(diff)
	}
	got, err := s.Lead(t.Context(), 1)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func TestDuplicatesAreNamedByTheirPlace(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	addLeads(t, s, dialer.Lead{Number: number(1)})
	added, duplicates, err := s.AddLeads(t.Context(), list, []dialer.Lead{{Number: number(2)}, {Number: number(1)},
		{Number: number(3)}, {Number: number(2)}})
	if diff := cmp.Diff([]int{1, 3}, duplicates); err != nil || added != 2 || diff != "" {
		t.Errorf("added %d, err %v, %s", added, err, diff)
	}
}

// many are more leads than one transaction takes.
func many(n int) []dialer.Lead {
	leads := make([]dialer.Lead, n)
	for i := range leads {
		leads[i].Number = number(i)
	}
	return leads
}

func TestALongListComesWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	book(t, s)
	addLeads(t, s, dialer.Lead{Number: number(700)})
	pages, err := s.Pages(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.LimitPages(t.Context(), pages+30); err != nil { // room for the first steps
		t.Fatal(err)
	}
	before := verify(t, s).Entries
	if _, _, err := s.AddLeads(t.Context(), list, many(900)); err == nil {
		t.Fatal("the disk was full and all went in")
	}
	if err := s.LimitPages(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	counts, err := s.LeadCounts(t.Context(), "wool")
	if err != nil || len(counts) != 1 || counts[sqlite.LeadStatus{State: sqlite.LeadWaiting}] != 1 {
		t.Errorf("after half a list: got %v, %v, want the one lead of before", counts, err)
	}
	if _, err := s.Lead(t.Context(), 2); !errors.Is(err, dialer.ErrNotFound) {
		t.Errorf("a lead of half a list: got %v", err)
	}
	if got := verify(t, s).Entries; got != before {
		t.Errorf("%d facts of half a list", got-before)
	}
	s.Close()

	s = open(t, dir)
	added, duplicates, err := s.AddLeads(t.Context(), list, many(900))
	if diff := cmp.Diff([]int{700}, duplicates); err != nil || added != 899 || diff != "" {
		t.Errorf("again, with room: added %d, %v, %s", added, err, diff)
	}
	if got := due(t, s, monday, 1000); len(got) != 900 {
		t.Errorf("got %d leads due, want 900", len(got))
	}
}

func TestDueLeads(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	addLeads(t, s,
		dialer.Lead{Number: number(1), Due: monday.Add(time.Hour)},
		dialer.Lead{Number: number(2), Due: monday},
		dialer.Lead{Number: number(3)}, // at once
		dialer.Lead{Number: number(4), Due: monday},
		dialer.Lead{Number: number(5)},
	)
	err := s.Write(t.Context(), sqlite.Batch{Leads: []sqlite.LeadChange{{Lead: 5, State: sqlite.LeadBlocked,
		Code: "BLOCK_AGE"}}})
	if err != nil {
		t.Fatal(err)
	}
	ids := func(leads []dialer.Lead) (ids []dialer.LeadID) {
		for _, l := range leads {
			ids = append(ids, l.ID)
		}
		return ids
	}
	if diff := cmp.Diff([]dialer.LeadID{3, 2, 4}, ids(due(t, s, monday, 10))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]dialer.LeadID{3, 2}, ids(due(t, s, monday, 2))); diff != "" {
		t.Error(diff)
	}
	next, err := s.NextDue(t.Context(), "wool", monday)
	if err != nil || !next.Equal(monday.Add(time.Hour)) {
		t.Errorf("next due: got %v, %v", next, err)
	}
	if next, err := s.NextDue(t.Context(), "wool", monday.Add(time.Hour)); err != nil || !next.IsZero() {
		t.Errorf("none later: got %v, %v", next, err)
	}
	counts, err := s.LeadCounts(t.Context(), "wool")
	want := map[sqlite.LeadStatus]int{{State: sqlite.LeadWaiting}: 4, {State: sqlite.LeadBlocked, Code: "BLOCK_AGE"}: 1}
	if diff := cmp.Diff(want, counts); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func TestALeadChangesWithItsFactsOrNotAtAll(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	addLeads(t, s, dialer.Lead{Number: number(1)})
	before := verify(t, s).Entries
	tests := []struct {
		name   string
		change sqlite.LeadChange
		want   error
	}{
		{"a lead that is not there", sqlite.LeadChange{Lead: 99, State: sqlite.LeadDone}, dialer.ErrNotFound},
		{"a state that is none", sqlite.LeadChange{Lead: 1, State: "gone"},
			dialer.Invalid{Field: "lead state", Value: "gone",
				Why: "waiting, blocked or done"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := s.Write(t.Context(), sqlite.Batch{
				Facts: []dialer.Fact{booked(1, number(1))},
				Leads: []sqlite.LeadChange{{Lead: 1, State: sqlite.LeadDone, Code: "answered"}, test.change},
			})
			if !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
			if got := verify(t, s).Entries; got != before {
				t.Errorf("%d facts stayed", got-before)
			}
			if got := due(t, s, monday, 10); len(got) != 1 {
				t.Errorf("the lead changed without its facts")
			}
		})
	}
}
