package sqlite_test

import (
	"fmt"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// TestAListThatWasCutShort has the file as a crash leaves it: all leads loaded, the list complete or not.
func TestAListThatWasCutShort(t *testing.T) {
	const n = 1200 // more than two steps
	for name, tt := range map[string]struct {
		crash string
		want  int
	}{
		"before it was complete":          {`INSERT INTO lead_load (one, campaign, complete) VALUES (1, 'wool', 0)`, 0},
		"after it was complete":           {`INSERT INTO lead_load (one, campaign, complete) VALUES (1, 'wool', 1)`, n},
		"by a daemon of an older version": {`DELETE FROM lead_load`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			book(t, s)
			leads := make([]dialer.Lead, n)
			for i := range leads {
				leads[i] = dialer.Lead{Number: dialer.Number(fmt.Sprintf("+472200%04d", i)), Name: "Kari"}
			}
			addLeads(t, s, leads...)
			s.Close()
			tamper(t, dir, `UPDATE lead SET state = 'loading'`, tt.crash)

			s = open(t, dir)
			counted := func() int {
				counts, err := s.LeadCounts(t.Context(), "wool")
				if err != nil {
					t.Fatal(err)
				}
				sum := 0
				for at, n := range counts {
					if at.State != sqlite.LeadWaiting {
						t.Errorf("%d leads in state %s", n, at.State)
					}
					sum += n
				}
				return sum
			}
			if got := counted(); got != tt.want {
				t.Errorf("at the start %d leads count, want %d", got, tt.want)
			}
			if err := s.SettleList(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := len(due(t, s, monday, 2*n)); got != tt.want || counted() != tt.want {
				t.Errorf("settled: %d leads are due and %d count, want %d", got, counted(), tt.want)
			}
			added, there, err := s.AddLeads(t.Context(),
				sqlite.ImportList{Campaign: "wool", Source: "customers", By: "cli:per"},
				leads)
			if err != nil || added != n-tt.want || len(there) != tt.want {
				t.Errorf("the list again: %d added, %d there, %v, want %d and %d", added, len(there), err, n-tt.want,
					tt.want)
			}
		})
	}
}

// A list that is being taken shows nothing of itself, and a booking never waits for more than a step of it.
func TestAHalfListIsNotSeen(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	seen := 0
	_, _, err := s.ImportLeads(t.Context(), sqlite.ImportList{Campaign: "wool", Source: "customers", By: "cli:per"},
		func(yield func(dialer.Lead, error) bool) {
			for i := range 999 {
				if !yield(dialer.Lead{Number: number(i)}, nil) {
					return
				}
				if i%300 == 0 {
					counts, err := s.LeadCounts(t.Context(), "wool")
					if err != nil {
						t.Error(err)
					}
					seen += len(counts) + len(due(t, s, monday, 10))
				}
			}
		})
	if err != nil || seen > 0 {
		t.Errorf("%d leads seen before the end, %v", seen, err)
	}
	if got := len(due(t, s, monday, 2000)); got != 999 {
		t.Errorf("got %d leads, want 999", got)
	}
}
