package sqlite_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// TestWhatIsHeldOnANumberIsToldAndGoes: leads, the household, marks and register entries; after the erasure only what
// protects stays.
func TestWhatIsHeldOnANumberIsToldAndGoes(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	addLeads(t, s, dialer.Lead{
		Number: number(1), Name: "Ola Eksempel", Address: "Storgata 1, 0155", Source: "customers",
	})
	must(t, s.JoinHouseholds(t.Context(), func(yield func(sqlite.Person, error) bool) {
		yield(sqlite.Person{
			Number: number(1), Name: "Kari Nordmann", Birth: time.Date(1963, 3, 1, 0, 0, 0, 0, time.UTC),
		},
			nil)
	}))
	must(t, s.Reserve(t.Context(), sqlite.OwnRegister, number(1), "a letter", "cli:per"))
	if _, err := s.ServeCaller(t.Context(),
		sqlite.Served{Number: number(1), Clients: []dialer.ClientID{"acme"}, Code: "7",
			Now: monday}); err != nil {
		t.Fatal(err)
	}
	held := func(leads, kin, marks, entries int) {
		t.Helper()
		h, err := s.HeldOn(t.Context(), number(1))
		if err != nil || len(h.Leads) != leads || len(h.Household) != kin || len(h.Marks) != marks ||
			len(h.Entries) != entries {
			t.Errorf("got %+v, %v; want %d leads, %d persons, %d marks, %d entries", h, err, leads, kin, marks, entries)
		}
	}
	held(1, 1, 1, 1)
	if _, err := s.Forget(t.Context(), number(1), "asked to", "test"); err != nil {
		t.Fatal(err)
	}
	held(0, 0, 2, 1) // the talk, that it was erased, and the reservation
}
