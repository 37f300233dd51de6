package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/daemon/wash"
)

// ImportRegister replaces a register by a new delivery, whole or not at all. What was added since stays. The call
// centre's own register takes a file's members in addition to what it has: to take one out needs a reason for each,
// as Unreserve asks. A file that is the version before, member for member, is no new delivery.
func (h *House) ImportRegister(ctx context.Context, f verb.RegisterFile, by string) (verb.RegisterImport, error) {
	at, err := deliveredAt(f.DeliveredAt, h.now())
	if err != nil {
		return verb.RegisterImport{}, err
	}
	f, titles, err := h.laidOut(f)
	if err != nil {
		return verb.RegisterImport{}, err
	}
	r := registerID(f.Register)
	tell, end := h.importing.begin(verb.Importing{Register: string(r), Step: stepReading, Since: h.now()})
	defer end()
	base, read, err := h.readBase(ctx, f, tell)
	if err != nil {
		return verb.RegisterImport{}, fmt.Errorf("register %s keeps what it has: %w", f.Register, err)
	}
	registers, err := h.registerSets(ctx)
	if err != nil {
		return verb.RegisterImport{}, err
	}
	before, err := registers.Snapshot(ctx, []dialer.RegisterID{r})
	if err != nil {
		return verb.RegisterImport{}, err
	}
	if err := firstOf(before[r], f); err != nil {
		return verb.RegisterImport{}, err
	}
	d := sets.Delivery{LoadedAt: at, Source: f.Name, By: by, ShrunkBecause: f.ShrunkBecause, Told: tell}
	if r == dialer.Own {
		now := added(before[r], (&sets.Builder{}).Base())
		base = added(before[r], base)
		if err := sqlite.Grows(base.Against(now), now, d); err != nil {
			return verb.RegisterImport{}, fmt.Errorf("register own keeps what it has: %w", err)
		}
		d.ShrunkBecause = cmp.Or(d.ShrunkBecause, "the file adds; what was taken out before, each for a reason, stays out")
	}
	_, err = registers.Replace(ctx, r, base, d)
	same := errors.Is(err, sqlite.ErrSame)
	if err != nil && !same {
		return verb.RegisterImport{}, err
	}
	after, err := registers.Snapshot(ctx, []dialer.RegisterID{r})
	if err != nil {
		return verb.RegisterImport{}, err
	}
	debug.FreeOSMemory() // a large delivery leaves much behind that the daemon does not need until the next
	return verb.RegisterImport{
		Register: h.registerOut(after[r]), Unchanged: same, Columns: columnsRead(read.Columns, titles), Rows: read.Rows,
		Twice: read.twice, Before: before[r].Base.Count(), Empty: read.Empty, LeftOut: read.LeftOut, Lost: read.Lost,
		Persons: read.persons - read.unmatched, Unmatched: read.unmatched,
	}, nil
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
		return at, dialer.Invalid{Field: "delivered", Value: at.Format(time.DateOnly), Why: "the day that the register's keeper made it; not one to come"}
	}
	if at.IsZero() {
		at = now
	}
	return at, nil
}

// reading is what came out of a file, and how many of its rows have a number, a name, and a name that can match no one.
type reading struct {
	wash.Reading
	numbers, persons, unmatched int
	twice                       int // rows whose number an earlier row has
}

const stepReading = "reading"

// rowsOf is what a worker makes of some thousand rows.
type rowsOf struct {
	numbers                    []uint64
	keys                       []dialer.PersonKey
	rows, persons, unmatchable int
}

