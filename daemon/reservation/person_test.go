package reservation_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/reservation"
)

var (
	secret = []byte("one secret")
	born   = time.Date(1970, 1, 31, 0, 0, 0, 0, time.UTC)
)

func TestOnePersonHasOneName(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"Åse Øy", "ÅSE  ØY", true},
		{"Åse Øy", "A\u030ase O\u0308y", true}, // in two parts, as macOS writes them
		{"Ǻse", "Åse", true},
		{"Anne-Lise Bø", "anne lise bø", true},
		{"André Müller", "Andre Muller", true},
		{"Björn Ängström", "Bjørn Ængstrøm", true},
		{"O'Brien", "OBrien", true},
		{"O’Hara", "O´Hara", true},
		{"Ole A. Bø", "Ole A Bø", true},
		{"Bø, Ole", "Bø Ole", true},
		{"Áile Sárá Čázi", "Aile Sara Cazi", true},
		{"Nguyễn An", "Nguyen An", true},
		{"Nguye\u0302\u0303n An", "Nguyễn An", true},
		{"Ionuț Mureșan", "Ionut Muresan", true},
		{"Ionuţ Mureşan", "Ionuț Mureșan", true},
		{"Bērziņš Jānis", "Berzins Janis", true},
		{"Łukasz Đorđe", "Lukasz Dorde", true},
		{"Kari\u200b Hansen", "Ka\u00adri Hansen", true},

		{"Åse", "Ase", false}, // letters of their own
		{"Bø", "Bo", false},
		{"Næss", "Ness", false},
		{"Ole Bø", "Bø Ole", false}, // a name, not yet its words
		{"Oleb Ø", "Ole Bø", false},
	} {
		if a, b := reservation.Name(tt.a), reservation.Name(tt.b); (a == b) != tt.same {
			t.Errorf("%q and %q: got %q and %q, want the same: %v", tt.a, tt.b, a, b, tt.same)
		}
	}
}

func TestOneAddressHasOneForm(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"Storgata 12 B 0155", "storgata 12b, 0155", true},
		{"Storgata 1, 0155 OSLO", "Storgata 1 0155", true},
		{"Storgata 1, N-0155 Oslo, Norge", "Storgata 1 0155", true},
		{"Storgt. 1, 0155", "Storgaten 1 0155", true},
		{"Kirkeveien 7 H0201 0155", "Kirkevegen 7, 0155 Oslo", true},
		{"Aasveien 1 0155", "Åsveien 1 0155", true},
		{"Storgata 12 0155", "Storgata 12 0156", false},
		{"Storgata 1 0155", "Storgata 11 0155", false},
		{"Øvre vei 1 0155", "Ovre vei 1 0155", false},
		{"Storgata 1 0155", "Kirkegata 1 0155", false},
	} {
		if a, b := reservation.Street(tt.a), reservation.Street(tt.b); (a == b) != tt.same || a == "" {
			t.Errorf("got %q and %q, want the same: %v", a, b, tt.same)
		}
	}
	for _, none := range []string{"", "Storgata 1", "Storgata 1, Oslo", "0155", "0155 Oslo", "Oslo", "--"} {
		if got := reservation.Street(none); got != "" {
			t.Errorf("%q: got %q, want none: it has no postcode behind a street", none, got)
		}
	}
	for _, tt := range []struct{ street, postcode, town, want string }{
		{"Storgata 1", "0155", "Oslo", "Storgata 1 0155 Oslo"},
		{"Storgata 1", "0155", "", "Storgata 1 0155"},
		{"Storgata 1 0155 OSLO", "0155", "Oslo", "Storgata 1 0155 OSLO"},
		{"", "0155", "Oslo", "0155 Oslo"},
	} {
		if got := reservation.FullAddress(tt.street, tt.postcode, tt.town); got != tt.want {
			t.Errorf("%q %q %q: got %q, want %q", tt.street, tt.postcode, tt.town, got, tt.want)
		}
	}
}

// meet reports whether a register with the one has the other.
func meet(a, b []dialer.PersonKey) bool {
	return slices.ContainsFunc(a, func(k dialer.PersonKey) bool { return slices.Contains(b, k) })
}

