package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/wash"
)

// ImportRegister replaces a register by a new delivery, whole or not at all. What was added since stays.
func (h *House) ImportRegister(ctx context.Context, f rest.RegisterFile, by string) (rest.RegisterImport, error) {
	at, err := deliveredAt(f.DeliveredAt, h.now())
	if err != nil {
		return rest.RegisterImport{}, err
	}
	base, read, err := h.readBase(ctx, f)
	if err != nil {
		return rest.RegisterImport{}, fmt.Errorf("register %s keeps what it has: %w", f.Register, err)
	}
	registers, err := h.registerSets(ctx)
	if err != nil {
		return rest.RegisterImport{}, err
	}
	r := registerID(f.Register)
	before, err := registers.Snapshot(ctx, []dialer.RegisterID{r})
	if err != nil {
		return rest.RegisterImport{}, err
	}
	d := sets.Delivery{LoadedAt: at, Source: f.Name, By: by, ShrunkBecause: f.ShrunkBecause}
	if _, err := registers.Replace(ctx, r, base, d); err != nil {
		return rest.RegisterImport{}, err
	}
	after, err := registers.Snapshot(ctx, []dialer.RegisterID{r})
	if err != nil {
		return rest.RegisterImport{}, err
	}
	return rest.RegisterImport{
		Register: h.registerOut(after[r]), Columns: read.Columns, Rows: read.Rows, Twice: read.numbers - base.Count(), Before: before[r].Base.Count(),
		Empty: read.Empty, LeftOut: read.LeftOut, Lost: read.Lost, Persons: read.persons - read.unmatched, Unmatched: read.unmatched,
	}, nil
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
}

func (h *House) readBase(ctx context.Context, f rest.RegisterFile) (*sets.Base, reading, error) {
	keyer, keys := reservation.NewKeyer(h.store.PersonSecret()), []dialer.PersonKey(nil)
	var b sets.Builder
	var n reading
	var err error
	n.Reading, err = wash.ReadRegister(ctx, f.Text, wash.RegisterFile{
		Columns: wash.Columns{Number: f.NumberColumn, Name: f.NameColumn, Birth: f.BirthColumn, Address: f.AddressColumn}, Expect: f.Expect, Persons: true,
	}, func(e wash.Entry) error {
		if e.Number != 0 {
			n.numbers++
			b.Number(e.Number)
		}
		if e.Name == "" {
			return nil
		}
		if n.persons++; !reservation.Matchable(e.Name, e.Birth, e.Address) {
			n.unmatched++
		}
		keys = keyer.Keys(keys[:0], e.Name, e.Birth, e.Address)
		for _, k := range keys {
			b.Person(k)
		}
		return nil
	})
	if err != nil {
		return nil, n, err
	}
	return b.Base(), n, nil
}

// ExportRegister gives a register's numbers as they count now, additions and removals included, one a line and ascending.
// Persons cannot be given back: they are kept as keyed hashes.
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
