package app

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/daemon/wash"
)

// WashSets are the named registers as a wash asks them, in that order; no name asks for every register that there is.
func (h *House) WashSets(ctx context.Context, names []string) (wash.Sets, error) {
	all, err := h.registerNames(ctx)
	if err != nil {
		return wash.Sets{}, err
	}
	if len(names) > 0 {
		asked := verb.Each(names, registerID)
		for _, r := range asked {
			if !slices.Contains(all, r) {
				return wash.Sets{}, fmt.Errorf("register %s: %w", r, dialer.ErrNotFound)
			}
		}
		all = asked
	}
	snap, err := h.sets.Snapshot(ctx, all)
	if err != nil {
		return wash.Sets{}, err
	}
	return SetsToWash(all, snap)
}

// SetsToWash hands a snapshot over, its registers in that order: bitmaps as they are, all other numbers in one map.
// One that was never delivered is refused: its absence must not read as clear.
func SetsToWash(order []dialer.RegisterID, snap sets.Snapshot) (wash.Sets, error) {
	out := wash.Sets{Small: map[uint64]wash.Bits{}}
	for i, r := range order {
		s := snap[r]
		if s == nil || !s.Loaded {
			return wash.Sets{}, fmt.Errorf("%w: register %s was never delivered: ringevett register import %s FILE, or name the registers to be asked", dialer.ErrRefused, r, r)
		}
		if flat := s.Bitmap(); flat != nil {
			out.Big = append(out.Big, wash.Big{Register: i, Numbers: flat})
		}
		for n := range s.Rest() {
			out.Small[n] |= 1 << i
		}
		out.Registers = append(out.Registers, s.Version)
	}
	return out, nil
}

// RegisterText is a register in a file.
type RegisterText struct {
	Name string
	Text []byte
}

// SetsOfFiles makes sets of files, for a wash without a book.
func SetsOfFiles(ctx context.Context, files []RegisterText) (wash.Sets, error) {
	var order []dialer.RegisterID
	snap := sets.Snapshot{}
	for _, f := range files {
		r := registerID(f.Name)
		if snap[r] != nil {
			return wash.Sets{}, dialer.Invalid{Field: "register", Value: f.Name, Why: "each register once"}
		}
		var b sets.Builder
		_, err := wash.ReadRegister(ctx, bytes.NewReader(f.Text), wash.RegisterFile{}, func(e wash.Entry) error { b.Number(e.Number); return nil })
		if err != nil {
			return wash.Sets{}, fmt.Errorf("register %s: %w", r, err)
		}
		base := b.Base()
		order = append(order, r)
		snap[r] = &sets.Set{Version: dialer.RegisterVersion{Register: r, Count: base.Count()}, Loaded: true, Base: base}
	}
	return SetsToWash(order, snap)
}
