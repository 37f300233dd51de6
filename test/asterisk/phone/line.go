package phone

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/emiago/sipgo"
	"github.com/emiago/sipgo/sip"
)

// line is one SIP socket with all its calls. Trunk and Agent are lines with a role.
type line struct {
	user   string
	addr   string // our host:port
	conn   *net.UDPConn
	ua     *sipgo.UserAgent
	client *sipgo.Client
	dialog *sipgo.DialogUA
	planOf func(number string) Plan
	keep   Keep
	// answers each text with 405, and does not say in Allow that it takes texts
	noTexts atomic.Bool
	ctx     context.Context
	cancel  context.CancelFunc
	wg      group

	mu      sync.Mutex
	calls   []*Call
	byID    map[string]*Call
	texts   []Text
	refused int           // texts
	changed chan struct{} // closed and renewed at every change of a call
}

// Keep bounds the received sound that is kept.
type Keep struct {
	Audio time.Duration // of one call; 0: 20 s
	Calls int           // of how many calls, the newest; 0: 200
}

func (k Keep) withDefaults() Keep {
	if k.Audio == 0 {
		k.Audio = 20 * time.Second
	}
	if k.Calls == 0 {
		k.Calls = 200
	}
	return k
}

// openLine binds addr, or a free loopback port when it is empty, and serves SIP there.
func openLine(addr, user string, keep Keep, planOf func(string) Plan) (*line, error) {
	if addr == "" {
		addr = "127.0.0.1:0"
	}
	local, err := net.ResolveUDPAddr("udp4", addr)
	if err != nil {
		return nil, fmt.Errorf("phone %s: %w", user, err)
	}
	if !local.IP.IsLoopback() {
		return nil, fmt.Errorf("phone %s: address %s is not loopback", user, addr)
	}
	conn, err := net.ListenUDP("udp4", local)
	if err != nil {
		return nil, fmt.Errorf("phone %s: %w", user, err)
	}
	conn.SetReadBuffer(4 << 20) // hundreds of INVITEs may come in one burst
	l := &line{user: user, addr: conn.LocalAddr().String(), conn: conn, planOf: planOf, keep: keep.withDefaults(),
		byID: map[string]*Call{}, changed: make(chan struct{})}
	l.ctx, l.cancel = context.WithCancel(context.Background())
	if err := l.serve(); err != nil {
		conn.Close()
		return nil, fmt.Errorf("phone %s: %w", user, err)
	}
	return l, nil
}

func (l *line) serve() error {
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	ua, err := sipgo.NewUA(sipgo.WithUserAgent(l.user), sipgo.WithUserAgentHostname("127.0.0.1"),
		sipgo.WithUserAgentTransportLayerOptions(sip.WithTransportLayerLogger(quiet),
			sip.WithTransportLayerReadFilter(l.filter)),
		sipgo.WithUserAgentTransactionLayerOptions(sip.WithTransactionLayerLogger(quiet)))
	if err != nil {
		return err
	}
	l.ua = ua
	server, err := sipgo.NewServer(ua, sipgo.WithServerLogger(quiet))
	if err != nil {
		return err
	}
	l.client, err = sipgo.NewClient(ua, sipgo.WithClientLogger(quiet), sipgo.WithClientAddr(l.addr),
		sipgo.WithClientConnectionAddr(l.addr))
	if err != nil {
		return err
	}
	l.dialog = &sipgo.DialogUA{Client: l.client, ContactHDR: sip.ContactHeader{Address: l.uri(l.user, l.addr)}}
	l.route(server)
	l.wg.Go(func() { server.ServeUDP(l.conn) })
	for ua.TransportLayer().Pool("udp").Get(l.addr) == nil {
		time.Sleep(time.Millisecond) // a request sent before the socket is in the pool would try to bind it again
	}
	return nil
}

