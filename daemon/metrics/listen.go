package metrics

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Server answers scrapes over HTTP from Listen to Close.
type Server struct {
	http *http.Server
	addr net.Addr
	done chan error
}

// Listen answers GET /metrics at an address of this machine. It asks for no role: all who reach it may read.
func (m *Metrics) Listen(address string) (*Server, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("metrics.listen: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 2}))
	s := &Server{
		http: &http.Server{
			Handler: mux, ReadTimeout: time.Second, WriteTimeout: 2 * patience, IdleTimeout: time.Minute,
			MaxHeaderBytes: 16 << 10,
		},
		addr: l.Addr(), done: make(chan error, 1),
	}
	go func() { s.done <- s.http.Serve(l) }()
	return s, nil
}

// Addr is where it listens.
func (s *Server) Addr() string { return s.addr.String() }

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
