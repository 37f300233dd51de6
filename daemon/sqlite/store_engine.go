package sqlite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// EngineJournal is the journal as the engine writes it. The engine counts attempts on from the first id that the store
// gave it, so the store's own count is kept level: after a crash it must not give an id again.
type EngineJournal struct {
	Store *Store
	Given dialer.AttemptID // the last that the store gave; only the engine's one writer comes here
}

// Write writes a batch: after nil it is on the disk.
func (j *EngineJournal) Write(ctx context.Context, b dialer.Batch) error {
	for _, f := range b.Facts {
		for f.Kind == dialer.FactBooked && j.Given < f.Attempt {
			id, err := j.Store.NextAttempt(ctx)
			if err != nil {
				return err
			}
			j.Given = id
		}
	}
	return j.Store.Write(ctx, b)
}

// EngineBook is the book as the engine reads it.
type EngineBook struct{ Store *Store }

// Due gives leads that are due, and when the next one will be; see engine.Book.
func (b EngineBook) Due(
	ctx context.Context, c dialer.CampaignID, now time.Time, limit int,
) ([]dialer.Lead, time.Time, error) {
	leads, err := b.Store.DueLeads(ctx, c, now, limit)
	if err != nil {
		return nil, time.Time{}, err
	}
	next, err := b.Store.NextDue(ctx, c, now)
	if len(leads) > 0 { // due, though perhaps all in hand
		next = now
	}
	return leads, next, err
}

// Agent gives the agent of a phone whose PIN this is.
func (b EngineBook) Agent(ctx context.Context, endpoint, pin string) (dialer.Agent, error) {
	a, err := b.Store.CheckPIN(ctx, endpoint, pin)
	if errors.Is(err, dialer.ErrNotFound) { // a phone without an agent: no PIN can be guessed there
		err = fmt.Errorf("phone %s is no agent's: %w", endpoint, dialer.ErrNotFound)
	}
	return a, err
}

// AgentAt gives the agent of a phone.
func (b EngineBook) AgentAt(ctx context.Context, endpoint string) (dialer.Agent, error) {
	return b.Store.AgentByEndpoint(ctx, endpoint)
}

// Open is the attempt as the engine takes it up again; c is its campaign as the book has it now.
func (a OpenAttempt) Open(c dialer.Campaign) engine.Open {
	o := engine.Open{Facts: a.Facts, Client: c.Client.ID, Call: call.Call{
		ID: a.ID, Campaign: a.Campaign, Lead: a.Lead, Number: a.Number, Show: c.Visible, Ring: c.Ring,
	}}
	for _, f := range a.Facts {
		if f.Kind == dialer.FactBooked {
			o.Client, o.Call.Show, o.Call.T = f.Client, f.Visible, f.T
		}
	}
	return o
}
