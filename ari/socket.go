package ari

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/coder/websocket"
	"github.com/go-json-experiment/json"
)

// Asterisk carries out one connection's requests one after another; more than a few on the way only wait there.
const socketWindow = 16

// How long an older Asterisk, which ignores what it is sent, is given to answer the first request.
const probeTimeout = 2 * time.Second

// maxRequest is the longest message that Asterisk reads from a WebSocket, in bytes; it closes the connection over a
// longer one.
const maxRequest = 65535

// restSocket sends requests over the connection of the events.
type restSocket struct {
	conn    *websocket.Conn
	timeout time.Duration
	window  chan struct{}
	lost    <-chan struct{}
	odd     *oddities

	mu      sync.Mutex
	last    uint64
	pending map[string]chan RESTResponse
}

func newRestSocket(s *session) *restSocket {
	return &restSocket{conn: s.conn, timeout: s.c.cfg.RequestTimeout, lost: s.lost, odd: s.c.odd,
		window: make(chan struct{}, socketWindow), pending: map[string]chan RESTResponse{}}
}

type restRequest struct {
	Type        string `json:"type"`
	Transaction string `json:"transaction_id"`
	Request     string `json:"request_id"`
	Method      string `json:"method"`
	URI         string `json:"uri"`
	ContentType string `json:"content_type,omitzero"`
	Body        string `json:"message_body,omitzero"`
}

func (r *restSocket) do(ctx context.Context, req request) (int, []byte, error) {
	select {
	case r.window <- struct{}{}:
		defer func() { <-r.window }()
	case <-r.lost:
		return 0, nil, &dialError{ErrConnectionLost} // not sent at all
	case <-ctx.Done():
		return 0, nil, ctx.Err()
	}
	id, answer := r.expect()
	defer r.forget(id)
	if err := r.write(id, req); err != nil {
		return 0, nil, err
	}
	select {
	case a := <-answer:
		return a.StatusCode, []byte(a.MessageBody), nil
	case <-r.lost:
		return 0, nil, fmt.Errorf("while waiting for the answer")
	case <-ctx.Done():
		return 0, nil, ctx.Err()
	}
}

// write does not take the caller's context: coder/websocket closes the connection when that of a write ends.
func (r *restSocket) write(id string, req request) error {
	frame := restRequest{Type: "RESTRequest", Transaction: id, Request: id, Method: req.method, URI: req.uri()}
	if req.body != nil {
		b, err := json.Marshal(req.body)
		if err != nil {
			return err
		}
		frame.ContentType, frame.Body = "application/json", string(b)
	}
	b, err := json.Marshal(frame)
	if err != nil {
		return err
	}
	if len(b) > maxRequest {
		return fmt.Errorf("%w: a request of %d bytes, Asterisk takes %d over a WebSocket", ErrTooLong, len(b),
			maxRequest)
	}
	ctx, cancel := context.WithTimeout(context.Background(), r.timeout)
	defer cancel()
	return r.conn.Write(ctx, websocket.MessageText, b)
}

func (r *restSocket) expect() (string, <-chan RESTResponse) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last++
	id := strconv.FormatUint(r.last, 10)
	answer := make(chan RESTResponse, 1)
	r.pending[id] = answer
	return id, answer
}

func (r *restSocket) forget(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.pending, id)
}

// answer hands a RESTResponse to the request that waits for it. A late one is dropped: its request has given up.
func (r *restSocket) answer(raw []byte) {
	var a RESTResponse
	odd, err := readMost(raw, &a)
	if odd != nil || err != nil {
		r.odd.tell("an answer over the WebSocket", errors.Join(odd, err)) // its asker may wait until its time limit
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if ch := r.pending[a.RequestID]; ch != nil {
		ch <- a
		delete(r.pending, a.RequestID)
	}
}

// probe tells whether Asterisk answers requests here at all.
func (r *restSocket) probe(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	status, _, err := r.do(ctx, get("asterisk", "ping"))
	return err == nil && status == 200
}