func TestAPersonIsMetHoweverTheNameIsWritten(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"HANSEN KARI", "Kari Hansen", true},
		{"Kari Marie Hansen", "Kari Hansen", true},
		{"Hansen, Kari", "Kari Hansen", true},
		{"HANSEN EKSEMPEL KARI", "Kari Eksempel", true},
		{"Hansen, Kari Marie", "Kari M. Hansen", true},
		{"Anne-Marie Bø", "Annemarie Bø", true},
		{"Anne-Marie Bø", "Anne Bø", true},
		{"Kaare Aas", "Kåre Ås", true},
		{"Jürgen Müller", "Juergen Mueller", true},
		{"Kari", "KARI", true},
		{"Kari Bø-Hansen", "Kari Hansen", true},
		{"Kari Hansen", "Ola Hansen", false},
		{"Kari Hansen", "Kari Olsen", false},
		{"Kari", "Kari Hansen", false},
		{"Kåre Ås", "Kare As", false},
		{"Anne-Marie Bø", "Marie Anne", true}, // two names in common: blocked too
	} {
		if got := meet(reservation.Keys(secret, tt.a, born, ""),
			reservation.Keys(secret, tt.b, born, "")); got != tt.same {
			t.Errorf("%q and %q of one day: met %v, want %v", tt.a, tt.b, got, tt.same)
		}
		if meet(reservation.Keys(secret, tt.a, born, ""), reservation.Keys(secret, tt.b, born.AddDate(0, 0, 1), "")) {
			t.Errorf("%q and %q of two days met", tt.a, tt.b)
		}
		if got := meet(reservation.Keys(secret, tt.a, time.Time{}, "Storgata 1, 0155 OSLO"),
			reservation.Keys(secret, tt.b, time.Time{}, "Storgt. 1 0155")); got != tt.same {
			t.Errorf("%q and %q at one address: met %v, want %v", tt.a, tt.b, got, tt.same)
		}
	}
}

func TestKeys(t *testing.T) {
	both := reservation.Keys(secret, "Kari Bø", born, "Storgata 1 0155")
	if len(both) != 4 || slices.Contains(both, 0) {
		t.Fatalf("got %v, want two keys of each recipe", both)
	}
	for name, tt := range map[string]struct {
		person    []dialer.PersonKey
		want      int
		matchable bool
	}{
		"no name":             {reservation.Keys(secret, " - ", born, "Storgata 1 0155"), 0, false},
		"a name alone":        {reservation.Keys(secret, "Kari Bø", time.Time{}, ""), 0, false},
		"no address":          {reservation.Keys(secret, "Kari Bø", born, ""), 2, true},
		"no date":             {reservation.Keys(secret, "Kari Bø", time.Time{}, "Storgata 1 0155"), 2, true},
		"three words":         {reservation.Keys(secret, "Kari Bø Hansen", born, ""), 4, true},
		"ten words":           {reservation.Keys(secret, "a1 b1 c1 d1 e1 f1 g1 h1 i1 j1", born, ""), 16, true},
		"no postcode":         {reservation.Keys(secret, "Kari Bø", time.Time{}, "Storgata 1"), 1, false},
		"an address of marks": {reservation.Keys(secret, "Kari Bø", time.Time{}, "--"), 0, false},
	} {
		if len(tt.person) != tt.want {
			t.Errorf("%s: got %d keys, want %d", name, len(tt.person), tt.want)
		}
	}
	for _, tt := range []struct {
		name    string
		birth   time.Time
		address string
		want    bool
	}{
		{"Kari Bø", born, "", true}, {"Kari Bø", time.Time{}, "Storgata 1 0155", true},
		{"Kari Bø", time.Time{}, "Storgata 1", false},
		{"Kari Bø", time.Time{}, "", false}, {"", born, "Storgata 1 0155", false}, {"-", born, "", false},
		{"Kari", born, "", true},
	} {
		if got := reservation.Matchable(tt.name, tt.birth, tt.address); got != tt.want {
			t.Errorf("%q %v %q: matchable %v, want %v", tt.name, tt.birth, tt.address, got, tt.want)
		}
	}
	if meet(both, reservation.Keys([]byte("two"), "Kari Bø", born, "Storgata 1 0155")) {
		t.Error("another secret gives the same key")
	}
	k := reservation.NewKeyer(secret)
	if again := k.Keys(k.Keys(nil, "Ola Øy", born, ""), "Kari Bø", born,
		"Storgata 1 0155"); !slices.Equal(again[len(again)-4:], both) {
		t.Error("a keyer that was used before gives other keys")
	}
}

