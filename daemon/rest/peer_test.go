package rest_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
)

// The socket's mode alone would let in a process that connects between its creation and its chmod.
func TestStrangersAreTurnedAway(t *testing.T) {
	me := uint32(os.Getuid())
	for _, tt := range []struct {
		name string
		ctx  context.Context
		want int
	}{
		{"root", rest.WithUser(t.Context(), 0), http.StatusOK},
		{"the daemon's own user", rest.WithUser(t.Context(), me), http.StatusOK},
		{"a person of the book", rest.WithUser(t.Context(), me+2000), http.StatusOK},
		{"another user", rest.WithUser(t.Context(), me+1000), http.StatusUnauthorized},
		{"the kernel does not say who", t.Context(), http.StatusUnauthorized},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			rest.OwnOnly(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), &fake{
				staff: staff{all: []dialer.User{{ID: "per", Login: dialer.Login{ID: me + 2000}}}},
			}).
				ServeHTTP(w, httptest.NewRequestWithContext(tt.ctx, http.MethodGet, "/status", nil))
			if w.Code != tt.want {
				t.Errorf("got %d, want %d", w.Code, tt.want)
			}
		})
	}
}
