package engine

import (
	"sync"
	"time"
)

// inbox is the queue that everything which changes state goes through. It never blocks who puts and never drops.
type inbox struct {
	mu     sync.Mutex
	events []Event
	ready  chan struct{}
}

func newInbox() *inbox { return &inbox{ready: make(chan struct{}, 1)} }

func (q *inbox) put(ev Event) {
	q.mu.Lock()
	q.events = append(q.events, ev)
	q.mu.Unlock()
	select {
	case q.ready <- struct{}{}:
	default:
	}
}

func (q *inbox) take() []Event {
	q.mu.Lock()
	defer q.mu.Unlock()
	evs := q.events
	q.events = nil
	return evs
}

func (q *inbox) empty() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.events) == 0
}

// lanes run jobs: those with one key in order, those with different keys side by side.
type lanes struct {
	mu     sync.Mutex
	queues map[any][]func()
	wg     sync.WaitGroup
	ended  bool // takes no more jobs
	atOnce bool // by the caller, in place: for virtual time
}

func newLanes() *lanes { return &lanes{queues: map[any][]func(){}} }

func (l *lanes) do(key any, job func()) {
	if l.atOnce {
		job()
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ended {
		return
	}
	waiting, running := l.queues[key]
	l.queues[key] = append(waiting, job)
	if !running {
		l.wg.Go(func() { l.run(key) })
	}
}

func (l *lanes) run(key any) {
	for {
		l.mu.Lock()
		q := l.queues[key]
		if len(q) == 0 {
			delete(l.queues, key)
			l.mu.Unlock()
			return
		}
		l.queues[key] = q[1:]
		l.mu.Unlock()
		q[0]()
	}
}

// end takes no more jobs. It reports whether those taken are done within d.
func (l *lanes) end(d time.Duration) bool {
	l.mu.Lock()
	l.ended = true
	l.mu.Unlock()
	done := make(chan struct{})
	go func() { defer close(done); l.wg.Wait() }()
	select {
	case <-done:
		return true
	case <-time.After(d):
		return false
	}
}
