// Package peers has the algorithms that others pace with, written from their published behaviour, and the one that is
// told the whole truth about the scenario. None of them knows the ledger's guard.
package peers

import (
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/test/pacing/sim"
)

// Power dials one number for each free agent, who is held for it.
type Power struct{}

// Start needs nothing.
func (Power) Start(sim.Setup) {}

// Event teaches nothing.
func (Power) Event(pacing.Event) {}

// Decide holds every free agent.
func (Power) Decide(o *pacing.Observation) pacing.Decision {
	return pacing.Decision{Reserved: count(o).free, Why: pacing.ByAgents}
}

// Ratio keeps so many calls in the air for each free agent.
type Ratio float64

// Start needs nothing.
func (Ratio) Start(sim.Setup) {}

// Event teaches nothing.
func (Ratio) Event(pacing.Event) {}

// Decide fills up.
func (k Ratio) Decide(o *pacing.Observation) pacing.Decision {
	c := count(o)
	return open(int(float64(k)*float64(c.free)+0.5) - c.ringing - c.waiting)
}

// counts of one observation.
type counts struct {
	free, held, talking, wrapUp int
	ringing                     int // dialed, not answered
	waiting                     int // answered, no agent in the bridge
}

func (c counts) present() int { return c.free + c.held + c.talking + c.wrapUp }

func count(o *pacing.Observation) (c counts) {
	for i := range o.Agents {
		switch o.Agents[i].State {
		case pacing.Free:
			c.free++
		case pacing.Held:
			c.held++
		case pacing.Talking:
			c.talking++
		case pacing.WrapUp:
			c.wrapUp++
		}
	}
	for i := range o.Calls {
		if o.Calls[i].Answered > 0 {
			c.waiting++
		} else {
			c.ringing++
		}
	}
	return c
}

func open(n int) pacing.Decision { return pacing.Decision{Open: max(0, n), Why: pacing.ByForecast} }

// mean of durations, in seconds.
type mean struct{ sum, n float64 }

func (m *mean) add(d time.Duration) { m.sum += d.Seconds(); m.n++ }

func (m mean) or(unknown float64) float64 {
	if m.n == 0 {
		return unknown
	}
	return m.sum / m.n
}
