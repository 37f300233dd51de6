package rest

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
)

// Within serves a floor to this process alone, where no daemon runs: what a command may do, and what the journal keeps
// of it, is decided by the same routes. Bodies have no bound of size here. Close it before the floor.
func Within(floor Served, version string) *Remote {
	p := &pipes{conns: make(chan net.Conn), closed: make(chan struct{})}
	srv := &http.Server{
		Handler: Handler(floor, version),
		ConnContext: func(ctx context.Context, _ net.Conn) context.Context {
			return context.WithValue(context.WithValue(ctx, peerKey{}, Self()), withinKey{}, true)
		},
	}
	var served sync.WaitGroup
	served.Go(func() { srv.Serve(p) })
	return &Remote{
		http: &http.Client{Transport: &http.Transport{DialContext: p.dial}},
		close: func() error {
			err := errors.Join(srv.Close(), p.Close())
			served.Wait()
			return err
		},
	}
}

type withinKey struct{}

// pipes is a listener whose connections do not leave the process.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	near, far := net.Pipe()
	select {
	case p.conns <- far:
		return near, nil
	case <-p.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept gives the next connection.
func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// Close ends Accept and dial.
func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

// Addr names no place: there is none.
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "within", Net: "unix"} }
