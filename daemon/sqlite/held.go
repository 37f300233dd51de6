package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Held is what stands of a number in the tables beside the journal, inquiries and recordings.
type Held struct {
	Leads     []HeldLead
	Household []Person
	Marks     []HeldMark
	Entries   []HeldEntry
}

// HeldLead is a row of a list with what became of it.
type HeldLead struct {
	dialer.Lead
	Status LeadStatus
}

// HeldMark is kept by a hash of the number.
type HeldMark struct {
	Kind   string // the table
	Of     string // the client, campaign or trader that it is about
	At     time.Time
	Detail string
}

// HeldEntry is a line of a register's change log.
type HeldEntry struct {
	Register       dialer.RegisterID
	Op, Source, By string
	Reason         string
	At             time.Time
}

// HeldOn tells it of a number. Flags of abandoned calls are told by FlagOf.
func (s *Store) HeldOn(ctx context.Context, n dialer.Number) (h Held, err error) {
	leads, err := s.leads(ctx, `k.lookup = ?`, s.keys.lookupOf(n))
	for _, l := range leads {
		var at LeadStatus
		if at, err = s.LeadStatus(ctx, l.ID); err != nil {
			break
		}
		h.Leads = append(h.Leads, HeldLead{l, at})
	}
	if err == nil {
		err = s.eachKin(ctx, n, func(p person) { h.Household = append(h.Household, whoIs(p)) })
	}
	if err == nil {
		h.Marks, err = s.marksHeld(ctx, n)
	}
	if err == nil {
		h.Entries, err = s.entriesOf(ctx, n)
	}
	if err != nil {
		return Held{}, fmt.Errorf("what is held on %s: %w", n.Masked(), err)
	}
	return h, nil
}

func (s *Store) marksHeld(ctx context.Context, n dialer.Number) ([]HeldMark, error) {
	return collect(ctx, s.read, func(r *sql.Rows) (m HeldMark, err error) {
		var at int64
		err = r.Scan(&m.Kind, &m.Of, &at, &m.Detail)
		m.At = instant(at)
		return m, err
	}, `SELECT 'contact', client, at, iif(agreed, 'asked to be called another day', '') FROM contact WHERE mark = ?1
		UNION ALL SELECT 'survey', client, 0, 'reached by a survey on ' || day FROM survey WHERE mark = ?1
		UNION ALL SELECT 'withdrawal', orgno, at, '' FROM withdrawal WHERE mark = ?1
		UNION ALL SELECT 'recording_refusal', campaign, at, '' FROM recording_refusal WHERE mark = ?1
		UNION ALL SELECT 'erased', '', at, '' FROM erased WHERE mark = ?1`, s.keys.mark(s.keys.lookupOf(n)))
}

func (s *Store) entriesOf(ctx context.Context, n dialer.Number) ([]HeldEntry, error) {
	return collect(ctx, s.read, func(r *sql.Rows) (e HeldEntry, err error) {
		var at int64
		err = r.Scan(&e.Register, &e.Op, &at, &e.Source, &e.By, &e.Reason)
		e.At = instant(at)
		return e, err
	}, `SELECT register, op, at, source, "by", reason FROM register_change WHERE hash = ? AND op <> 'settled' ORDER BY seq`,
		s.keys.registerHash(n))
}