func (l *line) route(s *sipgo.Server) {
	s.OnInvite(l.onInvite)
	s.OnAck(func(req *sip.Request, tx sip.ServerTransaction) {
		if c := l.find(req); c != nil {
			c.onAck(req, tx)
		}
	})
	s.OnBye(l.inCall((*Call).onBye))
	s.OnInfo(l.inCall((*Call).onInfo))
	s.OnUpdate(l.inCall((*Call).onUpdate))
	s.OnMessage(l.onMessage)
	s.OnOptions(func(req *sip.Request, tx sip.ServerTransaction) { ok(req, tx) })
	s.OnNotify(func(req *sip.Request, tx sip.ServerTransaction) { ok(req, tx) })
	s.OnCancel(func(req *sip.Request, tx sip.ServerTransaction) { // its INVITE is unknown here
		tx.Respond(sip.NewResponseFromRequest(req, 481, "Call/Transaction Does Not Exist", nil))
	})
}

func (l *line) inCall(handle func(*Call, *sip.Request, sip.ServerTransaction)) sipgo.RequestHandler {
	return func(req *sip.Request, tx sip.ServerTransaction) {
		if c := l.find(req); c != nil {
			handle(c, req, tx)
			return
		}
		tx.Respond(sip.NewResponseFromRequest(req, 481, "Call/Transaction Does Not Exist", nil))
	}
}

func ok(req *sip.Request, tx sip.ServerTransaction) {
	tx.Respond(sip.NewResponseFromRequest(req, 200, "OK", nil))
}

func (l *line) find(req *sip.Request) *Call {
	id := req.CallID()
	if id == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.byID[id.Value()]
}

func (l *line) add(c *Call) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls = append(l.calls, c)
	l.byID[c.rec.CallID] = c
	if n := len(l.calls) - l.keep.Calls; n > 0 {
		l.calls[n-1].dropAudio()
	}
	l.signal()
}

// signal wakes those who wait for a call to change; the lock is held.
func (l *line) signal() {
	close(l.changed)
	l.changed = make(chan struct{})
}

func (l *line) touched() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.signal()
}

// Addr is where this phone listens, host:port.
func (l *line) Addr() string { return l.addr }

// Calls are all calls so far, in the order they began.
func (l *line) Calls() []*Call {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]*Call(nil), l.calls...)
}

// Await returns the first call, in the order they began, for which match holds, waiting until there is one.
func (l *line) Await(ctx context.Context, match func(Record) bool) (*Call, error) {
	for {
		l.mu.Lock()
		changed, calls := l.changed, append([]*Call(nil), l.calls...)
		l.mu.Unlock()
		for _, c := range calls {
			if match(c.Brief()) {
				return c, nil
			}
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, fmt.Errorf("phone %s: no such call came: %w (%d calls)", l.user, ctx.Err(), len(calls))
		}
	}
}

// Close vanishes: the socket is shut, and no BYE is sent.
func (l *line) Close() error {
	l.cancel()
	for _, c := range l.Calls() {
		c.end("us")
	}
	l.ua.Close()
	err := l.conn.Close()
	l.wg.Close()
	return err
}

func (l *line) uri(user, addr string) sip.Uri {
	host, port, _ := sip.ParseAddr(addr) // both addresses come from sockets
	return sip.Uri{Scheme: "sip", User: user, Host: host, Port: port}
}

var callIDLine = regexp.MustCompile(`(?im)^(?:Call-ID|i)\s*:\s*(\S+)`)

// filter sees each datagram before SIP does: it drops what a deaf phone does not hear, and holds back the first
// CANCEL of a call that is to be answered just then (it will be sent again half a second later).
func (l *line) filter(_ sip.TransportReadProps, data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte("INVITE sip:")):
		number, _, _ := strings.Cut(string(data[len("INVITE sip:"):min(len(data), 80)]), "@")
		if m := callIDLine.FindSubmatch(data); m != nil && l.planOf(number).Deaf {
			l.ignored(string(m[1]), number)
			return nil, nil
		}
	case bytes.HasPrefix(data, []byte("CANCEL ")):
		m := callIDLine.FindSubmatch(data)
		if m == nil {
			break
		}
		l.mu.Lock()
		c := l.byID[string(m[1])]
		l.mu.Unlock()
		if c != nil && c.crossCancel() {
			return nil, nil
		}
	}
	return data, nil
}

// ignored logs a call that a deaf phone did not hear, once however often the INVITE is repeated.
func (l *line) ignored(callID, number string) {
	l.mu.Lock()
	known := l.byID[callID] != nil
	l.mu.Unlock()
	if !known {
		c := l.newCall(callID, Record{Incoming: true, Number: number})
		l.add(c)
	}
}
