//go:build night

package calls_test

import "testing"

// TestNightKeysByHabit is TestKeysByHabit with over five hundred consumers.
func TestNightKeysByHabit(t *testing.T) {
	const agents, consumers = 16, 560
	f, p := playHabits(t, agents, consumers, 2026, afterWord)
	p.holds(t, f)
	if p.answered < 500 {
		t.Errorf("%d consumers answered: too few to prove anything", p.answered)
	}
}
