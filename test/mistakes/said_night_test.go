//go:build night

package mistakes_test

import "testing"

// TestNightWhatIsSaidOfEachMistake prints what check, status and the log of a daemon say of each, in a house of its
// own.
func TestNightWhatIsSaidOfEachMistake(t *testing.T) {
	var rows []row
	each := func(right *house, all []mistake) {
		for _, m := range all {
			t.Run(m.name, func(t *testing.T) { rows = append(rows, m.play(right.copy(t))) })
		}
	}
	each(newHouse(t, "http://"+freeAddress(t)+"/ari"), append(fileMistakes(), redisMistakes(t)...))
	p := boot(t)
	each(p.right, p.mistakes())
	table(t, rows)
}
