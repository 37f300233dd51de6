package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"
	"syscall"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Batch is written in one transaction: the facts in order, and what they change in the book.
type Batch = dialer.Batch

// Write returns when the batch is on the disk. After an error nothing of it is. An error that is dialer.ErrUnwritable
// is the batch's own: it cannot be written as it is, whatever the state of the disk.
func (s *Store) Write(ctx context.Context, b Batch) error {
	var errs []error
	for _, f := range b.Facts {
		errs = append(errs, checkFact(f)...)
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("write to the journal: %w: %w", dialer.ErrUnwritable, err)
	}
	began := time.Now()
	err := s.writer.submit(ctx, func(t *tx) error { return t.write(b) })
	if s.wrote != nil {
		s.wrote(b.Facts, time.Since(began), err)
	}
	var refused *refusal
	switch {
	case errors.As(err, &refused):
		return fmt.Errorf("write to the journal: %w: %w", dialer.ErrUnwritable, err)
	case err != nil:
		return fmt.Errorf("write to the journal: %w", err)
	}
	return nil
}

// Observe has told be called after each Write with the facts, the time from handing them over until they were on the
// disk, and the error. It is set before anything is written, and must return at once.
func (s *Store) Observe(told func(all []dialer.Fact, took time.Duration, err error)) { s.wrote = told }

// Probe reports whether the disk takes a write, without adding an entry. An error says that the journal cannot be
// written, or not before ctx ends.
func (s *Store) Probe(ctx context.Context) error {
	err := s.probe(ctx)
	var room syscall.Statfs_t
	if err == nil && syscall.Statfs(s.place.Dir, &room) == nil && int64(room.Bavail)*room.Bsize < leastRoom {
		err = fmt.Errorf("the disk is full: %d kB are free", int64(room.Bavail)*room.Bsize>>10)
	}
	if err != nil {
		return fmt.Errorf("the journal cannot be written: %w", err)
	}
	return nil
}

// leastRoom is what a commit of some bookings needs, in bytes. With less, one small write may fit where the next does
// not.
const leastRoom = 512 << 10

func (s *Store) probe(ctx context.Context) error {
	select {
	case s.probing <- struct{}{}: // one at a time
	case <-ctx.Done():
		return errHangs
	}
	done := make(chan error, 1)
	go func() { // a disk that hangs holds this up, and not who asks
		defer func() { <-s.probing }()
		done <- s.writer.submit(context.WithoutCancel(ctx), func(t *tx) error {
			return t.exec(`UPDATE head SET seq = seq
			WHERE one = 1`)
		})
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return errHangs
	}
}

var errHangs = errors.New("the disk does not answer")

func (t *tx) write(b Batch) error {
	for _, f := range b.Facts {
		if err := t.append(f); err != nil {
			return err
		}
	}
	for _, c := range b.Leads {
		if err := t.changeLead(c); err != nil {
			return err
		}
	}
	return nil
}

// append puts one fact at the chain's end, its texts made clean and its number sealed.
func (t *tx) append(f dialer.Fact) error {
	f = f.Clean()
	k, err := t.numberKeyOf(f.Number)
	if err == nil && k.id == 0 && writtenByPersons(f.Kind) {
		k, err = t.keyOfAttempt(f.Attempt)
	}
	if err != nil {
		return err
	}
	if k.id == 0 {
		return t.appendSealed(f, nil)
	}
	n := &sealedNumber{Key: k.id}
	if f.Number != "" {
		n.Box = k.seal([]byte(f.Number))
	}
	if writtenByPersons(f.Kind) && f.Detail != "" {
		n.Words, f.Detail = k.seal([]byte(withoutNumber(f))), ""
	}
	return t.appendSealed(f, n)
}

// writtenByPersons reports whether the words of a fact about a number or a call are a person's own. They may name
// somebody, so they are erased with the number's key.
func writtenByPersons(k dialer.FactKind) bool {
	switch k {
	case dialer.FactReserved, dialer.FactChanged, dialer.FactRecordingHeld, dialer.FactRecordingFree,
		dialer.FactRecordingUsed,
		dialer.FactRecordingRead, dialer.FactSecond, dialer.FactOfferSent, dialer.FactSaleAccepted,
		dialer.FactSaleVoid:
		return true
	}
	return false
}

// keyOfAttempt is the key of the number that an attempt rang; the zero key if there is none, or it was erased.
func (t *tx) keyOfAttempt(id dialer.AttemptID) (numberKey, error) {
	var key int64
	var wrapped []byte
	err := t.row(`SELECT k.id, k.wrapped FROM attempt a JOIN number_key k ON k.id = a.number WHERE a.id = ?`,
		int64(id)).
		Scan(&key, &wrapped)
	if errors.Is(err, sql.ErrNoRows) {
		return numberKey{}, nil
	}
	if err != nil {
		return numberKey{}, err
	}
	return t.keys.unwrap(key, wrapped)
}

