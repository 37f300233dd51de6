package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// version is a row of register_version.
type version struct {
	Register       dialer.RegisterID
	Version        int64
	Count, Persons int
	Sum            []byte
	LoadedAt       time.Time
}

func (v version) label(part string) []byte {
	return fmt.Appendf(nil, "%s|%d|%s", v.Register, v.Version, part)
}

func (v version) public() dialer.RegisterVersion {
	return dialer.RegisterVersion{Register: v.Register, Version: v.Version, Count: v.Count, LoadedAt: v.LoadedAt}
}

// newestVersion gives version 0 where nothing was delivered.
func newestVersion(ctx context.Context, db rowQuerier, r dialer.RegisterID) (version, error) {
	v := version{Register: r}
	var loaded int64
	err := db.QueryRowContext(ctx, `SELECT version, count, persons, checksum, loaded FROM register_version
		WHERE register = ? ORDER BY version DESC LIMIT 1`, string(r)).
		Scan(&v.Version, &v.Count, &v.Persons, &v.Sum, &loaded)
	if errors.Is(err, sql.ErrNoRows) {
		return v, nil
	}
	v.LoadedAt = timeOf(loaded)
	return v, err
}

// LoadSet gives a register as it stands on the disk. With known, a base that the caller holds already, of known's
// version, is not read again.
func (s *Store) LoadSet(ctx context.Context, r dialer.RegisterID, known *sets.Set) (*sets.Set, error) {
	set, err := s.loadSet(ctx, r, known)
	if err != nil {
		return nil, fmt.Errorf("load register %s: %w", r, err)
	}
	return set, nil
}

func (s *Store) loadSet(ctx context.Context, r dialer.RegisterID, known *sets.Set) (*sets.Set, error) {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // base and changes of one moment
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	v, err := newestVersion(ctx, tx, r)
	if err != nil {
		return nil, err
	}
	set := &sets.Set{Version: v.public(), Loaded: v.Version > 0 || !sets.NeedsBase(r),
		Added:   map[sets.Member]time.Time{},
		Removed: map[sets.Member]struct{}{}}
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM register_change
		WHERE register = ?`, string(r)).Scan(&set.Version.Seq); err != nil {
		return nil, err
	}
	changes, err := latestChanges(ctx, tx, s.keys, r)
	if err != nil {
		return nil, err
	}
	if err := lay(set, changes); err != nil || v.Version == 0 {
		return set, err
	}
	if known != nil && known.Version.Version == v.Version {
		set.Base = known.Base
		return set, nil
	}
	set.Base, err = s.loadBase(ctx, tx, v)
	return set, err
}

func lay(set *sets.Set, changes []dialer.RegisterChange) error {
	for _, c := range changes {
		m, err := sets.MemberOf(c)
		if err != nil {
			return err
		}
		if c.Removed {
			set.Removed[m] = struct{}{}
			continue
		}
		set.Added[m] = c.At
	}
	return nil
}

const changeColumns = `seq, register, op, hash, box, at, source, "by", reason`

// latest gives the newest addition or removal of each member; register "" means all of them.
func (s *Store) latest(ctx context.Context, r dialer.RegisterID) ([]dialer.RegisterChange, error) {
	return latestChanges(ctx, s.read, s.keys, r)
}

func latestChanges(ctx context.Context, db querier, k *keys, r dialer.RegisterID) ([]dialer.RegisterChange, error) {
	return collect(ctx, db, k.scanChange, `SELECT `+changeColumns+` FROM register_change
		WHERE seq IN (SELECT max(seq) FROM register_change WHERE ?1 IN ('', register) GROUP BY register, hash)
		AND op <> 'settled' ORDER BY seq`, string(r))
}

// RegisterNews gives every register's version, and at most limit lines after from, all of one moment.
func (s *Store) RegisterNews(ctx context.Context, from int64, limit int) (n sets.News, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("news of registers after %d: %w", from, err)
		}
	}()
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return n, err
	}
	defer tx.Rollback()
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM register_change`).Scan(&n.UpTo); err != nil {
		return n, err
	}
	if n.Versions, err = registerVersions(ctx, tx); err != nil {
		return n, err
	}
	n.Lines, err = collect(ctx, tx, s.keys.scanLine, `SELECT `+changeColumns+` FROM register_change WHERE seq > ?
		ORDER BY seq LIMIT ?`, from, limit)
	return n, err
}

// Changes gives what was added and removed after from, in order, at most limit lines.
func (s *Store) Changes(ctx context.Context, from int64, limit int) ([]dialer.RegisterChange, error) {
	all, err := collect(ctx, s.read, s.keys.scanChange, `SELECT `+changeColumns+` FROM register_change
		WHERE seq > ? AND op <> 'settled' ORDER BY seq LIMIT ?`, from, limit)
	if err != nil {
		return nil, fmt.Errorf("changes of registers after %d: %w", from, err)
	}
	return all, nil
}

// AddedAt is when the member was added; zero where its newest entry is another.
func (s *Store) AddedAt(ctx context.Context, r dialer.RegisterID, m sets.Member) (time.Time, error) {
	var op string
	var at int64
	err := s.read.QueryRowContext(ctx, `SELECT op, at FROM register_change WHERE register = ? AND hash = ?
		ORDER BY seq DESC LIMIT 1`,
		string(r), s.keys.memberHash(m)).Scan(&op, &at)
	switch {
	case errors.Is(err, sql.ErrNoRows) || err == nil && op != opAdd:
		return time.Time{}, nil
	case err != nil:
		return time.Time{}, fmt.Errorf("since when it is in register %s: %w", r, err)
	}
	return timeOf(at), nil
}

// LastChange is the newest line of the change log.
func (s *Store) LastChange(ctx context.Context) (seq int64, err error) {
	if err := s.read.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM register_change`).Scan(&seq); err != nil {
		return 0, fmt.Errorf("newest change of registers: %w", err)
	}
	return seq, nil
}

func (k *keys) scanChange(r *sql.Rows) (dialer.RegisterChange, error) {
	l, err := k.scanLine(r)
	return l.RegisterChange, err
}

func (k *keys) scanLine(r *sql.Rows) (sets.Line, error) {
	var c sets.Line
	var op string
	var hash, box []byte
	var at int64
	if err := r.Scan(&c.Seq, &c.Register, &op, &hash, &box, &at, &c.Source, &c.By, &c.Reason); err != nil {
		return c, err
	}
	clear, err := k.reserve.Open(nil, nil, box, boxLabel(c.Register, hash))
	if err != nil {
		return c, fmt.Errorf("open a member of register %s: %w", c.Register, err)
	}
	m, err := sets.ParseMember(string(clear))
	if err != nil {
		return c, err
	}
	m.Put(&c.RegisterChange)
	c.At, c.Removed, c.Settled = timeOf(at), op == opRemove, op == opSettled
	return c, nil
}
