package peers

import (
	"math"

	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/test/pacing/sim"
)

// Quantile is the textbook's rule: as many calls in the air as keep the chance that more are answered than agents will
// be there (free now, and the mean that come free while it rings) at or under Risk.
type Quantile struct {
	Risk float64 // 0.05

	dialed, over, answered float64
	answer, busy           mean
	at                     times
	since                  times // Connected, by call
}

// Start needs nothing.
func (p *Quantile) Start(sim.Setup) {}

// Event learns the answer rate of finished calls and mean times.
func (p *Quantile) Event(e pacing.Event) {
	switch e.Kind {
	case pacing.Dialed:
		p.at.set(e.Call, e.At)
	case pacing.Answered:
		p.over++
		p.answered++
		p.answer.add(e.At - p.at.get(e.Call))
	case pacing.Failed:
		p.over++
	case pacing.Connected:
		p.since.set(e.Call, e.At)
	case pacing.Disposed:
		p.busy.add(e.At - p.since.get(e.Call))
	}
}

// Decide fills up to the quantile.
func (p *Quantile) Decide(o *pacing.Observation) pacing.Decision {
	c := count(o)
	coming := float64(c.talking+c.wrapUp) * min(1, p.answer.or(10)/p.busy.or(120))
	agents := c.free + int(coming) - (c.waiting - c.held)
	rate := (p.answered + 3) / (p.over + 10)
	n := c.ringing
	for n < 20*c.present()+20 && tail(n+1, rate, agents) <= p.Risk {
		n++
	}
	return open(n - c.ringing)
}

// tail is P(Binomial(n, p) > k).
func tail(n int, p float64, k int) float64 {
	if k < 0 {
		return 1
	}
	if n <= k {
		return 0
	}
	if mu := float64(n) * p; n > 60 {
		return 0.5 * math.Erfc((float64(k)+0.5-mu)/math.Sqrt(2*mu*(1-p)))
	}
	term := math.Pow(1-p, float64(n))
	below := term
	for i := 1; i <= k; i++ {
		term *= float64(n-i+1) / float64(i) * p / (1 - p)
		below += term
	}
	return max(0, 1-below)
}
