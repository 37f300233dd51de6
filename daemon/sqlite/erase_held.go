package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// Held is what the tables beside the journal, the inquiries and the recordings hold about a number.
type Held struct {
	Leads     []HeldLead
	Household []Person
	Marks     []HeldMark
	Entries   []HeldEntry
	Evidence  []Evidence
	Wishes    []Erasure   // for erasure, that a person decides on or has decided on
	Tables    []HeldTable // every table that has something of it
}

// HeldTable is a table with rows about a number.
type HeldTable struct {
	Table string
	Rows  int
}

// ofNumber are the tables that can have something of a number, with the rows that do. ?1 is its key's id, ?2 its mark,
// ?3 its hash in the registers and ?4 its hash as a row of a list. The deliveries of registers are looked through by
// deliveriesWith. A test holds this list against the schema.
var ofNumber = [...]struct{ table, where string }{
	{"number_key", `id = ?1`},
	{"journal", `seq IN (SELECT seq FROM journal WHERE number > 0 AND number = ?1
		UNION SELECT seq FROM journal WHERE attempt > 0 AND attempt IN (SELECT id FROM attempt WHERE number = ?1))`},
	{"attempt", `number = ?1`},
	{"lead", `number = ?1`},
	{"lead_renewal", `lead IN (SELECT id FROM lead WHERE number = ?1)`},
	{"household", `number = ?1`},
	{"inquiry", `number > 0 AND number = ?1`},
	{"erasure", `number = ?1`},
	{"waiting", `number > 0 AND number = ?1`},
	{"recording", `attempt IN (SELECT id FROM attempt WHERE number = ?1)`},
	{"recording_hold", `recording IN (SELECT id FROM recording WHERE attempt IN (SELECT id FROM attempt
		WHERE number = ?1))`},
	{"sale", `attempt IN (SELECT id FROM attempt WHERE number = ?1)`},
	{"recording_refusal", `mark = ?2`},
	{"flag", `mark = ?2`},
	{"abandoned_again", `mark = ?2`},
	{"survey", `mark = ?2`},
	{"withdrawal", `mark = ?2`},
	{"contact", `mark = ?2`},
	{"erased", `mark = ?2`},
	{"evidence", `mark = ?2`},
	{"register_change", `hash = ?3`},
	{"list_rows", `instr(kept, ?4) > 0`},
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

// HeldOn gives what is held on a number. Flags of abandoned calls are given by FlagOf.
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
	if err == nil {
		h.Evidence, err = s.EvidenceOn(ctx, n)
	}
	if err == nil {
		h.Wishes, err = s.keys.readErasures(ctx, s.read, `n.lookup = ?`, s.keys.lookupOf(n))
	}
	if err == nil {
		h.Tables, err = s.tablesWith(ctx, n)
	}
	if err == nil {
		err = s.deliveriesWith(ctx, n, &h)
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
		m.At = timeOf(at)
		return m, err
	}, `SELECT 'contact', client, at, iif(agreed, 'asked to be called another day', '') FROM contact WHERE mark = ?1
		UNION ALL SELECT 'survey', client, 0, 'reached by a survey on ' || day FROM survey WHERE mark = ?1
		UNION ALL SELECT 'withdrawal', orgno, at, '' FROM withdrawal WHERE mark = ?1
		UNION ALL SELECT 'recording_refusal', campaign, at, '' FROM recording_refusal WHERE mark = ?1
		UNION ALL SELECT 'list_rows', kind, at, 'a row of a list for a ' || kind || ' campaign' FROM list_rows
		WHERE instr(kept, ?2) > 0
		UNION ALL SELECT 'erased', '', at, '' FROM erased WHERE mark = ?1`, s.keys.mark(s.keys.lookupOf(n)),
		s.keys.storedListRow(n))
}

func (s *Store) entriesOf(ctx context.Context, n dialer.Number) ([]HeldEntry, error) {
	return collect(ctx, s.read, func(r *sql.Rows) (e HeldEntry, err error) {
		var at int64
		err = r.Scan(&e.Register, &e.Op, &at, &e.Source, &e.By, &e.Reason)
		e.At = timeOf(at)
		return e, err
	}, `SELECT register, op, at, source, "by", reason FROM register_change WHERE hash = ? AND op <> 'settled'
		ORDER BY seq`,
		s.keys.registerHash(n))
}

// tablesWith counts the rows about a number, table by table.
func (s *Store) tablesWith(ctx context.Context, n dialer.Number) (all []HeldTable, err error) {
	look := s.keys.lookupOf(n)
	var key int64 // 0, which is no key, where it has none
	err = s.read.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM number_key WHERE lookup = ?`, look).Scan(&key)
	if err != nil {
		return nil, err
	}
	row := s.keys.storedListRow(n)
	for _, of := range ofNumber {
		at := HeldTable{Table: of.table}
		err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM `+of.table+` WHERE `+of.where,
			key, s.keys.mark(look), s.keys.registerHash(n), row).Scan(&at.Rows)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", of.table, err)
		}
		if at.Rows > 0 {
			all = append(all, at)
		}
	}
	return all, nil
}

// deliveriesWith adds the deliveries of registers that have the number, those that are kept.
func (s *Store) deliveriesWith(ctx context.Context, n dialer.Number, h *Held) error {
	u, err := sets.Number(n)
	if err != nil {
		return err
	}
	type delivered struct {
		version
		entry HeldEntry
	}
	all, err := collect(ctx, s.read, func(r *sql.Rows) (d delivered, err error) {
		var loaded int64
		err = r.Scan(&d.Register, &d.Version, &d.Count, &d.Persons, &d.Sum, &loaded, &d.entry.Source, &d.entry.By,
			&d.entry.Reason)
		d.entry.Register, d.entry.Op, d.entry.At = d.Register, "delivered", timeOf(loaded)
		return d, err
	}, `SELECT register, version, count, persons, checksum, loaded, source, "by", reason FROM register_version v
		WHERE EXISTS (SELECT 1 FROM register_part p WHERE p.register = v.register AND p.version = v.version) ORDER BY at`)
	found := 0
	for _, d := range all {
		base, fault := s.loadBase(ctx, s.read, d.version)
		if fault != nil {
			return fault
		}
		if base.Has(u) {
			h.Entries = append(h.Entries, d.entry)
			found++
		}
	}
	if found > 0 {
		h.Tables = append(h.Tables, HeldTable{"register_part", found}, HeldTable{"register_version", found})
	}
	return err
}
