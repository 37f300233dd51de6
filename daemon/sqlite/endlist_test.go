package sqlite_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// twoLists is a book whose campaign has leads from two sources: 1 and 2 of customers, 3 of bought.
func twoLists(t *testing.T) *sqlite.Store {
	t.Helper()
	s := open(t, t.TempDir())
	book(t, s)
	two := wool
	two.Sources = append([]dialer.Source{{Name: "bought", Kind: dialer.PurchasedDirectory, ObtainedAt: monday}}, two.Sources...)
	if err := s.PutCampaign(t.Context(), two, "cli:per"); err != nil {
		t.Fatal(err)
	}
	addLeads(t, s, dialer.Lead{Number: number(1)}, dialer.Lead{Number: number(2)}, dialer.Lead{Number: number(3), Source: "bought"})
	return s
}

func listRefused(t *testing.T, err error, words string) {
	t.Helper()
	if !errors.Is(err, dialer.ErrRefused) || !strings.Contains(err.Error(), words) {
		t.Errorf("got %v, want a refusal with %q", err, words)
	}
}

func TestNoLeadOfAnEndedListIsDialed(t *testing.T) {
	s := twoLists(t)
	b := booked(1, number(1))
	b.Lead = 1
	write(t, s, b) // rings while the list is ended
	if err := s.EndList(t.Context(), "wool", "customers", "bad list", "cli:per"); err != nil {
		t.Fatal(err)
	}
	if f := lastFact(t, s); f.Code != "list" || f.Campaign != "wool" || f.Detail != `list "customers" ended: bad list` || f.By != "cli:per" {
		t.Errorf("the journal has %+v", f)
	}
	retry := sqlite.Batch{Facts: []dialer.Fact{ended(1, dialer.Busy)}, Leads: []sqlite.LeadChange{{Lead: 1, State: sqlite.LeadWaiting, Code: "busy"}}}
	if err := s.Write(t.Context(), retry); err != nil {
		t.Fatal(err)
	}
	if got := due(t, s, monday.AddDate(1, 0, 0), 10); len(got) != 1 || got[0].Source != "bought" {
		t.Errorf("due are %+v", got)
	}
	for id, want := range map[dialer.LeadID]bool{1: false, 2: false, 3: true} { // what the look before the dial reads
		if _, err := s.Lead(t.Context(), id); (err == nil) != want || !want && !errors.Is(err, dialer.ErrNotFound) {
			t.Errorf("lead %d: %v", id, err)
		}
	}
	lists, err := s.Lists(t.Context(), "wool")
	want := []sqlite.List{
		{Source: "bought", Leads: map[sqlite.LeadStatus]int{{State: sqlite.LeadWaiting}: 1}},
		{Source: "customers", Ended: true, Leads: map[sqlite.LeadStatus]int{{State: sqlite.LeadDone, Code: "list ended"}: 2}},
	}
	if d := cmp.Diff(want, lists); err != nil || d != "" {
		t.Error(err, d)
	}
	listRefused(t, s.EndList(t.Context(), "wool", "customers", "again", "cli:per"), "ended before")
	_, _, err = s.AddLeads(t.Context(), list, []dialer.Lead{{Number: number(9)}})
	listRefused(t, err, "was ended")
	listRefused(t, s.RemoveList(t.Context(), "wool", "customers", "x", "cli:per"), "list end")
	verify(t, s)
}

func TestAListIsRemovedWhileNothingNeedsIt(t *testing.T) {
	s := twoLists(t)
	write(t, s, func() dialer.Fact { b := booked(1, number(3)); b.Lead = 3; return b }(), ended(1, dialer.Busy))
	listRefused(t, s.RemoveList(t.Context(), "wool", "bought", "x", "cli:per"), "list end")
	if err := s.SetRunning(t.Context(), "wool", true, "cli:per", ""); err != nil {
		t.Fatal(err)
	}
	listRefused(t, s.RemoveList(t.Context(), "wool", "customers", "x", "cli:per"), "the campaign runs")
	if err := s.SetRunning(t.Context(), "wool", false, "cli:per", ""); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveList(t.Context(), "wool", "customers", " ", "cli:per"); !errors.As(err, new(dialer.Invalid)) {
		t.Errorf("without a reason: %v", err)
	}
	for _, err := range []error{
		s.RemoveList(t.Context(), "wool", "nothing", "x", "cli:per"), s.EndList(t.Context(), "other", "customers", "x", "cli:per"),
	} {
		if !errors.Is(err, dialer.ErrNotFound) {
			t.Errorf("got %v", err)
		}
	}
	_, _, err := s.ImportLeads(t.Context(), list, func(yield func(dialer.Lead, error) bool) {
		listRefused(t, s.RemoveList(t.Context(), "wool", "customers", "x", "cli:per"), "is being imported")
		listRefused(t, s.EndList(t.Context(), "wool", "customers", "x", "cli:per"), "is being imported")
		yield(dialer.Lead{Number: number(4)}, nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveList(t.Context(), "wool", "customers", "the wrong file", "cli:per"); err != nil {
		t.Fatal(err)
	}
	if f := lastFact(t, s); f.Detail != `list "customers" removed: the wrong file` {
		t.Errorf("the journal has %+v", f)
	}
	if lists, err := s.Lists(t.Context(), "wool"); err != nil || len(lists) != 1 || lists[0].Source != "bought" {
		t.Errorf("got %+v, %v", lists, err)
	}
	addLeads(t, s, dialer.Lead{Number: number(1)}) // and may come again
	verify(t, s)
}
