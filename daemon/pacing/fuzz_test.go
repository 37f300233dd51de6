package pacing_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
)

// FuzzGuard lets the bytes be the adversary: whatever happens, in whatever order, as long as calls are only let out
// where there is room and agents only leave where they may.
func FuzzGuard(f *testing.F) {
	f.Add([]byte{5, 0, 0, 1, 1, 2, 3, 3, 3}, true)
	f.Add([]byte{3, 0, 8, 8, 8, 0, 1, 1, 1, 2, 2, 2}, false)
	f.Fuzz(func(t *testing.T, script []byte, atAnswer bool) {
		if len(script) == 0 {
			return
		}
		w := newWorld(int(script[0])%6, atAnswer)
		for i, b := range script[1:] {
			w.step(int(b))
			if w.l.Broken(w.set.Limit) {
				t.Fatalf("step %d: %d abandoned of %d, limit %d", i, w.l.Abandoned, w.l.Established, w.set.Limit)
			}
		}
	})
}

// world is the least of a floor: counts.
type world struct {
	set           pacing.Settings
	o             *pacing.Observation
	l             *pacing.Ledger
	atAnswer      bool
	rings, busy   int
	free, waiting int
}

func newWorld(limit int, atAnswer bool) *world {
	w := &world{set: exactly(limit), o: onFloor(0, 0, day(0, 0)), atAnswer: atAnswer}
	w.l = &w.o.Ledgers[0]
	return w
}

// see brings the observation up to date.
func (w *world) see() *pacing.Observation {
	o := onFloor(w.free, w.rings+w.waiting, *w.l)
	for i := range w.waiting {
		o.Calls[i].Answered = time.Hour
	}
	return o
}

// step does what the byte says, if it can be done.
func (w *world) step(b int) {
	times := 1 + b/16 // of the same: worst moments come quickly
	for range times {
		switch b % 8 {
		case 0:
			if w.set.Room(w.see()) > 0 {
				w.rings++
			}
		case 1:
			w.answer()
		case 2: // a consumer has waited for too long
			if w.waiting > 0 {
				w.waiting--
				w.l.Waiting--
				w.l.Abandoned++
				w.book(!w.atAnswer)
			}
		case 3: // a person, so the agent says
			if w.busy > 0 {
				w.busy--
				w.back()
				w.book(!w.atAnswer)
			}
		case 4: // a machine
			if w.busy > 0 && !w.atAnswer {
				w.busy--
				w.back()
			}
		case 5:
			w.rings = max(0, w.rings-1)
		case 6:
			w.back()
		case 7:
			if w.free > 0 && w.set.MayLeave(w.see()) {
				w.free--
			}
		}
	}
}

func (w *world) book(established bool) {
	if established {
		w.l.Established++
	}
}

// back is an agent who comes free, or comes in: a waiting consumer gets the agent.
func (w *world) back() {
	w.free++
	if w.waiting > 0 {
		w.waiting--
		w.l.Waiting--
		w.free--
		w.busy++
	}
}

func (w *world) answer() {
	if w.rings == 0 {
		return
	}
	w.rings--
	w.book(w.atAnswer)
	if w.free > 0 {
		w.free--
		w.busy++
		return
	}
	w.waiting++
	w.l.Waiting++
}
