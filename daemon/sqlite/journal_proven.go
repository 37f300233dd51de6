package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Mark is a position in the chain: an entry and what the chain says of all up to it. The zero Mark is the beginning.
type Mark struct{ at head }

// Seq is the entry's number; 0 at the beginning.
func (m Mark) Seq() int64 { return m.at.seq }

// proven reads at most limit facts after the mark and verifies each against the one before. Facts come without numbers,
// and those that no count uses come with their columns only. It returns the position of the last, and a *Broken if an
// entry does not follow.
func (s *Store) proven(
	ctx context.Context, from Mark, most int, yield func(seq int64, f dialer.Fact) error,
) (Mark, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT seq, at, kind, campaign, attempt, number, body, hash
		FROM journal NOT INDEXED WHERE seq > ? ORDER BY seq LIMIT ?`, from.at.seq, most)
	if err != nil {
		return from, damaged(from.at.seq+1, err)
	}
	defer rows.Close()
	for rows.Next() {
		var e entry
		var text, sum sql.RawBytes
		if err := rows.Scan(&e.seq, &e.at, &e.kind, &e.campaign, &e.attempt, &e.number, &text, &sum); err != nil {
			return from, damaged(from.at.seq+1, err)
		}
		e.body = text
		next, err := from.at.next(e, sum)
		if err != nil {
			return from, err
		}
		f, err := e.counted()
		if err == nil {
			err = yield(e.seq, f)
		}
		if err != nil {
			return from, err
		}
		from.at = next
	}
	return from, damaged(from.at.seq+1, rows.Err())
}

// counted is the entry's fact as far as it is counted.
func (e entry) counted() (dialer.Fact, error) {
	f := dialer.Fact{
		At: time.Unix(0, e.at).UTC(), Kind: dialer.FactKind(e.kind),
		Campaign: dialer.CampaignID(e.campaign), Attempt: dialer.AttemptID(e.attempt),
	}
	switch f.Kind {
	case dialer.FactDialed, dialer.FactRinging, dialer.FactEarly, dialer.FactMessage:
		return f, nil
	}
	if e.attempt == 0 && f.Kind != dialer.FactCampaign {
		return f, nil
	}
	var err error
	if e.attempt == 0 {
		f, err = readBody(e.body, numberKey{}) // with its words: why predictive was switched off
	} else {
		f, err = readCounted(e.body)
	}
	if err != nil {
		return f, fmt.Errorf("entry %d: %w", e.seq, err)
	}
	return f, nil
}

// end is the position of the newest entry.
func (s *Store) end(ctx context.Context) (Mark, error) {
	last, err := lastEntry(ctx, s.read)
	return Mark{last}, err
}

// stands reports whether the journal has exactly this entry at the mark.
func (s *Store) stands(ctx context.Context, m Mark) (bool, error) {
	var sum []byte
	err := s.read.QueryRowContext(ctx, `SELECT hash FROM journal WHERE seq = ?`, m.at.seq).Scan(&sum)
	if errors.Is(err, sql.ErrNoRows) {
		return m == Mark{}, nil
	}
	return err == nil && string(sum) == string(m.at.hash[:]), err
}
