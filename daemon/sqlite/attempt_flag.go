package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
)

// mark keeps what the attempt's end means for later calls to its number, in the transaction of that end.
func (t *tx) mark(f dialer.Fact) error {
	switch {
	case f.Attempt == 0:
		return nil
	case f.Kind == dialer.FactAnswered:
		return t.markSurvey(f)
	case f.Kind == dialer.FactEnded, f.Kind == dialer.FactLost, f.Kind == dialer.FactDisposed,
		f.Kind == dialer.FactAgentGone && f.Code == dialer.PhoneUnheard: // that may be known after the end only
		return t.markEnd(f)
	}
	return nil
}

// markEnd keeps what the attempt was, now that it has ended or an agent's word on it has come.
func (t *tx) markEnd(f dialer.Fact) error {
	mark, err := t.markOf(f.Attempt)
	if err != nil || mark == nil {
		return err
	}
	a, err := t.attemptSoFar(f.Attempt)
	if err != nil {
		return fmt.Errorf("what %s was: %w", f.Attempt, err)
	}
	c := figures.Classify(a)
	if c.Open { // the agent's word came before the end
		return nil
	}
	return errors.Join(t.markContact(f, mark, a), t.markFlag(f, mark, c))
}

// markFlag flags an abandoned number, and clears the flag when a person has spoken with an agent in a call that was
// not itself abandoned (4.6.3). A lost attempt counts as abandoned. An end or an agent's word that comes later
// corrects what the attempt did before: a person who turns out to be a machine has cleared nothing.
func (t *tx) markFlag(f dialer.Fact, mark []byte, c figures.Class) (err error) {
	switch {
	case c.RedialFailed:
		return t.exec(`INSERT INTO abandoned_again (mark, attempt, at) VALUES (?1, ?2, ?3)
			ON CONFLICT DO UPDATE SET at = max(at, ?3)`, mark, int64(f.Attempt), f.At.UnixNano())
	case c.Abandoned: // a word after the end does not flag it a second time
		return t.exec(`INSERT INTO flag (mark, attempt, at) VALUES (?1, ?2, ?3) ON CONFLICT (mark)
			DO UPDATE SET attempt = ?2, at = ?3, cleared = 0 WHERE attempt <> ?2 OR ?4`,
			mark, int64(f.Attempt), f.At.UnixNano(), f.Kind != dialer.FactDisposed)
	case c.Live:
		err = t.exec(`UPDATE flag SET cleared = ? WHERE mark = ? AND cleared = 0`, f.At.UnixNano(), mark)
	default:
		err = t.unclear(mark, f.Attempt)
	}
	if err != nil {
		return err
	}
	return t.exec(`DELETE FROM abandoned_again WHERE mark = ? AND attempt = ?`, mark, int64(f.Attempt))
}

// unclear takes back what an attempt did to its number's flag: its own abandoning, or its clearing of an earlier one.
// Which attempt cleared a flag is told by the fact of the same instant.
func (t *tx) unclear(mark []byte, id dialer.AttemptID) error {
	err := t.exec(`DELETE FROM flag WHERE mark = ? AND attempt = ?`, mark, int64(id))
	if err != nil {
		return err
	}
	return t.exec(`UPDATE flag SET cleared = 0 WHERE mark = ?1 AND cleared > 0
		AND cleared IN (SELECT at FROM journal WHERE attempt > 0 AND attempt = ?2 AND (?3 = 0 OR seq <= ?3))`, mark,
		int64(id), t.upTo)
}

// MarkMonths is for how long a flag that was cleared, and a number that was abandoned again, are remembered (4.6.3,
// norm 2.9).
const MarkMonths = 12

// Flag is what is remembered of abandoned calls to a number; zero times where there is nothing.
type Flag struct {
	At      time.Time // the end of the last one
	Cleared time.Time // when a person spoke with an agent; zero: it stands
	Again   time.Time // the last one that was abandoned though agents were held for it alone
}

