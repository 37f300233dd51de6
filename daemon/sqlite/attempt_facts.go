package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// FactsAround yields all facts dated from an instant, inclusive, to another, exclusive, in the journal's order. Those
// of attempts have only what figures.Attempt uses. It may yield other facts too, each once: it reads the span's entries
// in one piece, from the first to the last, and nearly all of these are of the span. After a clock that was set, it
// reads the span alone.
func (s *Store) FactsAround(ctx context.Context, from, to time.Time, tell func(dialer.Fact)) error {
	err := s.factsAround(ctx, from.UnixNano(), to.UnixNano(), tell)
	if err != nil {
		return fmt.Errorf("read the journal from %s to %s: %w", from, to, err)
	}
	return nil
}

func (s *Store) factsAround(ctx context.Context, from, to int64, tell func(dialer.Fact)) error {
	var first, last sql.NullInt64
	var n int64
	err := s.read.QueryRowContext(ctx, `SELECT min(seq), max(seq), count(*) FROM journal INDEXED BY journal_at
		WHERE at >= ? AND at < ?`, from, to).Scan(&first, &last, &n)
	if err != nil || n == 0 {
		return err
	}
	const columns = `SELECT at, kind, campaign, attempt, CASE WHEN kind NOT IN (` + bareKinds + `) OR attempt = 0
		THEN body END FROM journal `
	query, args := columns+`NOT INDEXED WHERE seq >= ? AND seq <= ? ORDER BY seq`, []any{first.Int64, last.Int64}
	if last.Int64-first.Int64 > 2*n+1000 {
		query, args = columns+`INDEXED BY journal_at WHERE at >= ? AND at < ? ORDER BY seq`, []any{from, to}
	}
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		f, err := scanCounted(rows, figured)
		if err != nil {
			return err
		}
		tell(f)
	}
	return rows.Err()
}

// FactCounts tells how many facts the journal holds of each of the named attempts; ids are sorted. It reads an index
// alone.
func (s *Store) FactCounts(ctx context.Context, ids []dialer.AttemptID, tell func(dialer.AttemptID, int)) error {
	for part := range slices.Chunk(ids, idsAtOnce) {
		list, err := json.Marshal(part)
		if err != nil {
			return err
		}
		_, err = collect(ctx, s.read, func(r *sql.Rows) (none struct{}, err error) {
			var id dialer.AttemptID
			var n int
			if err = r.Scan(&id, &n); err == nil {
				tell(id, n)
			}
			return none, err
		}, `SELECT asked.value, (SELECT count(*) FROM journal j INDEXED BY journal_attempt
			WHERE j.attempt > 0 AND j.attempt = asked.value) FROM json_each(?) asked`, string(list))
		if err != nil {
			return fmt.Errorf("count the facts of attempts %s to %s: %w", part[0], part[len(part)-1], err)
		}
	}
	return nil
}

// scanAttempt reads an id.
func scanAttempt(r *sql.Rows) (id dialer.AttemptID, err error) { return id, r.Scan(&id) }

// EachAttempt yields all facts of the named attempts, one attempt at a time and each in the journal's order, without
// numbers. ids are sorted. The facts are only valid until yield returns; yield stops the reading with false. For an
// unknown attempt it yields nothing.
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

// readCounted gives what is counted of a fact. A body has that first; its number and words, most of it, are not
// looked at.
func readCounted(text []byte) (dialer.Fact, error) {
	var b countedBody
	if err := json.Unmarshal(countedPart(text), &b); err != nil {
		return dialer.Fact{}, fmt.Errorf("read a fact: %w", err)
	}
	return b.counted(), nil
}

// countedPart is a body without its number and its words.
func countedPart(text []byte) []byte {
	if head, cut := beforeWords(text); cut {
		return append(head[:len(head):len(head)], '}')
	}
	return text
}

// beforeWords cuts a body where its number or its words begin. Within a text of JSON no quotation mark stands bare,
// so the cut is never in one.
func beforeWords(text []byte) (head []byte, cut bool) {
	for _, key := range []string{`,"number":{`, `,"detail":"`} {
		if head, _, cut = bytes.Cut(text, []byte(key)); cut {
			return head, true
		}
	}
	return text, false
}

