package calls_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// deaths are the ways in which a phone ceases to be there while its leg stays up.
var deaths = []struct {
	name string
	die  func(f *floor, a *phone.Agent, c *phone.Call)
}{
	{"killed", func(_ *floor, a *phone.Agent, _ *phone.Call) { a.Close() }},
	{"sound stops", func(f *floor, _ *phone.Agent, c *phone.Call) { must(f.t, c.Mute(true)) }},
	{"registration lost, sound stops", func(f *floor, a *phone.Agent, c *phone.Call) {
		must(f.t, a.Unregister(f.t.Context()))
		must(f.t, c.Mute(true))
	}},
	{"on hold", func(f *floor, _ *phone.Agent, c *phone.Call) { must(f.t, c.Hold(f.t.Context(), true)) }},
}

// TestASilentPhoneGetsNoConsumer: a phone that dies while its agent is ready gets no call, one that dies while a call
// rings for it is replaced before the answer, and a consumer who was put through to one that died just then hears the
// message.
func TestASilentPhoneGetsNoConsumer(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{})
	_, first := f.agentPhone(1, phone.Tone(700))
	must(t, first.Mute(true))
	silent := f.fact("the silent phone", isPhone(1, dialer.PhoneSilent))
	f.lead(1, phone.Plan{Ring: 4 * time.Second, Send: phone.Tone(400), Hold: 5 * time.Second})
	two, _ := f.agentPhone(2, phone.Tone(900))
	a1 := f.kind(1, dialer.FactRinging)
	if a1.Agent != agentID(2) || a1.At.Before(silent.At) {
		t.Errorf("the call rings for %s", a1.Agent)
	}
	two.Close() // kill -9
	_, third := f.agentPhone(3, phone.Tone(1100))
	end := f.kind(1, dialer.FactEnded)
	for _, x := range f.all() {
		if x.Kind == dialer.FactBridged && x.Agent != agentID(3) {
			t.Errorf("a consumer was put through to a dead phone: %+v", x)
		}
	}
	t.Logf("a phone that was killed while a call rang for it: %s %s", end.Outcome, end.Detail)

	f.lead(2, phone.Plan{Ring: 3 * time.Second, Send: phone.Tone(400), Hold: 8 * time.Second})
	f.kind(2, dialer.FactRinging)
	<-time.After(2700 * time.Millisecond) // of the three seconds: the proof must still hold at the answer
	must(t, third.Mute(true))
	gone := f.kind(2, dialer.FactAgentGone)
	f.kind(2, dialer.FactEnded)
	if gone.Code != dialer.PhoneUnheard {
		t.Errorf("the agent is gone as %q (%s)", gone.Code, gone.Detail)
	}
	if d := f.figures(); d.AgentCut != 1 {
		t.Errorf("figures %+v; want one agent_cut", d)
	}
	c, err := f.trunk.Await(t.Context(), func(r phone.Record) bool { return r.Number == number(2).National() })
	must(t, err)
	if score, _ := phone.Likeness(c.Record().Audio, message(t)[:2*phone.Rate]); score < 0.5 {
		t.Errorf("the consumer did not hear the message (%.2f)", score)
	}
}

// TestAHeldLegIsKept: an agent's phone on hold gets no call and stays logged in; off hold the next call comes.
func TestAHeldLegIsKept(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{})
	_, c := f.agentPhone(1, phone.Tone(700))
	must(t, c.Hold(t.Context(), true))
	f.untilPhone(1, "on hold")
	f.lead(1, phone.Plan{Hold: time.Second})
	<-time.After(5 * time.Second)
	for _, x := range f.all() {
		if x.Kind == dialer.FactBooked || x.Kind == dialer.FactLogout || x.Kind == dialer.FactPhone {
			t.Errorf("while the phone is on hold: %+v", x)
		}
	}
	must(t, c.Hold(t.Context(), false))
	f.kind(1, dialer.FactEnded)
}

func isPhone(n int, code string) func(dialer.Fact) bool {
	return func(x dialer.Fact) bool { return x.Kind == dialer.FactPhone && x.Code == code && x.Agent == agentID(n) }
}

// untilPhone waits until the floor says this of an agent's phone.
func (f *floor) untilPhone(n int, what string) {
	f.t.Helper()
	var last string
	for range 500 {
		s, err := f.e.Snapshot(f.t.Context())
		must(f.t, err)
		for _, v := range s.Seats {
			if v.Agent == agentID(n) {
				if last = v.Phone; last == what {
					return
				}
			}
		}
		<-time.After(20 * time.Millisecond)
	}
	f.t.Fatalf("waited for %s's phone to be %q; it is %q", agentID(n), what, last)
}
