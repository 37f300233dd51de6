package simulate_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/simulate"
)

func tuesday() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, hours.Oslo()) }

func TestTry(t *testing.T) {
	for _, mode := range dialer.Modes() {
		for _, n := range []int{10, 50} {
			s := simulate.Ordinary(tuesday(), mode, n, 0.3)
			begun := time.Now()
			r, err := simulate.Run(s)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s %d: occupancy %.1f talk %.1f, %+v, sum %+v, worst %+v words %v blocked %v, %v", mode, n, r.Occupancy(), r.TalkShare(), r.Counts, r.Sum(), r.Worst, r.Words, r.Blocked, time.Since(begun))
		}
	}
}
