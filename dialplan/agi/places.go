package agi

import (
	"container/list"
	"net"
	"sync"
)

// crowd are the connections that have not shown who they are. When one more comes than fit, the oldest is closed: Asterisk shows
// itself within milliseconds, so that a process that opens connections and holds them closes its own.
type crowd struct {
	most int

	mu    sync.Mutex
	conns list.List // of net.Conn, the oldest first
}

// enter adds a connection, and gives the one that had to go for it, if any. leave takes the connection out; it may be called twice.
func (w *crowd) enter(c net.Conn) (leave func(), gone net.Conn) {
	w.mu.Lock()
	defer w.mu.Unlock()
	e := w.conns.PushBack(c)
	leave = func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.conns.Remove(e) // of one that was taken out already, nothing
	}
	if w.conns.Len() > w.most {
		gone = w.conns.Remove(w.conns.Front()).(net.Conn)
	}
	return leave, gone
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