// readBase reads a file on all processors; of a row only its number and the keys of its person are kept.
func (h *House) readBase(ctx context.Context, f verb.RegisterFile, tell func(step string, done, of int)) (
	*sets.Base, reading, error) {
	worker := func() func(*rowsOf, wash.Entry) {
		keyer := reservation.NewKeyer(h.store.PersonSecret())
		return func(of *rowsOf, e wash.Entry) {
			of.rows++
			if e.Number != 0 {
				of.numbers = append(of.numbers, e.Number)
			}
			if e.Name == "" {
				return
			}
			var matchable bool
			of.keys, matchable = keyer.Person(of.keys, e.Name, e.Birth, e.Address)
			if of.persons++; !matchable {
				of.unmatchable++
			}
		}
	}
	var b sets.Builder
	var n reading
	var err error
	rows := 0
	n.Reading, err = wash.ReadBlocks(ctx, f.Text, wash.RegisterFile{
		Columns: wash.Columns{Number: f.NumberColumn, Name: f.NameColumn, Birth: f.BirthColumn, Address: f.AddressColumn},
		Expect:  f.Expect, Persons: true,
	}, worker, func(of *rowsOf) error {
		for _, number := range of.numbers {
			b.Number(number)
		}
		for _, key := range of.keys {
			b.Person(key)
		}
		n.numbers, n.persons, n.unmatched = n.numbers+len(of.numbers), n.persons+of.persons, n.unmatched+of.unmatchable
		rows += of.rows
		tell(stepReading, rows, 0)
		*of = rowsOf{numbers: of.numbers[:0], keys: of.keys[:0]}
		return nil
	})
	if err != nil {
		return nil, n, err
	}
	tell("sorting", 0, 0)
	sortPersons(&b)
	base := b.Base()
	n.twice = n.numbers - base.Count()
	return base, n, nil
}

// sortPersons sorts the persons on all processors.
func sortPersons(b *sets.Builder) {
	var next atomic.Int64
	var crew sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		crew.Go(func() {
			for i := int(next.Add(1)) - 1; i < b.PersonParts(); i = int(next.Add(1)) - 1 {
				b.SortPersons(i)
			}
		})
	}
	crew.Wait()
}

// firstOf asks of a national register's first delivery what its keeper says that it has: there is nothing to hold it
// against.
func firstOf(before *sets.Set, f verb.RegisterFile) error {
	r := before.Version.Register
	if before.Version.Version > 0 || !sets.NeedsBase(r) || f.Expect > 0 || f.ShrunkBecause != "" {
		return nil
	}
	return fmt.Errorf("register %s: %w: the first delivery can be held against no other: tell with --expect how many rows its keeper says it has", r, dialer.ErrRefused)
}

// added is a base with everything that counts in the register now.
func added(now *sets.Set, base *sets.Base) *sets.Base {
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
func (h *House) RestoreRegister(ctx context.Context, q verb.RegisterRestore, by string) (verb.Register, error) {
	if strings.TrimSpace(q.Why) == "" {
		return verb.Register{}, dialer.Invalid{Field: "why", Why: "a reason: the journal keeps it"}
	}
	registers, err := h.registerSets(ctx)
	if err != nil {
		return verb.Register{}, err
	}
	r := registerID(q.Register)
	base, at, err := h.store.Earlier(ctx, r, q.Version)
	if err != nil {
		return verb.Register{}, err
	}
	d := sets.Delivery{LoadedAt: at, Source: fmt.Sprintf("version %d again", q.Version), By: by, ShrunkBecause: q.Why}
	if _, err := registers.Replace(ctx, r, base, d); err != nil {
		return verb.Register{}, err
	}
	after, err := registers.Snapshot(ctx, []dialer.RegisterID{r})
	if err != nil {
		return verb.Register{}, err
	}
	return h.registerOut(after[r]), nil
}

// ExportRegister gives a register's numbers as they count now, additions and removals included, one a line and
// ascending. Persons cannot be given back: they are kept as keyed hashes.
func (h *House) ExportRegister(ctx context.Context, register string) ([]byte, error) {
	s, err := h.snapshotOf(ctx, register)
	if err != nil {
		return nil, err
	}
	var all []uint64
	for n := range s.Base.Numbers() {
		if s.Has(n) {
			all = append(all, n)
		}
	}
	for m := range s.Added {
		if !m.Person {
			all = append(all, m.Key)
		}
	}
	slices.Sort(all)
	var out []byte
	for _, n := range slices.Compact(all) {
		out = append(strconv.AppendUint(append(out, '+'), n, 10), '\n')
	}
	return out, nil
}
