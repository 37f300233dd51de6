package main

import (
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/test/pacing/sim"
)

// ours drives the daemon's own pacer: it learns everything while the day runs. As the engine does, it cuts short the
// rings that the guard covers no more, which only happens when an agent vanishes.
type ours struct {
	*pacing.Pacer
	law       pacing.Settings // without a reserve
	left      bool            // an agent went since the last decision
	uncovered []int
}

// newOurs has the daemon's defaults but for what the bench compares at: the scenario's times, the spend, and how many
// agents the guard expects to vanish (none do in the base scenario). Small crews are paced too.
func newOurs(s sim.Scenario, spend float64, reserve int) *ours {
	set := pacing.Defaults()
	set.Limit, set.Spend, set.Grace, set.SmallCrew, set.ReserveAgents = s.Limit, spend, s.Grace, 0, reserve
	if s.Timeout > 0 {
		set.Ring = s.Timeout + post
	}
	law := set
	law.ReserveAgents = 0
	return &ours{Pacer: pacing.New(set), law: law}
}

// Start needs nothing: the pacer was made for this day.
func (*ours) Start(sim.Setup) {}

// Event is learned from; an agent who goes may leave calls uncovered.
func (a *ours) Event(e pacing.Event) {
	a.left = a.left || e.Kind == pacing.Left
	a.Pacer.Event(e)
}

// Decide also finds the open calls that nothing covers any more, the youngest first.
func (a *ours) Decide(o *pacing.Observation) pacing.Decision {
	a.uncovered = a.uncovered[:0]
	missing := 0
	if a.left {
		missing, a.left = -a.law.Room(o), false
	}
	for i := len(o.Calls) - 1; i >= 0 && missing > 0; i-- {
		if c := &o.Calls[i]; !c.Reserved && c.Answered == 0 {
			a.uncovered = append(a.uncovered, c.ID)
			missing--
		}
	}
	return a.Pacer.Decide(o)
}

// Cancel are the rings to cut short.
func (a *ours) Cancel() []int { return a.uncovered }

// ringing is ours that never cuts a ring short.
type ringing struct{ *pacing.Pacer }

// Start needs nothing.
func (ringing) Start(sim.Setup) {}
