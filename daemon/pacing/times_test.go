package pacing

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestPlacesMeetTheirEdges(t *testing.T) {
	for _, unit := range []float64{0.25, 1} {
		h := newTimes(unit, 100, 1, exponential(10))
		for i := range bins {
			lo, hi := h.edge(i), h.edge(i+1)
			for _, part := range []float64{0, 0.25, 0.9} {
				at, got := h.place(lo + part*(hi-lo))
				if at != i || math.Abs(got-part) > 1e-6 {
					t.Fatalf("unit %v, bin %d and %v: got %d and %v", unit, i, part, at, got)
				}
			}
		}
		if i, part := h.place(1e9); i != bins-1 || part != 1 {
			t.Errorf("beyond the last: %d, %v", i, part)
		}
	}
}

func TestTimesAreLearnedAndForgotten(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	h := newTimes(1, 300, 10, exponential(120))
	near := func(what string, got, want, off float64) {
		t.Helper()
		if math.Abs(got-want) > off {
			t.Errorf("%s: got %.3f, want %.3f", what, got, want)
		}
	}
	near("believed", h.by(120), 1-1/math.E, 0.01)
	for range 3000 {
		h.add(rnd.ExpFloat64() * 40)
	}
	near("learned", h.by(40), 1-1/math.E, 0.05)
	near("without memory", h.within(50, 20), 1-math.Exp(-0.5), 0.1)
	near("median", h.quantile(0.5), 40*math.Ln2, 4)
	for range 1500 {
		h.add(200 + 10*rnd.Float64())
	}
	near("forgotten", h.by(190), 0, 0.02)
	near("sure to end", h.within(205, 60), 1, 0.2)
	near("long gone", h.within(1e7, 1), 1, 1e-9)
}
