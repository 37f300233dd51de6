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