func (t *tx) appendSealed(f dialer.Fact, n *sealedNumber) error {
	b := newBody(f)
	b.Number = n
	err := t.quote(&b, t.head.seq+1)
	if err != nil {
		return fmt.Errorf("write fact %s as JSON: %w", f.Kind, err)
	}
	text, err := json.Marshal(b)
	if err != nil {
		return fmt.Errorf("write fact %s as JSON: %w", f.Kind, err)
	}
	e := entry{
		seq: t.head.seq + 1, at: f.At.UnixNano(), kind: string(f.Kind), campaign: string(f.Campaign),
		attempt: int64(f.Attempt), body: text,
	}
	if n != nil {
		e.number = n.Key
	}
	sum := e.link(t.head.hash)
	err = t.exec(`INSERT INTO journal (seq, at, kind, campaign, attempt, number, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?,
		?)`,
		e.seq, e.at, e.kind, e.campaign, e.attempt, e.number, e.body, sum[:])
	if err != nil {
		return fmt.Errorf("append %s to the journal: %w", f.Kind, err)
	}
	t.head = head{e.seq, sum}
	if err := t.project(f, e.number); err != nil {
		return err
	}
	return t.mark(f)
}

// Query selects facts. A zero field selects all; From is inclusive, To is exclusive.
type Query struct {
	Campaign dialer.CampaignID
	From, To time.Time
	Attempt  dialer.AttemptID
	Number   dialer.Number
	Last     int // at most this many of the newest, found from the journal's end; 0: all
}

// Facts gives the journal's facts in the order they were written, as it was when the reading began. Numbers are opened
// where their key exists.
func (s *Store) Facts(ctx context.Context, q Query) iter.Seq2[dialer.Fact, error] {
	return func(yield func(dialer.Fact, error) bool) {
		if err := s.eachFact(ctx, q, func(f dialer.Fact) bool { return yield(f, nil) }); err != nil {
			yield(dialer.Fact{}, fmt.Errorf("read the journal: %w", err))
		}
	}
}

func (s *Store) eachFact(ctx context.Context, q Query, yield func(dialer.Fact) bool) error {
	where, args := q.where(s.keys)
	from := `journal j ` + q.index()
	if q.Last > 0 {
		from = `(SELECT j.seq, j.body, j.number FROM ` + from + ` WHERE ` + where + ` ORDER BY j.seq DESC LIMIT ?) j`
		where, args = `true`, append(args, q.Last)
	}
	return s.factsFrom(ctx, yield, from, where, args...)
}

// index names the index for the query, so that no plan of SQLite's scans the whole journal for a part of it.
func (q Query) index() string {
	switch {
	case q.Attempt != 0:
		return `INDEXED BY journal_attempt`
	case q.Number != "":
		return `INDEXED BY journal_number`
	case !q.From.IsZero() || !q.To.IsZero():
		return `INDEXED BY journal_at`
	}
	return ``
}

// factsFrom reads the facts of a table j with the columns of the journal until yield has enough.
func (s *Store) factsFrom(ctx context.Context, yield func(dialer.Fact) bool, from, where string, args ...any) error {
	rows, err := s.read.QueryContext(ctx, `SELECT j.body, k.id, k.wrapped FROM `+from+`
		LEFT JOIN number_key k ON k.id = j.number WHERE `+where+` ORDER BY j.seq`, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		f, err := s.scanFact(ctx, rows)
		if err != nil {
			return err
		}
		if !yield(f) {
			return nil
		}
	}
	return rows.Err()
}

func (s *Store) scanFact(ctx context.Context, rows *sql.Rows) (dialer.Fact, error) {
	var text, wrapped []byte
	var id sql.NullInt64
	if err := rows.Scan(&text, &id, &wrapped); err != nil {
		return dialer.Fact{}, err
	}
	k, err := s.keys.unwrap(id.Int64, wrapped)
	if err != nil {
		return dialer.Fact{}, err
	}
	var b body
	if err := json.Unmarshal(text, &b); err != nil {
		return dialer.Fact{}, fmt.Errorf("read a fact: %w", err)
	}
	if err := s.quotes.fill(ctx, &b); err != nil {
		return dialer.Fact{}, err
	}
	return b.fact(k)
}

func (q Query) where(k *keys) (string, []any) {
	terms, args := []string{"true"}, []any(nil)
	add := func(wanted bool, term string, arg any) {
		if wanted {
			terms, args = append(terms, term), append(args, arg)
		}
	}
	add(q.Campaign != "", "j.campaign = ?", string(q.Campaign))
	add(!q.From.IsZero(), "j.at >= ?", q.From.UnixNano())
	add(!q.To.IsZero(), "j.at < ?", q.To.UnixNano())
	// SQLite takes an index of the rows above 0 only where the query says so too.
	add(q.Attempt != 0, "j.attempt > 0 AND j.attempt = ?", int64(q.Attempt))
	if q.Number != "" {
		add(true, "j.number > 0 AND j.number = (SELECT id FROM number_key WHERE lookup = ?)", k.lookupOf(q.Number))
	}
	return strings.Join(terms, " AND "), args
}
