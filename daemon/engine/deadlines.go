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
}

type class uint8

const (
	ofCall class = iota
	ofSeat
	ofCampaign
	ofRecording
	ofCaller
)

type deadlines []deadline

func (d deadlines) Len() int      { return len(d) }
func (d deadlines) Swap(i, j int) { d[i], d[j] = d[j], d[i] }
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
func (d *deadlines) Push(x any) { *d = append(*d, x.(deadline)) }
func (d *deadlines) Pop() any {
	last := (*d)[len(*d)-1]
	*d = (*d)[:len(*d)-1]
	return last
}

// remind has fire called at the given instant; the zero instant is never. Whoever fires checks that it still applies.
func (e *Engine) remind(at time.Time, c class, id int64, fire func(now time.Time)) {
	if !at.IsZero() {
		heap.Push(&e.due, deadline{at, c, id, fire})
	}
}

// fireDue calls what is due, in order.
func (e *Engine) fireDue(now time.Time) {
	for len(e.due) > 0 && !e.due[0].at.After(now) {
		d := heap.Pop(&e.due).(deadline)
		d.fire(now)
	}
}
