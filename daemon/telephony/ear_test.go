package telephony_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/telephony"
)

// A listening channel whose arrival is never told does not hold the recording's lane for ever.
func TestAnEarThatNeverComesIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ast := aritest.New()
		defer ast.Close()
		c, err := ari.Connect(t.Context(), ast.Config("ringevett"))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		ast.Incoming("ringevett", aritest.Incoming{ID: "leg1"})
		const relay = "rv0a1b2c-r0000000001-b0001"
		r := telephony.NewRecorder(c, "0a1b2c")
		both := []dialer.Recording{{ID: "a1-agent-1", Attempt: 1, Side: dialer.AgentSide, Part: 1}}
		ast.Serve("POST", "channels/leg1/snoop/"+relay, func(w http.ResponseWriter, _ *http.Request) {
			w.Write([]byte(`{"id":"` + relay + `","name":"Snoop/leg1"}`)) // and no StasisStart
		})
		begun := time.Now()
		err = r.Record(context.WithoutCancel(t.Context()), both, map[dialer.Side]string{dialer.AgentSide: "leg1"})
		if took := time.Since(begun); err == nil || took > 5*time.Second {
			t.Errorf("after %v: %v; want an error within 3 s", took, err)
		} else {
			t.Logf("a snoop whose subscription never ends: %.2f s  %v", took.Seconds(), err)
		}
	})
}
