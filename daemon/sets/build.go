package sets

import (
	"math/bits"
	"slices"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Builder collects a Base in any order; what is given twice counts once. The zero Builder is empty.
type Builder struct {
	early   []uint64 // national numbers, until there are too many for a map
	flat    []uint64
	rest    []uint64
	persons persons
}

// Number adds a number.
func (b *Builder) Number(n uint64) {
	i := n - firstNational
	switch {
	case i-1 >= national-1:
		b.rest = append(b.rest, n)
	case b.flat != nil:
		b.flat[i>>6] |= 1 << (i & 63)
	default:
		b.early = append(b.early, n)
		if len(b.early) > 2*few {
			b.settle()
		}
	}
}

// Person adds a person.
func (b *Builder) Person(p dialer.PersonKey) {
	if p != 0 {
		b.persons.add(uint64(p))
	}
}

// Member adds either.
func (b *Builder) Member(m Member) {
	if m.Person {
		b.Person(dialer.PersonKey(m.Key))
		return
	}
	b.Number(m.Key)
}

// All adds every member of a base.
func (b *Builder) All(base *Base) {
	for n := range base.Numbers() {
		b.Number(n)
	}
	for p := range base.Persons() {
		b.persons.add(p)
	}
}

// settle drops what was given twice, and goes over to the bitmap if there are many nevertheless.
func (b *Builder) settle() {
	b.early = distinct(b.early)
	if len(b.early) <= few {
		return
	}
	b.flat = make([]uint64, words)
	for _, n := range b.early {
		i := n - firstNational
		b.flat[i>>6] |= 1 << (i & 63)
	}
	b.early = nil
}

// PersonParts is into how many parts the persons fall, which may be sorted side by side by SortPersons.
func (b *Builder) PersonParts() int { return len(b.persons) }

// SortPersons sorts one part of the persons, which Base would do else. Nothing may be added after.
func (b *Builder) SortPersons(part int) { b.persons.sortBucket(part) }

// Base gives what was collected. The Builder must not be used again.
func (b *Builder) Base() *Base {
	b.settle()
	for i := range b.persons {
		b.persons.sortBucket(i)
	}
	out := &Base{flat: b.flat, persons: b.persons}
	rest := distinct(append(b.rest, b.early...))
	for _, w := range b.flat {
		out.count += bits.OnesCount64(w)
	}
	out.count += len(rest)
	out.keep(rest)
	return out
}

// keep takes the numbers outside of the bitmap, ascending.
func (b *Base) keep(rest []uint64) {
	if len(rest) > few {
		b.large = roaring64.BitmapOf(rest...)
		b.large.RunOptimize()
		return
	}
	b.small = make(map[uint64]struct{}, len(rest))
	for _, n := range rest {
		b.small[n] = struct{}{}
	}
}

func distinct(all []uint64) []uint64 {
	slices.Sort(all)
	return slices.Clip(slices.Compact(all))
}
