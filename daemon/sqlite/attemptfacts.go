package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Happened is what the journal holds of a span of time: the facts of no attempt that are dated within it, and which
// attempts have a fact within it.
type Happened struct {
	House    []dialer.Fact
	Attempts []dialer.AttemptID // by id
}

// HappenedIn tells it of the span from an instant, included, to another, not included. It reads the span and not the
// journal; its memory grows with the span. Facts come without numbers and words.
func (s *Store) HappenedIn(ctx context.Context, from, to time.Time) (h Happened, err error) {
	first, last := from.UnixNano(), to.UnixNano()
	h.House, err = collect(ctx, s.read, func(r *sql.Rows) (dialer.Fact, error) {
		var text sql.RawBytes
		if err := r.Scan(&text); err != nil {
			return dialer.Fact{}, err
		}
		return readCounted(text)
	}, `SELECT body FROM journal INDEXED BY journal_at WHERE at >= ? AND at < ? AND attempt = 0`, first, last)
	if err == nil {
		h.Attempts, err = collect(ctx, s.read, scanAttempt, `SELECT DISTINCT attempt FROM journal INDEXED BY journal_at
			WHERE at >= ? AND at < ? AND attempt > 0`, first, last)
	}
	if err != nil {
		return h, fmt.Errorf("read the journal from %s to %s: %w", from, to, err)
	}
	slices.Sort(h.Attempts)
	return h, nil
}

func scanAttempt(r *sql.Rows) (id dialer.AttemptID, err error) { return id, r.Scan(&id) }

// EachAttempt tells all facts of the named attempts, one attempt at a time and each in the journal's order, without
// numbers. ids are sorted. What is told is only valid until yield returns; yield ends the reading with false. Of an
// attempt that the journal does not know nothing is told.
func (s *Store) EachAttempt(ctx context.Context, ids []dialer.AttemptID, yield func([]dialer.Fact) bool) error {
	return s.eachAttempt(ctx, 1<<63-1, ids, yield)
}

// idsAtOnce bounds one question.
const idsAtOnce = 500

// eachAttempt is EachAttempt with the facts up to an entry.
func (s *Store) eachAttempt(
	ctx context.Context, upTo int64, ids []dialer.AttemptID, yield func([]dialer.Fact) bool,
) error {
	told := &attemptReader{yield: yield}
	for part := range slices.Chunk(ids, idsAtOnce) {
		if told.enough {
			return nil
		}
		if err := s.readAttempts(ctx, upTo, part, told); err != nil {
			return fmt.Errorf("read the facts of attempts %s to %s: %w", part[0], part[len(part)-1], err)
		}
	}
	return nil
}

func readCounted(text []byte) (dialer.Fact, error) {
	var b countedBody
	if err := json.Unmarshal(text, &b); err != nil {
		return dialer.Fact{}, fmt.Errorf("read a fact: %w", err)
	}
	return b.counted(), nil
}

// attemptReader gathers the facts of one attempt after another.
type attemptReader struct {
	facts  []dialer.Fact
	yield  func([]dialer.Fact) bool
	enough bool
}

// readAttempts asks for each id by itself: of a range, SQLite would take the index from its beginning, because the
// index is of attempts above 0. The ids come in their order and an index gives its rows by seq, so that nothing is
// sorted.
func (s *Store) readAttempts(ctx context.Context, upTo int64, ids []dialer.AttemptID, to *attemptReader) error {
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	rows, err := s.read.QueryContext(ctx, `SELECT j.at, j.kind, j.campaign, j.attempt,
			CASE WHEN j.kind NOT IN (`+bareKinds+`) THEN j.body END
		FROM json_each(?) asked CROSS JOIN journal j INDEXED BY journal_attempt
			ON j.attempt > 0 AND j.attempt = asked.value AND j.seq <= ?`, string(list), upTo)
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
	f.At = time.Unix(0, at).UTC()
	if text != nil {
		var err error
		if f, err = readCounted(text); err != nil {
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
	ids, err := collect(ctx, s.read, scanAttempt,
		`SELECT id FROM attempt WHERE campaign = ? ORDER BY id DESC LIMIT ?`, string(c), most)
	if err != nil {
		return nil, fmt.Errorf("the last attempts of campaign %s: %w", c, err)
	}
	slices.Reverse(ids)
	return ids, nil
}
