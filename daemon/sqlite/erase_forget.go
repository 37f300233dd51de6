package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redial"
)

// Forget erases a number everywhere except in the registers: its key, the hash that finds it, its leads. No list brings
// it in again until Readmit. It returns how many facts lost the number; an unknown number is no fault. It is refused
// while a call to it is open.
func (s *Store) Forget(ctx context.Context, n dialer.Number, why, by string) (facts int, err error) {
	why, err = dialer.WithoutNumbers(why), errors.Join(needBy(by), needNumber(n))
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error {
			facts, err = t.forget(n, why, by)
			return err
		})
	}
	if err != nil {
		return 0, fmt.Errorf("forget %s: %w", n.Masked(), err)
	}
	return facts, nil
}

// destroyListed destroys a number's key on its owner's wish, and puts it on the list of erasures.
func (t *tx) destroyListed(id int64, why, by string) (facts int, err error) {
	line := gone{what: goneNumber, id: id}
	if err := t.row(`SELECT made FROM number_key WHERE id = ?`, id).Scan(&line.at); err != nil {
		return 0, err
	}
	t.gone = append(t.gone, line)
	return t.destroy(id, why, by)
}

// forgetWords removes what people wrote about the number in the registers' log. The reservation itself stays.
func (t *tx) forgetWords(n dialer.Number) error {
	t.registers = true
	return t.exec(`UPDATE register_change SET source = iif(source = '', '', 'erased'), reason = iif(reason = '', '',
		'erased')
		WHERE hash = ? AND (source, reason) <> ('erased', '')`, t.keys.registerHash(n))
}

// destroy destroys a number's key, and adds a fact that names the key.
func (t *tx) destroy(id int64, why, by string) (facts int, err error) {
	var look []byte
	err = t.row(`SELECT lookup, (SELECT count(*) FROM journal WHERE number > 0 AND number = ?1) FROM number_key
		WHERE id = ?1`, id).Scan(&look, &facts)
	if err != nil {
		return 0, err
	}
	if err := t.exec(`UPDATE number_key SET lookup = NULL, wrapped = NULL WHERE id = ?`, id); err != nil {
		return 0, err
	}
	if err := t.countDestroyed(); err != nil {
		return 0, err
	}
	t.fresh[string(look)] = numberKey{}
	f := dialer.Fact{At: t.now, Kind: dialer.FactErased, Detail: why, By: by}
	return facts, t.appendSealed(f, &sealedNumber{Key: id})
}

// forgetStep is how many keys one transaction of ForgetOlder looks at, at most; it ends sooner when nightStep is over.
const forgetStep = 500

// ForgetOlder erases the numbers without an entry since before: the limit for call records (norm 2.9). A lead that can
// still be dialed keeps its number, under a new key. It returns how many numbers were erased, and ends with Scrub. It
// works in steps of nightStep, with rests between.
func (s *Store) ForgetOlder(ctx context.Context, before time.Time) (sum int, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("forget numbers last used before %s: %w", before.Format(time.DateOnly), err)
		}
	}()
	if err := errors.Join(s.endArchived(ctx), s.endListed(ctx)); err != nil {
		return 0, err
	}
	if sum, err = s.forgetUsedBefore(ctx, before); err != nil {
		return sum, err
	}
	return sum, s.Scrub(ctx)
}

// beforeCounter is the limit of the last time that old numbers were forgotten, in nanoseconds.
const beforeCounter = "forgotten before"

// forgottenBefore reads beforeCounter; 0 if old numbers were never forgotten.
func forgottenBefore(ctx context.Context, db rowQuerier) (at int64, err error) {
	err = db.QueryRowContext(ctx, `SELECT coalesce(max(last), 0) FROM counter WHERE name = ?`, beforeCounter).Scan(&at)
	return at, err
}

// forgetUsedBefore erases the numbers without an entry since before. The limit goes into the list of erasures first,
// and into the journal when it is done, so the next start finishes what a crash cuts short.
func (s *Store) forgetUsedBefore(ctx context.Context, before time.Time) (sum int, err error) {
	if before.UnixNano() > s.writer.erased.before {
		err = s.writer.submit(ctx, func(t *tx) error {
			t.gone = append(t.gone, gone{what: goneBefore, at: before.UnixNano()})
			return nil
		})
	}
	if err == nil {
		sum, err = s.forgetInSteps(ctx, before)
	}
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error {
			return t.exec(`INSERT INTO counter (name, last) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE
				SET last = max(last, ?2)`,
				beforeCounter, before.UnixNano())
		})
	}
	return sum, err
}

