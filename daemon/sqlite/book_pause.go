package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// projectPause keeps the table of pauses in step with the journal, in the same transaction, by the rule of
// roster.Pauses.
func (t *tx) projectPause(f dialer.Fact) error {
	switch {
	case f.Kind == dialer.FactPauseAsked, f.Kind == dialer.FactPaused:
		return t.exec(`INSERT INTO agent_pause (agent, reason, since) VALUES (?1, ?2, ?3)
			ON CONFLICT (agent) DO UPDATE SET reason = ?2, since = ?3`, string(f.Agent), f.Code, f.At.UnixNano())
	case f.Kind == dialer.FactBack, f.Kind == dialer.FactLogout,
		f.Kind == dialer.FactLogin && f.Code != dialer.LoginFound:
		return t.exec(`DELETE FROM agent_pause WHERE agent = ?`, string(f.Agent))
	}
	return nil
}

// Pauses lists the agents who keyed a pause and have not ended it, by id.
func (s *Store) Pauses(ctx context.Context) ([]dialer.Pause, error) {
	all, err := collect(ctx, s.read, func(r *sql.Rows) (one dialer.Pause, err error) {
		var since int64
		err = r.Scan(&one.Agent, &one.Reason, &since)
		one.Since = timeOf(since)
		return one, err
	}, `SELECT agent, reason, since FROM agent_pause ORDER BY agent`)
	if err != nil {
		return nil, fmt.Errorf("pauses: %w", err)
	}
	return all, nil
}
