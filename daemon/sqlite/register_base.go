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

// What a new version may differ by from the one before without a word, in hundredths of that one: a file cut short,
// or another register's, is the likelier cause.
const (
	mayLack   = 2
	mayGrow   = 20
	growsFrom = 1000 // members more: smaller registers grow as they do
)

// ErrSame is the refusal of a version that is the one before, member for member: no new delivery.
var ErrSame = fmt.Errorf("%w: it is the version before, member for member", dialer.ErrRefused)

// keptVersions is how many bases of a register stay readable.
const keptVersions = 2

// isKept is the condition that a version v is one of these; its first parameter is keptVersions. Of older ones pieces
// may still be there, and some of them gone.
const isKept = `v.version IN (SELECT k.version FROM register_version k WHERE k.register = v.register
	ORDER BY k.version DESC LIMIT ?1)`

// Replace makes base the register's newest version, whole or not at all. It returns the members whose additions and
// removals the version settles: additions that it holds, and all removals until now. Later additions stay above it.
//
// The base is written piece by piece before it counts, so that no booking waits for the whole of it. It counts from the
// one commit that names the version.
func (s *Store) Replace(
	ctx context.Context, r dialer.RegisterID, base *sets.Base, d sets.Delivery,
) (v dialer.RegisterVersion, settled []sets.Member, err error) {
	s.replacing.Lock()
	defer s.replacing.Unlock()
	if v, settled, err = s.replace(ctx, r, base, d); err != nil {
		return dialer.RegisterVersion{}, nil, fmt.Errorf("replace register %s: %w", r, err)
	}
	return v, settled, nil
}

func (s *Store) replace(
	ctx context.Context, r dialer.RegisterID, base *sets.Base, d sets.Delivery,
) (out dialer.RegisterVersion, settled []sets.Member, err error) {
	if err := errors.Join(needBy(d.By), needDelivery(d)); err != nil {
		return out, nil, err
	}
	d.Tell("comparing with the version before", 0, 0)
	held, err := s.heldAgainst(ctx, r, base, d)
	if err != nil {
		return out, nil, err
	}
	v := version{Register: r, Version: max(held+1, d.After+1, d.As), Count: base.Count(), Persons: base.PersonCount(),
		LoadedAt: d.LoadedAt}
	if v.Sum, err = base.Sum(); err != nil {
		return out, nil, err
	}
	if err = s.stage(ctx, v, base, d); err == nil {
		err = s.writer.submit(ctx, func(t *tx) (err error) {
			out, settled, err = t.replace(v, base, d, held)
			return err
		})
	}
	// Pieces of old versions go, and those of a version that came to nothing. Where that fails, the next delivery tries
	// again.
	s.dropPieces(context.WithoutCancel(ctx), r)
	return out, settled, err
}

func needDelivery(d sets.Delivery) error {
	if d.LoadedAt.IsZero() {
		return dialer.Invalid{Field: "loaded at",
			Why: "when the register's keeper made it: an older month's may not be " +
				"used (mfl. § 13 a)"}
	}
	return nil
}

// replace names the version whose pieces are staged; held is the one that the base was held against.
func (t *tx) replace(
	v version, base *sets.Base, d sets.Delivery, held int64,
) (dialer.RegisterVersion, []sets.Member, error) {
	none, r := dialer.RegisterVersion{}, v.Register
	if err := t.registerExists(r); err != nil {
		return none, nil, err
	}
	before, err := newestVersion(context.Background(), t.conn, r)
	if err != nil {
		return none, nil, err
	}
	if before.Version != held {
		return none, nil, fmt.Errorf("%w: version %d came meanwhile: look at it, and deliver again", dialer.ErrRefused,
			before.Version)
	}
	if d.As > 0 && before.Version >= d.As {
		return none, nil, fmt.Errorf("%w: version %d is as new as %d", dialer.ErrRefused, before.Version, d.As)
	}
	if err := t.putVersion(v, d); err != nil {
		return none, nil, err
	}
	settled, err := t.settleBase(r, base, v.Version)
	if err != nil {
		return none, nil, err
	}
	out := v.public()
	if out.Seq, err = t.lastSeq(r); err != nil {
		return none, nil, err
	}
	return out, settled, t.appendFact(dialer.Fact{
		Kind: dialer.FactChanged, Client: clientOf(r), Code: "register", By: d.By,
		Detail: fmt.Sprintf("register %s, version %d of %s: %d numbers, %d keys of persons; source %q%s",
			r, v.Version, d.LoadedAt.Format("2006-01-02"), v.Count, v.Persons, d.Source, because(d)),
	})
}

func because(d sets.Delivery) string {
	if d.ShrunkBecause == "" {
		return ""
	}
	return "; it may differ so much because: " + d.ShrunkBecause
}

// heldAgainst compares a new base with the newest version by their members, not by their counts, and gives that
// version. It reads the whole register, so it does not run in the writer. A version that another daemon has accepted is
// not judged again.
func (s *Store) heldAgainst(ctx context.Context, r dialer.RegisterID, base *sets.Base, d sets.Delivery) (int64, error) {
	before, err := newestVersion(ctx, s.read, r)
	if err != nil || before.Version == 0 || d.As > 0 {
		return before.Version, err
	}
	old, err := s.baseBefore(ctx, before, d.Before)
	if err != nil {
		return 0, err
	}
	diff := base.Against(old)
	if diff.Same() {
		return 0, fmt.Errorf("%w: version %d of %s", ErrSame, before.Version,
			before.LoadedAt.In(s.oslo).Format("2006-01-02"))
	}
	return before.Version, lacks(before, diff, d)
}

