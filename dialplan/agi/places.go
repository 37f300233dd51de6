package agi

import (
	"container/list"
	"net"
	"sync"
	"time"
)

// crowd are the connections that have not shown who they are. When one more comes than fit, the oldest is closed:
// Asterisk shows itself within milliseconds, so that a process that opens connections and holds them closes its own.
// But none is closed within its grace, however many come: a flood would close Asterisk's own on a busy machine. The
// next one waits instead, in the queue of the kernel.
type crowd struct {
	most  int
	grace time.Duration

	mu    sync.Mutex
	conns list.List     // of arrival, the oldest first
	left  chan struct{} // one has gone
}

type arrival struct {
	conn net.Conn
	at   time.Time
}

// enter adds a connection, and gives the one that had to go for it, if any. It blocks while there is no room, at most
// as long as the grace. leave takes the connection out; it may be called twice.
func (w *crowd) enter(c net.Conn) (leave func(), gone net.Conn) {
	for {
		e, gone, wait := w.try(c)
		if e != nil {
			return func() { w.leave(e) }, gone
		}
		late := time.NewTimer(wait)
		select {
		case <-w.left:
		case <-late.C:
		}
		late.Stop()
	}
}

// try adds a connection where there is room, or the oldest has had its grace; else it gives how much of that is left.
func (w *crowd) try(c net.Conn) (e *list.Element, gone net.Conn, wait time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := time.Now()
	if w.conns.Len() >= w.most {
		oldest := w.conns.Front()
		if wait = w.grace - now.Sub(oldest.Value.(arrival).at); wait > 0 {
			return nil, nil, wait
		}
		gone = w.conns.Remove(oldest).(arrival).conn
	}
	return w.conns.PushBack(arrival{c, now}), gone, 0
}

func (w *crowd) leave(e *list.Element) {
	w.mu.Lock()
	w.conns.Remove(e) // of one that was taken out already, nothing
	w.mu.Unlock()
	select {
	case w.left <- struct{}{}:
	default:
	}
}

// places are how many are served at a time on each path, so that a full desk does not close the guard.
type places struct {
	most int

	mu    sync.Mutex
	taken map[string]int // by path; one that is not in use is not in it
}

// take gives a place on a path; ok is false where all are taken.
func (p *places) take(path string) (back func(), ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.taken == nil {
		p.taken = map[string]int{}
	}
	if p.taken[path] >= p.most {
		return nil, false
	}
	p.taken[path]++
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.taken[path]--; p.taken[path] == 0 {
			delete(p.taken, path)
		}
	}, true
}
