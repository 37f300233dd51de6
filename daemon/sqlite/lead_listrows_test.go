package sqlite_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// TestAListIsKnownByItsRows: a survey's list is recognised with one row more, in another order, by half of it, or among
// other rows (4.2 k).
func TestAListIsKnownByItsRows(t *testing.T) {
	for _, tt := range []struct {
		name             string
		survey           int // rows, from number 0 on
		from, rows, step int // of the seller's list
		refused          bool
	}{
		{"one row more", 40, 0, 41, 1, true},
		{"one row fewer", 40, 1, 39, 1, true},
		{"half of it", 40, 0, 20, 1, true},
		{"among many others", 40, 0, 400, 1, true},
		{"a few rows of it", 40, 36, 40, 1, false},
		{"none of it", 40, 100, 40, 1, false},
		{"a few numbers, all of them", 4, 0, 4, 1, false},
		{"long, one row more", 5_000, 0, 5_001, 1, true},
		{"long, every second row", 5_000, 0, 2_500, 2, true},
		{"long, among many others", 3_000, 0, 12_000, 1, true},
		{"long, a tenth of it", 5_000, 4_500, 5_000, 1, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t, t.TempDir())
			book(t, s)
			poll := wool
			poll.ID, poll.Kind, poll.Visible = "poll", dialer.Survey, "+4722000002"
			must(t, s.PutCampaign(t.Context(), poll, "test"))
			add := func(c dialer.CampaignID, from, rows, step int) error {
				leads := make([]dialer.Lead, rows)
				for i := range leads {
					leads[i] = dialer.Lead{Number: number(from + i*step)}
				}
				_, _, err := s.AddLeads(t.Context(), sqlite.ImportList{
					Campaign: c, Source: "customers", By: "test",
					Digest: func() []byte { return fmt.Append(nil, c, from, rows) },
				}, leads)
				return err
			}
			must(t, add("poll", 0, tt.survey, 1))
			if err := add("wool", tt.from, tt.rows, tt.step); errors.Is(err, dialer.ErrRefused) != tt.refused {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestAnErasedNumberComesBackByAPersonsWordAlone: lists that have it are taken without it.
func TestAnErasedNumberComesBackByAPersonsWordAlone(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	addLeads(t, s, dialer.Lead{Number: number(1), Name: "Kari Eksempel"})
	if _, err := s.Forget(t.Context(), number(1), "asked to", "test"); err != nil {
		t.Fatal(err)
	}
	bring := func() int {
		t.Helper()
		added, _, err := s.AddLeads(t.Context(), list, []dialer.Lead{{Number: number(1), Name: "Kari Eksempel"},
			{Number: number(2)}})
		must(t, err)
		return added
	}
	if n := bring(); n != 1 {
		t.Errorf("%d leads added, want the other one", n)
	}
	if err := s.Readmit(t.Context(), number(1), "", "test"); err == nil {
		t.Error("let in again without a reason")
	}
	if err := s.Readmit(t.Context(), number(3), "a slip", "test"); !errors.Is(err, dialer.ErrNotFound) {
		t.Errorf("one that was not erased: %v", err)
	}
	must(t, s.Readmit(t.Context(), number(1), "the person became a customer again", "test"))
	if f := lastFact(t, s); f.Kind != dialer.FactErasure || f.Code != "readmitted" || f.Number != "" {
		t.Errorf("the journal's word: %+v", f)
	}
	if n := bring(); n != 1 {
		t.Errorf("%d leads added after that, want the one", n)
	}
}
