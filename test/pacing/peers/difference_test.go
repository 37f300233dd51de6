package peers

import (
	"math"
	"testing"
)

// The approximation takes over when the twenty-fifth is added; with a chance of nothing it may not change anything
// much.
func TestTheApproximationContinuesTheExactDistribution(t *testing.T) {
	var d difference
	d.clear()
	for i := range exactly {
		d.come(0.05 + 0.2*float64(i%3))
		d.leave(0.02 + 0.1*float64(i%2))
	}
	for k := -2; k <= 14; k++ {
		exact := d.atLeast(k)
		rough := d
		rough.come(0)
		if got := rough.atLeast(k); math.Abs(got-exact) > 0.004 {
			t.Errorf("at least %d: got %.4f, exact %.4f", k, got, exact)
		}
	}
}

func TestTheDifferenceOfOneAnswerAndOneAgent(t *testing.T) {
	var d difference
	d.clear()
	d.come(0.3)
	d.leave(0.5)
	for k, want := range map[int]float64{-1: 1, 0: 0.65, 1: 0.15, 2: 0} {
		if got := d.atLeast(k); math.Abs(got-want) > 1e-12 {
			t.Errorf("at least %d: got %v, want %v", k, got, want)
		}
	}
}
