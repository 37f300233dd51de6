package wash

import "math/bits"

// filter stands before the map of small registers: most numbers are in none of them, and the filter, which stays in the
// processor's cache, says so in a third of the map's time. It may take a number for one of the map's, never the reverse.
type filter struct {
	bits  []uint64
	shift uint
}

// newFilter has sixteen bits a number, so that one in sixteen of the others passes at most.
func newFilter(small map[uint64]Bits) filter {
	width := max(bits.Len(uint(len(small)*16)), 12)
	f := filter{bits: make([]uint64, 1<<width/64), shift: uint(64 - width)}
	for n := range small {
		h := f.hash(n)
		f.bits[h/64] |= 1 << (h % 64)
	}
	return f
}

// hash spreads the digits by Fibonacci's multiplication and keeps the highest bits.
func (f filter) hash(n uint64) uint64 { return n * 0x9E3779B97F4A7C15 >> f.shift }

func (f filter) mayHave(n uint64) bool {
	h := f.hash(n)
	return f.bits[h/64]>>(h%64)&1 == 1
}
