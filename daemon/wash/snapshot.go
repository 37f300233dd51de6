package wash

import (
	"bytes"
	"context"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// SetsOf makes a wash's sets of a snapshot, its registers in that order: bitmaps as they are, all other numbers in one
// map. A register that was never delivered is refused: its absence must not read as clear.
func SetsOf(order []dialer.RegisterID, snap sets.Snapshot) (Sets, error) {
	out := Sets{Small: map[uint64]Bits{}}
	for i, r := range order {
		s := snap[r]
		if s == nil || !s.Loaded {
			return Sets{}, fmt.Errorf("%w: register %s was never delivered: ringevett register import %s FILE, "+
				"or name the registers to be asked", dialer.ErrRefused, r, r)
		}
		if flat := s.Bitmap(); flat != nil {
			out.Big = append(out.Big, Big{Register: i, Numbers: flat})
		}
		for n := range s.Rest() {
			out.Small[n] |= 1 << i
		}
		out.Registers = append(out.Registers, s.Version)
	}
	return out, nil
}

// NamedFile is a register in a file.
type NamedFile struct {
	Name string
	Text []byte
}

// ReadSets reads sets from files, for a wash without a book.
func ReadSets(ctx context.Context, files []NamedFile) (Sets, error) {
	var order []dialer.RegisterID
	snap := sets.Snapshot{}
	for _, f := range files {
		r := dialer.RegisterNamed(f.Name)
		if snap[r] != nil {
			return Sets{}, dialer.Invalid{Field: "register", Value: f.Name, Why: "each register once"}
		}
		var b sets.Builder
		number := func(e Entry) error { b.Number(e.Number); return nil }
		_, err := ReadRegister(ctx, bytes.NewReader(f.Text), RegisterFile{}, number)
		if err != nil {
			return Sets{}, fmt.Errorf("register %s: %w", r, err)
		}
		base := b.Base()
		order = append(order, r)
		snap[r] = &sets.Set{Version: dialer.RegisterVersion{Register: r, Count: base.Count()}, Loaded: true, Base: base}
	}
	return SetsOf(order, snap)
}
