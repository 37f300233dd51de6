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
	"github.com/ringevett/ringevett/daemon/sets"
)

// OwnRegister is the scope of the call centre's own register: all clients, all campaigns. Every other scope is a
// client's id.
const OwnRegister = "own"

const clientPrefix = "client/"

// Reservation is one number in one register.
type Reservation struct {
	Scope  string
	Number dialer.Number
	At     time.Time
	Source string // how the wish reached us
	By     string
}

// scopeOf is the register in the words of facts and reservations: "own", a client's id, or the register's own name.
func scopeOf(r dialer.RegisterID) string { return strings.TrimPrefix(string(r), clientPrefix) }

func registerOf(scope string) dialer.RegisterID {
	if scope == OwnRegister {
		return dialer.Own
	}
	return dialer.RegisterOf(dialer.ClientID(scope))
}

func clientOf(r dialer.RegisterID) dialer.ClientID {
	id, is := strings.CutPrefix(string(r), clientPrefix)
	if !is {
		return ""
	}
	return dialer.ClientID(id)
}

// Reserve puts a number into a register. Reserving it again changes nothing: the first date holds.
func (s *Store) Reserve(ctx context.Context, scope string, n dialer.Number, source, by string) error {
	if err := errors.Join(needBy(by), needNumber(n)); err != nil {
		return fmt.Errorf("reserve %s in register %s: %w", n.Masked(), scope, err)
	}
	_, err := s.AddTo(ctx, registerOf(scope), dialer.Subject{Number: n}, dialer.RegisterEntry{Source: source, By: by})
	return err
}

func needNumber(n dialer.Number) error {
	if n == "" {
		return dialer.Invalid{Field: "number", Why: "the number to be reserved or freed"}
	}
	return nil
}

// Unreserve takes a number out of a register, for a reason that is kept.
func (s *Store) Unreserve(ctx context.Context, scope string, n dialer.Number, reason, by string) error {
	if err := needNumber(n); err != nil {
		return fmt.Errorf("take %s out of register %s: %w", n.Masked(), scope, err)
	}
	_, err := s.RemoveFrom(ctx, registerOf(scope), dialer.Subject{Number: n},
		dialer.RegisterEntry{Reason: reason, By: by})
	return err
}

// Reserved reports whether the number is in the call centre's own register, and in the client's, by the change log. It
// reads the disk; a check before a dial asks the sets.
func (s *Store) Reserved(ctx context.Context, n dialer.Number, client dialer.ClientID) (own, byClient bool, err error) {
	for _, ask := range []struct {
		register dialer.RegisterID
		in       *bool
	}{{dialer.Own, &own}, {dialer.RegisterOf(client), &byClient}} {
		if *ask.in, err = s.reserved(ctx, ask.register, n); err != nil {
			return false, false, fmt.Errorf("registers, for %s: %w", n.Masked(), err)
		}
	}
	return own, byClient, nil
}

func (s *Store) reserved(ctx context.Context, r dialer.RegisterID, n dialer.Number) (bool, error) {
	op, err := latestOp(ctx, s.read, r, s.keys.registerHash(n))
	if err != nil || op == opAdd {
		return err == nil, err
	}
	if op == opRemove {
		return false, nil
	}
	u, err := sets.Number(n)
	if err != nil {
		return false, err
	}
	v, err := newestVersion(ctx, s.read, r)
	if err != nil || v.Version == 0 {
		return false, err
	}
	base, err := s.loadBase(ctx, s.read, v)
	return base.Has(u), err
}

// Reservations lists what was added to every register and not removed, the oldest first. What came in a delivery is not
// listed: a register's version says how many.
func (s *Store) Reservations(ctx context.Context) ([]Reservation, error) {
	var all []Reservation
	changes, err := s.latest(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("reservations: %w", err)
	}
	for _, c := range changes {
		if !c.Removed && c.Number != "" {
			all = append(all, Reservation{scopeOf(c.Register), c.Number, c.At, c.Source, c.By})
		}
	}
	slices.SortStableFunc(all, func(a, b Reservation) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return strings.Compare(a.Scope, b.Scope)
	})
	return all, nil
}

// RegisterVersions names the registers that there are, each with the version of its base, 0 where it has none: the own,
// each client's, and what was ever delivered or added to.
func (s *Store) RegisterVersions(ctx context.Context) (map[dialer.RegisterID]int64, error) {
	all, err := registerVersions(ctx, s.read)
	if err != nil {
		return nil, fmt.Errorf("list the registers: %w", err)
	}
	return all, nil
}

func registerVersions(ctx context.Context, db querier) (map[dialer.RegisterID]int64, error) {
	type row struct {
		register dialer.RegisterID
		version  int64
	}
	rows, err := collect(ctx, db, func(r *sql.Rows) (v row, err error) { return v, r.Scan(&v.register, &v.version) },
		`SELECT name, coalesce((SELECT max(version) FROM register_version WHERE register = name), 0) FROM (
			SELECT 'own' AS name UNION SELECT 'client/' || id FROM client
			UNION SELECT register FROM register_version UNION SELECT register FROM register_change)`)
	if err != nil {
		return nil, err
	}
	all := map[dialer.RegisterID]int64{}
	for _, r := range rows {
		all[r.register] = r.version
	}
	return all, nil
}
