package ari

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/coder/websocket"
)

// An event has half a kilobyte; answers over the WebSocket may be longer.
const maxFrame = 16 << 20

// maxHeld is what may come while a connection is being settled: seconds, at a few megabytes a second where 1500 calls
// a second begin.
const maxHeld = 64 << 20

// session is one WebSocket connection, from its upgrade to its loss.
type session struct {
	c       *Client
	epoch   uint64
	conn    *websocket.Conn
	rest    *restSocket // nil: requests go by HTTP
	repeats *repeats
	proof   []byte // name of the user event by which we see that events flow
	proved  chan struct{}
	begun   time.Time

	unproved int // proofs in a row that could not be asked for; of settle and then watch alone

	lost chan struct{} // closed when the reader has ended
	err  error         // why; to be read after lost
	work sync.WaitGroup

	mu      sync.Mutex
	held    [][]byte // what came before the snapshot was taken; released after Up is told
	flowing bool

	heldBytes int // in held, at most maxHeld
}

// open connects, takes stock, tells Up and lets the events flow.
func (c *Client) open(ctx context.Context, epoch uint64) (*session, error) {
	if c.cfg.Before != nil {
		if err := c.cfg.Before(ctx, c); err != nil {
			return nil, err
		}
	}
	s, err := c.upgrade(ctx, epoch)
	if err != nil {
		return nil, err
	}
	s.work.Go(s.read)
	s.work.Go(s.ping)
	up, err := s.settle(ctx)
	if err != nil {
		select {
		case <-s.lost: // the requests failed because the connection did: its own reason says more
			err = errors.Join(s.err, err)
		default:
		}
		s.close()
		return nil, err
	}
	s.begin(up)
	s.work.Go(s.watch)
	return s, nil
}

func (c *Client) upgrade(ctx context.Context, epoch uint64) (*session, error) {
	ctx, cancel := context.WithTimeout(ctx, c.cfg.RequestTimeout)
	defer cancel()
	defer context.AfterFunc(c.ctx, cancel)()
	r := get("events").with("app", c.cfg.App)
	head, err := c.web.request(ctx, r)
	if err != nil {
		return nil, err
	}
	conn, resp, err := websocket.Dial(ctx, c.web.url(r), &websocket.DialOptions{
		HTTPClient: c.web.events, HTTPHeader: head.Header,
	})
	if err != nil {
		return nil, c.refusal(ctx, r, resp, err)
	}
	conn.SetReadLimit(maxFrame)
	s := &session{c: c, epoch: epoch, conn: conn, repeats: newRepeats(),
		proof: newProof(), proved: make(chan struct{}, 1), lost: make(chan struct{}), begun: time.Now()}
	return s, nil
}

// refusal tells why there was no upgrade: no connection, or a status (401, 403, 503 while booting).
func (c *Client) refusal(ctx context.Context, r request, resp *http.Response, err error) error {
	if resp != nil && resp.StatusCode != http.StatusSwitchingProtocols {
		e := &Error{Op: r.op(), Status: resp.StatusCode, Message: http.StatusText(resp.StatusCode)}
		if e.Status == http.StatusNotFound { // while booting, before the module of the events is loaded
			e.cause = ErrUnavailable
		}
		return e
	}
	return &Error{Op: r.op(), cause: c.whyFailed(context.WithoutCancel(ctx), ctx, err)}
}

// settle does what must be done again after each connect.
func (s *session) settle(ctx context.Context) (up Up, err error) {
	if s.c.cfg.Transport == WebSocket {
		rest := newRestSocket(s)
		s.mu.Lock()
		s.rest = rest
		s.mu.Unlock()
		if !rest.probe(ctx) {
			s.mu.Lock()
			s.rest = nil
			s.mu.Unlock()
		}
	}
	up.EventHead = headOf("Up", s.epoch)
	up.Faults = s.c.configure(ctx)
	if up.Info, err = s.c.AsteriskInfo(ctx); err != nil {
		return up, err
	}
	if up.Snapshot, err = s.c.Snapshot(ctx); err != nil {
		return up, err
	}
	up.Snapshot.Epoch = s.epoch
	return up, s.prove(ctx)
}

// configure sets filter and subscriptions: Asterisk forgets them when an application without channels disconnects.
func (c *Client) configure(ctx context.Context) (faults []error) {
	if err := c.FilterEvents(ctx, c.cfg.App, Filter{Disallowed: c.cfg.Disallow}); err != nil {
		faults = append(faults, err)
	}
	for _, source := range c.cfg.Subscribe {
		if _, err := c.Subscribe(ctx, c.cfg.App, source); err != nil {
			faults = append(faults, fmt.Errorf("event source %s: %w", source, err))
		}
	}
	return faults
}

// begin tells Up first, then delivers what has come meanwhile, then whatever comes.
func (s *session) begin(up Up) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.c.socket.Store(s)
	s.c.proven.Store(time.Now().UnixNano())
	s.c.resync(up)
	for _, raw := range s.held {
		s.deliver(raw)
	}
	s.held, s.flowing = nil, true
}

// read takes messages off the socket until it breaks. It must never wait for anything else: Asterisk closes
// a connection that takes no bytes for websocket_write_timeout, 100 ms unless set.
func (s *session) read() {
	defer close(s.lost)
	defer s.conn.CloseNow()
	var buf []byte
	for {
		var err error
		if buf, err = s.message(buf[:0]); err == nil {
			err = s.take(buf)
		}
		if err != nil {
			s.mu.Lock()
			s.err = errOr(s.err, err)
			s.mu.Unlock()
			return
		}
	}
}

func errOr(first, second error) error {
	if first != nil {
		return first
	}
	return second
}

// message reads one message into buf. The background context is on purpose: a cancellable one doubles the cost.
func (s *session) message(buf []byte) ([]byte, error) {
	_, r, err := s.conn.Reader(context.Background())
	if err != nil {
		return buf, err
	}
	for {
		buf = slices.Grow(buf, 1024)
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch {
		case err == io.EOF:
			return buf, nil
		case err != nil:
			return buf, err
		}
	}
}
