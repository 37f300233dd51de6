package sqlite

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Notice says that an agent was told of recordings of a category within two instants, and acknowledged it (8.1).
type Notice struct {
	Agent    dialer.AgentID
	Category string
	From, To time.Time
}

// AckNotice records an acknowledgement.
func (s *Store) AckNotice(ctx context.Context, n Notice, by string) error {
	if err := needBy(by); err != nil {
		return err
	}
	err := s.writer.submit(ctx, func(t *tx) error {
		err := t.exec(`INSERT INTO recording_notice (agent, category, since, until, "by", at) VALUES (?, ?, ?, ?, `+
			`?, ?)`,
			string(n.Agent), n.Category, n.From.UnixNano(), n.To.UnixNano(), by, t.now.UnixNano())
		if err != nil {
			return err
		}
		detail := fmt.Sprintf("%s to %s", n.From.In(t.oslo).Format("2006-01-02 15:04"),
			n.To.In(t.oslo).Format("2006-01-02 15:04"))
		return t.appendFact(dialer.Fact{
			Kind: dialer.FactNotice, Agent: n.Agent, Code: n.Category, Detail: detail, By: by,
		})
	})
	if err != nil {
		return fmt.Errorf("acknowledge the notice for %s: %w", n.Agent, err)
	}
	return nil
}

// Noticed reports whether the agent has acknowledged that calls of the category are recorded at this time.
func (s *Store) Noticed(ctx context.Context, a dialer.AgentID, category string, at time.Time) (yes bool, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM recording_notice WHERE agent = ?1 AND category = ?2
		AND since <= ?3 AND until > ?3)`,
		string(a), category, at.UnixNano()).Scan(&yes)
	if err != nil {
		return false, fmt.Errorf("has %s acknowledged the notice: %w", a, err)
	}
	return yes, nil
}
