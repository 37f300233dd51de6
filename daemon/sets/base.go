package sets

import (
	"iter"
	"maps"
	"math/bits"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"github.com/ringevett/ringevett/daemon/dialer"
)

const (
	firstNational = 47_00000000 // +47 and eight zeros: no such number, so that bit 0 is free for a sentinel
	national      = 1_0000_0000 // numbers of eight digits
	words         = national / 64
	few           = 1 << 16 // up to here a map is smaller than the bitmap, and no slower
)

// Base is one version of a register: it never changes. The nil Base is empty.
type Base struct {
	flat    []uint64            // bit i: the number +47 and i in eight digits; nil where there are few
	small   map[uint64]struct{} // what is not in flat, while there are few
	large   *roaring64.Bitmap   // the same, when there are many
	persons persons             // sorted: hashes spread over 64 bits, so nothing packs them better
	count   int
}

// Has tells whether the number is in it.
func (b *Base) Has(n uint64) bool {
	if b == nil {
		return false
	}
	if i := n - firstNational; b.flat != nil && i-1 < national-1 { // i is 1 … national-1
		return b.flat[i>>6]>>(i&63)&1 != 0
	}
	if b.large != nil {
		return b.large.Contains(n)
	}
	_, in := b.small[n]
	return in
}

// HasPerson tells whether the person is in it.
func (b *Base) HasPerson(p dialer.PersonKey) bool {
	if b == nil {
		return false
	}
	return b.persons.has(uint64(p))
}

// In tells whether the member is in it.
func (b *Base) In(m Member) bool {
	if m.Person {
		return b.HasPerson(dialer.PersonKey(m.Key))
	}
	return b.Has(m.Key)
}

// Count is how many numbers it has.
func (b *Base) Count() int {
	if b == nil {
		return 0
	}
	return b.count
}

// Persons are the persons' keys, ascending.
func (b *Base) Persons() iter.Seq[uint64] { return b.keys().all() }

// PersonCount is how many keys of persons it has.
func (b *Base) PersonCount() int { return b.keys().count() }

func (b *Base) keys() persons {
	if b == nil {
		return nil
	}
	return b.persons
}

// Bitmap has bit i set where +47 and i in eight digits is in it; nil where those are among the rest. It must not be
// changed.
func (b *Base) Bitmap() []uint64 {
	if b == nil {
		return nil
	}
	return b.flat
}

// Rest are the numbers outside of Bitmap, in no order.
func (b *Base) Rest() iter.Seq[uint64] {
	switch {
	case b == nil:
		return func(func(uint64) bool) {}
	case b.large != nil:
		return func(yield func(uint64) bool) {
			for it := b.large.Iterator(); it.HasNext(); {
				if !yield(it.Next()) {
					return
				}
			}
		}
	}
	return maps.Keys(b.small)
}

// RestCount is how many numbers are outside of Bitmap.
func (b *Base) RestCount() int {
	switch {
	case b == nil:
		return 0
	case b.large != nil:
		return int(b.large.GetCardinality())
	}
	return len(b.small)
}

// Numbers are all its numbers: those of Bitmap ascending, then the rest.
func (b *Base) Numbers() iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for i, w := range b.Bitmap() {
			for ; w != 0; w &= w - 1 {
				if !yield(firstNational + uint64(i)<<6 + uint64(bits.TrailingZeros64(w))) {
					return
				}
			}
		}
		for n := range b.Rest() {
			if !yield(n) {
				return
			}
		}
	}
}
