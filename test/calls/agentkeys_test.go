package calls_test

import (
	"math"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// keysInACall is one call in which the agent keys by RFC 4733 and by INFO, within one code too: a reservation, taken
// back; another, which both hear; a note while that is said; and the end for the person's sake.
func keysInACall(t *testing.T, h *house, leg *phone.Call, n int) {
	t.Helper()
	ctx := t.Context()
	h.trunk.Plan(number(n).National(), phone.Plan{Ring: 200 * time.Millisecond, Send: phone.Silence()})
	h.load(n)
	answers := func(r phone.Record) bool { return r.Number == number(n).National() && !r.Answered.IsZero() }
	h.await("the consumer answers", answers)
	consumer, err := h.trunk.Await(ctx, answers) // at once
	must(t, err)
	var s verb.Status
	h.until("the two talk", func() bool {
		h.ask(&s, "status")
		return len(s.Agents) == 1 && s.Agents[0].State == "talking"
	})
	whispered(t, h, leg, consumer)
	must(t, leg.Press(ctx, "*7"))
	must(t, leg.PressInfo(ctx, "2"))
	h.hears(leg, "nb/registered")
	h.reserved(n, dialer.Own, true)
	must(t, leg.PressInfo(ctx, "*7"))
	must(t, leg.Press(ctx, "0"))
	h.hears(leg, "agent/reserve-undone")
	h.reserved(n, dialer.Own, false)

	must(t, leg.PressInfo(ctx, "*71"))
	h.hears(consumer, "nb/reserved-client.fjellvann")
	must(t, leg.Press(ctx, "*97"))
	h.told("inquiry", "agent")
	h.reserved(n, dialer.RegisterOf("fjellvann"), true)
	must(t, leg.Press(ctx, "*90"))
	h.hears(consumer, "nb/close")
	select {
	case <-consumer.Ended():
	case <-time.After(30 * time.Second):
		t.Fatal("the call did not end after the goodbye")
	}
	if r := consumer.Record(); r.EndedBy != "them" || r.Keys() != "" {
		t.Errorf("the call was ended by %s, and the consumer heard the keys %q", r.EndedBy, r.Keys())
	}
	h.told("disposed", string(dialer.DutyOfCare))
	h.because(n, "fjellvann-service", gate.BlockClient, "by number")
}

// unheard is a level in dB: a whisper that leaked would be at some -20, and the gaps of a busy machine leave -60.
const unheard = -45

// whispered has the agent key *55 in the talk: the agent hears what is known of it, the consumer nothing but the agent.
func whispered(t *testing.T, h *house, leg, consumer *phone.Call) {
	t.Helper()
	<-time.After(3 * time.Second) // the agent alone, to compare with
	from := time.Now()
	before := consumer.Record().Between(from.Add(-2*time.Second), from)
	must(t, leg.Press(t.Context(), "*55"))
	keyed := time.Now()
	h.hears(leg, "agent/reserve-right")
	during := consumer.Record().Between(keyed.Add(500*time.Millisecond), time.Now())
	prompt, err := phone.ReadWAV(h.path("sounds", "agent/reserve-right.wav"))
	must(t, err)
	like, _ := phone.Likeness(during, prompt[:min(len(prompt), opening)])
	rest := func(pcm []int16) float64 { return 10*math.Log10(1-phone.ToneShare(pcm, 1000)) + phone.Level(pcm) }
	t.Logf("at the consumer, but for the agent's tone: %.1f dB before *55, %.1f dB during it; likeness to it %.2f, "+
		"level %.1f dB", rest(before), rest(during), like, phone.Level(during))
	if like > sounded/2 || rest(during) > unheard || phone.ToneShare(during, 1000) < 0.9 {
		t.Errorf("the consumer hears *55, or does not hear the agent meanwhile")
	}
}

// reserved waits until a register has the number, or no longer has it.
func (h *house) reserved(n int, in dialer.RegisterID, is bool) {
	h.t.Helper()
	h.until("the register "+string(in)+" says what it should", func() bool {
		var said verb.NumberCheck
		h.ask(&said, "register", "check", number(n).National())
		for _, r := range said.Registers {
			if r.Register == string(in) {
				return (r.Answer == dialer.Reserved.String()) == is
			}
		}
		return !is
	})
}
