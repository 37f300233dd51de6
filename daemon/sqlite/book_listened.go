package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// projectListened keeps the table of open monitoring sessions in step with the journal, in the same transaction.
func (t *tx) projectListened(f dialer.Fact) error {
	switch f.Kind {
	case dialer.FactMonitorBegun:
		return t.exec(`INSERT INTO listened (agent, since) VALUES (?1, ?2)
			ON CONFLICT (agent) DO UPDATE SET since = ?2`, string(f.Agent), f.At.UnixNano())
	case dialer.FactMonitorEnded:
		return t.exec(`DELETE FROM listened WHERE agent = ?`, string(f.Agent))
	}
	return nil
}

// Listened lists the agents whose monitoring session has begun and not ended, by id.
func (s *Store) Listened(ctx context.Context) ([]dialer.AgentID, error) {
	all, err := collect(ctx, s.read, func(r *sql.Rows) (a dialer.AgentID, err error) { return a, r.Scan(&a) },
		`SELECT agent FROM listened ORDER BY agent`)
	if err != nil {
		return nil, fmt.Errorf("open monitoring sessions: %w", err)
	}
	return all, nil
}