// baseBefore gives the version's base, from the caller's set where that has it.
func (s *Store) baseBefore(ctx context.Context, v version, known *sets.Set) (*sets.Base, error) {
	if known != nil && known.Version.Version == v.Version {
		return known.Base, nil
	}
	return s.loadBase(ctx, s.read, v)
}

func lacks(before version, diff sets.Difference, d sets.Delivery) error {
	if d.ShrunkBecause != "" {
		return nil
	}
	for _, c := range []struct {
		what      string
		was, gone int
	}{{"numbers", before.Count, diff.NumbersGone}, {"keys of persons", before.Persons, diff.PersonsGone}} {
		if c.gone*100 > c.was*mayLack {
			return fmt.Errorf("%w: it lacks %d of the %d %s that version %d has; more than %d %% needs a reason",
				dialer.ErrRefused, c.gone, c.was, c.what, before.Version, mayLack)
		}
	}
	return grows(diff, before.Count, before.Persons, d)
}

// Grows refuses a base that has too many members which the register lacks, where no reason is given.
func Grows(diff sets.Difference, before *sets.Base, d sets.Delivery) error {
	return grows(diff, before.Count(), before.PersonCount(), d)
}

func grows(diff sets.Difference, numbers, persons int, d sets.Delivery) error {
	for _, c := range []struct {
		what     string
		was, new int
	}{{"numbers", numbers, diff.NumbersNew}, {"keys of persons", persons, diff.PersonsNew}} {
		if d.ShrunkBecause == "" && c.was > 0 && c.new >= growsFrom && c.new*100 > c.was*mayGrow {
			return fmt.Errorf("%w: it has %d %s that are not in the register, which has %d; more than %d %% needs a "+
				"reason",
				dialer.ErrRefused, c.new, c.what, c.was, mayGrow)
		}
	}
	return nil
}

func (t *tx) putVersion(v version, d sets.Delivery) error {
	t.registers = true
	return t.exec(`INSERT INTO register_version (register, version, count, persons, checksum, loaded, at, source, "by",
		reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		string(v.Register), v.Version, v.Count, v.Persons, v.Sum, v.LoadedAt.UnixNano(), t.now.UnixNano(), d.Source,
		d.By,
		d.ShrunkBecause)
}

// settleBase records that the new base decides, for what it holds and for what was removed from an older one.
func (t *tx) settleBase(r dialer.RegisterID, base *sets.Base, version int64) ([]sets.Member, error) {
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
		e := dialer.RegisterEntry{At: t.now, By: dialer.Self, Reason: fmt.Sprintf("version %d decides", version)}
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

func (s *Store) loadBase(ctx context.Context, db querier, v version) (*sets.Base, error) {
	return loadBase(ctx, db, s.keys, v)
}

// Earlier gives a version of a register whose base is kept, with all single additions at any time that were not
// removed: going back to an earlier version must not free a number that asked us in between.
func (s *Store) Earlier(ctx context.Context, r dialer.RegisterID, number int64) (*sets.Base, time.Time, error) {
	base, at, err := s.earlier(ctx, r, number)
	if err != nil {
		return nil, at, fmt.Errorf("version %d of register %s: %w", number, r, err)
	}
	return base, at, nil
}

func (s *Store) earlier(ctx context.Context, r dialer.RegisterID, number int64) (*sets.Base, time.Time, error) {
	v := version{Register: r, Version: number}
	var loaded int64
	var kept bool
	err := s.read.QueryRowContext(ctx, `SELECT count, persons, checksum, loaded, `+isKept+` AND EXISTS (SELECT 1
		FROM register_part p
			WHERE p.register = v.register AND p.version = v.version)
		FROM register_version v WHERE register = ?2 AND version = ?3`, keptVersions, string(r), number).Scan(&v.Count,
		&v.Persons, &v.Sum, &loaded, &kept)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !kept {
		return nil, time.Time{}, fmt.Errorf("%w: the newest %d versions are kept", dialer.ErrNotFound, keptVersions)
	}
	if err != nil {
		return nil, time.Time{}, err
	}
	v.LoadedAt = timeOf(loaded)
	old, err := s.loadBase(ctx, s.read, v)
	if err != nil {
		return nil, v.LoadedAt, err
	}
	var b sets.Builder
	b.All(old)
	_, err = collect(ctx, s.read, func(rows *sql.Rows) (none struct{}, err error) {
		var hash, box []byte
		if err = rows.Scan(&hash, &box); err != nil {
			return none, err
		}
		clear, err := s.keys.reserve.Open(nil, nil, box, boxLabel(r, hash))
		if err != nil {
			return none, err
		}
		m, err := sets.ParseMember(string(clear))
		b.Member(m)
		return none, err
	}, `SELECT hash, box FROM register_change c WHERE register = ?1 AND op = 'add' AND NOT EXISTS (SELECT 1
		FROM register_change l
		WHERE l.register = ?1 AND l.hash = c.hash AND l.seq > c.seq AND l.op <> 'settled')`, string(r))
	return b.Base(), v.LoadedAt, err
}
