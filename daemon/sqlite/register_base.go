package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// mayShrink is how many in a hundred a new version may lose without a word: a file cut short is the likelier cause.
const mayShrink = 2

// keptVersions is how many bases of a register stay readable.
const keptVersions = 2

// Replace makes base the register's newest version, whole or not at all. It gives the members whose additions and removals
// the version settles: additions that it holds, and all removals until now. What is added later is above it.
func (s *Store) Replace(ctx context.Context, r dialer.RegisterID, base *sets.Base, d sets.Delivery) (v dialer.RegisterVersion, settled []sets.Member, err error) {
	parts, err := base.Parts()
	err = errors.Join(err, needBy(d.By), needDelivery(d))
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) (err error) {
			v, settled, err = t.replace(r, base, parts, d)
			return err
		})
	}
	if err != nil {
		return dialer.RegisterVersion{}, nil, fmt.Errorf("replace register %s: %w", r, err)
	}
	return v, settled, nil
}

func needDelivery(d sets.Delivery) error {
	if d.LoadedAt.IsZero() {
		return dialer.Invalid{Field: "loaded at", Why: "when the register's keeper made it: an older month's may not be used (mfl. § 13 a)"}
	}
	return nil
}

func (t *tx) replace(r dialer.RegisterID, base *sets.Base, p sets.Parts, d sets.Delivery) (dialer.RegisterVersion, []sets.Member, error) {
	none := dialer.RegisterVersion{}
	if err := t.registerExists(r); err != nil {
		return none, nil, err
	}
	before, err := newestVersion(context.Background(), t.conn, r)
	if err != nil {
		return none, nil, err
	}
	if err := shrunk(before, base, d); err != nil {
		return none, nil, err
	}
	if d.As > 0 && before.Version >= d.As {
		return none, nil, fmt.Errorf("%w: version %d is as new as %d", dialer.ErrRefused, before.Version, d.As)
	}
	v := version{Register: r, Version: max(before.Version+1, d.After+1, d.As), Count: base.Count(), Persons: len(base.Persons()), Sum: p.Sum(), LoadedAt: d.LoadedAt}
	if err := t.putVersion(v, p, d); err != nil {
		return none, nil, err
	}
	settled, err := t.settle(r, base, v.Version)
	if err != nil {
		return none, nil, err
	}
	out := v.public()
	if out.Seq, err = t.lastSeq(r); err != nil {
		return none, nil, err
	}
	return out, settled, t.tell(dialer.Fact{Kind: dialer.FactChanged, Client: clientOf(r), Code: "register", By: d.By,
		Detail: fmt.Sprintf("register %s, version %d of %s: %d numbers, %d keys of persons; source %q%s", r, v.Version, d.LoadedAt.Format("2006-01-02"), v.Count, v.Persons, d.Source, because(d))})
}

func because(d sets.Delivery) string {
	if d.ShrunkBecause == "" {
		return ""
	}
	return "; smaller because: " + d.ShrunkBecause
}

func shrunk(before version, base *sets.Base, d sets.Delivery) error {
	for _, c := range []struct {
		what     string
		was, now int
	}{{"numbers", before.Count, base.Count()}, {"keys of persons", before.Persons, len(base.Persons())}} {
		if lost := c.was - c.now; d.ShrunkBecause == "" && lost*100 > c.was*mayShrink {
			return fmt.Errorf("%w: %d %s, %d fewer than version %d has; more than %d %% fewer needs a reason",
				dialer.ErrRefused, c.now, c.what, lost, before.Version, mayShrink)
		}
	}
	return nil
}

func (t *tx) putVersion(v version, p sets.Parts, d sets.Delivery) error {
	t.registers = true
	err := t.exec(`INSERT INTO register_version (register, version, count, persons, checksum, loaded, at, source, "by", reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		string(v.Register), v.Version, v.Count, v.Persons, v.Sum, v.LoadedAt.UnixNano(), t.now.UnixNano(), d.Source, d.By, d.ShrunkBecause)
	if err != nil {
		return err
	}
	for name, clear := range map[string][]byte{"flat": p.Flat, "rest": p.Rest, "persons": p.Persons} {
		box := t.keys.reserve.Seal(nil, nil, clear, v.label(name))
		if err := t.exec(`INSERT INTO register_part (register, version, part, box) VALUES (?, ?, ?, ?)`, string(v.Register), v.Version, name, box); err != nil {
			return err
		}
	}
	return t.exec(`DELETE FROM register_part WHERE register = ?1 AND version NOT IN
		(SELECT version FROM register_version WHERE register = ?1 ORDER BY version DESC LIMIT ?2)`, string(v.Register), keptVersions)
}

// settle notes that the new base decides, for what it holds and for what was removed from an older one.
func (t *tx) settle(r dialer.RegisterID, base *sets.Base, version int64) ([]sets.Member, error) {
	changes, err := latestChanges(context.Background(), t.conn, t.keys, r)
	if err != nil {
		return nil, err
	}
	var settled []sets.Member
	for _, c := range changes {
		m, err := sets.MemberOf(c)
		if err != nil {
			return nil, err
		}
		if !c.Removed && !base.In(m) {
			continue
		}
		e := dialer.RegisterEntry{At: t.now, By: "ringevett", Reason: fmt.Sprintf("version %d decides", version)}
		if _, err := t.log(r, m, e, opSettled); err != nil {
			return nil, err
		}
		settled = append(settled, m)
	}
	return settled, nil
}

func (t *tx) lastSeq(r dialer.RegisterID) (seq int64, err error) {
	return seq, t.row(`SELECT coalesce(max(seq), 0) FROM register_change WHERE register = ?`, string(r)).Scan(&seq)
}

func (t *tx) inBase(r dialer.RegisterID, m sets.Member) (bool, error) {
	v, err := newestVersion(context.Background(), t.conn, r)
	if err != nil || v.Version == 0 {
		return false, err
	}
	base, err := loadBase(context.Background(), t.conn, t.keys, v)
	if err != nil {
		return false, err
	}
	return base.In(m), nil
}

type queriers interface {
	querier
	rowQuerier
}

func (s *Store) loadBase(ctx context.Context, db queriers, v version) (*sets.Base, error) {
	return loadBase(ctx, db, s.keys, v)
}

func loadBase(ctx context.Context, db queriers, k *keys, v version) (*sets.Base, error) {
	type part struct {
		name string
		box  []byte
	}
	rows, err := collect(ctx, db, func(r *sql.Rows) (p part, err error) { return p, r.Scan(&p.name, &p.box) },
		`SELECT part, box FROM register_part WHERE register = ? AND version = ?`, string(v.Register), v.Version)
	if err != nil {
		return nil, err
	}
	var p sets.Parts
	into := map[string]*[]byte{"flat": &p.Flat, "rest": &p.Rest, "persons": &p.Persons}
	if len(rows) != len(into) {
		return nil, fmt.Errorf("register %s, version %d: %d of %d parts are there", v.Register, v.Version, len(rows), len(into))
	}
	for _, row := range rows {
		clear, err := k.reserve.Open(nil, nil, row.box, v.label(row.name))
		if err != nil || into[row.name] == nil {
			return nil, fmt.Errorf("register %s, version %d: part %s does not open with this master key: %w", v.Register, v.Version, row.name, err)
		}
		*into[row.name] = clear
	}
	base, err := sets.FromParts(p, v.Count, v.Persons)
	if err != nil {
		return nil, fmt.Errorf("register %s, version %d: %w", v.Register, v.Version, err)
	}
	return base, nil
}
