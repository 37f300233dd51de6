package peers

import (
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/test/pacing/sim"
)

// Oracle knows the truth, and dials while the chance that the next call would be abandoned is at most Risk. It has no
// guard: its limit holds on average only, by the choice of Risk.
type Oracle struct {
	*Truth
	Risk float64

	difference [quantiles]difference
}

// Start needs nothing.
func (p *Oracle) Start(sim.Setup) {}

// Event teaches nothing: all is known.
func (p *Oracle) Event(pacing.Event) {}

// Decide dials as long as it is worth the risk.
func (p *Oracle) Decide(o *pacing.Observation) pacing.Decision {
	free := p.look(o)
	n := 0
	for most := 3*len(o.Agents) + 10; n < most && p.price(free) <= p.Risk; n++ {
		for k := range p.difference {
			p.difference[k].come(p.answer[k][0])
		}
	}
	return open(n)
}

// look sets up, for each quantile, answers less agents coming free; it returns the agents free now.
func (p *Oracle) look(o *pacing.Observation) (free int) {
	for k := range p.difference {
		p.difference[k].clear()
	}
	for i := range o.Calls {
		switch c := &o.Calls[i]; {
		case c.Answered > 0 && c.Reserved: // its agent is held
		case c.Answered > 0:
			free--
		default:
			age := (o.Now - c.Dialed).Seconds()
			for k := range p.difference {
				p.difference[k].come(p.answer[k].at(age))
			}
		}
	}
	for i := range o.Agents {
		switch a := &o.Agents[i]; a.State {
		case pacing.Free:
			free++
		case pacing.Talking, pacing.WrapUp:
			p.goes(a.State, (o.Now - a.Since).Seconds())
		}
	}
	return free
}

func (p *Oracle) goes(state pacing.AgentState, age float64) {
	for k := range p.difference {
		if state == pacing.Talking {
			p.difference[k].leave(p.talk[k].at(age))
		} else {
			p.difference[k].leave(p.wrapUp[k].at(age))
		}
	}
}

// price is the chance that one more call, answered at its quantiles, finds no agent.
func (p *Oracle) price(free int) (q float64) {
	for k := range p.difference {
		q += p.difference[k].atLeast(free) / quantiles
	}
	return q
}
