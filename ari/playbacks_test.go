package ari_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/ari/aritest"
)

// A playback that is just beginning is stopped all the same; one that is never stopped says so, and in time.
func TestAPlaybackThatJustBeginsIsStopped(t *testing.T) {
	for _, tt := range []struct {
		name    string
		refuses int // so many stops are answered with 500
		asked   int
		want    int // the status of the error; 0: none
	}{{"at once", 0, 1, 0}, {"the third time", 2, 3, 0}, {"never", 1000, 10, http.StatusInternalServerError}} {
		t.Run(tt.name, func(t *testing.T) {
			bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
				c, asked := connect(t, pbx), 0
				pbx.Serve("DELETE", "playbacks/p1", func(w http.ResponseWriter, _ *http.Request) {
					if asked++; asked <= tt.refuses {
						w.WriteHeader(http.StatusInternalServerError)
						return
					}
					w.WriteHeader(http.StatusNoContent)
				})
				err, status := c.StopPlayback(t.Context(), "p1"), 0
				if refused := (*ari.Error)(nil); errors.As(err, &refused) {
					status = refused.Status
				}
				if asked != tt.asked || status != tt.want {
					t.Errorf("asked %d times, %v; want %d times, status %d", asked, err, tt.asked, tt.want)
				}
			})
		})
	}
}
