package rest_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// well is a floor whose health is as told.
type well struct {
	fake
	health verb.Health
}

func (w *well) Health(context.Context) (verb.Health, error) { return w.health, nil }

// Bindings are those of its methods.
func (w *well) Bindings() []rest.Binding { return rest.Bindings(w) }

// What probes the daemon reads the status alone: it is 200 only where something can be dialed.
func TestHealthIs200OnlyWhenReady(t *testing.T) {
	for _, tt := range []struct {
		health verb.Health
		want   int
	}{
		{verb.Health{Live: true, Ready: true}, http.StatusOK},
		{verb.Health{Live: true, Why: "not connected to the PBX"}, http.StatusServiceUnavailable},
		{verb.Health{Live: true, Why: "the journal cannot be written: disk full"}, http.StatusServiceUnavailable},
		{verb.Health{Why: "no daemon runs"}, http.StatusServiceUnavailable},
	} {
		f := &well{health: tt.health}
		w := httptest.NewRecorder()
		rest.Handler(f, "test").ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/health", nil))
		if w.Code != tt.want || !strings.Contains(w.Body.String(), tt.health.Why) {
			t.Errorf("%+v: got %d %s", tt.health, w.Code, w.Body)
		}
		if !tt.health.Live {
			continue
		}
		if got, err := serve(t, f).Health(t.Context()); err != nil || got != tt.health {
			t.Errorf("over the socket: got %+v, %v; want %+v", got, err, tt.health)
		}
	}
}
