package aritest_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/ari/aritest"
)

// An hour of calls in virtual time, as an example of use.
func TestAnHourOfCallsTakesMilliseconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pbx := aritest.New()
		defer pbx.Close()
		pbx.PlanFunc(func(string) aritest.Plan { return aritest.Answers(10 * time.Second).HangsUp(time.Minute) })
		c, err := ari.Connect(t.Context(), pbx.Config("dialer"))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		begun, calls := time.Now(), 0
		for time.Since(begun) < time.Hour {
			id := "call" + time.Now().Format("150405")
			sub := c.SubscribeChannel(id)
			if _, err := c.Originate(t.Context(), ari.OriginateParams{
				ID: id, Endpoint: "PJSIP/4790000001@trunk",
			}); err != nil {
				t.Fatal(err)
			}
			for ev, err := range sub.All(t.Context()) {
				if end, ok := ev.(*ari.ChannelDestroyed); ok && end.Cause != 0 {
					t.Errorf("cause %d, want 0: the callee hung up without a bridge", end.Cause)
				}
				if err != nil {
					break
				}
			}
			calls++
		}
		if calls != 52 {
			t.Errorf("%d calls, want 52 of 70 s", calls)
		}
	})
}
