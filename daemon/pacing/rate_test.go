package pacing

import (
	"math"
	"math/rand/v2"
	"testing"
)

// dialRate dials once a second: a share is answered, each after 10 to 14 seconds.
func dialRate(r *rate, pickUp *times, from, to int, share float64, rnd *rand.Rand) {
	due := map[int]bool{}
	for s := from; s < to; s++ {
		r.dialed(float64(s), 1)
		due[s] = rnd.Float64() < share
		if dialed := s - 12; due[dialed] {
			r.answered(float64(dialed))
		}
		r.settle(float64(s), pickUp)
	}
}

func TestTheRateIsLearnedAndAJumpSeen(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	pickUp := newTimes(0.25, 1000, 1, func(s float64) float64 { return min(1, max(0, (s-10)/4)) })
	r := newRate(30, 0.35, 15)
	near := func(when string, want, off float64) {
		t.Helper()
		if math.Abs(r.value-want) > off {
			t.Errorf("%s: got %.3f, want %.3f", when, r.value, want)
		}
	}
	dialRate(&r, &pickUp, 0, 30, 0.2, rnd)
	near("calls still ringing do not pull it down", 0.3, 0.12)
	dialRate(&r, &pickUp, 30, 2000, 0.2, rnd)
	near("learned", 0.2, 0.05)
	dialRate(&r, &pickUp, 2000, 2150, 0.6, rnd)
	near("three times as many", 0.6, 0.15)
	r.settle(90000, &pickUp)
	near("after a pause it knows no better", 0.6, 0.15)
}