// figured reads from a body what figures.Attempt uses, by its key and without parsing: such a key cannot occur within a
// JSON text, where quotation marks are escaped. It leaves texts with a backslash, and facts of no attempt, to the
// parser.
func figured(text []byte, f *dialer.Fact) bool {
	text, _ = beforeWords(text)
	if f.Attempt == 0 || bytes.IndexByte(text, '\\') >= 0 {
		return false
	}
	switch f.Kind {
	case dialer.FactBooked:
		t, err := strconv.ParseInt("0"+valueOf(text, `"t_ns":`, ",}"), 10, 64)
		f.T, f.Exempt = time.Duration(t), valueOf(text, `"exempt":"`, `"`)
		f.Dedicated = bytes.Contains(text, []byte(`"dedicated":true`))
		return err == nil
	case dialer.FactAnswered:
		f.Reserved = bytes.Contains(text, []byte(`"reserved":true`))
	case dialer.FactEnded:
		f.Party = dialer.Party(valueOf(text, `"party":"`, `"`))
		f.Outcome = dialer.Outcome(valueOf(text, `"outcome":"`, `"`))
	case dialer.FactDisposed:
		f.Disposition = dialer.Disposition(valueOf(text, `"disposition":"`, `"`))
		f.Code = valueOf(text, `"code":"`, `"`)
	}
	return true
}

// valueOf is what stands between a key and the first of some ends, "" where the key is not there.
func valueOf(text []byte, key, ends string) string {
	_, rest, found := bytes.Cut(text, []byte(key))
	if !found {
		return ""
	}
	if n := bytes.IndexAny(rest, ends); n >= 0 {
		rest = rest[:n]
	}
	return string(rest)
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
		if err := to.add(rows); err != nil {
			return err
		}
	}
	to.flush()
	return rows.Err()
}

// bareKinds are the kinds of which a fact's columns say all that figures and history ask: they are read without their
// body.
const bareKinds = `'dialed', 'ringing', 'early', 'message'`

func (r *attemptReader) add(rows *sql.Rows) error {
	f, err := scanCounted(rows, nil)
	if err != nil {
		return err
	}
	if len(r.facts) > 0 && r.facts[0].Attempt != f.Attempt {
		r.flush()
	}
	r.facts = append(r.facts, f)
	return nil
}

// scanCounted reads a fact from its columns, and from its body where that is given. quick reads what is wanted of a
// body, or reports that it cannot; nil: all that is counted is wanted.
func scanCounted(rows *sql.Rows, quick func([]byte, *dialer.Fact) bool) (f dialer.Fact, err error) {
	var at int64
	var kind, campaign, text sql.RawBytes
	if err := rows.Scan(&at, &kind, &campaign, &f.Attempt, &text); err != nil {
		return f, err
	}
	f.At, f.Kind, f.Campaign = time.Unix(0, at).UTC(), dialer.FactKind(kind), dialer.CampaignID(campaign)
	if text == nil || quick != nil && quick(text, &f) {
		return f, nil
	}
	id := f.Attempt
	if f, err = readCounted(text); err != nil {
		return f, fmt.Errorf("attempt %s: %w", id, err)
	}
	return f, nil
}

func (r *attemptReader) flush() {
	if len(r.facts) > 0 && !r.enough {
		r.enough = !r.yield(r.facts)
	}
	r.facts = r.facts[:0]
}

// Begin is when the journal's first entry was written; zero where it has none.
func (s *Store) Begin(ctx context.Context) (time.Time, error) {
	var at int64
	err := s.read.QueryRowContext(ctx, `SELECT at FROM journal ORDER BY seq LIMIT 1`).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("the journal's first entry: %w", err)
	}
	return timeOf(at), nil
}

// FirstDay is the Oslo day of a campaign's first attempt; "" where it has none.
func (s *Store) FirstDay(ctx context.Context, c dialer.CampaignID) (day dialer.Day, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT day FROM attempt WHERE campaign = ? ORDER BY id
		LIMIT 1`, string(c)).Scan(&day)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		err = fmt.Errorf("the first attempt of campaign %s: %w", c, err)
	}
	return day, err
}

// LastAttempts gives the ids of a campaign's newest attempts, at most `most`, sorted.
func (s *Store) LastAttempts(ctx context.Context, c dialer.CampaignID, most int) ([]dialer.AttemptID, error) {
	ids, err := collect(ctx, s.read, scanAttempt,
		`SELECT id FROM attempt WHERE campaign = ? ORDER BY id DESC LIMIT ?`, string(c), most)
	if err != nil {
		return nil, fmt.Errorf("the last attempts of campaign %s: %w", c, err)
	}
	slices.Reverse(ids)
	return ids, nil
}
