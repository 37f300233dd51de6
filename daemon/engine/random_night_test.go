//go:build night

package engine_test

import "testing"

// TestNightRandomStories tells ten thousand.
func TestNightRandomStories(t *testing.T) {
	n := 10_000
	if *someSeeds > 0 {
		n = *someSeeds
	}
	if calls := tellMany(t, *firstSeed, n); calls < n*3 {
		t.Errorf("%d attempts in %d stories: they prove nothing", calls, n)
	}
}

// TestNightTheGuardHoldsInTheEngine plays 40 days of each kind, with the seeds 0 to 39.
func TestNightTheGuardHoldsInTheEngine(t *testing.T) { guardHolds(t, 40) }

// TestNightPowerHolds plays a thousand days, with the seeds 0 to 999.
func TestNightPowerHolds(t *testing.T) { powerHolds(t, 1000) }
