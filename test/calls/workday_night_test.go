//go:build night

package calls_test

import "testing"

// TestNightWorkday: eight agents work through two hundred and ten calls for two clients, by keys alone: every script,
// each five times and more. Two of them have phone programs of other makers.
func TestNightWorkday(t *testing.T) {
	w := newWorkday(t, 8, "baresip", "linphone")
	w.play(wholeDay(ahead), 210)
	w.judge()
}

// TestNightShortWorkday is its small case.
func TestNightShortWorkday(t *testing.T) {
	w := newWorkday(t, 3, "baresip", "linphone")
	w.play(shortDay(ahead), len(shortDay(ahead)))
	w.judge()
}
