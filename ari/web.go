package ari

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
)

// Asterisk closes an idle connection after 15 s (session_keep_alive); we do so earlier, since a POST
// that meets a closing connection is not sent again. Its sessionlimit is 100 for all clients together.
const (
	idleTimeout = 10 * time.Second
	maxConns    = 32
)

// What an answer may hold, in bytes: a list of all channels, any other answer, a stored recording (18 hours of alaw),
// and the words of a refusal. A header of Asterisk's has a few hundred.
const (
	maxList   = 64 << 20
	maxAnswer = 1 << 20
	maxFile   = 512 << 20
	maxWords  = 64 << 10
	maxHeader = 64 << 10
)

// maxBody is what Asterisk reads of a body (http.c, MAX_CONTENT_LENGTH), maxLine of a request's first line
// (MAX_HTTP_LINE_LENGTH).
const (
	maxBody = 40960
	maxLine = 4096
)

// web sends requests by HTTP over kept connections.
type web struct {
	cfg    Config
	ctx    context.Context // of the client: no dialling after its end
	client *http.Client    // requests
	events *http.Client    // upgrades, which would count as busy connections
	open   sync.WaitGroup  // connections
}

func newWeb(ctx context.Context, cfg Config) *web {
	w := &web{cfg: cfg, ctx: ctx}
	transport := func() *http.Client {
		return &http.Client{Transport: &http.Transport{
			DialContext: w.dial, MaxConnsPerHost: maxConns, MaxIdleConnsPerHost: maxConns,
			IdleConnTimeout: idleTimeout, DisableCompression: true, MaxResponseHeaderBytes: maxHeader,
		}, CheckRedirect: refuseRedirect}
	}
	w.client, w.events = transport(), transport()
	return w
}

// refuseRedirect gives the redirecting answer back as it is: Go would turn a DELETE into a GET, whose success says
// nothing.
func refuseRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func (w *web) do(ctx context.Context, r request) (int, []byte, error) {
	req, err := w.request(ctx, r)
	if err != nil {
		return 0, nil, err
	}
	resp, err := w.client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	if to := resp.Header.Get("Location"); resp.StatusCode >= 300 && resp.StatusCode < 400 {
		words := fmt.Sprintf("redirects to %q, which is not followed: the url of the configuration must be "+
			"Asterisk's own", to)
		return resp.StatusCode, []byte(words), nil
	}
	if r.file != nil && resp.StatusCode == http.StatusOK {
		_, err := io.Copy(r.file, &capped{resp.Body, maxFile, maxFile})
		return resp.StatusCode, nil, err
	}
	body, err := io.ReadAll(&capped{resp.Body, limitOf(r, resp.StatusCode), limitOf(r, resp.StatusCode)})
	return resp.StatusCode, body, err
}

// limitOf is how many bytes an answer may have.
func limitOf(r request, status int) int64 {
	switch {
	case status < 200 || status > 299:
		return maxWords
	case r.bulk:
		return maxList
	}
	return maxAnswer
}

// capped reads up to limit bytes and fails with ErrTooLong where there are more; left is what may still come.
type capped struct {
	r           io.Reader
	left, limit int64
}

func (c *capped) Read(b []byte) (int, error) {
	if int64(len(b)) > c.left+1 {
		b = b[:c.left+1]
	}
	n, err := c.r.Read(b)
	if int64(n) > c.left {
		return int(c.left), fmt.Errorf("%w: an answer of more than %d bytes", ErrTooLong, c.limit)
	}
	c.left -= int64(n)
	return n, err
}

func (w *web) request(ctx context.Context, r request) (*http.Request, error) {
	var body io.Reader
	if r.body != nil {
		b, err := json.Marshal(r.body)
		if err != nil {
			return nil, err
		}
		if len(b) > maxBody {
			return nil, fmt.Errorf("%w: a body of %d bytes, Asterisk takes %d", ErrTooLong, len(b), maxBody)
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, r.method, w.url(r), body)
	if err != nil {
		return nil, err
	}
	if n := len(r.method) + len(" ") + len(req.URL.RequestURI()) + len(" HTTP/1.1\r\n"); n > maxLine {
		return nil, fmt.Errorf("%w: a request line of %d bytes, Asterisk takes %d", ErrTooLong, n, maxLine)
	}
	req.SetBasicAuth(w.cfg.User, w.cfg.Password)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return req, nil
}

func (w *web) url(r request) string { return strings.TrimSuffix(w.cfg.URL, "/") + "/" + r.uri() }

// close ends the connections and waits for them; requests must have ended before.
func (w *web) close() {
	w.client.CloseIdleConnections()
	w.events.CloseIdleConnections()
	w.open.Wait()
}

// dialError means that there was no connection, so nothing was carried out.
type dialError struct{ err error }

func (e *dialError) Error() string { return e.err.Error() }
func (e *dialError) Unwrap() error { return e.err }

func (w *web) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, w.cfg.RequestTimeout)
	defer cancel()
	defer context.AfterFunc(w.ctx, cancel)()
	w.open.Add(1)
	conn, err := w.cfg.Dial(ctx, network, addr)
	if err == nil && w.ctx.Err() != nil {
		conn.Close()
		err = w.ctx.Err()
	}
	if err != nil {
		w.open.Done()
		return nil, &dialError{fmt.Errorf("dial %s: %w", addr, err)}
	}
	return &counted{Conn: conn, done: sync.OnceFunc(w.open.Done)}, nil
}

// counted is a connection that tells its end.
type counted struct {
	net.Conn
	done func()
}

func (c *counted) Close() error {
	defer c.done()
	return c.Conn.Close()
}
