package page

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/rest/live"
	"github.com/ringevett/ringevett/daemon/rest/sign"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Ports are what the page needs of the house.
type Ports struct {
	Status   func(ctx context.Context) (verb.Status, error)
	LimitPct func() int    // of abandoned calls
	Language func() string // where the browser asks for none that there is
	Now      func() time.Time
	Version  string
}

// Page is the page; nothing is served before Listen.
type Page struct {
	p       Ports
	serving atomic.Pointer[served]
}

// served is what there is while the page is on.
type served struct {
	address  string
	sessions *sign.Sessions
}

// New gives one that is off.
func New(p Ports) *Page { return &Page{p: p} }

// Verbs are what people ask of it over the socket.
func (p *Page) Verbs() []rest.Binding {
	return []rest.Binding{rest.Bind(verb.LinkPage, p.link)}
}

func (p *Page) link(ctx context.Context, _ verb.Nothing, by string) (verb.PageLink, error) {
	on := p.serving.Load()
	if on == nil {
		return verb.PageLink{}, fmt.Errorf("%w: there is no page: page.listen is empty in the configuration, or no "+
			"daemon runs", dialer.ErrRefused)
	}
	secret, until, err := on.sessions.Link(ctx, by)
	return verb.PageLink{URL: "http://" + on.address + "/sign-in#" + secret, Until: until}, err
}

// Server serves the page until Close.
type Server struct {
	page     *Page
	http     *rest.Server
	sessions *sign.Sessions
	hub      *live.Hub
	stop     context.CancelFunc // of the streams
}

// Listen serves the page at an address of this machine.
func (p *Page) Listen(address string, floor rest.Served) (*Server, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("page.listen: %w", err)
	}
	address = l.Addr().String()
	s := &Server{page: p, sessions: sign.New(sign.Ports{Staff: floor.Staff, Note: floor.Note, Now: p.p.Now})}
	s.hub = live.New(live.Ports{Status: p.p.Status, Staff: floor.Staff, Campaigns: floor.Campaigns})
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	h, err := newHouse(p.p, s.sessions, s.hub, rest.Inside(floor, p.p.Version))
	if err != nil {
		return nil, fmt.Errorf("the page: %w", err)
	}
	s.http = rest.Start(l, &http.Server{
		Handler: guarded(h.sessions.Handler(h.routes()), address), ReadHeaderTimeout: 5 * time.Second,
		IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
		BaseContext: func(net.Listener) context.Context { return ctx },
	})
	p.serving.Store(&served{address, s.sessions})
	return s, nil
}

// Addr is where it listens.
func (s *Server) Addr() string { return s.http.Addr() }

// Close ends the streams and waits for the other answers under way, as long as ctx allows.
func (s *Server) Close(ctx context.Context) error {
	s.page.serving.Store(nil)
	s.stop()
	err := s.http.Close(ctx)
	s.hub.Wait()
	s.sessions.Close()
	return err
}

// secretOf takes a link, or what is behind its #.
func secretOf(text string) string {
	_, after, has := strings.Cut(text, "#")
	if !has {
		after = text
	}
	return strings.TrimSpace(after)
}
