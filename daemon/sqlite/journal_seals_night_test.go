//go:build night

package sqlite_test

import "testing"

// TestNightEveryColumnIsSealed changes every column of every table.
func TestNightEveryColumnIsSealed(t *testing.T) { tamperEach(t, true) }
