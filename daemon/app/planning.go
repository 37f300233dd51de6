package app

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/console"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/settings"
	"github.com/ringevett/ringevett/daemon/verb"
)

// What a plan is asked with, and what it says, for the command line.
type (
	Plan        = console.Plan
	PlanBlocked = console.PlanBlocked
	PlanQuery   = console.PlanQuery
)

func (h *Rooms) planner() *console.Planner {
	return console.NewPlanner(console.PlanPorts{
		Leads: h.store, MayPredict: h.MayPredict, Now: h.now, Look: h.lookUp, Facts: h.completed,
		Settings: func() console.PlanSettings { return settings.Plan(h.cfg()) },
	})
}

func (h *Rooms) explainer() *console.Explainer {
	return console.NewExplainer(console.WhyPorts{
		Book: h.store, Floor: h.Watch, Look: h.lookUp, Facts: h.completed, InUse: h.inUse,
		Matched: h.Matched, Abandoned: h.Abandoned,
		Rules: func() console.WhyRules { return settings.Why(h.cfg()) },
	})
}

// lookUp is what the gate is told of a number at a dial.
func (h *Rooms) lookUp(ctx context.Context, c dialer.Campaign, l dialer.Lead, at time.Time) (gate.Facts, error) {
	return h.lookup().Look(ctx, c, l, at)
}

// completed has the rest of what the gate is told.
func (h *Rooms) completed(f gate.Facts, c dialer.Campaign, l dialer.Lead) gate.Facts {
	return h.facts(f, c, l, console.PathOf(l, f))
}

func (h *Rooms) inUse(ctx context.Context, n dialer.Number) (bool, error) {
	if h.engine == nil {
		return false, nil
	}
	return h.engine.InUse(ctx, n)
}

// WhyFromRules answers without a book: from the configuration where there is one, else from the defaults.
func WhyFromRules(c config.Config, configured bool, q verb.WhyQuery) (verb.Why, error) {
	return console.WhyFromRules(clock{}.now(), settings.Why(c), configured, q)
}

// facts adds to what was looked up what the configuration says.
func (h *Rooms) facts(f gate.Facts, c dialer.Campaign, l dialer.Lead, by gate.Path) gate.Facts {
	if f.Lead.ID == 0 { // else it is the lead as the look found it, a moment ago
		f.Lead = l
	}
	cfg := h.cfg()
	f.Campaign, f.Responsible, f.Hours, f.Path = c, cfg.ResponsibleManager(), cfg.HoursRules(), by
	f.Rest = cfg.RestTime()
	return f
}
