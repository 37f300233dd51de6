package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redial"
)

// Reopening names leads that are done, to be dialed again: those of a list whose last outcome was this, and which
// were attempted on this Oslo day.
type Reopening struct {
	Campaign dialer.CampaignID
	Source   string // the list
	Outcome  dialer.Outcome
	Day      dialer.Day
	Why, By  string
}

func (r Reopening) check() error {
	var errs []error
	if may := redial.Reopenable(); !slices.Contains(may, r.Outcome) {
		names := make([]string, len(may))
		for i, o := range may {
			names[i] = string(o)
		}
		errs = append(errs, dialer.Invalid{Field: "outcome", Value: string(r.Outcome), Why: "one of " +
			strings.Join(names, ", ")})
	}
	if _, err := time.Parse(time.DateOnly, string(r.Day)); err != nil {
		errs = append(errs, dialer.Invalid{Field: "day", Value: string(r.Day), Why: "an Oslo day as 2026-11-24"})
	}
	return errors.Join(errs...)
}

// ReopenLeads lets leads that are done wait again, due now, with a reason, which the journal keeps; it gives how many.
// Each is decided on by the gate as ever: its attempts count as before. It is refused for a list that was ended.
func (s *Store) ReopenLeads(ctx context.Context, r Reopening) (reopened int, err error) {
	if err := r.check(); err != nil {
		return 0, err
	}
	err = s.onList(ctx, r.Campaign, r.Source, r.Why, r.By, func(t *tx, client dialer.ClientID, why string) error {
		if err := t.takesLeads(r.Campaign, r.Source); err != nil {
			return err
		}
		return t.journalList(r.Campaign, client, r.Source,
			fmt.Sprintf("reopened: leads with %s of %s: %s", r.Outcome, r.Day,
				why), r.By)
	})
	if err == nil {
		err = s.eachLeads(ctx, `campaign = ? AND source = ? AND state = 'done' AND code = ? AND box IS NOT NULL
				AND EXISTS (SELECT 1 FROM attempt a WHERE a.number = lead.number AND a.lead = lead.id AND a.day = ?)`,
			[]any{string(r.Campaign), r.Source, string(r.Outcome), string(r.Day)}, func(t *tx, ids string) error {
				n, err := t.change(`UPDATE lead SET state = 'waiting', due = ?, code = 'reopened'
					WHERE id IN (SELECT value FROM json_each(?)) AND state = 'done' AND code = ? AND box IS NOT NULL`,
					t.now.UnixNano(), ids, string(r.Outcome))
				reopened += int(n)
				return err
			})
	}
	if err != nil {
		return reopened, fmt.Errorf("reopen leads of list %q of campaign %s: %w", r.Source, r.Campaign, err)
	}
	return reopened, nil
}

// LeadStatus tells what the book knows of a lead's future.
func (s *Store) LeadStatus(ctx context.Context, id dialer.LeadID) (at LeadStatus, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT state, code FROM lead WHERE id = ?`, int64(id)).Scan(&at.State, &at.Code)
	if errors.Is(err, sql.ErrNoRows) {
		err = dialer.ErrNotFound
	}
	if err != nil {
		err = fmt.Errorf("lead %d: %w", id, err)
	}
	return at, err
}
