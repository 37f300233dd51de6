package telephony_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/engine"
)

// A dial whose answer got lost, or never came, may have rung a phone: it is told as dialed, so that the number's day
// is used up, and it is never asked for again.
func TestADialOfUnknownOutcomeIsTold(t *testing.T) {
	for name, fault := range map[string]func(*floor){
		"lost, and the call is over": func(f *floor) {
			f.ast.LoseAnswer("POST", "channels")
			f.ast.Serve("GET", "channels/"+channel(1),
				func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) })
		},
		"no answer at all": func(f *floor) { f.ast.Slow(time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			onFloor(t, func(f *floor) {
				f.ast.Global("RINGEVETT_DIALPLAN", "9")
				f.do(1, call.Create{To: "+4790000001", Show: "+4722000001", Campaign: "c1", Open: true})
				fault(f)
				err := f.pbx.Do(f.t.Context(), 1, call.Dial{Limit: 20 * time.Second})
				var refused *ari.Error
				if err == nil || errors.As(err, &refused) && refused.Status != 0 {
					f.t.Errorf("dial says %v, want an unknown outcome", err)
				}
				dialed := 0
				for _, ev := range f.heard() {
					if c, is := ev.(engine.CallEvent); is && c.ID == 1 && c.Ev == (call.Dialed{}) {
						dialed++
					}
				}
				posts := 0
				for _, r := range f.ast.Requests() {
					if r.Method == "POST" && r.Path == "channels" {
						posts++
					}
				}
				if dialed != 1 || posts > 1 {
					f.t.Errorf("told as dialed %d times after %d originates; want once, and at most one", dialed, posts)
				}
			})
		})
	}
}
