package number_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/ringevett/ringevett/daemon/number"
)

func TestFastReadsWhatListsHold(t *testing.T) {
	for _, tt := range []struct {
		text string
		want uint64
	}{
		{"90000001", 4790000001}, {"900 00 001", 4790000001}, {"+47 90 00 00 01", 4790000001},
		{"0047 90000001", 4790000001},
		{"4790000001", 4790000001}, {"(+47) 220 00 001", 4722000001}, {"47000001", 4747000001},
		{"22-00-00-01", 4722000001},
		{"80000001", 4780000001}, {"+46 70 000 00 01", 46700000001}, {"0045 20000001", 4520000001},
	} {
		if got, ok := number.Fast([]byte(tt.text)); !ok || got != tt.want {
			t.Errorf("Fast(%q): got %d, %t; want %d", tt.text, got, ok, tt.want)
		}
	}
}

func TestFastLeavesTheRestToParse(t *testing.T) {
	for _, text := range []string{"", "12000001", "9000000", "900000011", "+0047 90000001", "000047 90000001",
		"+90000001", "112",
		"90000001x", "++4790000001", "47+90000001", "+46 0700000001", "0046 (0)700000001", "+33 100000001",
		"4700000000000000000000090000001", "90000001\u00a0", "18446744073709551616" + "4790000001"} {
		if got, ok := number.Fast([]byte(text)); ok {
			t.Errorf("Fast(%q): got %d, want it left to Parse", text, got)
		}
	}
}

// agrees holds the fast way against Parse, which asks the library.
func agrees(t *testing.T, text string) {
	t.Helper()
	fast, ok := number.Fast([]byte(text))
	if !ok {
		return
	}
	n, err := number.Parse(text)
	if err != nil || string(n) != "+"+strconv.FormatUint(fast, 10) {
		t.Fatalf("%q: the fast way reads +%d, Parse %q, %v", text, fast, n, err)
	}
}

func TestTheFastWayReadsNeighboursAsTheLibraryDoes(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	for _, country := range []int{44, 45, 46, 48, 49, 33, 358} {
		for head := range 1000 {
			for digits := 4; digits <= 12; digits++ {
				tail := fmt.Sprintf("%0*d", digits-3, rnd.Int64N(pow(digits-3)))
				agrees(t, fmt.Sprintf("+%d%03d%s", country, head, tail))
			}
		}
	}
}

func pow(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

// FuzzFast holds the promise that the fast way and Parse never disagree.
func FuzzFast(f *testing.F) {
	for _, s := range []string{"90000001", "+4722000001", "0047 900 00 001", "4790000001", "00 46 70 000 00 01",
		"+45 20 00 00 01",
		"(+47) 22-00.00 01", "+49 0", "0044", "47000001", "+0047", "004600000000"} {
		f.Add(s)
	}
	f.Fuzz(agrees)
}

func BenchmarkFast(b *testing.B) {
	text := []byte("+47 900 00 001")
	for b.Loop() {
		if _, ok := number.Fast(text); !ok {
			b.Fatal("not read")
		}
	}
}
