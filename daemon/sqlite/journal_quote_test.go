package sqlite_test

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// verdict is a booking with what the gate said.
func verdict(id int, said string, seq int64) dialer.Fact {
	f := booked(dialer.AttemptID(id), number(id))
	f.Code = "ALLOW"
	f.Detail = said + strings.Repeat("; own register: not in it", 20)
	f.Registers = []dialer.RegisterVersion{{Register: "own", Seq: seq}, {Register: "client/acme", Seq: 3}}
	return f
}

func all(t *testing.T, s *sqlite.Store) (facts []dialer.Fact) {
	t.Helper()
	for f, err := range s.Facts(t.Context(), sqlite.Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		if f.Kind == dialer.FactBooked {
			facts = append(facts, f)
		}
	}
	return facts
}

// bodiesOf gives the bodies of all facts of a kind, as they are on the disk.
func bodiesOf(t *testing.T, dir, kind string) (bodies []string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "ringevett.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT body FROM journal WHERE kind = ? ORDER BY seq`, kind)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var b string
		if err := rows.Scan(&b); err != nil {
			t.Fatal(err)
		}
		bodies = append(bodies, b)
	}
	return bodies
}

// The journal holds what bookings repeat once after each opening, and is read back with every one of them.
func TestWhatBookingsRepeatStandsOnce(t *testing.T) {
	dir := t.TempDir()
	var want []dialer.Fact
	for run := range 2 {
		s := open(t, dir)
		if run == 0 {
			book(t, s)
		}
		for i := range 40 {
			f := verdict(run*40+i+1, []string{"hours: open", "hours: open until 21:00"}[i%2], int64(i%3))
			write(t, s, f)
			want = append(want, f)
		}
		if diff := cmp.Diff(want, all(t, s)); diff != "" {
			t.Errorf("run %d (-want +got):\n%s", run, diff)
		}
		if _, err := s.Verify(t.Context()); err != nil {
			t.Errorf("run %d: %v", run, err)
		}
		s.Close()
	}
	bodies := bodiesOf(t, dir, "booked")
	whole := 0
	for _, b := range bodies {
		whole += strings.Count(b, `"detail":`) + strings.Count(b, `"registers":`)
	}
	if len(bodies) != 80 || whole != 2*(2+3) {
		t.Errorf("%d bodies, in which a text stands whole %d times; want 80 and 10", len(bodies), whole)
	}
}

// A text that was in a transaction which is taken back is not named by the ones after it.
func TestATextThatWasTakenBackIsNotNamed(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	lost := sqlite.Batch{
		Facts: []dialer.Fact{verdict(1, "hours: open", 1)},
		Leads: []dialer.LeadChange{{Lead: 999, State: dialer.LeadDone}},
	}
	if err := s.Write(t.Context(), lost); !errors.Is(err, dialer.ErrNotFound) {
		t.Fatalf("got %v, want the lead not found", err)
	}
	want := []dialer.Fact{verdict(2, "hours: open", 1), verdict(3, "hours: open", 1)}
	write(t, s, want...)
	if diff := cmp.Diff(want, all(t, s)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// More texts than are remembered are all read back.
func TestManyTextsAreAllReadBack(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	var want []dialer.Fact
	for i := range 1500 {
		want = append(want, verdict(i+1, fmt.Sprint("age: ", i%700), int64(i%11)))
	}
	for i := 0; i < len(want); i += 100 {
		write(t, s, want[i:i+100]...)
	}
	if diff := cmp.Diff(want, all(t, s)); diff != "" {
		t.Errorf("(-want +got):\n%.1000s", diff)
	}
}
