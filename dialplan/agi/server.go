package agi

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"runtime/debug"
	"slices"
	"sync"
	"time"
)

// Handler serves one AGI(). ctx ends at a hang-up, when the connection is closed, and at the server's stop after its
// drain.
type Handler interface {
	ServeAGI(ctx context.Context, s *Session) error
}

// HandlerFunc is a function as a Handler.
type HandlerFunc func(ctx context.Context, s *Session) error

// ServeAGI calls f.
func (f HandlerFunc) ServeAGI(ctx context.Context, s *Session) error { return f(ctx, s) }

// Scripts are handlers by the path of the URL.
type Scripts map[string]Handler

// ServeAGI has the path's handler do it.
func (m Scripts) ServeAGI(ctx context.Context, s *Session) error {
	h, ok := m[s.Request.Script]
	if !ok {
		return fmt.Errorf("no handler for the path %.40q", s.Request.Script)
	}
	return h.ServeAGI(ctx, s)
}

// refusalBudget is how long a refused peer may take to read one line.
const refusalBudget = 100 * time.Millisecond

// Logger takes a *logrus.Entry, and anything like it.
type Logger interface {
	Warnf(format string, args ...any)
}

// Server answers FastAGI connections. Zero values are good ones.
type Server struct {
	Handler Handler
	Peers   []netip.Addr // who may connect; none: this machine alone
	// whether the peer is Asterisk, asked before it gets a place; nil: it is
	Prove    func(ctx context.Context, s *Session) error
	Unproven int           // connections at a time until their proof; 0: 1024. One more closes the oldest
	Grace    time.Duration // within which none is closed for another, which waits; 0: 500 ms
	// at a time on one path, after it; 0: 100. A further one is closed at once, and Asterisk goes on
	PerPath        int
	HeaderTimeout  time.Duration // for the whole header; 0: 2 s
	CommandTimeout time.Duration // for one answer; 0: 2 s
	Drain          time.Duration // for those under way at the stop; 0: 3 s
	// one command, sent where the header is refused, before the connection is closed; "": none
	Refusal string
	Log     Logger // nil: none

	once    sync.Once
	crowded crowd
	places  places
	warned  warnings
}

// ready sets the limits, once.
func (srv *Server) ready() {
	srv.once.Do(func() {
		srv.crowded.most, srv.crowded.grace = cmp.Or(srv.Unproven, 1024), cmp.Or(srv.Grace, 500*time.Millisecond)
		srv.crowded.left = make(chan struct{}, 1)
		srv.places.most = cmp.Or(srv.PerPath, 100)
	})
}

