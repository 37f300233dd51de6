//go:build night

package calls_test

import (
	"fmt"
	"testing"
	"time"
)

// TestNightWhatARefusingTrunkCosts is the table: each code to all, to one in three, and to all until the trunk is back.
func TestNightWhatARefusingTrunkCosts(t *testing.T) {
	for _, code := range []int{403, 404, 408, 500, 503} {
		for _, o := range []outage{
			{"to all", code, 1, 40 * time.Second, 30 * time.Second},
			{"one in three", code, 3, 15 * time.Second, 0},
		} {
			t.Run(fmt.Sprintf("%d %s", code, o.name), func(t *testing.T) {
				got := refuses(t, o)
				t.Logf("OUTAGE %d %-12s for %v: %v", code, o.name, o.lasts, got)
				switch {
				case o.every == 1 && (got.spent > 5 || got.done > 1 || got.named == 0 || got.resumed == 0):
					t.Errorf("to all: %v; want at most 5 leads spent, none done, named, and resumed by itself", got)
				case o.every > 1 && got.named > 0:
					t.Errorf("one in three: %v; the trunk was stopped", got)
				}
			})
		}
	}
}
