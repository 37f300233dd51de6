package engine_test

import (
	"testing"
	"testing/synctest"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// TestSettingsTakeEffectBetweenEvents: what a reload changes holds for the next decision, and nothing that is under
// way changes.
func TestSettingsTakeEffectBetweenEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFloor(t)
		f.set.MaxCalls = 1
		for i := range 3 {
			f.book.add(dialer.Number("+479000000"+string(rune('1'+i))), nil)
		}
		f.until(mustClock("10:00:00"))
		f.open()
		for _, who := range []string{"anna", "bob", "carl"} {
			if err := f.login([]string{who}); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		calls := func() int {
			s, err := f.e.Snapshot(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return len(s.Calls)
		}
		set := func(change func(s *engine.Settings)) {
			change(&f.set)
			if err := f.e.SetSettings(t.Context(), f.set); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		if n := calls(); n != 1 {
			t.Fatalf("%d calls with one line", n)
		}
		set(func(s *engine.Settings) { s.MaxCalls = 2 })
		if n := calls(); n != 2 {
			t.Errorf("%d calls with two lines", n)
		}
		set(func(s *engine.Settings) { s.MaxCalls, s.Responsible = 3, "" }) // 4.1
		if n := calls(); n != 2 {
			t.Errorf("%d calls: a call was begun without a responsible person, or one under way ended", n)
		}
		set(func(s *engine.Settings) { s.Responsible = "Kari Nordmann" })
		if n := calls(); n != 3 {
			t.Errorf("%d calls with three lines and a responsible person again", n)
		}
	})
}
