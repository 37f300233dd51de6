package metrics

import (
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/ringevett/ringevett/daemon/rest"
)

// Listen answers GET /metrics at an address of this machine. It asks for no role: all who reach it may read.
func (m *Metrics) Listen(address string) (*rest.Server, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("metrics.listen: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 2}))
	return rest.Start(l, &http.Server{
		Handler: mux, ReadTimeout: time.Second, WriteTimeout: 2 * patience, IdleTimeout: time.Minute,
		MaxHeaderBytes: 16 << 10,
	}), nil
}
