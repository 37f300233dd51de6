package ari

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
)

// request is one operation: where it goes, and what may be done when the answer fails to come.
type request struct {
	method string
	path   []string // segments, not escaped
	query  url.Values
	body   any
	redo   redo
	bulk   bool      // always by HTTP: long lists would hold up the events
	file   io.Writer // takes the answer as it is
}

// redo says whether a request whose connection broke may be sent once more, and what then counts as done.
type redo uint8

const (
	once      redo = iota
	harmless       // a question, or setting the same again
	creates        // under an id of ours: "exists already" means that the first one arrived
	takesAway      // "not found" means that the first one arrived
)

func get(path ...string) request  { return request{method: http.MethodGet, path: path, redo: harmless} }
func post(path ...string) request { return request{method: http.MethodPost, path: path} }
func put(path ...string) request {
	return request{method: http.MethodPut, path: path, redo: harmless}
}
func remove(path ...string) request {
	return request{method: http.MethodDelete, path: path, redo: takesAway}
}

// with adds query parameters, name and value in turn; empty values are left out.
func (r request) with(pairs ...string) request {
	q := url.Values{}
	for k, v := range r.query {
		q[k] = v
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	r.query = q
	return r
}

func (r request) variables(vars map[string]string) request {
	if len(vars) > 0 {
		r.body = map[string]any{"variables": vars}
	}
	return r
}

func (r request) creating() request { r.redo = creates; return r }
func (r request) op() string        { return r.method + " " + strings.Join(r.path, "/") }

// uri is relative to the base, without a leading slash.
func (r request) uri() string {
	segments := make([]string, len(r.path))
	for i, s := range r.path {
		segments[i] = escape(s)
	}
	uri := strings.Join(segments, "/")
	if len(r.query) > 0 {
		uri += "?" + r.query.Encode()
	}
	return uri
}

// escape leaves only what is plain everywhere: Asterisk takes a "+" in a path for a space, which url.PathEscape lets
// through.
func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte("-_.~", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

// do sends a request and decodes the answer into out, if that is not nil.
func (c *Client) do(ctx context.Context, r request, out any) error {
	if !c.begin() {
		return &Error{Op: r.op(), cause: ErrClosed}
	}
	defer c.work.Done()
	body, err := c.attempt(ctx, r)
	if r.redo != once && errors.Is(err, ErrConnectionLost) {
		body, err = c.again(ctx, r)
	}
	if err != nil || out == nil || len(body) == 0 {
		return err
	}
	odd, err := readMost(body, out)
	if odd != nil {
		c.odd.tell(fmt.Sprintf("an answer of type %T", out), odd)
	}
	if err != nil {
		return fmt.Errorf("ari: %s: decode the answer: %w", r.op(), err)
	}
	return nil
}

// again repeats a request of which it is not known whether it arrived.
func (c *Client) again(ctx context.Context, r request) ([]byte, error) {
	body, err := c.attempt(ctx, r)
	switch {
	case r.redo == creates && errors.Is(err, ErrConflict), r.redo == takesAway && errors.Is(err, ErrNotFound):
		return nil, nil
	}
	return body, err
}

// attempt sends a request one time and sorts what comes of it.
func (c *Client) attempt(ctx context.Context, r request) ([]byte, error) {
	limited, cancel := context.WithTimeout(ctx, c.cfg.RequestTimeout)
	defer cancel()
	defer context.AfterFunc(c.ctx, cancel)()
	began := time.Now()
	status, body, err := c.send(limited, r)
	c.cfg.Asked(time.Since(began), err)
	if err != nil {
		return nil, &Error{Op: r.op(), cause: c.whyFailed(ctx, limited, err)}
	}
	if status < 200 || status > 299 {
		return nil, &Error{Op: r.op(), Status: status, Message: message(body)}
	}
	return body, nil
}

func (c *Client) send(ctx context.Context, r request) (int, []byte, error) {
	if s := c.socket.Load(); s != nil && s.rest != nil && !r.bulk && r.file == nil {
		return s.rest.do(ctx, r)
	}
	return c.web.do(ctx, r)
}

func (c *Client) whyFailed(ctx, limited context.Context, err error) error {
	var refused *dialError
	switch {
	case errors.Is(err, ErrTooLong):
		return err
	case c.ctx.Err() != nil:
		return ErrClosed
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &refused):
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	case limited.Err() != nil:
		return fmt.Errorf("no answer in %v: %w", c.cfg.RequestTimeout, limited.Err())
	}
	return fmt.Errorf("%w: %w", ErrConnectionLost, err)
}

// message takes Asterisk's words out of an error's body.
func message(body []byte) string {
	var m struct {
		Message string `json:"message"`
		Error   string `json:"error"`
	}
	if json.Unmarshal(body, &m, lenient) != nil {
		// the cut may split a character
		return strings.TrimSpace(strings.ToValidUTF8(string(body[:min(len(body), 200)]), ""))
	}
	return m.Message + m.Error
}
