package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// ErrNoDaemon says that no daemon listens on the socket.
var ErrNoDaemon = errors.New("no daemon runs")

// Remote is the Floor of the daemon behind a socket. The daemon learns from the kernel who asks; by is not sent.
type Remote struct {
	http  *http.Client
	close func() error // what serves it; nil: a daemon does
}

// Dial finds the daemon; ErrNoDaemon when none listens.
func Dial(ctx context.Context, socket string) (*Remote, error) {
	var d net.Dialer
	c, err := d.DialContext(ctx, "unix", socket)
	switch {
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED):
		return nil, ErrNoDaemon
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("%w: the daemon's socket %s is for root and the daemon's own user: use sudo",
			dialer.ErrRefused, socket)
	case err != nil:
		return nil, fmt.Errorf("connect to the daemon: %w", err)
	}
	c.Close()
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) { return d.DialContext(ctx, "unix", socket) }
	return &Remote{http: &http.Client{Transport: &http.Transport{DialContext: dial}}}, nil
}

// Close ends the idle connections.
func (r *Remote) Close() error {
	r.http.CloseIdleConnections()
	if r.close == nil {
		return nil
	}
	return r.close()
}

// body is what a request carries.
type body struct {
	kind string
	text io.Reader // read to its end at most once
}

func jsonBody(v any) body {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // only plain structs come here
	}
	return body{"application/json", bytes.NewReader(text)}
}

// send gives an answer as it comes; who asks closes it.
func send(ctx context.Context, r *Remote, method, path string, query url.Values, b body) (io.ReadCloser, error) {
	u := url.URL{Scheme: "http", Host: "ringevett", Path: path, RawQuery: query.Encode()}
	req, err := http.NewRequestWithContext(ctx, method, u.String(), b.text)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	if b.kind != "" {
		req.Header.Set("Content-Type", b.kind)
	}
	res, err := r.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask the daemon: %w", err)
	}
	if res.StatusCode < 300 {
		return res.Body, nil
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, fmt.Errorf("read the daemon's answer: %w", err)
	}
	return nil, faultOf(res.StatusCode, text)
}

// faultOf reads what the daemon, or the HTTP server before it, says is wrong.
func faultOf(status int, text []byte) error {
	var p struct {
		Detail string `json:"detail"`
		Errors []struct {
			Message  string `json:"message"`
			Location string `json:"location"`
		} `json:"errors"`
	}
	if json.Unmarshal(text, &p) != nil || p.Detail == "" {
		return &Fault{status, strings.TrimSpace(string(text))}
	}
	for _, e := range p.Errors {
		p.Detail += "\n" + e.Location + ": " + e.Message
	}
	return &Fault{status, p.Detail}
}
