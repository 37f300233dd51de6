package dialer_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// TestEachKindHasItsOutcomes: what a kind of campaign allows can be keyed, and a key gives what some kind allows.
func TestEachKindHasItsOutcomes(t *testing.T) {
	byKey := map[dialer.Disposition]bool{}
	for digit := range 10 {
		d, known := dialer.DispositionByKey(strconv.Itoa(digit))
		if !known {
			continue
		}
		byKey[d] = true
		if !slices.ContainsFunc(dialer.Kinds(), func(k dialer.Kind) bool { return k.Allows(d) }) {
			t.Errorf("%d gives %q, which no kind of campaign has", digit, d)
		}
	}
	for _, k := range dialer.Kinds() {
		for _, d := range k.Dispositions() {
			if !byKey[d] || !k.Allows(d) {
				t.Errorf("%s: %q cannot be keyed, or is not allowed", k, d)
			}
			if d.Live() == (d == dialer.Machine) {
				t.Errorf("%q: a person was on the line: %v", d, d.Live())
			}
		}
	}
	if dialer.Survey.Allows(dialer.Minor) || dialer.Service.Allows(dialer.NotInterested) {
		t.Error("an outcome that the kind does not have is allowed")
	}
}
