//go:build night

package walk_test

import "testing"

// TestNightWalk walks both layouts.
func TestNightWalk(t *testing.T) {
	for _, l := range []layout{plain, freePBX} {
		t.Run(l.name, func(t *testing.T) { walkThrough(t, l) })
	}
}