// TestTheFirstRecipeStays: registers keep keys, not names. Who is in one that was read by the first recipe is found
// until its next delivery, and a daemon of before finds who is in one that was read by this one: both recipes' keys
// are made on both sides.
func TestTheFirstRecipeStays(t *testing.T) {
	for _, tt := range []struct {
		name            string
		byDay, byStreet dialer.PersonKey // as the release with one recipe made them
	}{
		{"Kari Eksempel", 0x771d22da95028a0b, 0x1a77f25b6423aac0},
		{"ÅSE-MARIE O'Brien Øy", 0x3e7b803614986dde, 0x4109f6a1dfa293ae},
		{"Šimon Žižek", 0x5f8db3a6bdb7764b, 0xaa0ec47e6f677f98},
		{"Nguyễn An", 0x24024f22b90d6096, 0x9cbe50696508bc1e},
		{"Ionuț Mureșan", 0x8fca9d11b7874064, 0xca569e18c63bc934},
		{"Bērziņš Jānis", 0x3ca8d0df2fb21b30, 0x5ea324cc6a7c91d3},
		{"Björn Ängström", 0x2cd5e9c76257309e, 0xacb0de80a05ee0b1},
		{"A\u030ase O\u0308y", 0xd1ba45ea2c756c0a, 0x9871a7407baa64f1},
		{"Łukasz Đorđe", 0x5626523e3af84b0b, 0x2358e7aaf389959b},
	} {
		if got := reservation.Keys(secret, tt.name, born, ""); !slices.Contains(got, tt.byDay) {
			t.Errorf("%q by birth date: got %x, want %x among them", tt.name, got, tt.byDay)
		}
		if got := reservation.Keys(secret, tt.name, time.Time{},
			"Storgata 12 B 0155"); !slices.Contains(got, tt.byStreet) {
			t.Errorf("%q by address: got %x, want %x among them", tt.name, got, tt.byStreet)
		}
	}
}

// TestTheFirstRecipeReadsEachLetterAsItDid: the sum is over the release that had no other recipe.
func TestTheFirstRecipeReadsEachLetterAsItDid(t *testing.T) {
	h := sha256.New()
	for r := ' '; r < 0x2100; r++ {
		name, address := reservation.FirstRecipe("a" + string(r) + "b 1 " + string(r) + "\u030a")
		fmt.Fprintf(h, "%s\n%s\n", name, address)
	}
	if got := fmt.Sprintf("%x", h.Sum(nil)[:8]); got != "bfcb0d3da3e5cd84" {
		t.Errorf("the letters are read otherwise: the sum is %s. A recipe is never changed: add another", got)
	}
}

func FuzzName(f *testing.F) {
	for _, s := range []string{"Åse-Marie O'Brien Æ.", "A\u030ase", "ǺǼ", "İı", "ﬁ´x", "Storgata 1 B 0155 Oslo"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := reservation.Name(text)
		if twice := reservation.Name(once); twice != once {
			t.Errorf("%q: %q, and again %q", text, once, twice)
		}
		first, _ := reservation.FirstRecipe(text)
		if wide, _ := reservation.FirstRecipe(text + "\u200b"); wide != first {
			t.Errorf("%q: the first recipe reads %q by the short way, %q by the long one", text, first, wide)
		}
		// a mark that goes, and takes the way of all letters
		if wide := reservation.Name(text + "\u200b"); wide != once {
			t.Errorf("%q: %q by the short way, %q by the long one", text, once, wide)
		}
		if a := reservation.Street(text); a != "" && reservation.Street(a) != a {
			t.Errorf("%q: the address %q is not at rest, %q", text, a, reservation.Street(a))
		}
		if strings.TrimSpace(text) != "" &&
			!slices.Equal(reservation.Keys(secret, text, born, ""), reservation.Keys(secret, text+" ", born, "")) {
			t.Errorf("%q: a space makes another person", text)
		}
	})
}

func BenchmarkKeys(b *testing.B) {
	k, all := reservation.NewKeyer(secret), []dialer.PersonKey(nil)
	for b.Loop() {
		all = k.Keys(all[:0], "Kari Marie Hansen", born, "")
	}
	b.ReportMetric(float64(len(all)), "keys")
}
