package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// OwnRegister is the scope of the call centre's own register: all clients, all campaigns. Every other scope is a client's id.
const OwnRegister = "own"

// Reservation is one number in one register.
type Reservation struct {
	Scope  string
	Number dialer.Number
	At     time.Time
	Source string // how the wish reached us
	By     string
}

// Reserve puts a number into a register. To reserve what is reserved changes nothing: the first date holds.
func (s *Store) Reserve(ctx context.Context, scope string, n dialer.Number, source, by string) error {
	err := errors.Join(needBy(by), needNumber(n))
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error { return t.reserve(scope, n, source, by) })
	}
	if err != nil {
		return fmt.Errorf("reserve %s in register %s: %w", n.Masked(), scope, err)
	}
	return nil
}

func needNumber(n dialer.Number) error {
	if n == "" {
		return dialer.Invalid{Field: "number", Why: "the number to be reserved or freed"}
	}
	return nil
}

func (t *tx) reserve(scope string, n dialer.Number, source, by string) error {
	if scope != OwnRegister {
		if err := t.clientExists(dialer.ClientID(scope)); err != nil {
			return err
		}
	}
	hash := t.keys.registerHash(n)
	fresh, err := t.change(`INSERT INTO reservation (scope, hash, box, at, source, "by") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		scope, hash, t.keys.reserve.Seal(nil, nil, []byte(n), hash), t.now.UnixNano(), source, by)
	if err != nil || fresh == 0 {
		return err
	}
	return t.tell(dialer.Fact{Kind: dialer.FactReserved, Client: clientOf(scope), Number: n, Code: scope, Detail: source, By: by})
}

func clientOf(scope string) dialer.ClientID {
	if scope == OwnRegister {
		return ""
	}
	return dialer.ClientID(scope)
}

// Unreserve takes a number out of a register, for a reason that is kept.
func (s *Store) Unreserve(ctx context.Context, scope string, n dialer.Number, reason, by string) error {
	err := errors.Join(needBy(by), needNumber(n))
	if reason == "" {
		err = errors.Join(err, dialer.Invalid{Field: "reason", Why: "a reservation lasts until it is withdrawn: by whom, and how (10)"})
	}
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error { return t.unreserve(scope, n, reason, by) })
	}
	if err != nil {
		return fmt.Errorf("take %s out of register %s: %w", n.Masked(), scope, err)
	}
	return nil
}

func (t *tx) unreserve(scope string, n dialer.Number, reason, by string) error {
	gone, err := t.change(`DELETE FROM reservation WHERE hash = ? AND scope = ?`, t.keys.registerHash(n), scope)
	if err == nil && gone == 0 {
		err = dialer.ErrNotFound
	}
	if err != nil {
		return err
	}
	return t.tell(dialer.Fact{
		Kind: dialer.FactChanged, Client: clientOf(scope), Number: n, Code: "unreserved",
		Detail: "out of register " + scope + ": " + reason, By: by,
	})
}

func (k *keys) registerHash(n dialer.Number) []byte { return mac(k.register, []byte(n)) }

// Reserved tells whether the number stands in the call centre's own register, and in the client's.
func (s *Store) Reserved(ctx context.Context, n dialer.Number, client dialer.ClientID) (own, byClient bool, err error) {
	err = s.read.QueryRowContext(ctx,
		`SELECT count(*) FILTER (WHERE scope = ?2) > 0, count(*) FILTER (WHERE scope = ?3) > 0 FROM reservation WHERE hash = ?1`,
		s.keys.registerHash(n), OwnRegister, string(client)).Scan(&own, &byClient)
	if err != nil {
		return false, false, fmt.Errorf("registers, for %s: %w", n.Masked(), err)
	}
	return own, byClient, nil
}

// Reservations lists every register, the oldest reservation first.
func (s *Store) Reservations(ctx context.Context) ([]Reservation, error) {
	all, err := collect(ctx, s.read, s.scanReservation, `SELECT scope, hash, box, at, source, "by" FROM reservation ORDER BY at, scope, hash`)
	if err != nil {
		return nil, fmt.Errorf("reservations: %w", err)
	}
	return all, nil
}

func (s *Store) scanReservation(r *sql.Rows) (Reservation, error) {
	var v Reservation
	var at int64
	var hash, box []byte
	if err := r.Scan(&v.Scope, &hash, &box, &at, &v.Source, &v.By); err != nil {
		return Reservation{}, err
	}
	clear, err := s.keys.reserve.Open(nil, nil, box, hash)
	if err != nil {
		return Reservation{}, fmt.Errorf("open a number of register %s: %w", v.Scope, err)
	}
	v.Number, v.At = dialer.Number(clear), timeOf(at)
	return v, nil
}
