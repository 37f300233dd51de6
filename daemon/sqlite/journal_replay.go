package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// attemptRow is a row of the table of attempts.
type attemptRow struct {
	id, lead, number, booked, ended int64
	campaign, client, day, outcome  string
}

// replayed reads the attempts in the journal, one by one, in the order of their ids.
type replayed struct {
	s    *Store
	rows *sql.Rows
	next *attemptRow // read already, of the following attempt
}

// attemptWords are the kinds of facts that make the table of attempts: see project.
const attemptWords = `('booked', 'ended', 'not_placed', 'lost')`

// holdAttempts replays the journal's facts and compares the table of attempts with them, attempt by attempt. It reads
// both in order, so memory does not grow with the journal.
func (s *Store) holdAttempts(ctx context.Context, tx *sql.Tx) error {
	facts, err := tx.QueryContext(ctx, `SELECT attempt, number, body FROM journal INDEXED BY journal_attempt
		WHERE attempt > 0 AND kind IN `+attemptWords+` ORDER BY attempt, seq`)
	if err != nil {
		return err
	}
	defer facts.Close()
	table, err := tx.QueryContext(ctx, `SELECT id, campaign, client, lead, number, day, booked, ended, outcome
		FROM attempt ORDER BY id`)
	if err != nil {
		return err
	}
	defer table.Close()
	told := replayed{s: s, rows: facts}
	for {
		want, err := told.attempt()
		if err != nil {
			return err
		}
		if !table.Next() {
			if want != nil && table.Err() == nil {
				return differs(want.id)
			}
			return table.Err()
		}
		var got attemptRow
		err = table.Scan(&got.id, &got.campaign, &got.client, &got.lead, &got.number, &got.day, &got.booked, &got.ended,
			&got.outcome)
		if err != nil {
			return err
		}
		if want == nil || got != *want {
			return differs(got.id)
		}
	}
}

func differs(id int64) error {
	return &Broken{0, fmt.Sprintf("the table attempt does not say of attempt %d what the journal does%s", id, acceptIt)}
}

// attempt is the next one with a booking; nil at the end.
func (r *replayed) attempt() (*attemptRow, error) {
	now := r.next
	r.next = nil
	for r.rows.Next() {
		var id, number int64
		var text []byte
		if err := r.rows.Scan(&id, &number, &text); err != nil {
			return nil, err
		}
		f, err := readBody(text, numberKey{})
		if err != nil {
			return nil, err
		}
		switch {
		case f.Kind == dialer.FactBooked:
			one := &attemptRow{
				id: id, lead: int64(f.Lead), number: number, booked: f.At.UnixNano(), campaign: string(f.Campaign),
				client: string(f.Client), day: string(dialer.DayOf(f.At, r.s.oslo)),
			}
			if now != nil {
				r.next = one
				return now, nil
			}
			now = one
		case now != nil && now.id == id:
			now.ended, now.outcome = f.At.UnixNano(), string(endOf(f))
		}
	}
	return now, r.rows.Err()
}

// endOf is the outcome that a fact gives the attempt's row.
func endOf(f dialer.Fact) dialer.Outcome {
	switch {
	case f.Kind == dialer.FactNotPlaced:
		return dialer.NotPlaced
	case f.Kind == dialer.FactLost:
		return dialer.Lost
	case f.Code == dialer.Spared:
		return spared
	}
	return f.Outcome
}

// numberHolds compares a number's rows in the table of attempts with the journal. It is used until CheckTables has
// compared the whole table after a start.
func (s *Store) numberHolds(ctx context.Context, n dialer.Number) error {
	if s.compared.Load() {
		return nil
	}
	var rows, booked int64
	err := s.read.QueryRowContext(ctx, `SELECT
			(SELECT count(*) FROM attempt WHERE number = k.id),
			(SELECT count(*) FROM journal INDEXED BY journal_number WHERE number > 0 AND number = k.id AND kind = 'booked')
		FROM number_key k WHERE lookup = ?`, s.keys.lookupOf(n)).Scan(&rows, &booked)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err == nil && rows != booked:
		return &Broken{0, "the table attempt does not say of a number what the journal does" + acceptIt}
	}
	return err
}

// bindBoxes seals the member of each line of the registers' log again, bound to its register. Those that do not open
// are left: they are an error when they are read.
func bindBoxes(ctx context.Context, tx *sql.Tx, k *keys) error {
	type line struct {
		seq       int64
		register  dialer.RegisterID
		hash, box []byte
	}
	const page = 1000
	for last := int64(0); ; {
		lines, err := collect(ctx, tx, func(r *sql.Rows) (l line, err error) {
			return l, r.Scan(&l.seq, &l.register, &l.hash, &l.box)
		}, `SELECT seq, register, hash, box FROM register_change WHERE seq > ? ORDER BY seq LIMIT ?`, last, page)
		if err != nil || len(lines) == 0 {
			return err
		}
		for _, l := range lines {
			last = l.seq
			clear, err := k.reserve.Open(nil, nil, l.box, l.hash)
			if err != nil {
				continue
			}
			box := k.reserve.Seal(nil, nil, clear, boxLabel(l.register, l.hash))
			if _, err := tx.ExecContext(ctx, `UPDATE register_change SET box = ? WHERE seq = ?`, box,
				l.seq); err != nil {
				return err
			}
		}
	}
}
