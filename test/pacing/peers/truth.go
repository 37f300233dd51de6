package peers

import (
	"math"
	"slices"

	"github.com/ringevett/ringevett/test/pacing/sim"
)

// Truth is what is not known while dialing: the scenario's distributions, tabulated for each of a few quantiles τ of
// the time to an answer.
type Truth struct {
	answer [quantiles]table // by age of a call: chance that it is answered within τ
	talk   [quantiles]table // by age of a talk: chance that its agent is free within τ + grace
	wrapUp [quantiles]table // the same by age of a wrap-up
}

const (
	quantiles = 5
	draws     = 100_000
	step      = 0.5  // seconds
	oldest    = 1500 // seconds
	enough    = 50   // draws that are needed to know a share
)

// table goes by age, in steps.
type table []float64

func (t table) at(age float64) float64 { return t[min(max(0, int(age/step+0.5)), len(t)-1)] }

// span is one thing's time until it happens (infinite: never), and until it is over.
type span struct{ happens, over float64 }

// NewTruth looks behind the scenario by drawing from it very often.
func NewTruth(s sim.Scenario) *Truth {
	calls, answered := callSpans(s)
	talks, wraps := busySpans(s)
	t := &Truth{}
	for k := range quantiles {
		tau := answered[(2*k+1)*len(answered)/(2*quantiles)]
		free := tau + s.Grace.Seconds()
		t.answer[k], t.talk[k], t.wrapUp[k] = within(calls, tau), within(talks, free), within(wraps, free)
	}
	return t
}

// callSpans are all calls, and the times of the answers, sorted.
func callSpans(s sim.Scenario) (calls []span, answered []float64) {
	r := sim.Random(1)
	calls = make([]span, draws)
	for i := range calls {
		u := (float64(i) + 0.5) / draws
		post, pick := s.PostDial(&r), s.PickUp(&r)
		c := span{math.Inf(1), (post + s.NoAnswer(&r)).Seconds()}
		switch {
		case u < s.Answer && (s.Timeout == 0 || pick <= s.Timeout):
			c.over = (post + pick).Seconds()
			c.happens = c.over
			answered = append(answered, c.over)
		case u >= s.Answer && u < s.Answer+s.Busy:
			c.over = (post + s.BusyAfter(&r)).Seconds()
		}
		calls[i] = c
	}
	slices.Sort(answered)
	return calls, answered
}

// busySpans: a talk's agent is free when the wrap-up is over too.
func busySpans(s sim.Scenario) (talks, wraps []span) {
	r := sim.Random(2)
	for range draws {
		talk, wrap := s.Talk(&r).Seconds(), s.WrapUp(&r).Seconds()
		talks, wraps = append(talks, span{talk + wrap, talk}), append(wraps, span{wrap, wrap})
	}
	return talks, wraps
}

// within is, by age, the share of those not over yet that happen within so long. Where too few are that old the last
// known share holds.
func within(spans []span, long float64) table {
	steps := int(oldest / step)
	alive, hit := make([]int, steps), make(table, steps)
	for _, s := range spans {
		for a := 0; a < steps && float64(a)*step < s.over; a++ {
			alive[a]++
			if s.happens <= float64(a)*step+long {
				hit[a]++
			}
		}
	}
	for a := range hit {
		if alive[a] >= enough {
			hit[a] /= float64(alive[a])
		} else if a > 0 {
			hit[a] = hit[a-1]
		}
	}
	return hit
}
