package sqlite

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// erasing is the erasure of a number that is under way.
type erasing struct {
	number  dialer.Number
	key     numberKey // the zero key: the number has none, and what is held under one is gone already
	why, by string
	facts   int // that lose the number
}

// eraseStep removes what one kind of table holds of a number.
type eraseStep struct {
	what  string
	keyed bool // it looks for rows by the number's key, and has nothing to do if there is none
	do    func(t *tx, e *erasing) error
}

// eraseSteps are an erasure, in their order: the key goes last, because the others find their rows by it.
var eraseSteps = [...]eraseStep{
	{"mark", false, func(t *tx, e *erasing) error { return t.markErased(e.number) }},
	{"register words", false, func(t *tx, e *erasing) error { return t.forgetWords(e.number) }},
	{"list rows", false, func(t *tx, e *erasing) error { return t.forgetListRows(e.number) }},
	{"inquiries", true, func(t *tx, e *erasing) error { return t.forgetInquiries(e.key.id, e.why, e.by) }},
	{"wishes", true, func(t *tx, e *erasing) error {
		return t.exec(`UPDATE erasure SET box = NULL WHERE number = ?`, e.key.id)
	}},
	{"requests", true, func(t *tx, e *erasing) error {
		return t.exec(`UPDATE waiting SET box = x'', why = 'erased' WHERE number = ?`, e.key.id)
	}},
	{"holds", true, func(t *tx, e *erasing) error {
		return t.exec(`UPDATE recording_hold SET why = 'erased' WHERE recording IN (SELECT r.id FROM recording r
			JOIN attempt a ON a.id = r.attempt WHERE a.number = ?)`, e.key.id)
	}},
	{"evidence", true, func(t *tx, e *erasing) error { return t.keepEvidence(e.key) }},
	{"renewals", true, func(t *tx, e *erasing) error {
		return t.exec(`DELETE FROM lead_renewal WHERE lead IN (SELECT id FROM lead WHERE number = ?)`, e.key.id)
	}},
	{"leads", true, func(t *tx, e *erasing) error {
		return t.exec(`UPDATE lead SET box = NULL, state = ?, code = ? WHERE number = ?`, string(LeadDone), erasedCode,
			e.key.id)
	}},
	{"household", true, func(t *tx, e *erasing) error {
		return t.exec(`DELETE FROM household WHERE number = ?`, e.key.id)
	}},
	{"key", true, func(t *tx, e *erasing) (err error) {
		e.facts, err = t.destroyListed(e.key.id, e.why, e.by)
		return err
	}},
}

func (t *tx) forget(n dialer.Number, why, by string) (int, error) {
	return t.eraseBy(eraseSteps[:], erasing{number: n, why: why, by: by})
}

func (t *tx) eraseBy(steps []eraseStep, e erasing) (facts int, err error) {
	e.key, err = t.findNumberKey(string(t.keys.lookupOf(e.number)))
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	known := err == nil
	if known {
		if err := t.noneOpen(e.key.id); err != nil {
			return 0, err
		}
	}
	t.destroyed = true // old pages with what is removed must leave the write-ahead log, with a key or without one
	for _, s := range steps {
		if s.keyed && !known {
			continue
		}
		if err := s.do(t, &e); err != nil {
			return 0, fmt.Errorf("%s: %w", s.what, err)
		}
	}
	return e.facts, nil
}

// noneOpen refuses while an attempt to the number is open.
func (t *tx) noneOpen(key int64) error {
	var open dialer.AttemptID
	err := t.row(`SELECT id FROM attempt WHERE number = ? AND ended = 0`, key).Scan(&open)
	if err == nil {
		return fmt.Errorf("%w: attempt %s to it is open; ask again when it has ended", dialer.ErrRefused, open)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}
