package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/training"
)

// RemoveAgent removes an agent from the book, with a reason, which the journal keeps. It is refused while a campaign
// that is not archived names the agent. Facts, the notices that the agent was given (8.1), and the agent's training (5)
// stay.
func (s *Store) RemoveAgent(ctx context.Context, id dialer.AgentID, why, by string) error {
	return s.remove(ctx, why, by, "agent "+string(id), func(t *tx, why string) error {
		named, err := t.names(`SELECT c.id FROM campaign c, json_each(c.doc, '$.agents') a WHERE a.value = ?
			AND c.archived = 0 ORDER BY c.id`, string(id))
		if err != nil {
			return err
		}
		if len(named) > 0 {
			return fmt.Errorf("%w: named by campaign %s: take the agent out of it first, with: ringevett campaign add",
				dialer.ErrRefused, strings.Join(named, ", "))
		}
		if err := t.mustChange(`DELETE FROM agent WHERE id = ?`, string(id)); err != nil {
			return err
		}
		if err := errors.Join(t.leaveTraining(training.OfAgent(id)), t.leaveNotices(id)); err != nil {
			return err
		}
		return t.appendFact(dialer.Fact{Kind: dialer.FactChanged, Agent: id, Code: "agent", Detail: "removed: " +
			why, By: by})
	})
}

// RemoveClient removes a client from the book, with a reason, which the journal keeps. It is refused while a campaign
// of the client is not archived, or an inquiry about it waits for its answer (4.4.3). If the client has archived
// campaigns, its row stays, marked as archived: the figures of their days need it, and the desk answers for it when a
// consumer rings back (4.4.2). Its register stays in any case: its reservations count again if the client is added
// again.
func (s *Store) RemoveClient(ctx context.Context, id dialer.ClientID, why, by string) error {
	return s.remove(ctx, why, by, "client "+string(id), func(t *tx, why string) error {
		archived, err := t.nothingRuns(id)
		if err != nil {
			return err
		}
		if err := t.leaveVisible(id, nil); err != nil {
			return err
		}
		how := ""
		if archived > 0 {
			how = fmt.Sprintf(" (its %d archived campaigns keep its name and its numbers)", archived)
			err = t.mustChange(`UPDATE client SET archived = ? WHERE id = ? AND archived = 0`, t.now.UnixNano(),
				string(id))
		} else {
			err = t.mustChange(`DELETE FROM client WHERE id = ?`, string(id))
		}
		if err != nil {
			return err
		}
		t.registers = true // the list of registers may have changed
		return t.appendFact(dialer.Fact{Kind: dialer.FactChanged, Client: id, Code: "client",
			Detail: "removed: " + why +
				how, By: by})
	})
}

// nothingRuns refuses while a campaign of the client's is not archived, or an inquiry about it is open. It gives how
// many campaigns of the client's are archived.
func (t *tx) nothingRuns(id dialer.ClientID) (archived int, err error) {
	campaigns, err := t.names(`SELECT id FROM campaign WHERE client = ? AND archived = 0 ORDER BY id`, string(id))
	if err != nil {
		return 0, err
	}
	if len(campaigns) > 0 {
		return 0, fmt.Errorf("%w: campaign %s is its: archive it first, with: ringevett campaign archive",
			dialer.ErrRefused, strings.Join(campaigns, ", "))
	}
	open, err := t.names(`SELECT CAST(id AS TEXT) FROM inquiry WHERE client = ? AND closed = 0 ORDER BY id`, string(id))
	if err != nil {
		return 0, err
	}
	if len(open) > 0 {
		return 0, fmt.Errorf("%w: inquiry %s about it waits for an answer (4.4.3)", dialer.ErrRefused,
			strings.Join(open, ", "))
	}
	return archived, t.row(`SELECT count(*) FROM campaign WHERE client = ?`, string(id)).Scan(&archived)
}

func (s *Store) remove(ctx context.Context, why, by, what string, do func(t *tx, why string) error) error {
	why, err := reasoned(why, by)
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error { return do(t, why) })
	}
	if err != nil {
		return fmt.Errorf("remove %s: %w", what, err)
	}
	return nil
}

// reasoned gives the reason for what a person does to the book, without numbers, as the journal keeps it; it wants one,
// and who it is.
func reasoned(why, by string) (string, error) {
	why = strings.TrimSpace(dialer.WithoutNumbers(why))
	if err := needBy(by); err != nil {
		return "", err
	}
	if why == "" {
		return "", dialer.Invalid{Field: "why", Why: "a reason: the journal keeps it, without the number"}
	}
	return why, nil
}

// names reads one column of text.
func (t *tx) names(query string, args ...any) ([]string, error) {
	return collect(context.Background(), t.conn, func(r *sql.Rows) (n string, err error) { return n, r.Scan(&n) },
		query,
		args...)
}

// mustChange deletes or changes a row, or returns dialer.ErrNotFound.
func (t *tx) mustChange(query string, args ...any) error {
	n, err := t.change(query, args...)
	if err == nil && n == 0 {
		err = dialer.ErrNotFound
	}
	return err
}