func (s *Store) forgetInSteps(ctx context.Context, before time.Time) (sum int, err error) {
	var last int64 // keys made from here on are new
	if err := s.read.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM number_key`).Scan(&last); err != nil {
		return 0, err
	}
	for after := int64(0); after < last; {
		n, seen := 0, after
		err := s.inSteps(ctx, func(t *tx) (more bool, err error) {
			n, seen, err = t.forgetOlder(before, after, time.Now().Add(nightStep))
			return false, err
		})
		if err != nil {
			return sum, err
		}
		sum, after = sum+n, seen
	}
	return sum, nil
}

// forgetOlder looks at the next keys. It returns how many were erased, and the last key it looked at.
func (t *tx) forgetOlder(before time.Time, after int64, until time.Time) (n int, seen int64, err error) {
	ids, err := oldNumberKeys(context.Background(), t.conn, before, after, forgetStep)
	if err != nil {
		return 0, after, err
	}
	why := "limit for call records: nothing since " + before.Format(time.DateOnly)
	for _, id := range ids {
		if err := t.retire(id, why); err != nil {
			return 0, after, fmt.Errorf("number key %d: %w", id, err)
		}
		if n++; time.Now().After(until) {
			return n, id, nil
		}
	}
	return n, after + forgetStep, nil
}

// everyKey is more than there are.
const everyKey = 1 << 40

// oldNumberKeys looks at the next keys and finds the old ones, by the last fact with the number or, without any, by the
// key's creation. It keeps a key that only serves leads that can still be dialed, a key of an open attempt, and one of
// a dialogue that is kept longer (4.4.3 b). Keys of leads that were never rung, and can no longer be, go at once.
func oldNumberKeys(ctx context.Context, db querier, before time.Time, after, many int64) ([]int64, error) {
	return collect(ctx, db, func(r *sql.Rows) (id int64, err error) { return id, r.Scan(&id) },
		`SELECT id FROM (
			SELECT k.id, k.made, (SELECT max(at) FROM journal WHERE number > 0 AND number = k.id) AS last,
				EXISTS (SELECT 1 FROM lead WHERE number = k.id AND state <> 'done') AS live,
				EXISTS (SELECT 1 FROM lead WHERE number = k.id) AND NOT EXISTS (SELECT 1 FROM lead
					WHERE number = k.id AND NOT (state = 'done' AND code IN (?4, ?5))) AS over
			FROM number_key k WHERE k.wrapped IS NOT NULL AND k.id > ?2 AND k.id <= ?2 + ?3) old
		WHERE iif(last IS NULL, over OR made < ?1 AND NOT live, last < ?1)
			AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.number = old.id AND a.ended = 0)
			AND NOT EXISTS (SELECT 1 FROM inquiry q WHERE q.number > 0 AND q.number = old.id)
		ORDER BY id`, before.UnixNano(), after, many, redial.CodeListEnded, archivedCode)
}

// retire destroys a key after it has sealed its living leads under another.
func (t *tx) retire(id int64, why string) error {
	var look, wrapped []byte
	if err := t.row(`SELECT lookup, wrapped FROM number_key WHERE id = ?`, id).Scan(&look, &wrapped); err != nil {
		return err
	}
	old, err := t.keys.unwrap(id, wrapped)
	if err != nil {
		return err
	}
	if err := t.keepEvidence(old); err != nil {
		return err
	}
	if _, err := t.destroy(id, why, "ringevett"); err != nil {
		return err
	}
	if err := t.exec(`UPDATE lead SET box = NULL, code = ? WHERE number = ? AND state = ?`, erasedCode, id,
		string(LeadDone)); err != nil {
		return err
	}
	if err := t.moveHousehold(old); err != nil {
		return err
	}
	return t.reseal(old)
}

func (t *tx) reseal(old numberKey) error {
	leads, err := collect(context.Background(), t.conn,
		func(r *sql.Rows) (l sealedLead, err error) { return l, r.Scan(&l.id, &l.box) },
		`SELECT id, box FROM lead WHERE number = ? AND box IS NOT NULL`, old.id)
	if err != nil {
		return err
	}
	for _, l := range leads {
		clear, err := old.open(l.box)
		if err != nil {
			return err
		}
		var p person
		if err := json.Unmarshal(clear, &p); err != nil {
			return err
		}
		k, err := t.numberKeyOf(p.Number)
		if err != nil {
			return err
		}
		if err := t.exec(`UPDATE lead SET number = ?, box = ? WHERE id = ?`, k.id, k.seal(clear), l.id); err != nil {
			return err
		}
	}
	return nil
}
