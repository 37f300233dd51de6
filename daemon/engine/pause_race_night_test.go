//go:build night

package engine_test

import "testing"

// TestNightAPauseHolds tells many such stories; -seed and -seeds choose which.
func TestNightAPauseHolds(t *testing.T) {
	n := *someSeeds
	if n == 0 {
		n = 2000
	}
	racePauses(t, *firstSeed, n, 2*n)
}
