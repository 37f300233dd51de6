package registers_test

import (
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/ringevett/ringevett/test/redistest"
)

// forward carries every connection to from over to to, until the test ends.
func forward(t testing.TB, from, to string) {
	t.Helper()
	var l net.Listener
	redistest.Eventually(t, "the dead server's port is free", func() (err error) {
		l, err = net.Listen("tcp", from)
		return err
	})
	(&proxy{to: to}).serve(t, l)
}

// proxy carries connections to a server, and goes over to another without cutting them.
type proxy struct {
	addr string
	mu   sync.Mutex
	to   string
	open []*carried
	cut  atomic.Bool // the connection on which something comes next is closed in place of carrying it
}

// carried is one client's connection and the one to the server.
type carried struct {
	in, out net.Conn
}

func newProxy(t testing.TB, to string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{addr: l.Addr().String(), to: to}
	p.serve(t, l)
	return p
}

func (p *proxy) serve(t testing.TB, l net.Listener) {
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			p.carry(in)
		}
	}()
}

func (p *proxy) carry(in net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	out, err := net.Dial("tcp", p.to)
	if err != nil {
		in.Close()
		return
	}
	c := &carried{in, out}
	p.open = append(p.open, c)
	go p.back(c, out)
	go func() {
		buf := make([]byte, 1<<16)
		for {
			n, err := in.Read(buf)
			if err != nil || p.cut.CompareAndSwap(true, false) {
				break
			}
			p.mu.Lock()
			out := c.out
			p.mu.Unlock()
			if _, err := out.Write(buf[:n]); err != nil {
				break
			}
		}
		in.Close()
		p.mu.Lock()
		defer p.mu.Unlock()
		c.out.Close()
	}()
}

// back carries what the server says, until the client is carried to another.
func (p *proxy) back(c *carried, out net.Conn) {
	io.Copy(c.in, out)
	p.mu.Lock()
	defer p.mu.Unlock()
	if out == c.out {
		out.Close()
		c.in.Close()
	}
}

// turn carries every client to another server from its next command on. One that waits for an answer waits in vain.
func (p *proxy) turn(to string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.to = to
	for _, c := range p.open {
		old := c.out
		out, err := net.Dial("tcp", to)
		if err != nil {
			c.in.Close()
			continue
		}
		c.out = out
		old.Close()
		go p.back(c, out)
	}
}
