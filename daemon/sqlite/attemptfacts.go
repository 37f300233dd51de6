package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Happened is what the journal holds of a span of time: the facts of no attempt that are dated within it, and which
// attempts have a fact within it.
type Happened struct {
	House    []dialer.Fact
	Attempts []dialer.AttemptID // by id
}

// HappenedIn tells it of the span from an instant, included, to another, not included. It reads the span and not the
// journal; its memory grows with the span. Facts come without numbers.
func (s *Store) HappenedIn(ctx context.Context, from, to time.Time) (h Happened, err error) {
	rows, err := s.read.QueryContext(ctx, `SELECT seq, attempt, CASE WHEN attempt = 0 THEN body END
		FROM journal INDEXED BY journal_at WHERE at >= ? AND at < ?`, from.UnixNano(), to.UnixNano())
	if err != nil {
		return h, fmt.Errorf("read the journal from %s to %s: %w", from, to, err)
	}
	defer rows.Close()
	for err == nil && rows.Next() {
		err = h.hear(rows)
	}
	if err == nil {
		err = rows.Err()
	}
	if err != nil {
		return h, fmt.Errorf("read the journal from %s to %s: %w", from, to, err)
	}
	slices.Sort(h.Attempts)
	h.Attempts = slices.Compact(h.Attempts)
	return h, nil
}

func (h *Happened) hear(rows *sql.Rows) error {
	var seq int64
	var id dialer.AttemptID
	var text sql.RawBytes
	if err := rows.Scan(&seq, &id, &text); err != nil {
		return err
	}
	if id == 0 {
		f, err := readBody(text, numberKey{})
		if err != nil {
			return fmt.Errorf("entry %d: %w", seq, err)
		}
		h.House = append(h.House, f)
		return nil
	}
	// Facts of one attempt stand together more often than not.
	if n := len(h.Attempts); n == 0 || h.Attempts[n-1] != id {
		h.Attempts = append(h.Attempts, id)
	}
	return nil
}

// EachAttempt tells all facts of the named attempts, one attempt at a time and each in the journal's order, without
// numbers. ids are sorted. What is told is only valid until yield returns; yield ends the reading with false. Of an
// attempt that the journal does not know nothing is told.
func (s *Store) EachAttempt(ctx context.Context, ids []dialer.AttemptID, yield func([]dialer.Fact) bool) error {
	return s.eachAttempt(ctx, 1<<63-1, ids, yield)
}

// eachAttempt is EachAttempt with the facts up to an entry.
func (s *Store) eachAttempt(
	ctx context.Context, upTo int64, ids []dialer.AttemptID, yield func([]dialer.Fact) bool,
) error {
	told := &attemptReader{upTo: upTo, yield: yield}
	for len(ids) > 0 && !told.enough {
		n := 1 // a run without great gaps is one question
		for n < len(ids) && ids[n]-ids[n-1] <= widestGap {
			n++
		}
		told.wanted = ids[:n]
		if err := s.readRun(ctx, ids[0], ids[n-1], told); err != nil {
			return fmt.Errorf("read the facts of attempts %s to %s: %w", ids[0], ids[n-1], err)
		}
		ids = ids[n:]
	}
	return nil
}

// widestGap is how many attempts that nobody asked for are read over rather than asked around.
const widestGap = 8

// attemptReader gathers the facts of one attempt after another.
type attemptReader struct {
	upTo   int64
	wanted []dialer.AttemptID
	facts  []dialer.Fact
	yield  func([]dialer.Fact) bool
	enough bool
}

func (s *Store) readRun(ctx context.Context, first, last dialer.AttemptID, to *attemptReader) error {
	rows, err := s.read.QueryContext(ctx, `SELECT at, kind, campaign, attempt,
			CASE WHEN kind NOT IN (`+bareKinds+`) THEN body END
		FROM journal INDEXED BY journal_attempt
		WHERE attempt > 0 AND attempt >= ? AND attempt <= ? AND seq <= ? ORDER BY attempt, seq`,
		int64(first), int64(last), to.upTo)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() && !to.enough {
		if err := to.take(rows); err != nil {
			return err
		}
	}
	to.flush()
	return rows.Err()
}

// bareKinds are the kinds of which a fact's columns say all that figures and history ask: they are read without their
// body.
const bareKinds = `'dialed', 'ringing', 'early', 'message'`

func (r *attemptReader) take(rows *sql.Rows) error {
	var at int64
	var f dialer.Fact
	var text sql.RawBytes
	if err := rows.Scan(&at, &f.Kind, &f.Campaign, &f.Attempt, &text); err != nil {
		return err
	}
	if len(r.facts) > 0 && r.facts[0].Attempt != f.Attempt {
		r.flush()
	}
	for len(r.wanted) > 0 && r.wanted[0] < f.Attempt {
		r.wanted = r.wanted[1:]
	}
	if r.enough || len(r.wanted) == 0 || r.wanted[0] != f.Attempt {
		return nil
	}
	f.At = time.Unix(0, at).UTC()
	if text != nil {
		var err error
		if f, err = readBody(text, numberKey{}); err != nil {
			return fmt.Errorf("attempt %s: %w", f.Attempt, err)
		}
	}
	r.facts = append(r.facts, f)
	return nil
}

func (r *attemptReader) flush() {
	if len(r.facts) > 0 && !r.enough {
		r.enough = !r.yield(r.facts)
	}
	r.facts = r.facts[:0]
}

// LastAttempts gives the ids of a campaign's newest attempts, at most so many, sorted.
func (s *Store) LastAttempts(ctx context.Context, c dialer.CampaignID, most int) ([]dialer.AttemptID, error) {
	ids, err := collect(ctx, s.read, func(r *sql.Rows) (id dialer.AttemptID, err error) { return id, r.Scan(&id) },
		`SELECT id FROM attempt WHERE campaign = ? ORDER BY id DESC LIMIT ?`, string(c), most)
	if err != nil {
		return nil, fmt.Errorf("the last attempts of campaign %s: %w", c, err)
	}
	slices.Reverse(ids)
	return ids, nil
}
