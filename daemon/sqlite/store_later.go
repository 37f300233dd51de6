package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// laterJournal is what is known of the journal that was written after a copy was made.
type laterJournal struct {
	from    head  // the copy's end
	noted   head  // where the journal is known to have ended
	there   bool  // noted is known
	reached head  // up to here its entries follow from the copy; zero: there is no later journal
	fault   error // why no further
	counted map[dialer.FactKind]int

	changes int64       // the copy's newest change of a register
	numbers []sets.Line // by its entries
	members []sets.Line // by its table of changes, of which each row is sealed by the master key
	persons int         // entries that reserve a person: the table has who

	list     []byte // of erasures, where there was none; nil: it is there
	unlisted bool   // there is none, and no journal to make it from
}

// findLater reads what came after the copy, and fails only where it is not of the same journal.
func findLater(ctx context.Context, o, ready Options, r Restoring) (l laterJournal, err error) {
	l.counted = map[dialer.FactKind]int{}
	from, changes, install, err := headOf(ctx, ready)
	if err != nil {
		return l, fmt.Errorf("the copy: %w", err)
	}
	l.from, l.changes = from, changes
	since := o
	if r.Since != "" {
		since.Dir = r.Since
	}
	if l.noted, l.there, err = since.readLast(); err != nil {
		l.there, err = false, nil
	}
	_, missing := os.Stat(o.ErasedPath())
	l.unlisted = errors.Is(missing, os.ErrNotExist)
	if _, err := os.Stat(since.path()); errors.Is(err, os.ErrNotExist) {
		if r.Since != "" {
			return l, dialer.Invalid{Field: "--since", Value: r.Since, Why: "a data folder with a ringevett.db"}
		}
		return l, nil
	}
	return l, l.read(ctx, since, install)
}

// read follows the later journal as far as its entries prove themselves.
func (l *laterJournal) read(ctx context.Context, since Options, install string) error {
	s, err := newStore(since, false)
	if err != nil {
		return err
	}
	s.read, s.quotes = openPool(since), newQuoteReader(since)
	defer s.Close()
	its, err := s.Install(ctx)
	switch {
	case err != nil:
		l.fault = err
		return nil
	case its != install:
		return fmt.Errorf("%w: the journal in %s is of another installation (%s) than the copy (%s)", dialer.ErrRefused,
			since.Dir, its, install)
	}
	if err := sameMaster(ctx, s.read, s.keys); err != nil {
		return l.unlessDamaged(err)
	}
	if err := l.from.holds(ctx, s.read); err != nil {
		return l.unlessDamaged(fmt.Errorf("the journal in %s was not written after the copy: %w", since.Dir, err))
	}
	l.follow(ctx, s)
	if l.unlisted {
		l.makeList(ctx, s, install)
	}
	return nil
}

// unlessDamaged takes a damaged file as one that cannot be read further; any other error is given back.
func (l *laterJournal) unlessDamaged(err error) error {
	var broken *Broken
	if l.fault = damaged(0, err); errors.As(l.fault, &broken) && !errors.As(err, &broken) {
		return nil
	}
	return err
}

// follow walks the entries after the copy's end, each proven by the one before it, and ends at the first fault.
func (l *laterJournal) follow(ctx context.Context, s *Store) {
	l.reached = l.from
	rows, err := s.read.QueryContext(ctx, `SELECT j.seq, j.at, j.kind, j.campaign, j.attempt, j.number, j.body, j.hash,
		k.wrapped FROM journal j LEFT JOIN number_key k ON k.id = j.number WHERE j.seq > ? ORDER BY j.seq`, l.from.seq)
	if err != nil {
		l.fault = damaged(l.from.seq+1, err)
		return
	}
	defer rows.Close()
	for rows.Next() {
		var e entry
		var sum, wrapped []byte
		err := rows.Scan(&e.seq, &e.at, &e.kind, &e.campaign, &e.attempt, &e.number, &e.body, &sum, &wrapped)
		var next head
		if err == nil {
			next, err = l.reached.next(e, sum)
		}
		if err == nil {
			err = l.hear(s, e, wrapped)
		}
		if err != nil {
			l.fault = damaged(l.reached.seq+1, err)
			return
		}
		l.reached = next
	}
	if l.fault = damaged(l.reached.seq+1, rows.Err()); l.fault != nil {
		return
	}
	if marked, err := readHead(ctx, s.read, s.keys); err != nil {
		l.fault = err
	} else if l.fault = marked.meets(l.reached); l.fault == nil && !l.there {
		l.noted, l.there = marked, true
	}
	l.readMembers(ctx, s)
}

// hear takes what matters of one entry.
func (l *laterJournal) hear(s *Store, e entry, wrapped []byte) error {
	kind := dialer.FactKind(e.kind)
	l.counted[kind]++
	if kind != dialer.FactReserved {
		return nil
	}
	k, err := s.keys.unwrap(e.number, wrapped)
	if err != nil {
		return err
	}
	f, err := readBody(e.body, k)
	if err != nil {
		return err
	}
	if f.Number == "" {
		l.persons++ // or a number that was erased since: the table has it
		return nil
	}
	line := sets.Line{RegisterChange: dialer.RegisterChange{Register: registerOf(f.Code), Number: f.Number}}
	line.At, line.Source, line.By = f.At, f.Detail, f.By
	l.numbers = append(l.numbers, line)
	return nil
}

