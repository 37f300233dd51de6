package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/shown"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// line is the engine's phone before the PBX is there: the engine is made first, because the PBX tells it what happens.
// The PBX is set before the engine runs.
type line struct {
	pbx interface {
		engine.Phone
		engine.Callers
		engine.Shows
	}
}

func (l *line) Do(ctx context.Context, id dialer.AttemptID, ef call.Effect) error {
	return l.pbx.Do(ctx, id, ef)
}

func (l *line) Seat(ctx context.Context, id dialer.SessionID, ef engine.SeatEffect) error {
	return l.pbx.Seat(ctx, id, ef)
}

func (l *line) Received(ctx context.Context, ids []dialer.SessionID) (map[dialer.SessionID]engine.Count, error) {
	return l.pbx.Received(ctx, ids)
}

func (l *line) Caller(ctx context.Context, channel string, ef engine.CallerEffect) error {
	return l.pbx.Caller(ctx, channel, ef)
}

func (l *line) Shown(ctx context.Context, id dialer.AttemptID) (shown.Look, error) {
	return l.pbx.Shown(ctx, id)
}

// journal is the engine's. The engine counts attempts on from the first id that the store gave it, so the store's own
// count is kept level: after a crash it must not give an id again.
type journal struct {
	store *sqlite.Store
	given dialer.AttemptID // the last that the store gave; only the engine's one writer comes here
}

func (j *journal) Write(ctx context.Context, b dialer.Batch) error {
	for _, f := range b.Facts {
		for f.Kind == dialer.FactBooked && j.given < f.Attempt {
			id, err := j.store.NextAttempt(ctx)
			if err != nil {
				return err
			}
			j.given = id
		}
	}
	return j.store.Write(ctx, b)
}

// book is the engine's.
type book struct{ store *sqlite.Store }

func (b book) Due(
	ctx context.Context, c dialer.CampaignID, now time.Time, limit int,
) ([]dialer.Lead, time.Time, error) {
	leads, err := b.store.DueLeads(ctx, c, now, limit)
	if err != nil {
		return nil, time.Time{}, err
	}
	next, err := b.store.NextDue(ctx, c, now)
	if len(leads) > 0 { // due, though perhaps all in hand
		next = now
	}
	return leads, next, err
}

func (b book) Agent(ctx context.Context, endpoint, pin string) (dialer.Agent, error) {
	a, err := b.store.CheckPIN(ctx, endpoint, pin)
	if errors.Is(err, dialer.ErrNotFound) { // a phone that is nobody's: no guessing whose PIN it is
		err = fmt.Errorf("phone %s is no agent's: %w", endpoint, dialer.ErrNotFound)
	}
	return a, err
}

func (b book) AgentAt(ctx context.Context, endpoint string) (dialer.Agent, error) {
	return b.store.AgentByEndpoint(ctx, endpoint)
}
