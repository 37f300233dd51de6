package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// hookCounter keeps the last entry that the receiver of webhooks is done with.
const hookCounter = "webhook"

// undeliveredKept bounds the list of what was not delivered: the oldest go.
const undeliveredKept = 10000

// Event is an entry of the journal as the receiver of webhooks gets it. ID names it for good: the number of the entry
// and the first half of its hash, so that an entry of a restored journal does not pass for another.
type Event struct {
	Seq   int64
	ID    string
	Again bool // it was given up before, and a person wants it tried again
	Fact  dialer.Fact
}

// StartHook begins at the journal's end, where no position is kept: events of before are not sent.
func (s *Store) StartHook(ctx context.Context) error {
	return s.turnHook(ctx, true, func(t *tx) error {
		return t.exec(`INSERT INTO counter (name, last) VALUES (?, ?)`, hookCounter, t.head.seq)
	})
}

// StopHook forgets the position, and what waits to be tried again.
func (s *Store) StopHook(ctx context.Context) error {
	return s.turnHook(ctx, false, func(t *tx) error {
		return errors.Join(t.exec(`DELETE FROM counter WHERE name = ?`, hookCounter),
			t.exec(`UPDATE undelivered SET again = 0 WHERE again = 1`))
	})
}

// turnHook turns webhooks on or off where they are not so yet. It writes nothing else: it is asked each second.
func (s *Store) turnHook(ctx context.Context, on bool, turn func(t *tx) error) error {
	var is bool
	err := s.read.QueryRowContext(ctx, `SELECT count(*) > 0 FROM counter WHERE name = ?`, hookCounter).Scan(&is)
	if err == nil && is != on {
		err = s.writer.submit(ctx, turn)
	}
	if err != nil {
		return fmt.Errorf("turn webhooks on or off: %w", err)
	}
	return nil
}

// NextEvent is the event to be sent next, of these kinds: one to be tried again, else the first that the receiver is
// not done with. ok is false where there is none.
func (s *Store) NextEvent(ctx context.Context, kinds []dialer.FactKind) (e Event, ok bool, err error) {
	args := make([]any, 0, len(kinds)+1)
	args = append(args, hookCounter)
	for _, k := range kinds {
		args = append(args, string(k))
	}
	of := strings.TrimSuffix(strings.Repeat("?, ", len(kinds)), ", ")
	const columns = `SELECT j.seq, j.hash, j.body, k.id, k.wrapped`
	for _, from := range []struct {
		sql  string
		args []any
	}{
		{columns + ` FROM undelivered u JOIN journal j ON j.seq = u.seq LEFT JOIN number_key k ON k.id = j.number
			WHERE u.again = 1 ORDER BY u.seq LIMIT 1`, nil},
		{columns + ` FROM journal j LEFT JOIN number_key k ON k.id = j.number
			WHERE j.seq > (SELECT last FROM counter WHERE name = ?) AND j.kind IN (` + of + `) ORDER BY j.seq LIMIT 1`, args},
	} {
		e, err = s.event(ctx, from.sql, from.args)
		if !errors.Is(err, sql.ErrNoRows) {
			e.Again = from.args == nil
			break
		}
	}
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Event{}, false, nil
	case err != nil:
		return Event{}, false, fmt.Errorf("the next event to be sent: %w", err)
	}
	return e, true, nil
}

func (s *Store) event(ctx context.Context, query string, args []any) (e Event, err error) {
	var sum, body, wrapped []byte
	var key sql.NullInt64
	if err = s.read.QueryRowContext(ctx, query, args...).Scan(&e.Seq, &sum, &body, &key, &wrapped); err != nil {
		return e, err
	}
	k, err := s.keys.unwrap(key.Int64, wrapped)
	if err == nil {
		e.Fact, err = readBody(body, k)
	}
	e.ID = fmt.Sprintf("%d-%s", e.Seq, hex.EncodeToString(sum[:len(sum)/2]))
	return e, err
}

// Delivered keeps that the receiver took an event, with the facts that follow from it.
func (s *Store) Delivered(ctx context.Context, e Event, facts ...dialer.Fact) error {
	return s.doneWith(ctx, e, func(t *tx) error {
		for _, f := range facts {
			if err := t.appendFact(f); err != nil {
				return err
			}
		}
		return t.exec(`DELETE FROM undelivered WHERE seq = ?`, e.Seq)
	})
}

// GiveUp keeps that an event was not delivered, and why.
func (s *Store) GiveUp(ctx context.Context, e Event, why string) error {
	return s.doneWith(ctx, e, func(t *tx) error {
		err := t.exec(`INSERT INTO undelivered (seq, at, why, again) VALUES (?1, ?2, ?3, 0)
			ON CONFLICT (seq) DO UPDATE SET at = ?2, why = ?3, again = 0`, e.Seq, t.now.UnixNano(), why)
		if err != nil {
			return err
		}
		return t.exec(`DELETE FROM undelivered WHERE seq <= (SELECT seq FROM undelivered ORDER BY seq DESC
			LIMIT 1 OFFSET ?)`, undeliveredKept)
	})
}

// doneWith moves on past an event, in the transaction that says what became of it.
func (s *Store) doneWith(ctx context.Context, e Event, also func(t *tx) error) error {
	err := s.writer.submit(ctx, func(t *tx) error {
		if err := also(t); err != nil || e.Again {
			return err
		}
		return t.exec(`UPDATE counter SET last = ? WHERE name = ?`, e.Seq, hookCounter)
	})
	if err != nil {
		return fmt.Errorf("keep what became of event %s: %w", e.ID, err)
	}
	return nil
}

// Undelivered is an event that was given up.
type Undelivered struct {
	Seq     int64
	Kind    dialer.FactKind
	Attempt dialer.AttemptID
	At      time.Time // when it was given up
	Why     string
	Again   bool // it waits to be tried again
}

// Undelivered lists them in the journal's order.
func (s *Store) Undelivered(ctx context.Context) ([]Undelivered, error) {
	all, err := collect(ctx, s.read, func(r *sql.Rows) (u Undelivered, err error) {
		var at int64
		err = r.Scan(&u.Seq, &u.Kind, &u.Attempt, &at, &u.Why, &u.Again)
		u.At = timeOf(at)
		return u, err
	}, `SELECT u.seq, j.kind, j.attempt, u.at, u.why, u.again FROM undelivered u JOIN journal j ON j.seq = u.seq
		ORDER BY u.seq`)
	if err != nil {
		return nil, fmt.Errorf("what was not delivered: %w", err)
	}
	return all, nil
}

// TryAgain has all that was given up tried again, and says how many.
func (s *Store) TryAgain(ctx context.Context, by string) (n int, err error) {
	err = s.writer.submit(ctx, func(t *tx) error {
		if err := needBy(by); err != nil {
			return err
		}
		if err := t.row(`SELECT count(*) FROM undelivered`).Scan(&n); err != nil || n == 0 {
			return err
		}
		return errors.Join(t.exec(`UPDATE undelivered SET again = 1`), t.appendFact(dialer.Fact{
			Kind: dialer.FactChanged, Detail: fmt.Sprintf("webhook: %d events are tried again", n), By: by,
		}))
	})
	if err != nil {
		return 0, fmt.Errorf("try again what was not delivered: %w", err)
	}
	return n, nil
}
