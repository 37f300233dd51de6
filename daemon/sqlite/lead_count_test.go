package sqlite_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

func fine(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func countsHold(t *testing.T, s *sqlite.Store) map[string]int {
	t.Helper()
	kept, err := s.KeptLeadCounts(t.Context())
	fine(t, err)
	all, err := s.CountLeads(t.Context())
	fine(t, err)
	if diff := cmp.Diff(all, kept); diff != "" {
		t.Fatalf("leads (-counted +kept):\n%s", diff)
	}
	return kept
}

// Whatever becomes of leads, the counts that are kept are those of a full scan.
func TestLeadCountsAreKept(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	r := rand.New(rand.NewPCG(1, 0))
	next, seen := 0, map[string]bool{}
	for range 150 {
		switch r.IntN(8) {
		case 0: // a list, some of its numbers twice
			var leads []dialer.Lead
			for range 1 + r.IntN(8) {
				next++
				leads = append(leads, dialer.Lead{Number: number(1 + r.IntN(next))})
			}
			_, _, err := s.AddLeads(t.Context(), list, leads)
			fine(t, err)
		case 1: // a person asks to be forgotten
			if _, err := s.Forget(t.Context(), number(1+r.IntN(next+1)), "asked", "cli:per"); !errors.Is(err,
				dialer.ErrNotFound) {
				fine(t, err)
			}
		default:
			change := sqlite.LeadChange{Lead: dialer.LeadID(1 + r.IntN(next+1)), State: sqlite.LeadWaiting}
			if r.IntN(3) > 0 {
				change.State = []sqlite.LeadState{sqlite.LeadDone, sqlite.LeadBlocked}[r.IntN(2)]
				change.Code = []string{"", "booked", "BLOCK_OWN"}[r.IntN(3)]
			}
			err := s.Write(t.Context(), sqlite.Batch{Leads: []sqlite.LeadChange{change}})
			if !errors.Is(err, dialer.ErrNotFound) {
				fine(t, err)
			}
		}
		for of := range countsHold(t, s) {
			seen[of] = true
		}
	}
	if len(seen) < 6 {
		t.Errorf("only %v: nothing is proven", seen)
	}
}

// A book from before has its leads counted once, by the migration.
func TestLeadCountsOfAnOlderBook(t *testing.T) {
	dir := t.TempDir()
	for _, file := range []string{"ringevett.db", "master.key"} {
		copyFile(t, filepath.Join("testdata", "0009_complaints", file), filepath.Join(dir, file))
	}
	if got := countsHold(t, open(t, dir)); len(got) != 2 {
		t.Errorf("got %v", got)
	}
}

// BenchmarkLeadCounts is what a look at the floor costs by how many leads the book has.
func BenchmarkLeadCounts(b *testing.B) {
	for _, n := range []int{1000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := open(b, b.TempDir())
			book(b, s)
			for from := 0; from < n; from += 1000 {
				var leads []dialer.Lead
				for i := range 1000 {
					leads = append(leads, dialer.Lead{Number: dialer.Number(fmt.Sprintf("+47900%05d", from+i))})
				}
				addLeads(b, s, leads...)
			}
			for b.Loop() {
				if _, err := s.AllLeadCounts(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
