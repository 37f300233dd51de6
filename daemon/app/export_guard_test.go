package app

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
)

// EndFacts tells a call by hand, allowed at the given time, from its end.
func EndFacts(allowed time.Time, e dialplan.HandEnd, at time.Time) ([]dialer.Fact, dialer.Outcome) {
	return endFacts(&handCall{agent: "kari", allowed: allowed}, e, at)
}

// ReasonSound is what the person who dialed hears.
func ReasonSound(code string) string { return string(reasonSound(code)) }

// Hands are calls by hand on an engine, without a house around them.
type Hands struct{ *guard }

// NewHands gives them; life ends with the floor.
func NewHands(life context.Context, eng *engine.Engine, pbx handPBX) Hands {
	h := &House{engine: eng}
	h.guard = newGuard(life, h, nil, pbx)
	return Hands{h.guard}
}

// Open is a call that was let through a moment ago on a channel.
func (h Hands) Open(id dialer.AttemptID, n dialer.Number, channel string) {
	h.open[id] = &handCall{agent: "kari", campaign: dialer.Campaign{ID: "c1"}, number: n, channel: channel, allowed: time.Now()}
}

// Calls are those in the status; Watch looks for lost ones until ctx ends.
func (h Hands) Calls() []verb.CallStatus  { return h.calls() }
func (h Hands) Watch(ctx context.Context) { h.watch(ctx) }

// ClosedTo is why nobody may be rung by hand from a context without a campaign.
func (h *House) ClosedTo(context string) string { return h.closedTo(context) }

// PrivateContexts names contexts that ring private persons.
func (h *House) PrivateContexts(names ...string) {
	h.with(func(c *config.Config) { c.Guard.Persons = names })
}
