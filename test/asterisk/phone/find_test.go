package phone

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestFindIsTheSlowWay holds the transform against sums at each place, over sounds of more than a block, silence in
// them, and a probe that does not fit.
func TestFindIsTheSlowWay(t *testing.T) {
	slow := func(received, probe []int16) (best float64, at int) {
		for i := 0; i+len(probe) <= len(received); i++ {
			if c := correlation(received[i:i+len(probe)], probe); c > best+1e-9 {
				best, at = c, i
			}
		}
		return best, at
	}
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 30 {
		received := make([]int16, r.IntN(3000))
		for i := len(received) / 5; i < len(received); i++ {
			received[i] = int16(r.IntN(65536) - 32768)
		}
		probe := slices.Clone(received[:min(len(received), 1+r.IntN(400))])
		if len(received) > 1000 && round%2 == 0 {
			probe = slices.Clone(received[700 : 701+r.IntN(300)])
		}
		want, wantAt := slow(received, probe)
		if got, at := Find(received, probe); at != wantAt || math.Abs(got-want) > 1e-9 {
			t.Errorf("round %d: %d samples in %d: got %v at %d; the slow way %v at %d",
				round, len(probe), len(received), got, at, want, wantAt)
		}
	}
}

func BenchmarkLikeness(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	received, prompt := make([]int16, 25*Rate), make([]int16, 5*Rate)
	for _, pcm := range [][]int16{received, prompt} {
		for i := range pcm {
			pcm[i] = int16(r.IntN(2000) - 1000)
		}
	}
	for b.Loop() {
		Likeness(received, prompt)
	}
}
