//go:build night

package calls_test

import "testing"

// TestNightWorkday: eight agents work through two hundred and forty calls for two clients, by keys alone: every script,
// each five times and more.
func TestNightWorkday(t *testing.T) {
	w := newWorkday(t, 8)
	w.play(wholeDay(ahead), 240)
	w.judge()
}

// TestNightShortWorkday is its small case.
func TestNightShortWorkday(t *testing.T) {
	w := newWorkday(t, 3)
	w.play(shortDay(ahead), len(shortDay(ahead)))
	w.judge()
}
