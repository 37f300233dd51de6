package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// What a line of the change log says.
const (
	opAdd     = "add"
	opRemove  = "remove"
	opSettled = "settled"
)

// AddTo puts a number and persons into a register. It gives the sequence number of the newest line about them; what
// is in by an addition stays as it was.
func (s *Store) AddTo(
	ctx context.Context, r dialer.RegisterID, who dialer.Subject, e dialer.RegisterEntry,
) (int64, error) {
	return s.changeRegister(ctx, r, who, e, opAdd)
}

// RemoveFrom takes them out, for a reason that is kept.
func (s *Store) RemoveFrom(
	ctx context.Context, r dialer.RegisterID, who dialer.Subject, e dialer.RegisterEntry,
) (int64, error) {
	return s.changeRegister(ctx, r, who, e, opRemove)
}

func (s *Store) changeRegister(
	ctx context.Context, r dialer.RegisterID, who dialer.Subject, e dialer.RegisterEntry, op string,
) (seq int64, err error) {
	e.Source, e.Reason = dialer.WithoutNumbers(e.Source), dialer.WithoutNumbers(e.Reason)
	members, err := sets.Members(nil, who)
	err = errors.Join(needBy(e.By), err)
	if op == opRemove && e.Reason == "" {
		err = errors.Join(err,
			dialer.Invalid{Field: "reason", Why: "a reservation lasts until it is withdrawn: who did " +
				"it, " +
				"and how (10)"})
	}
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) (err error) {
			seq, err = t.changeAll(r, members, e, op)
			return err
		})
	}
	if err != nil {
		return 0, fmt.Errorf("%s %s, register %s: %w", op, who.Number.Masked(), scopeOf(r), err)
	}
	return seq, nil
}

func (t *tx) changeAll(
	r dialer.RegisterID, members []sets.Member, e dialer.RegisterEntry, op string,
) (seq int64, err error) {
	if err := t.registerExists(r); err != nil {
		return 0, err
	}
	if e.At.IsZero() {
		e.At = t.now
	}
	for _, m := range members {
		if seq, err = t.changeOne(r, m, e, op); err != nil {
			return 0, err
		}
	}
	return seq, nil
}

func (t *tx) registerExists(r dialer.RegisterID) error {
	if c := clientOf(r); c != "" {
		return t.clientExists(c)
	}
	if r != dialer.Own && !sets.NeedsBase(r) {
		return dialer.Invalid{Field: "register", Value: string(r),
			Why: `"own", "national", "national-voluntary" or "client/" and a client's id`}
	}
	return nil
}

func (t *tx) changeOne(r dialer.RegisterID, m sets.Member, e dialer.RegisterEntry, op string) (int64, error) {
	was, seq, err := t.latest(r, m)
	if err != nil || was == op {
		return seq, noneTwice(err, op)
	}
	if op == opRemove && was != opAdd {
		if in, err := t.inBase(r, m); err != nil || !in {
			return 0, errors.Join(err, dialer.ErrNotFound)
		}
	}
	if seq, err = t.log(r, m, e, op); err != nil {
		return 0, err
	}
	return seq, t.appendFact(factOf(r, m, e, op))
}

// noneTwice refuses to remove what is removed already.
func noneTwice(err error, op string) error {
	if err == nil && op == opRemove {
		return dialer.ErrNotFound
	}
	return err
}

// log adds a line to the change log.
func (t *tx) log(r dialer.RegisterID, m sets.Member, e dialer.RegisterEntry, op string) (int64, error) {
	t.registers = true
	hash := t.keys.memberHash(m)
	return t.insert(`INSERT INTO register_change (register, op, hash, box, at, source, "by", reason)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		string(r), op, hash, t.keys.reserve.Seal(nil, nil, []byte(m.String()), boxLabel(r, hash)), e.At.UnixNano(),
		e.Source,
		e.By, e.Reason)
}

func factOf(r dialer.RegisterID, m sets.Member, e dialer.RegisterEntry, op string) dialer.Fact {
	f := dialer.Fact{Kind: dialer.FactReserved, Client: clientOf(r), Code: scopeOf(r), Detail: e.Source, By: e.By}
	if op == opRemove {
		f.Kind, f.Code, f.Detail = dialer.FactChanged, "unreserved", "out of register "+scopeOf(r)+": "+e.Reason
	}
	if m.Person {
		f.Detail = "a person: " + f.Detail
		return f
	}
	f.Number = dialer.Number(m.String())
	return f
}

func (t *tx) latest(r dialer.RegisterID, m sets.Member) (op string, seq int64, err error) {
	err = t.row(`SELECT op, seq FROM register_change WHERE register = ? AND hash = ? ORDER BY seq DESC LIMIT 1`,
		string(r), t.keys.memberHash(m)).Scan(&op, &seq)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return op, seq, err
}

func latestOp(ctx context.Context, db rowQuerier, r dialer.RegisterID, hash []byte) (op string, err error) {
	err = db.QueryRowContext(ctx, `SELECT op FROM register_change WHERE register = ? AND hash = ? ORDER BY seq DESC
		LIMIT 1`, string(r), hash).Scan(&op)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return op, err
}

func (k *keys) registerHash(n dialer.Number) []byte { return k.veiled(mac(k.register, []byte(n))) }
func (k *keys) memberHash(m sets.Member) []byte     { return k.veiled(mac(k.register, []byte(m.String()))) }
