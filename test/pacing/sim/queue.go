package sim

import "time"

// what is due.
type what uint8

const (
	tick what = iota
	ringing
	fails
	answers
	graceOver // or patience, whichever is first
	bridged
	talkOver
	wrapUpOver
	wantsBreak
	breakOver
	legDies
	legBack
	shift
)

// due is one thing that will happen. An agent's turn outlives what it was scheduled for; then the due thing is stale.
type due struct {
	at   time.Duration
	seq  uint64 // first scheduled, first done
	what what
	id   int
	turn int
}

func (d due) before(e due) bool { return d.at < e.at || d.at == e.at && d.seq < e.seq }

// queue is a binary heap by time.
type queue struct {
	heap []due
	seq  uint64
}

func (q *queue) push(d due) {
	q.seq++
	d.seq = q.seq
	h := append(q.heap, d)
	i := len(h) - 1
	for i > 0 && d.before(h[(i-1)/2]) {
		h[i] = h[(i-1)/2]
		i = (i - 1) / 2
	}
	h[i] = d
	q.heap = h
}

func (q *queue) pop() due {
	h := q.heap
	top, last := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	i := 0
	for {
		child := 2*i + 1
		if child >= len(h) {
			break
		}
		if child+1 < len(h) && h[child+1].before(h[child]) {
			child++
		}
		if !h[child].before(last) {
			break
		}
		h[i] = h[child]
		i = child
	}
	if len(h) > 0 {
		h[i] = last
	}
	q.heap = h
	return top
}
