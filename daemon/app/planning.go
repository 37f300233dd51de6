package app

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/console"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
)

// What a plan is asked with, and what it says, for the command line.
type (
	Plan        = console.Plan
	PlanBlocked = console.PlanBlocked
	PlanQuery   = console.PlanQuery
)

func (h *House) planner() *console.Planner {
	return console.NewPlanner(console.PlanPorts{
		Leads: h.store, MayPredict: h.MayPredict, Now: h.now,
		Look: func(ctx context.Context, c dialer.Campaign, l dialer.Lead, at time.Time) (gate.Facts, error) {
			return registers{h.store, h.sets}.Look(ctx, c, l, at)
		},
		Facts: func(f gate.Facts, c dialer.Campaign, l dialer.Lead) gate.Facts {
			return h.facts(f, c, l, pathOf(l, f))
		},
		Settings: func() console.PlanSettings { return planSettings(h.cfg()) },
	})
}