// FlagOf gives the flag of a number, which may be erased elsewhere: the mark is a keyed hash.
func (s *Store) FlagOf(ctx context.Context, n dialer.Number) (f Flag, err error) {
	var at, cleared, again sql.NullInt64
	err = s.read.QueryRowContext(ctx, `SELECT (SELECT at FROM flag WHERE mark = ?1), (SELECT cleared FROM flag
		WHERE mark = ?1),
		(SELECT max(at) FROM abandoned_again WHERE mark = ?1)`, s.keys.mark(s.keys.lookupOf(n))).Scan(&at, &cleared,
		&again)
	if err != nil {
		return f, fmt.Errorf("abandoned calls to %s: %w", n.Masked(), err)
	}
	return Flag{timeOf(at.Int64), timeOf(cleared.Int64), timeOf(again.Int64)}, nil
}

// PurgeFlags forgets what is older than MarkMonths, and the two days that a suppression may last beyond
// (gate.SuppressedUntil); a flag that stands has no end but a talk with a person.
func (s *Store) PurgeFlags(ctx context.Context, now time.Time) (gone int, err error) {
	before := now.In(s.oslo).AddDate(0, -MarkMonths, -2).UnixNano()
	for _, q := range []string{
		`DELETE FROM flag WHERE mark IN (SELECT mark FROM flag WHERE cleared > 0 AND cleared < ? LIMIT ?)`,
		`DELETE FROM abandoned_again WHERE (mark, attempt) IN (SELECT mark, attempt FROM abandoned_again WHERE at < ?
			LIMIT ?)`,
		// A wish made before a withdrawal is over 90 days old by then, and no ground to call.
		`DELETE FROM withdrawal WHERE (mark, orgno) IN (SELECT mark, orgno FROM withdrawal WHERE at < ? LIMIT ?)`,
		`DELETE FROM contact WHERE (mark, client) IN (SELECT mark, client FROM contact WHERE at < ? LIMIT ?)`,
		`DELETE FROM list_rows WHERE mark IN (SELECT mark FROM list_rows WHERE at < ? LIMIT ?)`,
		`DELETE FROM sale WHERE attempt IN (SELECT attempt FROM sale WHERE sold < ? LIMIT ?)`,
		// Nothing of an archived campaign is recorded any more.
		`DELETE FROM recording_refusal WHERE (mark, campaign) IN (SELECT r.mark, r.campaign FROM recording_refusal r
			JOIN campaign c ON c.id = r.campaign WHERE c.archived > 0 AND c.archived < ? LIMIT ?)`,
	} {
		n, err := s.deleteInSteps(ctx, q, before)
		if gone += n; err != nil {
			return gone, fmt.Errorf("forget old flags: %w", err)
		}
	}
	return gone, nil
}

// markOf is the mark of the attempt's number; nil where the number was erased.
func (t *tx) markOf(id dialer.AttemptID) ([]byte, error) {
	var look []byte
	err := t.row(`SELECT k.lookup FROM attempt a JOIN number_key k ON k.id = a.number
		WHERE a.id = ?`, int64(id)).Scan(&look)
	if errors.Is(err, sql.ErrNoRows) || err == nil && look == nil {
		return nil, nil
	}
	return t.keys.mark(look), err
}

// attemptSoFar reads what the journal, this transaction included, says of the attempt.
func (t *tx) attemptSoFar(id dialer.AttemptID) (a figures.Attempt, err error) {
	facts, err := t.factsOf(id)
	for _, f := range facts {
		a.Apply(f)
	}
	return a, err
}

// factsOf are the attempt's facts up to the replay's position, without numbers and without the words under their keys.
func (t *tx) factsOf(id dialer.AttemptID) (facts []dialer.Fact, err error) {
	bodies, err := collect(context.Background(), t.conn,
		func(r *sql.Rows) (b []byte, err error) { return b, r.Scan(&b) },
		`SELECT body FROM journal WHERE attempt > 0 AND attempt = ?1 AND (?2 = 0 OR seq <= ?2)
			ORDER BY seq`, int64(id), t.upTo)
	for _, b := range bodies {
		var f dialer.Fact
		if f, err = readBody(b, numberKey{}); err != nil {
			break
		}
		facts = append(facts, f)
	}
	return facts, err
}
