// Package flood plays hostile peers of the daemon's two doors, FastAGI and the API, and the honest one among them.
package flood

import (
	"context"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Attack is what a process does with its connections: so many at a time, each followed by another once it is over.
type Attack struct {
	Name string
	Many int
	Do   func(ctx context.Context, c net.Conn) // returns when it has done with the connection, which is then closed
}

// Running is an attack under way.
type Running struct {
	conns atomic.Int64
	cease context.CancelFunc
	all   sync.WaitGroup
}

// Begin attacks an address until Stop.
func (a Attack) Begin(ctx context.Context, network, addr string) *Running {
	r := &Running{}
	ctx, r.cease = context.WithCancel(ctx)
	for range a.Many {
		r.all.Go(func() {
			for ctx.Err() == nil {
				r.connect(ctx, network, addr, a.Do)
			}
		})
	}
	return r
}

func (r *Running) connect(ctx context.Context, network, addr string, do func(context.Context, net.Conn)) {
	var d net.Dialer
	c, err := d.DialContext(ctx, network, addr)
	if err != nil { // refused for want of room: the next try may fit
		return
	}
	defer c.Close()
	r.conns.Add(1)
	stop := context.AfterFunc(ctx, func() { c.Close() })
	defer stop()
	do(ctx, c)
}

// Conns is how many connections were made so far.
func (r *Running) Conns() int64 { return r.conns.Load() }

// Await returns when so many connections were made, or ctx has ended.
func (r *Running) Await(ctx context.Context, n int64) {
	for r.Conns() < n && ctx.Err() == nil {
		<-time.After(time.Millisecond)
	}
}

// Stop ends the attack and waits for its connections to close.
func (r *Running) Stop() {
	r.cease()
	r.all.Wait()
}

// OnFastAGI are attacks by a process that has no key. head is the header of a visit, up to and with its empty line.
func OnFastAGI(head string) []Attack {
	return []Attack{
		{"silent connections", 400, untilClosed("")},
		{"more silent connections than there is room for", 1500, untilClosed("")},
		{"headers that trickle", 400, trickles(head)},
		{"whole headers without an answer", 400, untilClosed(head)},
		{"whole headers and a wrong key, at full speed", 8, untilClosed(head + "200 result=1 (guess)\n")},
		{"connections that are opened and closed, at full speed", 8, func(context.Context, net.Conn) {}},
		{"long headers of another's, at full speed", 8,
			untilClosed("agi_x: " + strings.Repeat("y", 8000) + "\n" + strings.Repeat("z\n", 10))},
	}
}

// OnHTTP are attacks by a process that may open the API's socket.
func OnHTTP() []Attack {
	const ask = " HTTP/1.1\r\nHost: x\r\n"
	return []Attack{
		{"requests without an end", 400, untilClosed("GET /status" + ask + "X-A: ")},
		{"requests that trickle", 400, trickles("GET /status" + ask + "X-A: " + strings.Repeat("a", 1<<10))},
		{"bodies that never come", 400, untilClosed("POST /clients" + ask + "Content-Length: 1000\r\n\r\n")},
		{"requests at full speed", 8, untilClosed("GET /status" + ask + "Connection: close\r\n\r\n")},
		{"paths that are not there, at full speed", 8, untilClosed("GET /" + strings.Repeat("y", 4000) + ask +
			"Connection: close\r\n\r\n")},
	}
}

// untilClosed sends a text and keeps the connection until the other end closes it.
func untilClosed(text string) func(context.Context, net.Conn) {
	return func(_ context.Context, c net.Conn) {
		io.WriteString(c, text)
		io.Copy(io.Discard, c)
	}
}

// trickles sends a text byte by byte.
func trickles(text string) func(context.Context, net.Conn) {
	return func(ctx context.Context, c net.Conn) {
		for _, b := range []byte(text) {
			if _, err := c.Write([]byte{b}); err != nil || ctx.Err() != nil {
				return
			}
			<-time.After(20 * time.Millisecond)
		}
	}
}
