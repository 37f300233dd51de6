package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Report describes a whole journal.
type Report struct {
	Entries int    // facts in all
	Head    string // the last hash, in hex: worth noting elsewhere
	Erased  int    // facts whose number was erased

	Stamps Stamps

	Keys  []KeyRow // the rows of day keys, the oldest first
	Noted bool     // their first keys were noted outside, each of them
}

// Witness is what was noted outside and the journal must agree with.
type Witness struct {
	Heads []string // as DayHead.Head
	Keys  []string // first public keys of rows of day keys, in hex

	// Stamp gives the time at which an authority saw a head, or says why its token does not hold. nil: not asked.
	Stamp          func(head string, token []byte) (time.Time, error)
	StampAuthority bool // Stamp asks whose token it is
}

// read gives what was kept in a form to be compared, all faults at once.
func (w Witness) read() (heads []head, keys []string, err error) {
	heads, err = noted(w.Heads)
	for _, text := range w.Keys {
		key, wrong := firstKey(text)
		keys, err = append(keys, key), errors.Join(err, wrong)
	}
	return heads, keys, err
}

// VerifyFile verifies a journal without a daemon.
func VerifyFile(ctx context.Context, dir, keyFile string) (Report, error) {
	s, err := OpenReadOnly(ctx, Options{Dir: dir, KeyFile: keyFile})
	if err != nil {
		return Report{}, err
	}
	r, err := s.Verify(ctx)
	return r, errors.Join(err, s.Close())
}

// Verify walks the whole chain. It verifies that its end is the marked one and the one that was last seen here, that no
// key was destroyed without an entry, that every table beside the journal is what was written, and that the journal,
// replayed, makes the table of attempts. A *Broken names the entry that shows the fault.
//
// Heads that were noted outside ("1042:" and the hash in hex) must stand in the chain: only they tell one that was
// made again by anyone who has the master key.
func (s *Store) Verify(ctx context.Context, heads ...string) (Report, error) {
	return s.VerifyBy(ctx, Witness{Heads: heads})
}

// VerifyBy is Verify with all that was kept outside.
func (s *Store) VerifyBy(ctx context.Context, w Witness) (Report, error) {
	heads, keys, err := w.read()
	if err != nil {
		return Report{}, err
	}
	last, _, unreadable := s.place.readLast()
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // one state for all the questions
	if err != nil {
		return Report{}, fmt.Errorf("verify the journal: %w", err)
	}
	defer tx.Rollback()
	var signed ring
	stamps := stamping{Stamps: Stamps{Checked: w.StampAuthority}, check: w.Stamp, heads: map[int64]hash{}}
	var lastAt int64
	end, err := walk(ctx, tx, func(before, after head, e entry) error {
		lastAt = e.at
		return errors.Join(signed.step(before, e), stamps.step(e, after))
	})
	if err != nil {
		return Report{}, fmt.Errorf("verify the journal: %w", err)
	}
	marked, err := readHead(ctx, tx, s.keys)
	if err == nil {
		err = marked.meets(end)
	}
	for _, h := range heads {
		if err == nil {
			err = h.holds(ctx, tx)
		}
	}
	if err == nil {
		err = signed.holdKeys(keys, dialer.DayOf(timeOf(lastAt), s.oslo))
	}
	if err == nil {
		err = unreadable
	}
	if err == nil {
		err = older(ctx, tx, last)
	}
	if err == nil {
		err = s.checkNumberKeys(ctx, tx)
	}
	if err == nil {
		err = s.checkTables(ctx, tx, marked, atOnce)
	}
	if err == nil {
		err = s.holdAttempts(ctx, tx)
	}
	if err == nil {
		err = s.holdProjections(ctx)
	}
	if err != nil {
		return Report{}, fmt.Errorf("verify the journal: %w", err)
	}
	r := Report{
		Entries: int(end.seq), Head: hex.EncodeToString(end.hash[:]), Keys: signed.rows, Noted: len(keys) > 0,
		Stamps: stamps.Stamps,
	}
	err = tx.QueryRowContext(ctx, `SELECT count(*) FROM journal j JOIN number_key k ON k.id = j.number
		WHERE k.wrapped IS NULL AND j.kind <> 'erased'`).Scan(&r.Erased)
	return r, err
}

// walk verifies each entry against the one before, and calls the function for each. It reads the table itself, because
// an index could hide rows.
func walk(ctx context.Context, tx *sql.Tx, each func(before, after head, e entry) error) (head, error) {
	rows, err := tx.QueryContext(ctx,
		`SELECT seq, at, kind, campaign, attempt, number, body, hash FROM journal NOT INDEXED
		ORDER BY seq`)
	if err != nil {
		return head{}, damaged(0, err)
	}
	defer rows.Close()
	var last head
	for rows.Next() {
		var e entry
		var sum []byte
		if err := rows.Scan(&e.seq, &e.at, &e.kind, &e.campaign, &e.attempt, &e.number, &e.body, &sum); err != nil {
			return head{}, damaged(last.seq+1, err)
		}
		before := last
		if last, err = last.next(e, sum); err == nil {
			err = each(before, last, e)
		}
		if err != nil {
			return head{}, err
		}
	}
	return last, damaged(last.seq+1, rows.Err())
}

// next accepts the entry that follows, and no other.
func (h head) next(e entry, sum []byte) (head, error) {
	if e.seq > h.seq+1 {
		return head{}, missing(h.seq+1, e.seq-1)
	}
	if e.seq < h.seq+1 {
		return head{}, &Broken{e.seq, "it stands before the journal's beginning"}
	}
	want := e.link(h.hash)
	if string(want[:]) != string(sum) {
		return head{}, &Broken{e.seq, "it does not match its hash: it was changed, or put in another's place"}
	}
	return head{e.seq, want}, nil
}

// checkNumberKeys proves that every number in the journal can be opened, or was erased with a fact that says so.
func (s *Store) checkNumberKeys(ctx context.Context, tx *sql.Tx) error {
	var seq, key int64
	err := tx.QueryRowContext(ctx, `SELECT j.seq, j.number FROM journal j LEFT JOIN number_key k ON k.id = j.number
		WHERE j.number > 0 AND k.wrapped IS NULL AND j.number NOT IN (SELECT number FROM journal WHERE kind = 'erased')
		ORDER BY j.seq LIMIT 1`).Scan(&seq, &key)
	if err == nil {
		return &Broken{seq, fmt.Sprintf("number key %d was destroyed and no entry says so", key)}
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	return s.unwrapAll(ctx, tx)
}

func (s *Store) unwrapAll(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, `SELECT id, wrapped FROM number_key WHERE wrapped IS NOT NULL`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var wrapped []byte
		if err := rows.Scan(&id, &wrapped); err != nil {
			return err
		}
		if _, fault := s.keys.unwrap(id, wrapped); fault != nil {
			return firstUse(ctx, tx, id, fault)
		}
	}
	return rows.Err()
}

// firstUse names the first entry that a faulty key leaves without its number.
func firstUse(ctx context.Context, tx *sql.Tx, key int64, fault error) error {
	var seq int64
	err := tx.QueryRowContext(ctx, `SELECT coalesce(min(seq), 0) FROM journal WHERE number = ?`, key).Scan(&seq)
	if err != nil {
		return err
	}
	return &Broken{seq, fault.Error()}
}
