package aritest

import (
	"context"
	"errors"
	"net"
	"sync"
	"sync/atomic"
)

var errRefused = errors.New("connection refused")

// listener accepts in-memory pipes: a real socket would stop the clock of a synctest bubble.
type listener struct {
	incoming chan net.Conn
	done     chan struct{}
	close    func()

	mu    sync.Mutex
	conns []*mutable
}

// mute lets all present connections go dead.
func (l *listener) mute() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range l.conns {
		c.muted.Store(true)
	}
	l.conns = nil
}

// mutable is a connection whose answers can be made to vanish.
type mutable struct {
	net.Conn
	muted atomic.Bool
}

func (c *mutable) Write(b []byte) (int, error) {
	if c.muted.Load() {
		return len(b), nil
	}
	return c.Conn.Write(b)
}

func newListener() *listener {
	l := &listener{incoming: make(chan net.Conn), done: make(chan struct{})}
	l.close = sync.OnceFunc(func() { close(l.done) })
	return l
}

func (l *listener) dial(ctx context.Context) (net.Conn, error) {
	near, far := net.Pipe()
	conn := &mutable{Conn: far}
	select {
	case l.incoming <- conn:
		l.mu.Lock()
		l.conns = append(l.conns, conn)
		l.mu.Unlock()
		return near, nil
	case <-l.done:
		return nil, errRefused
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept waits for the next dial.
func (l *listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.incoming:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

// Close refuses all further dials.
func (l *listener) Close() error { l.close(); return nil }

// Addr is of no meaning here.
func (l *listener) Addr() net.Addr { return &net.UnixAddr{Name: "asterisk.test", Net: "pipe"} }
