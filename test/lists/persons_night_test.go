//go:build night

package lists_test

import (
	"testing"
	"time"
)

// TestNightEachSpellingOfAPersonIsFound is the whole size: a register of 100,000 persons.
func TestNightEachSpellingOfAPersonIsFound(t *testing.T) {
	spelled(t, 100_000, uint64(time.Now().Unix()))
}
