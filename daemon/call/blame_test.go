package call_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
)

func TestWhatAnEndSaysOfTheTrunk(t *testing.T) {
	for _, c := range []struct {
		name        string
		cause, tech int
		rang        bool
		after       time.Duration
		want        call.Blame
	}{
		{"403", 21, 403, false, 0, call.Refused},
		{"500", 38, 500, false, 0, call.Refused},
		{"503", 34, 503, false, 0, call.Refused},
		{"503 after ringing is the callee's network", 34, 503, true, 0, call.Callee},
		{"503 so late that a phone may have rung", 34, 503, false, 6 * time.Second, call.Mute},
		{"404", 1, 404, false, 0, call.NoNumber},
		{"404 so late that a phone may have rung", 1, 404, false, 6 * time.Second, call.Mute},
		{"408 waited for somebody", 18, 408, false, 0, call.Mute},
		{"504 waited for somebody", 102, 504, false, 0, call.Mute},
		{"480", 19, 480, false, 0, call.Callee},
		{"486", 17, 486, false, 0, call.Callee},
		{"603", 21, 603, false, 0, call.Callee},
		{"no code: congestion", 34, 0, false, 0, call.Refused},
		{"no code: rejected, it is not known who did", 21, 0, false, 0, call.Mute},
		{"no code: unallocated", 1, 0, false, 0, call.NoNumber},
		{"no code: cleared", 16, 0, false, 0, call.Unclear},
		{"no code: one that the table does not know", 99, 0, false, 0, call.Mute},
	} {
		t.Run(c.name, func(t *testing.T) {
			now := time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC)
			x := &call.Call{ID: 1, State: call.Dialing, Deadline: now.Add(time.Minute)}
			x.Step(now, call.Dialed{})
			if c.rang {
				x.Step(now, call.Ringing{})
			}
			out := x.Step(now.Add(c.after), call.Ended{Cause: c.cause, Tech: c.tech})
			if got, words := x.BlameOf(out.Facts[len(out.Facts)-1]); got != c.want {
				t.Errorf("got %d (%s), want %d", got, words, c.want)
			}
		})
	}
	if b, _ := new(call.Call).BlameOf(dialer.Fact{Kind: dialer.FactLost}); b != call.Unclear {
		t.Error("an unseen end blames somebody")
	}
}
