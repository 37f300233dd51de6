package sets

import (
	"iter"
	"slices"
)

// buckets are how many parts persons' keys are kept in, by their first byte: keys are hashes, so the parts are alike.
// Each can be sorted by itself, and grows without the others being copied.
const buckets = 256

// persons are keys of persons. The nil persons have none.
type persons [][]uint64

// add puts a key in; it is not sorted yet.
func (p *persons) add(key uint64) {
	if *p == nil {
		*p = make(persons, buckets)
	}
	b := &(*p)[key>>56]
	*b = append(*b, key)
}

// sortBucket makes the keys of one part ascending, each once.
func (p persons) sortBucket(i int) {
	if !slices.IsSorted(p[i]) {
		slices.Sort(p[i])
	}
	p[i] = slices.Compact(p[i])
}

func (p persons) sorted() bool {
	return !slices.ContainsFunc(p, func(b []uint64) bool { return !slices.IsSorted(b) })
}

func (p persons) has(key uint64) bool {
	if p == nil {
		return false
	}
	_, in := slices.BinarySearch(p[key>>56], key)
	return in
}

func (p persons) count() (n int) {
	for _, b := range p {
		n += len(b)
	}
	return n
}

// all gives the keys, ascending once they are sorted.
func (p persons) all() iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for _, b := range p {
			for _, key := range b {
				if !yield(key) {
					return
				}
			}
		}
	}
}

// shared counts the keys that are in both. Both are sorted.
func (p persons) shared(with persons) (n int) {
	for b := range min(len(p), len(with)) {
		mine, theirs := p[b], with[b]
		for len(mine) > 0 && len(theirs) > 0 {
			switch {
			case mine[0] < theirs[0]:
				mine = mine[1:]
			case mine[0] > theirs[0]:
				theirs = theirs[1:]
			default:
				mine, theirs, n = mine[1:], theirs[1:], n+1
			}
		}
	}
	return n
}
