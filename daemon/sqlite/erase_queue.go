package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Erasure is a wish to be erased that a person decides on.
type Erasure struct {
	ID      int64
	Number  dialer.Number
	At      time.Time
	Until   time.Time // the dialogue must be kept until then; zero: an inquiry is open
	Why     string
	By      string
	Decided time.Time
	Verdict string
}

// QueueErasure queues a wish for erasure if a dialogue with the person must still be kept (norm 5, no. 29) or is a
// complaint (6.2). queued is false if nothing prevents erasing at once. A second wish is not queued again.
func (s *Store) QueueErasure(ctx context.Context, n dialer.Number, why, by string) (e Erasure, queued bool, err error) {
	why = dialer.WithoutNumbers(why)
	if err := errors.Join(needBy(by), needNumber(n)); err != nil {
		return e, false, err
	}
	err = s.writer.submit(ctx, func(t *tx) error {
		e, queued, err = t.queueErasure(n, why, by)
		return err
	})
	if err != nil {
		return e, false, fmt.Errorf("put the erasure of %s in the queue: %w", n.Masked(), err)
	}
	return e, queued, nil
}

func (t *tx) queueErasure(n dialer.Number, why, by string) (Erasure, bool, error) {
	k, err := t.findNumberKey(string(t.keys.lookupOf(n)))
	if errors.Is(err, sql.ErrNoRows) { // nothing is held on it, and nothing shall be
		return Erasure{}, false, nil
	}
	if err != nil {
		return Erasure{}, false, err
	}
	all, err := t.dialoguesOf(k.id)
	if err != nil {
		return Erasure{}, false, err
	}
	until, held := floorOf(all)
	if !complained(all) && (!held || !until.IsZero() && t.now.After(until)) {
		return Erasure{}, false, nil
	}
	e := Erasure{Number: n, At: t.now, Until: until, Why: why, By: by}
	floor := int64(0)
	if !until.IsZero() {
		floor = until.UnixNano()
	}
	err = t.row(`SELECT id FROM erasure WHERE number = ? AND decided = 0`, k.id).Scan(&e.ID)
	if err == nil {
		return e, true, t.exec(`UPDATE erasure SET floor = ? WHERE id = ?`, floor, e.ID)
	}
	e.ID, err = t.insert(`INSERT INTO erasure (number, box, at, floor, why, "by") VALUES (?, ?, ?, ?, ?, ?)`, k.id,
		k.seal([]byte(n)), t.now.UnixNano(), floor, why, by)
	if err != nil {
		return e, true, err
	}
	return e, true, t.appendFact(dialer.Fact{Kind: dialer.FactErasure, Number: n, Code: "asked",
		Detail: keptWords(all, until) +
			"; " + why, By: by})
}

// Erasures lists the wishes that wait for a person's decision, and with all also the decided ones.
func (s *Store) Erasures(ctx context.Context, all bool) ([]Erasure, error) {
	out, err := s.keys.readErasures(ctx, s.read, `? OR e.decided = 0`, all)
	if err != nil {
		return nil, fmt.Errorf("erasures that were asked for: %w", err)
	}
	return out, nil
}

func (k *keys) readErasures(ctx context.Context, db querier, where string, args ...any) ([]Erasure, error) {
	return collect(ctx, db, func(rows *sql.Rows) (e Erasure, err error) {
		var at, floor, decided int64
		var box, wrapped []byte
		var number sql.NullInt64
		if err := rows.Scan(&e.ID, &at, &floor, &e.Why, &e.By, &decided, &e.Verdict, &box, &number,
			&wrapped); err != nil {
			return e, err
		}
		e.At, e.Until, e.Decided = timeOf(at), timeOf(floor), timeOf(decided)
		of, err := k.unwrap(number.Int64, wrapped)
		if err != nil {
			return e, err
		}
		clear, err := of.open(box)
		e.Number = dialer.Number(clear)
		return e, err
	}, `SELECT e.id, e.at, e.floor, e.why, e."by", e.decided, e.verdict, e.box, n.id, n.wrapped
		FROM erasure e LEFT JOIN number_key n ON n.id = e.number WHERE `+where+` ORDER BY e.id`, args...)
}

// DecideErasure decides a queued wish: the dialogue is kept, or it is erased with the number, for which the person
// answers if the floor is not reached. In any case an open inquiry must be answered first.
func (s *Store) DecideErasure(ctx context.Context, id int64, erase bool, why, by string) (facts int, err error) {
	if why, err = reasoned(why, by); err != nil {
		return 0, err
	}
	err = s.writer.submit(ctx, func(t *tx) error {
		facts, err = t.decideErasure(id, erase, why, by)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("decide on erasure %d: %w", id, err)
	}
	return facts, nil
}

func (t *tx) decideErasure(id int64, erase bool, why, by string) (int, error) {
	found, err := t.keys.readErasures(context.Background(), t.conn, `e.id = ? AND e.decided = 0`, id)
	if err == nil && len(found) == 0 {
		err = dialer.ErrNotFound
	}
	if err != nil {
		return 0, err
	}
	k, err := t.findNumberKey(string(t.keys.lookupOf(found[0].Number)))
	if err != nil {
		return 0, err
	}
	if !erase {
		return 0, t.closeErasures(k.id, "kept", why, by)
	}
	all, err := t.dialoguesOf(k.id)
	if err != nil {
		return 0, err
	}
	if until, held := floorOf(all); held && until.IsZero() {
		return 0, fmt.Errorf("%w: %s", dialer.ErrRefused, floorWords(until))
	}
	for _, in := range all {
		if err := t.dropInquiry(in, "erased", by); err != nil {
			return 0, err
		}
	}
	return t.forget(found[0].Number, why, by)
}

func (t *tx) closeErasures(number int64, verdict, why, by string) error {
	n, err := t.change(`UPDATE erasure SET decided = ?, verdict = ? WHERE number = ? AND decided = 0`, t.now.UnixNano(),
		verdict+" by "+by+": "+why, number)
	if err != nil || n == 0 {
		return err
	}
	return t.appendFact(dialer.Fact{Kind: dialer.FactErasure, Code: verdict, Detail: why, By: by})
}
