package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// PersonOn is a person that a row of a list names for a number.
type PersonOn struct {
	Person
	From string // which row, in words
}

// PersonsOn gives every person known on a number: those of its leads, and of rows that made no lead.
func (s *Store) PersonsOn(ctx context.Context, n dialer.Number) ([]PersonOn, error) {
	leads, err := s.leads(ctx, `k.lookup = ?`, s.keys.lookupOf(n))
	if err != nil {
		return nil, fmt.Errorf("persons on %s: %w", n.Masked(), err)
	}
	var all []PersonOn
	for _, l := range leads {
		all = append(all, PersonOn{Person{l.Number, l.Name, l.Birth, l.Address},
			fmt.Sprintf("the lead in campaign %s", l.Campaign)})
	}
	err = s.eachKin(ctx, n, func(p person) {
		all = append(all, PersonOn{whoIs(p), "another person on the number, whose row made no lead"})
	})
	if err != nil {
		return nil, fmt.Errorf("persons on %s: %w", n.Masked(), err)
	}
	return all, nil
}

// EntryOf gives the addition that put a number or one person into a register. found is false if a delivery did.
func (s *Store) EntryOf(
	ctx context.Context, r dialer.RegisterID, who dialer.Subject,
) (e dialer.RegisterEntry, found bool, err error) {
	members, err := sets.Members(nil, who)
	if err != nil {
		return e, false, err
	}
	var op string
	var at int64
	err = s.read.QueryRowContext(ctx, `SELECT op, at, source, "by" FROM register_change WHERE register = ? AND hash = ?
		ORDER BY seq DESC LIMIT 1`,
		string(r), s.keys.memberHash(members[0])).Scan(&op, &at, &e.Source, &e.By)
	if errors.Is(err, sql.ErrNoRows) || err == nil && op != opAdd {
		return e, false, nil
	}
	if err != nil {
		return e, false, fmt.Errorf("the entry in register %s: %w", r, err)
	}
	e.At = timeOf(at)
	return e, true, nil
}
