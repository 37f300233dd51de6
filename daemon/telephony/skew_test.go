package telephony_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/engine"
)

// A PBX whose clock is more than a minute from ours is told, also where it was so before we connected, and again when
// it is set right.
func TestAClockFarFromOursIsTold(t *testing.T) {
	onFloor(t, func(f *floor) {
		told := func() (all []time.Duration) {
			for _, ev := range f.heard() {
				if c, is := ev.(engine.Clock); is {
					all = append(all, c.Ahead)
				}
			}
			return all
		}
		f.ast.Clock(-55 * time.Second)
		time.Sleep(time.Minute)
		if got := told(); len(got) > 0 {
			f.t.Fatalf("55 s apart: %v", got)
		}
		f.ast.Clock(100 * time.Second)
		begun := time.Now()
		for len(told()) == 0 && time.Since(begun) < time.Minute {
			time.Sleep(100 * time.Millisecond)
		}
		if got := told(); len(got) == 0 || got[0] != 100*time.Second || time.Since(begun) > 11*time.Second {
			f.t.Errorf("100 s ahead: %v after %v", got, time.Since(begun))
		}
		f.t.Logf("told %.1f s after the PBX's clock jumped by 100 s", time.Since(begun).Seconds())

		second := newInstance(f.t, f.ast) // of the same installation: it takes over, and knows before it is up
		defer second.pbx.Close()
		time.Sleep(2 * time.Second)
		for _, ev := range second.heard() {
			if _, up := ev.(engine.Up); up {
				f.t.Fatal("up was told before the clocks were compared")
			}
			if c, is := ev.(engine.Clock); is && c.Ahead == 100*time.Second {
				break
			}
		}
		f.ast.Clock(0)
		time.Sleep(15 * time.Second)
		all := second.heard()
		if c, is := all[len(all)-1].(engine.Clock); !is || c.Ahead != 0 {
			f.t.Errorf("after it was set right: %+v", all[len(all)-1])
		}
	})
}