// readMembers reads the changes that the table has since the copy. A row that does not open is left out.
func (l *laterJournal) readMembers(ctx context.Context, s *Store) {
	all, err := collect(ctx, s.read, func(r *sql.Rows) (sets.Line, error) {
		c, err := s.keys.scanLine(r)
		if err != nil {
			return sets.Line{}, nil //nolint:nilerr // not ours: left out
		}
		return c, nil
	}, `SELECT seq, register, op, hash, box, at, source, "by", reason FROM register_change WHERE op = 'add' AND seq > ?
		ORDER BY seq`, l.changes)
	if err != nil {
		l.fault = errors.Join(l.fault, damaged(0, err))
	}
	for _, c := range all {
		if c.Register != "" {
			l.members = append(l.members, c)
		}
	}
}

// makeList makes the list of erasures from the later journal.
func (l *laterJournal) makeList(ctx context.Context, s *Store, install string) {
	var text strings.Builder
	_, err := collect(ctx, s.read, func(r *sql.Rows) (none struct{}, err error) {
		var g gone
		err = r.Scan(&g.what, &g.id, &g.at)
		fmt.Fprintf(&text, "%s %s %d %d\n", install, g.what, g.id, g.at)
		return none, err
	}, erasedRows, goneNumber, goneDialogue)
	if err != nil {
		l.fault = errors.Join(l.fault, damaged(0, err))
		return
	}
	l.list, l.unlisted = []byte(text.String()), false
}

// tell says what of all that came after the copy is known, and what is not.
func (l *laterJournal) tell(done *Restored) {
	done.Entries, done.Proven = l.from.seq, l.reached.seq
	done.Attempts, done.Inquiries = l.counted[dialer.FactBooked], l.counted[dialer.FactInquiry]
	if l.there {
		done.Ended = l.noted.seq
	}
	known := max(l.reached.seq, l.from.seq)
	switch {
	case l.fault != nil:
		done.Unknown = append(done.Unknown, fmt.Sprintf("what was written after entry %d: %v", known, l.fault))
	case !l.there:
		done.Unknown = append(done.Unknown, fmt.Sprintf("whether anything was written after entry %d: there is no later "+
			"journal, and no %s", known, lastFile))
	case l.noted.seq > known:
		done.Unknown = append(done.Unknown, fmt.Sprintf("what entries %d to %d say: no later journal has them", known+1,
			l.noted.seq))
	}
	if l.unlisted {
		done.Unknown = append(done.Unknown, "which numbers were erased after the copy was made: there is no list of "+
			"erasures")
	}
	if persons := l.personsLost(); persons > 0 {
		done.Unknown = append(done.Unknown, fmt.Sprintf("who %d reserved persons are: their rows are gone", persons))
	}
}

// personsLost is how many entries reserve a member that the table of changes lacks.
func (l *laterJournal) personsLost() int {
	rows := map[string]bool{}
	for _, c := range l.members {
		if m, err := sets.MemberOf(c.RegisterChange); err == nil && (m.Person || !l.hasNumber(c.Number)) {
			rows[string(c.Register)+m.String()] = true
		}
	}
	return max(0, l.persons-len(rows))
}

func (l *laterJournal) hasNumber(n dialer.Number) bool {
	for _, c := range l.numbers {
		if c.Number == n {
			return true
		}
	}
	return false
}

// carry reserves again what was reserved after the copy. A reservation with a client that the copy has not goes into
// the own register, which bars every client. What was lifted meanwhile stays reserved.
func (l *laterJournal) carry(ctx context.Context, s *Store, done *Restored) error {
	for _, c := range append(l.members, l.numbers...) {
		who := dialer.Subject{Number: c.Number}
		if c.Person != 0 {
			who.Persons = []dialer.PersonKey{c.Person}
		}
		in, err := s.holdsMember(ctx, c)
		if err != nil {
			return err
		}
		if in {
			continue
		}
		e := dialer.RegisterEntry{At: c.At, Source: c.Source + ", carried over by a restore", By: c.By}
		if _, err = s.AddTo(ctx, c.Register, who, e); err != nil && clientOf(c.Register) != "" {
			if _, err = s.AddTo(ctx, dialer.Own, who, e); err == nil {
				done.Elsewhere++
			}
		}
		switch {
		case err != nil:
			return err
		case c.Person != 0:
			done.Persons++
		default:
			done.Numbers++
		}
	}
	return nil
}

// holdsMember reports whether a change's number or person was reserved before, in its register.
func (s *Store) holdsMember(ctx context.Context, c sets.Line) (bool, error) {
	m, err := sets.MemberOf(c.RegisterChange)
	if err != nil {
		return false, err
	}
	op, err := latestOp(ctx, s.read, c.Register, s.keys.memberHash(m))
	return op == opAdd, err
}
