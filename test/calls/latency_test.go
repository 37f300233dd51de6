package calls_test

import (
	"slices"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// TestAnswerToVoice: the time from the consumer's answer to the agent's voice in the consumer's ear, over 60 calls.
// It is printed; the bound asserted is the norm's T, not the machine's speed.
func TestAnswerToVoice(t *testing.T) {
	t.Parallel()
	const calls = 60
	f := newFloor(t, options{leads: calls, wrapUp: 100 * time.Millisecond})
	f.trunk.PlanAll(phone.Plan{Ring: 100 * time.Millisecond, Send: phone.Silence(), Hold: 500 * time.Millisecond})
	for n := range 3 {
		f.agent(n+1, phone.Tone(1000))
	}
	for id := range dialer.AttemptID(calls) {
		f.kind(id+1, dialer.FactEnded)
	}
	f.want(six{a: calls, b: calls, c: calls, d: calls})
	var took []time.Duration
	for _, c := range f.trunk.Calls() {
		r := c.Record()
		heard := r.LoudAfter(r.Answered)
		if heard.IsZero() || heard.Sub(r.Answered) > 2*time.Second {
			t.Errorf("a consumer heard no agent within 2 s of the answer (%v)", heard.Sub(r.Answered))
			continue
		}
		took = append(took, heard.Sub(r.Answered))
	}
	slices.Sort(took)
	if len(took) < 50 {
		t.Fatalf("only %d calls measured", len(took))
	}
	t.Logf("answer to the agent's voice at the consumer: n %d, p50 %v, p99 %v, max %v", len(took),
		took[len(took)/2].Round(100*time.Microsecond), took[len(took)*99/100].Round(100*time.Microsecond),
		took[len(took)-1].Round(100*time.Microsecond))
}
