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
	both = b.keys().shared(old.keys())
	d.PersonsNew, d.PersonsGone = b.PersonCount()-both, old.PersonCount()-both
	return d
}
