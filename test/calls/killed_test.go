package calls_test

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// logIn has the agent of a phone of the house log in, and waits until that agent is free.
func (h *house) logIn(n int, tone int) *phone.Call {
	h.t.Helper()
	c, err := h.extension(n).Dial(h.t.Context(), "*50", phone.Plan{Send: phone.Tone(tone)})
	must(h.t, err)
	must(h.t, c.Press(h.t.Context(), strings.Repeat(fmt.Sprint(n), 4)+"#"))
	return c
}

// TestKilledWhileAPowerCallRings: the daemon is killed while a consumer's phone rings and an agent is held for the
// call. The two are in one bridge already (decision 3), so the consumer meets the agent all the same, and no message
// is needed. No event told of any of it; the PBX kept it (decision 14), so that it counts as the conversation that it
// was, and the number is not flagged.
func TestKilledWhileAPowerCallRings(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	agent := h.logIn(1, 1000)
	h.trunk.Plan(number(1).National(), phone.Plan{Ring: 3 * time.Second, Send: phone.Tone(400), Hold: 3 * time.Second})
	h.load(1)
	h.until("it rings", func() bool {
		rs := h.trunk.CallsTo(number(1).National())
		return len(rs) == 1 && !rs[0].Ringing.IsZero()
	})
	h.signal(syscall.SIGKILL)
	<-h.process.Ended()
	c := overOf(t, h.trunk, number(1))
	if c.Answered.IsZero() {
		t.Fatal("the ringing died with the daemon")
	}
	hearEachOther(t, c, agent.Record(), 1000)
	t.Logf("answered with the daemon killed: the agent's voice %v after the answer; ended by %s",
		c.LoudAfter(c.Answered).Sub(c.Answered), c.EndedBy)

	var open verb.Figures
	h.ask(&open, "figures", "--day", ahead.Format(time.DateOnly))
	if len(open.Days) == 0 || open.Days[0].Open != 1 {
		t.Errorf("the figures do not say that an attempt is open: %+v", open.Days)
	}
	must(t, agent.HangUp())
	h.serve()
	h.until("the call is in the figures", func() bool { return h.day().Attempted == 1 })
	if d := h.day(); d.Transferred != 1 || d.Abandoned != 0 || d.Lost != 0 || d.Open != 0 {
		t.Errorf("a call whose end the PBX kept: %+v", d)
	}
	var tomorrow verb.Why
	h.ask(&tomorrow, "why", number(1).National(), "--campaign", "fjellvann-service", "--at",
		ahead.AddDate(0, 0, 1).Format("2006-01-02T15:04"))
	if tomorrow.Code == "BLOCK_FLAG" {
		t.Errorf("why at %s: %s: %s", tomorrow.At, tomorrow.Code, tomorrow.Why)
	}
}
