package sqlite_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// threeDays writes an attempt and a reservation on each of three days.
func threeDays(t *testing.T) (dir string, heads []sqlite.DayHead) {
	t.Helper()
	dir = t.TempDir()
	for i := range 3 {
		o := options(dir)
		o.Now = func() time.Time { return monday.AddDate(0, 0, i) }
		s, err := sqlite.Create(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		b, e := booked(dialer.AttemptID(i+1), number(i)), ended(dialer.AttemptID(i+1), dialer.NoAnswer)
		b.At, e.At = b.At.AddDate(0, 0, i), e.At.AddDate(0, 0, i)
		write(t, s, b, e)
		if err := s.Reserve(t.Context(), sqlite.OwnRegister, number(20+i), "agent", "anna"); err != nil {
			t.Fatal(err)
		}
		if heads, err = s.Heads(t.Context(), 9); err != nil {
			t.Fatal(err)
		}
		s.Close()
	}
	return dir, heads
}

func TestHeadsAreThoseOfTheDays(t *testing.T) {
	dir, heads := threeDays(t)
	s := open(t, dir)
	if len(heads) != 3 || heads[0].Day != "2026-11-25" || heads[2].Day != "2026-11-23" {
		t.Fatalf("got %+v", heads)
	}
	var all []string
	for _, h := range heads {
		all = append(all, h.Head)
	}
	if _, err := s.Verify(t.Context(), all...); err != nil {
		t.Errorf("its own heads: %v", err)
	}
	if _, err := s.Verify(t.Context(), "12", "x:y"); err == nil || strings.Count(err.Error(), "noted") != 2 {
		t.Errorf("heads that are none: %v", err)
	}
	if two, err := s.Heads(t.Context(), 2); err != nil || len(two) != 2 || two[1] != heads[1] {
		t.Errorf("the last two: %+v, %v", two, err)
	}
}

// TestAForgedJournalShowsAgainstANotedHead: anyone who has the master key takes the reservations out of the journal and
// seals it again. Verify says "whole", and a head that was noted on any day from the first change on says that it is
// not.
func TestAForgedJournalShowsAgainstANotedHead(t *testing.T) {
	dir, heads := threeDays(t)
	if err := sqlite.Forge(t.Context(), options(dir),
		sqlite.Forgery{Without: []dialer.FactKind{dialer.FactReserved}}); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	if _, err := s.Verify(t.Context()); err != nil || s.Breach() != nil { // the control: without a witness it is whole
		t.Errorf("got %v, %v", err, s.Breach())
	}
	for _, h := range heads {
		var broken *sqlite.Broken
		if _, err := s.Verify(t.Context(), h.Head); !errors.As(err, &broken) ||
			!strings.Contains(err.Error(), "noted outside") {
			t.Errorf("the head of %s: got %v", h.Day, err)
		}
	}
}
