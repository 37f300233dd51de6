package sqlite_test

import (
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// TestWhatPeopleWriteOfANumberGoesWithIt: a reason with a name and a number, entered in each possible way. The file has
// no digits of it, the name is sealed, and neither is left after the erasure; the reservation is.
func TestWhatPeopleWriteOfANumberGoesWithIt(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	book(t, s)
	addLeads(t, s, dialer.Lead{Number: number(1), Name: "Ola Nordmann"})
	write(t, s, booked(1, number(1)), ended(1, dialer.NoAnswer))
	const words = "said by Kari Solberg, 9 0 0 0 00 77, in a call"
	ctx := t.Context()
	if err := s.Reserve(ctx, sqlite.OwnRegister, number(1), words, "anna"); err != nil {
		t.Fatal(err)
	}
	if err := s.Unreserve(ctx, sqlite.OwnRegister, number(1), words, "anna"); err != nil {
		t.Fatal(err)
	}
	if err := s.Reserve(ctx, sqlite.OwnRegister, number(1), words, "anna"); err != nil {
		t.Fatal(err)
	}
	told := 0
	for f, err := range s.Facts(ctx, sqlite.Query{Number: number(1)}) {
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(f.Detail, "Kari Solberg, •••, in a call") {
			told++
		}
	}
	if told != 3 {
		t.Errorf("%d of 3 facts tell why, without the number", told)
	}
	if _, err := s.Forget(ctx, number(1), "asked by letter, 90000077", "anna"); err != nil {
		t.Fatal(err)
	}
	if all, err := s.Reservations(ctx); err != nil || len(all) != 1 || all[0].Source != "erased" {
		t.Errorf("the reservation: %+v, %v", all, err)
	}
	for f, err := range s.Facts(ctx, sqlite.Query{}) {
		if err != nil || strings.Contains(f.Detail, "Kari") || strings.Contains(f.Detail, "90000077") {
			t.Errorf("a fact still says %q, %v", f.Detail, err)
		}
	}
	verify(t, s)
	if err := s.Scrub(ctx); err != nil {
		t.Fatal(err)
	}
	s.Close()
	for _, needle := range []string{"Kari Solberg", "9 0 0 0 00 77", "90000077"} {
		if in := inFiles(t, dir, []byte(needle)); len(in) > 0 {
			t.Errorf("%q is in %v", needle, in)
		}
	}
}
