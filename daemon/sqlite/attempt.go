package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"github.com/mattn/go-sqlite3"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// idBlock is how many attempt ids are marked as used at once. A restart skips the rest of a block: ids have gaps.
const idBlock = 64

// attemptIDs hands out ids from a block that is already marked as used on disk.
type attemptIDs struct {
	mu         sync.Mutex
	next, last int64
}

// NextAttempt gives an id that is never used again, even after a crash.
func (s *Store) NextAttempt(ctx context.Context) (dialer.AttemptID, error) {
	s.ids.mu.Lock()
	defer s.ids.mu.Unlock()
	if s.ids.next == s.ids.last {
		last, err := s.reserveIDs(ctx)
		if err != nil {
			return 0, fmt.Errorf("next attempt id: %w", err)
		}
		s.ids.next, s.ids.last = last-idBlock, last
	}
	s.ids.next++
	return dialer.AttemptID(s.ids.next), nil
}

func (s *Store) reserveIDs(ctx context.Context) (last int64, err error) {
	err = s.writer.submit(ctx, func(t *tx) error {
		return t.row(`INSERT INTO counter (name, last) VALUES ('attempt', ?1)
			ON CONFLICT (name) DO UPDATE SET last = last + ?1 RETURNING last`, idBlock).Scan(&last)
	})
	return last, err
}

// spared is the outcome, in the table of attempts alone, of one that counts neither against the day of its number nor
// its tries.
const spared dialer.Outcome = "spared"

// project keeps the tables of attempts, sales, wrong PINs, pauses, shown numbers, notices and monitoring in step
// with the journal, in the same transaction.
func (t *tx) project(f dialer.Fact, number int64) error {
	if f.Attempt == 0 {
		return errors.Join(t.projectTrial(f), t.projectPause(f), t.projectShown(f), t.projectNotice(f), t.projectListened(f))
	}
	if err := t.projectSale(f); err != nil {
		return err
	}
	switch f.Kind {
	case dialer.FactBooked:
		return t.projectBooked(f, number)
	case dialer.FactEnded, dialer.FactNotPlaced, dialer.FactLost:
		return t.projectEnd(f, endOf(f))
	case dialer.FactConsentRefused, dialer.FactWithdrawn:
		return t.refusedRecording(f)
	case dialer.FactDisposed:
		if f.Disposition == dialer.DutyOfCare { // nothing recorded of that call is kept (4.2 f)
			return t.dropRecordings(`attempt = ?`, string(f.Disposition), int64(f.Attempt))
		}
	}
	return nil
}

func (t *tx) projectBooked(f dialer.Fact, number int64) error {
	err := t.exec(`INSERT INTO attempt (id, campaign, client, lead, number, day, booked) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		int64(f.Attempt), string(f.Campaign), string(f.Client), int64(f.Lead), number,
		string(dialer.DayOf(f.At, t.oslo)),
		f.At.UnixNano())
	var fault sqlite3.Error
	if errors.As(err, &fault) && fault.Code == sqlite3.ErrConstraint {
		return fmt.Errorf("book %s: %w", f.Attempt, dialer.ErrExists)
	}
	return err
}

func (t *tx) projectEnd(f dialer.Fact, o dialer.Outcome) error {
	return t.exec(`UPDATE attempt SET ended = ?, outcome = ? WHERE id = ?`, f.At.UnixNano(), string(o),
		int64(f.Attempt))
}

// OpenAttempt is one that was booked and that nothing has closed: it was under way when the daemon died.
type OpenAttempt struct {
	ID       dialer.AttemptID
	Campaign dialer.CampaignID
	Lead     dialer.LeadID
	Number   dialer.Number
	Facts    []dialer.Fact
}

// OpenAttempts lists them by id, each with all that the journal says of it.
func (s *Store) OpenAttempts(ctx context.Context) ([]OpenAttempt, error) {
	ids, err := collect(ctx, s.read, func(r *sql.Rows) (id dialer.AttemptID, err error) { return id, r.Scan(&id) },
		`SELECT id FROM attempt WHERE ended = 0 ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("open attempts: %w", err)
	}
	open := make([]OpenAttempt, 0, len(ids))
	for _, id := range ids {
		a := OpenAttempt{ID: id}
		for f, err := range s.Facts(ctx, Query{Attempt: id}) {
			if err != nil {
				return nil, fmt.Errorf("open attempt %s: %w", id, err)
			}
			a.add(f)
		}
		open = append(open, a)
	}
	return open, nil
}

func (a *OpenAttempt) add(f dialer.Fact) {
	a.Facts = append(a.Facts, f)
	if f.Kind == dialer.FactBooked {
		a.Campaign, a.Lead, a.Number = f.Campaign, f.Lead, f.Number
	}
}
