package wash

import "math/bits"

// filter stands before the map of small registers: most numbers are in none of them, and the filter, which stays in
// the processor's cache, says so in a third of the map's time. It may take a number for one of the map's, never the
// reverse.
type filter struct {
	words []uint64
	shift uint
}

// newFilter has sixteen bits a number, and sets two of them in one word: some two in a hundred of the others pass.
func newFilter(small map[uint64]Bits) filter {
	width := max(bits.Len(uint(len(small)*16)), 12)
	f := filter{words: make([]uint64, 1<<width/64), shift: uint(64 - width)}
	for n := range small {
		word, two := f.place(n)
		f.words[word] |= two
	}
	return f
}

// place spreads the digits by Fibonacci's multiplication: the highest bits of the product name the word, the next two
// bits of it.
func (f filter) place(n uint64) (word, two uint64) {
	h := n * 0x9E3779B97F4A7C15
	return h >> f.shift / 64, 1<<(h>>f.shift%64) | 1<<(h>>(f.shift-6)%64)
}

func (f filter) mayHave(n uint64) bool {
	word, two := f.place(n)
	return f.words[word]&two == two
}
