//go:build night

package calls_test

import "testing"

// TestNightEveryLayoutOfAShownNumber plays every layout.
func TestNightEveryLayoutOfAShownNumber(t *testing.T) {
	for _, l := range shownLayouts {
		t.Run(l.name, func(t *testing.T) { l.play(t) })
	}
}
