package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
)

// mark puts on the number what the attempt's end means for later calls, in the transaction of that end.
func (t *tx) mark(f dialer.Fact) error {
	switch {
	case f.Attempt == 0:
		return nil
	case f.Kind == dialer.FactAnswered:
		return t.markSurvey(f)
	case f.Kind == dialer.FactEnded, f.Kind == dialer.FactLost:
		return t.markFlag(f)
	case f.Kind == dialer.FactDisposed && f.Disposition != dialer.Machine:
		return t.markCut(f)
	}
	return nil
}

// markCut flags the number of a call that turns out to have been cut by the agent's word: said to be a machine first, then a person
// (norm 2.3 no. 8).
func (t *tx) markCut(f dialer.Fact) error {
	c, err := t.classify(f.Attempt)
	if err != nil || !c.AgentCut {
		return err
	}
	return t.markFlag(f)
}

// markFlag flags an abandoned number, and clears it when a call got its agent. A lost attempt counts as abandoned; an end that
// is told later corrects it. A call that agents were held for alone leaves the flag of the one before as it is, whatever becomes
// of it but a conversation.
func (t *tx) markFlag(f dialer.Fact) error {
	mark, err := t.markOf(f.Attempt)
	if err != nil || mark == nil {
		return err
	}
	c, err := t.classify(f.Attempt)
	switch {
	case err != nil:
		return fmt.Errorf("is %s abandoned: %w", f.Attempt, err)
	case c.RedialFailed:
		return t.exec(`INSERT INTO abandoned_again (mark, attempt, at) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET at = ?3`,
			mark, int64(f.Attempt), f.At.UnixNano())
	case c.Abandoned:
		return t.exec(`INSERT INTO flag (mark, attempt, at) VALUES (?1, ?2, ?3)
			ON CONFLICT (mark) DO UPDATE SET attempt = ?2, at = ?3, cleared = 0`, mark, int64(f.Attempt), f.At.UnixNano())
	case c.Transferred:
		err = t.exec(`UPDATE flag SET cleared = ? WHERE mark = ? AND cleared = 0`, f.At.UnixNano(), mark)
	default:
		err = t.exec(`DELETE FROM flag WHERE mark = ? AND attempt = ?`, mark, int64(f.Attempt))
	}
	if err != nil || f.Kind != dialer.FactEnded {
		return err
	}
	return t.exec(`DELETE FROM abandoned_again WHERE mark = ? AND attempt = ?`, mark, int64(f.Attempt))
}

// MarkMonths is for how long a flag that was cleared, and a number that was abandoned again, are remembered (4.6.3, norm 2.9).
const MarkMonths = 12

// Flag is what is remembered of abandoned calls to a number; zero times where there is nothing.
type Flag struct {
	At      time.Time // the end of the last one
	Cleared time.Time // when a call got its agent; zero: it stands
	Again   time.Time // the last one that was abandoned though agents were held for it alone
}

// FlagOf tells it of a number, which may be erased elsewhere: the mark is a keyed hash.
func (s *Store) FlagOf(ctx context.Context, n dialer.Number) (f Flag, err error) {
	var at, cleared, again sql.NullInt64
	err = s.read.QueryRowContext(ctx, `SELECT (SELECT at FROM flag WHERE mark = ?1), (SELECT cleared FROM flag WHERE mark = ?1),
		(SELECT max(at) FROM abandoned_again WHERE mark = ?1)`, s.keys.mark(s.keys.lookupOf(n))).Scan(&at, &cleared, &again)
	if err != nil {
		return f, fmt.Errorf("abandoned calls to %s: %w", n.Masked(), err)
	}
	return Flag{instant(at.Int64), instant(cleared.Int64), instant(again.Int64)}, nil
}

// PurgeFlags forgets what is older than MarkMonths, and the two days that a suppression may last beyond (gate.SuppressedUntil); a
// flag that stands has no end but a call that gets its agent.
func (s *Store) PurgeFlags(ctx context.Context, now time.Time) (gone int, err error) {
	before := now.In(s.oslo).AddDate(0, -MarkMonths, -2).UnixNano()
	for _, q := range []string{
		`DELETE FROM flag WHERE mark IN (SELECT mark FROM flag WHERE cleared > 0 AND cleared < ? LIMIT ?)`,
		`DELETE FROM abandoned_again WHERE (mark, attempt) IN (SELECT mark, attempt FROM abandoned_again WHERE at < ? LIMIT ?)`,
		// A wish made before a withdrawal is over 90 days old by then, and no ground to call.
		`DELETE FROM withdrawal WHERE (mark, orgno) IN (SELECT mark, orgno FROM withdrawal WHERE at < ? LIMIT ?)`,
	} {
		n, err := s.deleteInSteps(ctx, q, before)
		if gone += n; err != nil {
			return gone, fmt.Errorf("forget old flags: %w", err)
		}
	}
	return gone, nil
}

// deleteStep is how many rows one transaction of work for the night deletes.
const deleteStep = 500

// deleteInSteps carries out a DELETE whose last parameter is how many rows it may take, until none are left.
func (s *Store) deleteInSteps(ctx context.Context, query string, args ...any) (gone int, err error) {
	err = s.inSteps(ctx, func(t *tx) (bool, error) {
		n, err := t.change(query, append(slices.Clone(args), deleteStep)...)
		gone += int(n)
		return n == deleteStep, err
	})
	return gone, err
}

// markOf is the mark of the attempt's number; nil where the number was erased.
func (t *tx) markOf(id dialer.AttemptID) ([]byte, error) {
	var look []byte
	err := t.row(`SELECT k.lookup FROM attempt a JOIN number_key k ON k.id = a.number WHERE a.id = ?`, int64(id)).Scan(&look)
	if errors.Is(err, sql.ErrNoRows) || err == nil && look == nil {
		return nil, nil
	}
	return t.keys.mark(look), err
}

// classify reads what the journal, this transaction included, says of the attempt.
func (t *tx) classify(id dialer.AttemptID) (figures.Class, error) {
	bodies, err := collect(context.Background(), t.conn, func(r *sql.Rows) (b []byte, err error) { return b, r.Scan(&b) },
		`SELECT body FROM journal WHERE attempt > 0 AND attempt = ? ORDER BY seq`, int64(id))
	if err != nil {
		return figures.Class{}, err
	}
	var a figures.Attempt
	for _, b := range bodies {
		f, err := readBody(b, numberKey{})
		if err != nil {
			return figures.Class{}, err
		}
		a.Apply(f)
	}
	return figures.Classify(a), nil
}

// mark is made from the number's lookup hash, so that an attempt's mark can be told without its number.
func (k *keys) mark(lookup []byte) []byte { return mac(k.marker, lookup) }
