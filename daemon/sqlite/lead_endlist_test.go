package sqlite_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

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
	two.Sources = append([]dialer.Source{{Name: "bought", Kind: dialer.PurchasedDirectory, ObtainedAt: monday}},
		two.Sources...)
	if err := s.PutCampaign(t.Context(), two, "cli:per"); err != nil {
		t.Fatal(err)
	}
	addLeads(t, s, dialer.Lead{Number: number(1)}, dialer.Lead{Number: number(2)},
		dialer.Lead{Number: number(3), Source: "bought"})
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
	if f := lastFact(t,
		s); f.Code != "list" || f.Campaign != "wool" || f.Detail != `list "customers" ended: bad list` ||
		f.By != "cli:per" {
		t.Errorf("the journal has %+v", f)
	}
	retry := sqlite.Batch{Facts: []dialer.Fact{ended(1, dialer.Busy)},
		Leads: []sqlite.LeadChange{{Lead: 1, State: sqlite.LeadWaiting, Code: "busy"}}}
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
		{
			Source: "customers", Ended: true,
			Leads: map[sqlite.LeadStatus]int{{State: sqlite.LeadDone, Code: "list ended"}: 2},
		},
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
		s.RemoveList(t.Context(), "wool", "nothing", "x", "cli:per"), s.EndList(t.Context(), "other", "customers", "x",
			"cli:per"),
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

// TestAListEndsByItself: some months after its last rows came in, or when its source's end has come. Numbers that were
// never rung go in the same night; the number of one that was rung keeps the time of its call.
func TestAListEndsByItself(t *testing.T) {
	for name, tt := range map[string]struct {
		ends  time.Time // of the source
		later int       // months, until the night
		again bool      // rows come in again before
		ended bool
	}{
		"young":                    {time.Time{}, 11, false, false},
		"old":                      {time.Time{}, 13, false, true},
		"old, and came in again":   {time.Time{}, 13, true, false},
		"its source's end":         {monday.AddDate(0, 2, 0), 3, false, true},
		"before its source's end":  {monday.AddDate(0, 2, 0), 1, false, false},
		"old before the named end": {monday.AddDate(2, 0, 0), 13, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			s, clock := openAt(t, t.TempDir(), monday)
			book(t, s)
			c := wool
			c.Sources = slices.Clone(wool.Sources)
			c.Sources[0].Ends = tt.ends
			must(t, s.PutCampaign(t.Context(), c, "test"))
			addLeads(t, s, dialer.Lead{Number: number(1)}, dialer.Lead{Number: number(2), Name: "Kari Nordmann"})
			rung := booked(1, number(1))
			rung.Lead = 1
			write(t, s, rung, ended(1, dialer.Busy))
			if tt.again {
				clock.at = monday.AddDate(0, 6, 0)
				addLeads(t, s, dialer.Lead{Number: number(2)})
			}
			clock.at = monday.AddDate(0, tt.later, 0)
			touched, err := s.EndOldLists(t.Context(), clock.at.AddDate(0, -12, 0))
			must(t, err)
			forgotten, err := s.ForgetOlder(t.Context(), monday.AddDate(0, 0, -1)) // no call is that old
			must(t, err)
			if is := len(touched) == 1; is != tt.ended || (forgotten == 1) != tt.ended {
				t.Errorf("touched were %v, %d numbers forgotten", touched, forgotten)
			}
			counts, err := s.LeadCounts(t.Context(), "wool")
			must(t, err)
			if gone := counts[sqlite.LeadStatus{State: sqlite.LeadDone, Code: "erased"}]; gone != forgotten {
				t.Errorf("leads are %v", counts)
			}
			if !tt.ended {
				return
			}
			if again, err := s.EndOldLists(t.Context(), clock.at); err != nil || len(again) > 0 {
				t.Errorf("ended a second time: %v, %v", again, err)
			}
			_, _, err = s.AddLeads(t.Context(), list, []dialer.Lead{{Number: number(3)}})
			if want := map[bool]error{
				true: dialer.ErrRefused,
			}[tt.ends.IsZero() || tt.ends.After(clock.at)]; err == nil ||
				want != nil && !errors.Is(err, want) {
				t.Errorf("rows for an ended list: %v", err)
			}
			verify(t, s)
		})
	}
}

// TestEvidenceOutlivesTheNumber: of a call that was made, for its own time, and of no number that was never rung.
func TestEvidenceOutlivesTheNumber(t *testing.T) {
	s, clock := openAt(t, t.TempDir(), monday)
	book(t, s)
	wish := dialer.Request{OrgNo: "999999999", At: monday.AddDate(0, 0, -3), Channel: "form", EvidenceRef: "form 17"}
	addLeads(t, s, dialer.Lead{Number: number(1), Request: wish}, dialer.Lead{Number: number(2), Request: wish})
	rung := booked(1, number(1))
	rung.Lead = 1
	b := sqlite.Batch{Facts: []dialer.Fact{rung, ended(1, dialer.Busy)},
		Leads: []sqlite.LeadChange{{Lead: 1, State: sqlite.LeadDone, Code: "busy"}}}
	must(t, s.Write(t.Context(), b))
	must(t, s.EndList(t.Context(), "wool", "customers", "old", "test"))
	clock.at = monday.AddDate(1, 1, 0)
	if n, err := s.ForgetOlder(t.Context(), clock.at.AddDate(-1, 0, 0)); err != nil || n != 2 {
		t.Fatalf("%d forgotten, %v", n, err)
	}
	kept := func(n int) (out []sqlite.Evidence) {
		t.Helper()
		out, err := s.EvidenceOn(t.Context(), number(n))
		must(t, err)
		return out
	}
	want := []sqlite.Evidence{{Campaign: "wool", Client: "acme", Source: "customers", Called: monday, Request: wish}}
	if diff := cmp.Diff(want, kept(1)); diff != "" {
		t.Error(diff)
	}
	if got := kept(2); len(got) > 0 {
		t.Errorf("of a number that was never rung: %+v", got)
	}
	for gone, before := range []time.Time{monday.AddDate(0, 0, -1), monday.AddDate(0, 0, 1)} {
		if n, err := s.PurgeEvidence(t.Context(), before); n != gone || err != nil {
			t.Errorf("before %v: %d went, want %d; %v", before, n, gone, err)
		}
	}
	if got := kept(1); len(got) > 0 {
		t.Errorf("after its time: %+v", got)
	}
	verify(t, s)
}
