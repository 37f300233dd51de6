package oldbook_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/test/oldbook"
)

func made(t *testing.T, o oldbook.Options) (dir string, facts []dialer.Fact) {
	t.Helper()
	dir = t.TempDir()
	if err := oldbook.Make(t.Context(), dir, o); err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.OpenReadOnly(t.Context(), sqlite.Options{Dir: filepath.Join(dir, "data")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for f, err := range s.Facts(t.Context(), sqlite.Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		facts = append(facts, f)
	}
	if r, err := s.Verify(t.Context()); err != nil || r.Entries != len(facts) {
		t.Errorf("the journal: %d facts read, %d proved, %v", len(facts), r.Entries, err)
	}
	if all, err := s.Reservations(t.Context()); err != nil || len(all) == 0 {
		t.Errorf("%d reservations, %v", len(all), err)
	}
	return dir, facts
}

// TestTheBookIsOneOfTheProducts: as many attempts as asked for, on working days, of every fate, in figures that add
// up, and the same facts again from the same seed.
func TestTheBookIsOneOfTheProducts(t *testing.T) {
	o := oldbook.Options{Attempts: 2000, PerDay: 700, Last: time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC), Seed: 7}
	dir, facts := made(t, o)
	if _, err := config.Load(oldbook.Config(dir)); err != nil {
		t.Errorf("its configuration: %v", err)
	}
	days := figures.Derive(slices.Values(facts), hours.Oslo())
	if err := figures.Check(days); err != nil {
		t.Error(err)
	}
	var sum figures.Day
	on := map[dialer.Day]bool{}
	for _, d := range days {
		sum.Attempted += d.Attempted
		sum.LocalError += d.LocalError
		sum.Open += d.Open
		sum.Abandoned += d.Abandoned
		sum.Transferred += d.Transferred
		if d.Attempted > 0 {
			on[d.Day] = true
		}
	}
	if sum.Attempted+sum.LocalError != o.Attempts || sum.Open != 0 ||
		sum.Abandoned == 0 || sum.Transferred < o.Attempts/5 {
		t.Errorf("of %d attempts: %+v", o.Attempts, sum)
	}
	if want := map[dialer.Day]bool{"2026-11-25": true, "2026-11-26": true, "2026-11-27": true}; !cmp.Equal(on, want) {
		t.Errorf("dialed on %v, want %v", on, want)
	}
	_, again := made(t, o)
	if diff := cmp.Diff(facts, again); diff != "" {
		t.Errorf("the same seed (-first +second):\n%.2000s", diff)
	}
}
