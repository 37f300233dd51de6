package reservation_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/reservation"
)

func TestOnePersonHasOneName(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"Åse Øy", "ÅSE  ØY", true},
		{"Åse Øy", "A\u030ase O\u0308y", true}, // in two parts, as macOS writes them
		{"Anne-Lise Bø", "anne lise bø", true},
		{"André Müller", "Andre Muller", true},
		{"Björn Ängström", "Bjørn Ængstrøm", true},
		{"O'Brien", "OBrien", true},
		{"Ole A. Bø", "Ole A Bø", true},
		{"Bø, Ole", "Bø Ole", true},
		{"Áile Sárá Čázi", "Aile Sara Cazi", true},

		{"Åse", "Ase", false}, // letters of their own
		{"Bø", "Bo", false},
		{"Næss", "Ness", false},
		{"Aase", "Åse", false},
		{"Ole Bø", "Bø Ole", false}, // in the order written
		{"Ole Bø", "Ole A Bø", false},
		{"Oleb Ø", "Ole Bø", false},
	} {
		if a, b := reservation.Name(tt.a), reservation.Name(tt.b); (a == b) != tt.same {
			t.Errorf("%q and %q: got %q and %q, want the same: %v", tt.a, tt.b, a, b, tt.same)
		}
	}
}

func TestOneAddressHasOneForm(t *testing.T) {
	for _, tt := range []struct {
		street, postcode, other, otherCode string
		same                               bool
	}{
		{"Storgata 12 B", "0155", "storgata 12b", "0155", true},
		{"Storgata 12", "0155", "Storgata 12, 0155", "", true},
		{"Storgata 12", "0155", "Storgata 12", "0156", false},
		{"Storgata 1", "0155", "Storgata 11", "0155", false},
		{"Øvre vei 1", "0155", "Ovre vei 1", "0155", false},
	} {
		if a, b := reservation.Address(tt.street, tt.postcode), reservation.Address(tt.other, tt.otherCode); (a == b) != tt.same {
			t.Errorf("got %q and %q, want the same: %v", a, b, tt.same)
		}
	}
}

func TestKeys(t *testing.T) {
	secret, born := []byte("one secret"), time.Date(1980, 5, 17, 0, 0, 0, 0, time.UTC)
	both := reservation.Keys(secret, "Kari Bø", born, "Storgata 1 0155")
	if len(both) != 2 || both[0] == both[1] || both[0] == 0 {
		t.Fatalf("got %v, want two keys", both)
	}
	for name, tt := range map[string]struct {
		got  int
		want int
	}{
		"no name":             {len(reservation.Keys(secret, " - ", born, "Storgata 1")), 0},
		"a name alone":        {len(reservation.Keys(secret, "Kari Bø", time.Time{}, "")), 0},
		"no address":          {len(reservation.Keys(secret, "Kari Bø", born, "")), 1},
		"no date":             {len(reservation.Keys(secret, "Kari Bø", time.Time{}, "Storgata 1")), 1},
		"an address of marks": {len(reservation.Keys(secret, "Kari Bø", time.Time{}, "--")), 0},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %d keys, want %d", name, tt.got, tt.want)
		}
	}
	if reservation.ByBirth(secret, "kari  BØ", born) != both[0] || reservation.ByAddress(secret, "Kari Bø", "storgata 1, 0155") != both[1] {
		t.Error("the same person has another key")
	}
	for name, other := range map[string]any{
		"another secret": reservation.ByBirth([]byte("two"), "Kari Bø", born),
		"another day":    reservation.ByBirth(secret, "Kari Bø", born.AddDate(0, 0, 1)),
		"another name":   reservation.ByBirth(secret, "Kåri Bø", born),
	} {
		if other == any(both[0]) {
			t.Errorf("%s: the key is the same", name)
		}
	}
}

func FuzzName(f *testing.F) {
	f.Add("Åse-Marie O'Brien Æ.")
	f.Fuzz(func(t *testing.T, text string) {
		once := reservation.Name(text)
		if twice := reservation.Name(once); twice != once {
			t.Errorf("%q: %q, and again %q", text, once, twice)
		}
		if a := reservation.Address(text, ""); reservation.Address(a, "") != a {
			t.Errorf("%q: the address %q is not at rest", text, a)
		}
	})
}
