package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// days keep the state of the days' keys for the one process that writes the journal.
type days struct {
	mu      sync.Mutex
	ring    *ring // nil: to be read from the journal
	install string
	fault   error // a signature in the journal that does not hold
}

// signedKinds are the kinds of the index journal_signed.
const signedKinds = `('day_key', 'day_closed', 'stamped')`

// eachSigned gives the entries by which the journal is signed, each with the chain's end before it.
func eachSigned(ctx context.Context, db querier, do func(before head, e entry) error) error {
	type pair struct {
		before head
		entry
	}
	all, err := collect(ctx, db, func(r *sql.Rows) (p pair, err error) {
		var sum []byte
		err = r.Scan(&p.seq, &p.at, &p.kind, &p.campaign, &p.attempt, &p.number, &p.body, &sum)
		p.before.seq = p.seq - 1
		copy(p.before.hash[:], sum)
		return p, err
	}, `SELECT j.seq, j.at, j.kind, j.campaign, j.attempt, j.number, j.body,
			(SELECT b.hash FROM journal b WHERE b.seq = j.seq - 1)
		FROM journal j INDEXED BY journal_signed WHERE j.kind IN `+signedKinds+` ORDER BY j.seq`)
	for _, p := range all {
		if err == nil {
			err = do(p.before, p.entry)
		}
	}
	return err
}

// readRing reads the days' keys from the journal. A signature that does not hold is the fault; what comes after it
// counts from the next row of keys on.
func readRing(ctx context.Context, db querier) (r *ring, fault, err error) {
	r = &ring{}
	err = eachSigned(ctx, db, func(before head, e entry) error {
		err := r.step(before, e)
		var broken *Broken
		if errors.As(err, &broken) {
			fault, err = errors.Join(fault, broken), nil
		}
		return err
	})
	return r, fault, err
}

// TurnDay makes sure that the key in use is today's and that tomorrow's is in the chain. When a day is over, its key
// signs the chain's end and is destroyed. The one process that writes the journal calls it at the start and each
// minute; if nothing is to be done, it reads two small files.
//
// After days off, the last day is closed late, with its own key. A clock that goes back gives a new key for the earlier
// day, signed by the key in use. A lost private half begins a new row of keys, and the entry says so. A private half
// that is not in the chain, as after a crash, is destroyed.
func (s *Store) TurnDay(ctx context.Context) error {
	if s.writer == nil {
		return errClosed
	}
	s.days.mu.Lock()
	defer s.days.mu.Unlock()
	err := s.loadDays(ctx)
	if err == nil {
		err = s.turnDay(ctx)
	}
	if err != nil {
		s.days.ring = nil // the journal and the disk are read again
		return fmt.Errorf("sign the journal by the day: %w", err)
	}
	return s.days.fault
}

// loadDays reads where the keys stand, and destroys each private half that is neither in use nor ready.
func (s *Store) loadDays(ctx context.Context) (err error) {
	if s.days.ring != nil {
		return nil
	}
	if s.days.install, err = s.Install(ctx); err != nil {
		return err
	}
	r, fault, err := readRing(ctx, s.read)
	if err == nil {
		err = s.place.destroyDayKeys(s.days.install, r.cur, r.next)
	}
	if err == nil {
		s.days.ring, s.days.fault = r, fault
	}
	return err
}

// turning is what one turn of the day does to keys and chain.
type turning struct {
	s         *Store
	cur, next signer
	held      []signer // every private half that was read or made
	steps     []func(t *tx) error
}

func (s *Store) turnDay(ctx context.Context) (err error) {
	w := &turning{s: s}
	defer w.forget()
	r, today := s.days.ring, dialer.DayOf(s.now(), s.oslo)
	if w.cur, err = w.hold(s.place.readDayKey(s.days.install, r.cur)); err != nil {
		return err
	}
	if w.next, err = w.hold(s.place.readDayKey(s.days.install, r.next)); err != nil {
		return err
	}
	if err := w.plan(today, r); err != nil || len(w.steps) == 0 {
		return err
	}
	err = s.writer.submit(ctx, func(t *tx) error {
		for _, step := range w.steps {
			if err := step(t); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.days.ring = nil
	return s.loadDays(ctx)
}

// hold keeps a private half to be overwritten in memory when the turn is over.
func (w *turning) hold(k signer, err error) (signer, error) {
	w.held = append(w.held, k)
	return k, err
}

func (w *turning) forget() {
	for _, k := range w.held {
		clear(k.private)
	}
}

// plan begins a row of keys if none can be continued, closes the day that is over, and makes tomorrow's key.
func (w *turning) plan(today dialer.Day, r *ring) error {
	if w.cur.private == nil {
		if err := w.begin(today, r); err != nil {
			return err
		}
	}
	if w.cur.Day != today {
		if w.next.Day != today {
			if err := w.introduce(today); err != nil {
				return err
			}
		}
		w.close()
	}
	if w.next.Day != today.Next() {
		return w.introduce(today.Next())
	}
	return nil
}

// begin makes a first key, which no other signs.
func (w *turning) begin(today dialer.Day, r *ring) (err error) {
	why := "the journal had no day keys before"
	switch {
	case w.s.days.fault != nil:
		why = "the row of keys before is broken: " + w.s.days.fault.Error()
	case len(r.cur.Key) > 0:
		why = "the private half of the key of " + string(r.cur.Day) + " is gone, as after a restore"
	}
	if w.cur, err = w.hold(w.s.place.makeDayKey(w.s.days.install, today)); err != nil {
		return err
	}
	w.next = signer{}
	w.appendStep(dialer.FactDayKey, dialer.Proof{Day: today, Key: w.cur.Key}, signer{}, why)
	return nil
}

// introduce makes the key that comes next, signed by the one in use.
func (w *turning) introduce(day dialer.Day) (err error) {
	if w.next, err = w.hold(w.s.place.makeDayKey(w.s.days.install, day)); err != nil {
		return err
	}
	w.appendStep(dialer.FactDayKey, dialer.Proof{Day: day, Key: w.next.Key}, w.cur, "")
	return nil
}

// close has the key in use sign the chain's end, and the next one take its place.
func (w *turning) close() {
	p := dialer.Proof{Day: w.cur.Day, Key: w.cur.Key, Next: w.next.Key}
	w.appendStep(dialer.FactDayClosed, p, w.cur, "")
	w.cur, w.next = w.next, signer{}
}

// appendStep adds an entry to the steps, signed by the key if there is one.
func (w *turning) appendStep(kind dialer.FactKind, p dialer.Proof, by signer, detail string) {
	w.steps = append(w.steps, func(t *tx) error {
		if by.private != nil {
			p.Signature = by.sign(t.head, kind, p)
		}
		return t.appendFact(dialer.Fact{Kind: kind, Proof: p, Detail: detail, By: dialer.Self})
	})
}

// ClosedDays lists the days that their keys have signed after an entry, the oldest first.
func (s *Store) ClosedDays(ctx context.Context, after int64) (all []ClosedDay, err error) {
	r, _, err := readRing(ctx, s.read)
	if err != nil {
		return nil, fmt.Errorf("days that are closed: %w", err)
	}
	for _, d := range r.days {
		if d.Seq > after {
			all = append(all, d)
		}
	}
	return all, nil
}
