package registers

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// ImportRegister replaces a register by a new delivery, whole or not at all. What was added since stays. The call
// centre's own register takes a file's members in addition to what it has: to take one out needs a reason for each,
// as Unreserve asks. A file that is the version before, member for member, is no new delivery.
func (r *Registers) ImportRegister(ctx context.Context, f verb.RegisterFile, by string) (verb.RegisterImport, error) {
	at, err := deliveredAt(f.DeliveredAt, r.p.Now())
	if err != nil {
		return verb.RegisterImport{}, err
	}
	f, titles, err := r.laidOut(f)
	if err != nil {
		return verb.RegisterImport{}, err
	}
	id := dialer.RegisterNamed(f.Register)
	progress, end := r.importing.begin(verb.Importing{Register: string(id), Step: stepReading, Since: r.p.Now()})
	defer end()
	base, read, err := readBase(ctx, f, r.p.Book.PersonSecret(), progress)
	if err != nil {
		return verb.RegisterImport{}, fmt.Errorf("register %s keeps what it has: %w", f.Register, err)
	}
	d := sets.Delivery{LoadedAt: at, Source: f.Name, By: by, ShrunkBecause: f.ShrunkBecause, Told: progress}
	before, after, same, err := r.replace(ctx, id, f, base, d)
	if err != nil {
		return verb.RegisterImport{}, err
	}
	debug.FreeOSMemory() // a large delivery leaves much behind that the daemon does not need until the next
	return verb.RegisterImport{
		Register: r.describe(after), Unchanged: same, Columns: columnsRead(read.Columns, titles), Rows: read.Rows,
		Twice: read.twice, Before: before.Base.Count(), Empty: read.Empty, LeftOut: read.LeftOut, Lost: read.Lost,
		Persons: read.persons - read.unmatched, Unmatched: read.unmatched,
	}, nil
}

// replace gives a register its new base. same: it is the version before, and nothing was changed.
func (r *Registers) replace(ctx context.Context, id dialer.RegisterID, f verb.RegisterFile, base *sets.Base,
	d sets.Delivery) (before, after *sets.Set, same bool, err error) {
	registers, err := r.ready(ctx)
	if err != nil {
		return nil, nil, false, err
	}
	if before, err = r.one(ctx, id); err != nil {
		return nil, nil, false, err
	}
	if err := mayBeFirst(before, f); err != nil {
		return nil, nil, false, err
	}
	if id == dialer.Own {
		if base, d, err = addedToOwn(before, base, d); err != nil {
			return nil, nil, false, err
		}
	}
	_, err = registers.Replace(ctx, id, base, d)
	same = errors.Is(err, sqlite.ErrSame)
	if err != nil && !same {
		return nil, nil, false, err
	}
	after, err = r.one(ctx, id)
	return before, after, same, err
}

// addedToOwn gives the base that the call centre's own register has with the members of a file. Only its growth is
// judged here.
func addedToOwn(before *sets.Set, file *sets.Base, d sets.Delivery) (*sets.Base, sets.Delivery, error) {
	now := withCurrent(before, (&sets.Builder{}).Base())
	base := withCurrent(before, file)
	if err := sqlite.Grows(base.Against(now), now, d); err != nil {
		return nil, d, fmt.Errorf("register own keeps what it has: %w", err)
	}
	d.ShrunkBecause = cmp.Or(d.ShrunkBecause, "the file adds; what was taken out before, each for a reason, stays out")
	return base, d, nil
}

// columnsRead are the file's own titles, or those of its layout.
func columnsRead(own, titles []string) []string {
	if titles != nil {
		return titles
	}
	return own
}

func deliveredAt(at, now time.Time) (time.Time, error) {
	if at.After(now) {
		return at, dialer.Invalid{Field: "delivered", Value: at.Format(time.DateOnly),
			Why: "the day that the register's keeper made it; not one to come"}
	}
	if at.IsZero() {
		at = now
	}
	return at, nil
}

// mayBeFirst demands of a national register's first delivery how many rows its keeper says it has: there is no
// earlier delivery to compare it with.
func mayBeFirst(before *sets.Set, f verb.RegisterFile) error {
	r := before.Version.Register
	if before.Version.Version > 0 || !sets.NeedsBase(r) || f.Expect > 0 || f.ShrunkBecause != "" {
		return nil
	}
	return fmt.Errorf("register %s: %w: the first delivery can be held against no other: "+
		"tell with --expect how many rows its keeper says it has", r, dialer.ErrRefused)
}

// withCurrent adds everything that counts in the register now to a base.
func withCurrent(now *sets.Set, base *sets.Base) *sets.Base {
	var b sets.Builder
	b.All(base)
	for n := range now.Base.Numbers() {
		if now.Has(n) {
			b.Number(n)
		}
	}
	for p := range now.Base.Persons() {
		if m := (sets.Member{Person: true, Key: p}); now.In(m) {
			b.Member(m)
		}
	}
	for m := range now.Added {
		b.Member(m)
	}
	return b.Base()
}

// RestoreRegister makes an earlier version of a register the newest again, whole. Who was added one by one stays in it.
func (r *Registers) RestoreRegister(ctx context.Context, q verb.RegisterRestore, by string) (verb.Register, error) {
	if strings.TrimSpace(q.Why) == "" {
		return verb.Register{}, dialer.Invalid{Field: "why", Why: "a reason: the journal keeps it"}
	}
	registers, err := r.ready(ctx)
	if err != nil {
		return verb.Register{}, err
	}
	id := dialer.RegisterNamed(q.Register)
	base, at, err := r.p.Book.Earlier(ctx, id, q.Version)
	if err != nil {
		return verb.Register{}, err
	}
	d := sets.Delivery{LoadedAt: at, Source: fmt.Sprintf("version %d again", q.Version), By: by, ShrunkBecause: q.Why}
	if _, err := registers.Replace(ctx, id, base, d); err != nil {
		return verb.Register{}, err
	}
	after, err := r.one(ctx, id)
	if err != nil {
		return verb.Register{}, err
	}
	return r.describe(after), nil
}