// Serve answers until ctx ends, lets what is under way finish within Drain, and returns when all is over.
func (srv *Server) Serve(ctx context.Context, ln net.Listener) error {
	under, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	stop := context.AfterFunc(ctx, func() { ln.Close() })
	defer stop()
	var conns sync.WaitGroup
	err := srv.accept(ctx, ln, func(c net.Conn) {
		leave := srv.admit(c) // here, so that the oldest is the one that came first
		conns.Go(func() { srv.attend(under, c, leave) })
	})
	late := time.AfterFunc(cmp.Or(srv.Drain, 3*time.Second), cut)
	defer late.Stop()
	conns.Wait()
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// accept hands connections on until the listener is closed. Faults that pass, such as too many open files, are waited
// out.
func (srv *Server) accept(ctx context.Context, ln net.Listener, serve func(net.Conn)) error {
	for wait := time.Duration(0); ; {
		c, err := ln.Accept()
		if errors.Is(err, net.ErrClosed) || ctx.Err() != nil {
			if err == nil {
				c.Close()
			}
			return err
		}
		if err != nil {
			wait = min(max(2*wait, 5*time.Millisecond), time.Second)
			srv.warn("a connection could not be taken: %v", err)
			select {
			case <-ctx.Done():
			case <-time.After(wait):
			}
			continue
		}
		wait = 0
		if !srv.allowed(c.RemoteAddr()) {
			srv.warn("a connection from %v is refused: not among the peers", c.RemoteAddr())
			c.Close()
			continue
		}
		serve(c)
	}
}

func (srv *Server) allowed(addr net.Addr) bool {
	from, err := netip.ParseAddrPort(addr.String())
	if err != nil {
		return false
	}
	ip := from.Addr().Unmap()
	if len(srv.Peers) == 0 {
		return ip.IsLoopback()
	}
	return slices.ContainsFunc(srv.Peers, func(p netip.Addr) bool { return p.Unmap() == ip })
}

// ServeConn answers one connection, from any peer, and closes it.
func (srv *Server) ServeConn(ctx context.Context, c net.Conn) { srv.attend(ctx, c, srv.admit(c)) }

// admit takes a connection among those that have not shown who they are, and closes the oldest where there are too
// many.
func (srv *Server) admit(c net.Conn) (leave func()) {
	srv.ready()
	leave, gone := srv.crowded.enter(c)
	if gone != nil {
		srv.warn("a connection from %v that had not shown who it is is closed for the next one: %d wait",
			gone.RemoteAddr(), srv.crowded.most)
		gone.Close()
	}
	return leave
}

func (srv *Server) attend(ctx context.Context, c net.Conn, leave func()) {
	defer c.Close()
	defer leave()
	if err := srv.serve(ctx, c, leave); err != nil {
		srv.warn("agi: %v", err)
	}
}

// serve reads the header, has the peer prove itself, and hands it to its path.
func (srv *Server) serve(ctx context.Context, c net.Conn, proven func()) error {
	s, err := srv.open(ctx, c)
	if s == nil || err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	s.cancel = cancel
	go s.listen()
	defer func() { c.Close(); <-s.over }()
	if srv.Prove != nil {
		if err := contained(func() error { return srv.Prove(ctx, s) }); err != nil {
			return fmt.Errorf("%s: %w", s.Request.pathText(), err)
		}
	}
	proven()
	back, ok := srv.places.take(s.Request.Script)
	if !ok {
		srv.warn("a connection is refused: %d are open on %s", srv.places.most, s.Request.pathText())
		return nil
	}
	defer back()
	return contained(func() error { return srv.Handler.ServeAGI(ctx, s) })
}

// open reads the header; nil where the peer sent none.
func (srv *Server) open(ctx context.Context, c net.Conn) (*Session, error) {
	in := bufio.NewReaderSize(c, maxLine)
	if err := c.SetReadDeadline(time.Now().Add(cmp.Or(srv.HeaderTimeout, 2*time.Second))); err != nil {
		return nil, err
	}
	cutShort := context.AfterFunc(ctx, func() { c.Close() }) // a stop does not wait for a silent peer
	defer cutShort()
	if _, err := in.Peek(1); errors.Is(err, io.EOF) { // somebody looked whether we are there
		return nil, nil
	}
	q, err := readRequest(in)
	if errors.Is(err, ErrNotAGI) {
		srv.refuse(c)
	}
	if err != nil {
		return nil, err
	}
	return &Session{
		Request: q, conn: c, in: in, patience: cmp.Or(srv.CommandTimeout, 2*time.Second),
		answers: make(chan Reply, 1), over: make(chan struct{}), asked: make(chan struct{}, 1),
	}, c.SetReadDeadline(time.Time{})
}

// refuse sends the refusal to a peer whose header is none: behind it may be a channel that waits for our word.
func (srv *Server) refuse(c net.Conn) {
	if srv.Refusal == "" {
		return
	}
	if err := c.SetWriteDeadline(time.Now().Add(refusalBudget)); err == nil {
		io.WriteString(c, srv.Refusal+"\n") // a peer that does not take it hears nothing, as before
	}
}

// contained makes a panic of one call that call's error.
func contained(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return do()
}
