package reservation_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/reservation"
)

// Parts of drawn names and addresses: every way that a key's text is made takes some of them.
var (
	drawnNames = []string{
		"Kari", "OLA", "Åse", "bjørn", "Æsop", "A\u030ase", "Anne-Marie", "Bø–Hansen", "O'Brien", "O’Hara", "M.", "k",
		"Kaare", "Juergen",
		"Šimon", "Nguyễn", "Łukasz", "Íris", "ǺNE", "d'Arc", "von", "Ka\u00adri", "Þór", "Жанна", "N1", "`Per`", "Aase",
		"Mueller,",
	}
	drawnStreets = []string{
		"Storgata 1", "Storgt. 12 B", "Øvre vei 7 H0201,", "Kirkevegen 3b", "AAsveien 1", "Plassen 4",
		"Bygd\u00f8y all\u00e9 2",
		"Müllerstraße 9", "Postboks 12 A", "c/o Bø, Gata 1", "",
	}
	drawnPlaces = []string{"0155 Oslo", "N-0155 OSLO", "0155", "NO 9990 Båtsfjord", "Oslo", "", "5003 Bergen, Norge"}
)

// drawnPerson draws one person of a sequence.
func drawnPerson(r *rand.Rand) (name string, birth time.Time, address string) {
	pick := func(of []string) string { return of[r.IntN(len(of))] }
	for range r.IntN(8) {
		name += pick(drawnNames) + pick([]string{" ", "  ", " ", "-", ", ", "."})
	}
	if r.IntN(4) > 0 {
		birth = time.Date(1920+r.IntN(90), time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, time.UTC)
	}
	return name, birth, pick(drawnStreets) + pick([]string{" ", ", "}) + pick(drawnPlaces)
}

// TestTheKeysStay: the sum is over the keys of 20,000 drawn persons as the first release with two recipes made them,
// in their order. A register keeps keys, not names: where one of them changed, a person who is in it would be rung.
func TestTheKeysStay(t *testing.T) {
	r, h, n := rand.New(rand.NewPCG(15, 5)), sha256.New(), 0
	k := reservation.NewKeyer(secret)
	for range 20_000 {
		name, birth, address := drawnPerson(r)
		keys := k.Keys(nil, name, birth, address)
		n += len(keys)
		for _, key := range keys {
			h.Write(binary.BigEndian.AppendUint64(nil, uint64(key)))
		}
		fmt.Fprint(h, reservation.Matchable(name, birth, address), reservation.Street(address), "\n")
	}
	const want = "180485 keys, 7fd4973911843200"
	if got := fmt.Sprintf("%d keys, %x", n, h.Sum(nil)[:8]); got != want {
		t.Errorf("got %s, want %s: a recipe is never changed, add another", got, want)
	}
}

// The code of a text is the library's HMAC.
func TestACodeIsThatOfTheLibrary(t *testing.T) {
	for _, size := range []int{0, 1, 31, 64, 65, 200} {
		key := make([]byte, size)
		for i := range key {
			key[i] = byte(i)
		}
		for _, text := range []string{"", "birth 2\nhansen kari\n1970-01-31", fmt.Sprint(make([]int, 200))} {
			h := hmac.New(sha256.New, key)
			h.Write([]byte(text))
			want := dialer.PersonKey(binary.BigEndian.Uint64(h.Sum(nil)))
			if got := reservation.MAC(key, []byte(text)); got != want {
				t.Errorf("a secret of %d bytes, %.20q: got %x, want %x", size, text, got, want)
			}
		}
	}
}
