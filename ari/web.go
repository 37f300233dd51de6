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
	maxAnswer   = 64 << 20
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
			IdleConnTimeout: idleTimeout, DisableCompression: true,
		}}
	}
	w.client, w.events = transport(), transport()
	return w
}

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
	if r.file != nil && resp.StatusCode == http.StatusOK {
		_, err := io.Copy(r.file, resp.Body)
		return resp.StatusCode, nil, err
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	return resp.StatusCode, body, err
}

func (w *web) request(ctx context.Context, r request) (*http.Request, error) {
	var body io.Reader
	if r.body != nil {
		b, err := json.Marshal(r.body)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, r.method, w.url(r), body)
	if err != nil {
		return nil, err
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
