package engine

import (
	"container/heap"
	"time"
)

// deadline is one instant at which something is looked at again. Order is by time, then class and id, so that a run can
// be repeated exactly.
type deadline struct {
	at    time.Time
	class class
	id    int64
	fire  func(now time.Time)
	place int // in the heap; below 0: fired or forgotten
}

type class uint8

const (
	ofCall class = iota
	ofSeat
	ofCampaign
	ofRecording
	ofCaller
	ofErrand
	ofClaim
	ofListening
	ofFloor
)

type deadlines []*deadline

func (d deadlines) Len() int { return len(d) }
func (d deadlines) Swap(i, j int) {
	d[i], d[j] = d[j], d[i]
	d[i].place, d[j].place = i, j
}
func (d deadlines) Less(i, j int) bool {
	a, b := d[i], d[j]
	if !a.at.Equal(b.at) {
		return a.at.Before(b.at)
	}
	if a.class != b.class {
		return a.class < b.class
	}
	return a.id < b.id
}
func (d *deadlines) Push(x any) {
	one := x.(*deadline)
	one.place = len(*d)
	*d = append(*d, one)
}
func (d *deadlines) Pop() any {
	n := len(*d) - 1
	last := (*d)[n]
	(*d)[n] = nil
	*d = (*d)[:n]
	last.place = -1
	return last
}

// remind has fire called at the given instant; the zero instant is never. fire checks that it still applies.
func (e *Engine) remind(at time.Time, c class, id int64, fire func(now time.Time)) *deadline {
	if at.IsZero() {
		return nil
	}
	d := &deadline{at: at, class: c, id: id, fire: fire}
	heap.Push(&e.due, d)
	return d
}

// forget takes a deadline back that has not fired; nil is none.
func (e *Engine) forget(d *deadline) {
	if d != nil && d.place >= 0 {
		heap.Remove(&e.due, d.place)
	}
}

// fireDue calls what is due, in order.
func (e *Engine) fireDue(now time.Time) {
	for len(e.due) > 0 && !e.due[0].at.After(now) {
		heap.Pop(&e.due).(*deadline).fire(now)
	}
}
