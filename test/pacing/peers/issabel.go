package peers

import (
	"math"
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/test/pacing/sim"
)

// reviewing is how often it looks at its campaigns.
const reviewing = 3 * time.Second

// Issabel is the predictor of Issabel (Elastix): free agents, and busy ones whose call is nearly over, less what is in
// the air, over the success rate. It has no word for abandoned calls.
type Issabel struct {
	Service float64 // how sure a busy agent's end must be; 0.97

	dialed, answered, ended int
	answer, talk            mean
	at                      times
	next                    time.Duration
}

// Start needs nothing.
func (p *Issabel) Start(sim.Setup) { p.at = times{} }

// Event learns mean times and the success rate.
func (p *Issabel) Event(e pacing.Event) {
	switch e.Kind {
	case pacing.Dialed:
		p.dialed++
		p.at.set(e.Call, e.At)
	case pacing.Answered:
		p.answered++
		p.answer.add(e.At - p.at.get(e.Call))
	case pacing.Connected:
		p.at.set(e.Call, e.At)
	case pacing.Ended:
		p.ended++
		p.talk.add(e.At - p.at.get(e.Call))
	}
}

// Decide counts who will be free.
func (p *Issabel) Decide(o *pacing.Observation) pacing.Decision {
	if o.Now < p.next {
		return open(0)
	}
	p.next = o.Now + reviewing
	c := count(o)
	n := float64(c.free - c.waiting - c.ringing)
	if p.ended < 10 {
		return open(int(n))
	}
	for _, a := range o.Agents {
		if a.State != pacing.Talking {
			continue
		}
		elapsed := (o.Now - a.Since).Seconds() + p.answer.or(10)
		if 1-math.Exp(-elapsed/p.talk.or(60)) >= p.Service {
			n++
		}
	}
	if n <= 0 {
		return open(0)
	}
	return open(int(math.Round(n / max(0.20, float64(p.answered)/float64(p.dialed)))))
}
