package dialer

import (
	"slices"
	"strings"
)

// keys are the dispositions by the digit after *0.
var keys = map[string]Disposition{
	"1": Person, "2": Machine, "3": WrongNumber, "4": CallLater, "5": NotInterested, "6": Sold, "7": Completed, "8": Away,
}

// DispositionByKey gives the disposition that an agent's *0 and digit stands for.
func DispositionByKey(digit string) (Disposition, bool) {
	d, known := keys[digit]
	return d, known
}

// Dispositions are those that an agent of such a campaign may key, in the order of their keys. A question is not
// sold, so service and information have nothing to decline.
func (k Kind) Dispositions() []Disposition {
	all := []Disposition{Person, Machine, WrongNumber, CallLater}
	switch k {
	case Sales:
		return append(all, NotInterested, Sold, Away)
	case Fundraising, Survey:
		return append(all, NotInterested, Completed, Away)
	}
	return append(all, Completed, Away)
}

// Allows reports whether an agent of such a campaign may key the disposition. Of a sale package sale decides, and says
// why not.
func (k Kind) Allows(d Disposition) bool { return d == Sold || slices.Contains(k.Dispositions(), d) }

// Admits is the error for a disposition, typed by a person, that such a campaign has not; nil where it has.
func (k Kind) Admits(d Disposition) error {
	if k.Allows(d) {
		return nil
	}
	all := make([]string, 0, len(keys))
	for _, has := range k.Dispositions() {
		all = append(all, string(has))
	}
	return Invalid{Field: "disposition", Value: string(d), Why: "a campaign of kind " + string(k) + " has " +
		strings.Join(all, ", ")}
}
