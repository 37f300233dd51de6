package rest_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

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
		f := &fake{health: tt.health}
		w := httptest.NewRecorder()
		rest.Handler(f, "test").ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/health", nil))
		if w.Code != tt.want || !strings.Contains(w.Body.String(), tt.health.Why) {
			t.Errorf("%+v: got %d %s", tt.health, w.Code, w.Body)
		}
		if !tt.health.Live {
			continue
		}
		if got, err := rest.Call(t.Context(), serve(t, f), verb.ShowHealth, verb.Nothing{}); err != nil ||
			got != tt.health {
			t.Errorf("over the socket: got %+v, %v; want %+v", got, err, tt.health)
		}
	}
}
