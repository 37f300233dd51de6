package simulate

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/reservation"
)

// agentsBook knows the made-up agents; the leads are another's.
type agentsBook struct {
	engine.Book
	w *world
}

// Agent takes any PIN: who logs in is not in question here.
func (b agentsBook) Agent(ctx context.Context, endpoint, _ string) (dialer.Agent, error) {
	return b.AgentAt(ctx, endpoint)
}

// AgentAt gives the agent of a phone.
func (b agentsBook) AgentAt(_ context.Context, endpoint string) (dialer.Agent, error) {
	for _, a := range b.w.agents {
		if a.Endpoint == endpoint {
			return a.Agent, nil
		}
	}
	return dialer.Agent{}, dialer.ErrNotFound
}

// Changed is a book that hears what becomes of its leads.
type Changed interface{ Change([]dialer.LeadChange) }

// leads are as many numbers as a day needs, each rung once.
type leads struct {
	*world
	given int64
}

// firstNumber begins a range that the plan gives to subscribers; nothing in a simulation reaches a network.
const firstNumber = 90_000_000

// Due gives new leads, none twice.
func (b *leads) Due(
	_ context.Context, c dialer.CampaignID, now time.Time, limit int,
) (due []dialer.Lead, next time.Time, err error) {
	for range limit {
		b.given++
		due = append(due, dialer.Lead{
			ID: dialer.LeadID(b.given), Campaign: c,
			Number: dialer.Number(fmt.Sprintf("+47%d", firstNumber+b.given%10_000_000)),
			Source: b.Campaign.Sources[0].Name, Due: now,
		})
	}
	return due, now, nil
}

func (*leads) Agent(context.Context, string, string) (dialer.Agent, error) {
	return dialer.Agent{}, dialer.ErrNotFound
}
func (*leads) AgentAt(context.Context, string) (dialer.Agent, error) {
	return dialer.Agent{}, dialer.ErrNotFound
}

// everybody is in no register and was never rung.
type everybody struct{}

// Look answers at once.
func (everybody) Look(_ context.Context, c dialer.Campaign, l dialer.Lead, now time.Time) (gate.Facts, error) {
	f := gate.Facts{Lead: l, HistoryKnown: true, Flagged: gate.No}
	for _, id := range reservation.Asked(c.Kind, c.Client.ID) {
		f.Registers = append(f.Registers, dialer.RegisterAnswer{
			Answer: dialer.Clear, RegisterVersion: dialer.RegisterVersion{Register: id, Version: 1, LoadedAt: now},
		})
	}
	return f, nil
}
