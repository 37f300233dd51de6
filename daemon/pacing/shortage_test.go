package pacing

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestManyCoinsAreAsGoodAsExact: the normal law against the exact sum, where both can be had.
func TestManyCoinsAreAsGoodAsExact(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	worst := 0.0
	for range 2000 {
		var s shortage
		s.clear(rnd.IntN(10))
		for s.coins < 30+rnd.IntN(exact-30) {
			if rnd.IntN(2) == 0 {
				s.call(0.02 + 0.4*rnd.Float64())
			} else {
				s.busy(0.02 + 0.4*rnd.Float64())
			}
		}
		if s.agents <= 0 || s.agents > s.coins {
			continue
		}
		worst = max(worst, math.Abs(s.chance()-s.normal()))
	}
	t.Logf("furthest apart %.4f", worst)
	if worst > 0.01 {
		t.Errorf("got %.4f, want at most 0.01", worst)
	}
}

func TestShortageOfAFew(t *testing.T) {
	for _, c := range []struct {
		name   string
		agents int
		calls  []float64
		busy   []float64
		want   float64
	}{
		{"no agent there, none comes", 0, nil, nil, 1},
		{"one free, nothing rings", 1, nil, nil, 0},
		{"one free, one rings", 1, []float64{0.3}, nil, 0.3},
		{"no agent free, one may be", 0, nil, []float64{0.25}, 0.75},
		{"one rings, one may be free", 0, []float64{0.5}, []float64{0.5}, 0.75},
		{"two free, two of three", 2, []float64{0.5, 0.5, 0.5}, nil, 0.5},
		{"one owed already", -1, nil, []float64{1}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s shortage
			s.clear(c.agents)
			for _, p := range c.calls {
				s.call(p)
			}
			for _, p := range c.busy {
				s.busy(p)
			}
			if got := s.chance(); math.Abs(got-c.want) > 1e-9 {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}
