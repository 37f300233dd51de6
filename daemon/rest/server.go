package rest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Server serves from Start, or Listen, to Close.
type Server struct {
	http *http.Server
	addr net.Addr
	done chan error
}

// Handler is the API without a socket. The verbs' declarations say what each asker may ask. It panics where
// those and the bindings do not meet one to one: that is a fault of the program.
func Handler(h Served, version string) http.Handler {
	bound := append(h.Bindings(), own()...)
	if err := unbound(verb.All(), bound); err != nil {
		panic(err)
	}
	mux := http.NewServeMux()
	c := huma.DefaultConfig("Ringevett", version)
	c.DocsPath = ""     // its page would load a script from elsewhere; /openapi.json tells the same
	c.CreateHooks = nil // no $schema in answers
	c.SchemasPath = ""
	api := humago.New(mux, c)
	api.UseMiddleware(admit(api, h))
	for _, b := range bound {
		serve(api, b)
	}
	return mux
}

// own are the verbs that the server answers itself.
func own() []Binding {
	return []Binding{
		Bind(verb.ShowMe, Reading(func(ctx context.Context) (verb.Asker, error) { return askerOf(ctx).out(), nil })),
		Bind(verb.ShowMemory, Querying(memoryNow)),
		// The copy is made by the command; admit has noted who makes it.
		Bind(verb.NoteCopy, Reading(func(context.Context) (verb.Done, error) { return verb.Done{Done: true}, nil })),
	}
}

// Listen serves the floor on a Unix socket. A socket that another process listens on is refused; a dead one is
// replaced.
func Listen(path string, floor Served, version string) (*Server, error) {
	l, err := listen(path)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", path, err)
	}
	return Start(l, &http.Server{
		Handler:           ownOnly(Handler(floor, version), floor),
		ConnContext:       withPeer,
		ReadHeaderTimeout: 5 * time.Second,
		IdleTimeout:       time.Minute,
	}), nil
}

// Start has h serve what l accepts, until Close.
func Start(l net.Listener, h *http.Server) *Server {
	s := &Server{http: h, addr: l.Addr(), done: make(chan error, 1)}
	go func() { s.done <- s.http.Serve(l) }()
	return s
}

// Addr is where it listens.
func (s *Server) Addr() string { return s.addr.String() }

func listen(path string) (net.Listener, error) {
	if err := clearDead(path); err != nil {
		return nil, err
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// clearDead removes a socket without a listener: a daemon that was killed leaves one behind.
func clearDead(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if info.Mode().Type() != fs.ModeSocket {
		return fmt.Errorf("%w: there is something that is no socket", dialer.ErrRefused)
	}
	if c, err := net.DialTimeout("unix", path, time.Second); err == nil {
		c.Close()
		return fmt.Errorf("%w: another process listens there", dialer.ErrRefused)
	}
	return os.Remove(path)
}

// Close stops listening and waits for the answers under way, as long as ctx allows.
func (s *Server) Close(ctx context.Context) error {
	err := s.http.Shutdown(ctx)
	if err != nil {
		err = errors.Join(err, s.http.Close())
	}
	if served := <-s.done; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}
