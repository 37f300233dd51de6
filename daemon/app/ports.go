package app

import (
	"context"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/shown"
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
