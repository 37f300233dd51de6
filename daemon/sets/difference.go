package sets

// Difference is how many members one base has that another has not.
type Difference struct {
	NumbersNew, NumbersGone int
	PersonsNew, PersonsGone int
}

// Same reports whether both have the same members.
func (d Difference) Same() bool { return d == Difference{} }

// Against counts what b has and old has not, and the other way round.
func (b *Base) Against(old *Base) (d Difference) {
	both := 0
	for n := range b.Numbers() {
		if old.Has(n) {
			both++
		}
	}
	d.NumbersNew, d.NumbersGone = b.Count()-both, old.Count()-both
	mine, theirs, shared := b.Persons(), old.Persons(), 0
	for i, j := 0, 0; i < len(mine) && j < len(theirs); {
		switch {
		case mine[i] < theirs[j]:
			i++
		case mine[i] > theirs[j]:
			j++
		default:
			i, j, shared = i+1, j+1, shared+1
		}
	}
	d.PersonsNew, d.PersonsGone = len(mine)-shared, len(theirs)-shared
	return d
}
