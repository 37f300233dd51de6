package registers

import (
	"context"
	"slices"
	"strconv"
)

// ExportRegister gives a register's numbers as they count now, additions and removals included, one a line and
// ascending. Persons cannot be given back: they are kept as keyed hashes.
func (r *Registers) ExportRegister(ctx context.Context, register string) ([]byte, error) {
	s, err := r.delivered(ctx, register)
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
