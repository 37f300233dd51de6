package simulate

import (
	"container/heap"
	"time"
)

// event is one thing that will happen in the world. Those of one instant happen in the order in which they were
// foreseen.
type event struct {
	at time.Time
	no int
	do func()
}

// events are in the order in which they happen.
type events []event

func (q events) Len() int      { return len(q) }
func (q events) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q events) Less(i, j int) bool {
	if !q[i].at.Equal(q[j].at) {
		return q[i].at.Before(q[j].at)
	}
	return q[i].no < q[j].no
}
func (q *events) Push(x any) { *q = append(*q, x.(event)) }
func (q *events) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

func (q *events) push(e event) { heap.Push(q, e) }
func (q *events) pop() event   { return heap.Pop(q).(event) }
