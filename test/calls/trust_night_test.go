//go:build night

package calls_test

import "testing"

// TestNightNoOddTextReachesAReservedNumber: all of them, by every way, with the daemon up.
func TestNightNoOddTextReachesAReservedNumber(t *testing.T) {
	h := newTrustHouse(t)
	h.oddTexts(nil, oddities())
}
