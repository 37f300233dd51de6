package asterisk

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/child"
)

// tolerated is how late the doubles may be before what they heard proves nothing: two packets of sound.
const tolerated = 40 * time.Millisecond

// tick is how often lateness is looked at: as often as a phone sends sound.
const tick = 20 * time.Millisecond

// lag measures how late this process is woken. The phones run in it, so they speak and hear that late, too.
type lag struct {
	most atomic.Int64 // nanoseconds
	stop chan struct{}
}

// WatchLag measures from now to the test's end how late this process is woken, and has a failed test say so. Start
// calls it; so does a test that has its PBX from New.
func WatchLag(t testing.TB) {
	l := &lag{stop: make(chan struct{})}
	go l.run()
	t.Cleanup(func() { l.tell(t) })
}

func (l *lag) run() {
	t := time.NewTicker(tick)
	defer t.Stop()
	before := time.Now()
	for {
		select {
		case <-l.stop:
			return
		case <-t.C:
		}
		now := time.Now()
		if late := int64(now.Sub(before) - tick); late > l.most.Load() {
			l.most.Store(late)
		}
		before = now
	}
}

// tell ends the watch and, for a failed test, says how late it was.
func (l *lag) tell(t testing.TB) {
	close(l.stop)
	if late := time.Duration(l.most.Load()).Round(time.Millisecond); t.Failed() && late > tolerated {
		t.Logf("%sthis machine woke the phones up to %v late", child.Unsure, late)
	}
}
