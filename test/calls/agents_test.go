package calls_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// dialCode registers the phone of agent n and dials a code.
func (f *floor) dialCode(n int, code string) (*phone.Agent, *phone.Call) {
	f.t.Helper()
	a, err := phone.NewAgent(phone.AgentOptions{
		User: "agent" + string(rune('0'+n)), Password: "pw" + string(rune('0'+n)), PBX: f.pbx.SIPAddr,
	})
	must(f.t, err)
	f.t.Cleanup(func() { a.Close() })
	must(f.t, a.Register(f.t.Context()))
	c, err := a.Dial(f.t.Context(), code, phone.Plan{})
	must(f.t, err)
	return a, c
}

// TestLogOut: the agent dials the log-out code from the same phone and keys the PIN; the standing leg ends.
func TestLogOut(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{})
	a, leg := f.dialCode(1, "*50")
	must(t, leg.Press(t.Context(), pin(1)+"#"))
	f.fact("logged in", func(x dialer.Fact) bool { return x.Kind == dialer.FactLogin })
	out, err := a.Dial(t.Context(), "*51", phone.Plan{})
	must(t, err)
	must(t, out.Press(t.Context(), pin(1)+"#"))
	f.fact("logged out", func(x dialer.Fact) bool { return x.Kind == dialer.FactLogout })
	<-leg.Ended()
	<-out.Ended()
	if by := leg.Record().EndedBy; by != "them" {
		t.Errorf("the standing leg was ended by %q", by)
	}
}

// TestWrongPinThrice: three wrong PINs end the call, with a word each time, and no agent is logged in.
func TestWrongPinThrice(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{})
	_, leg := f.dialCode(1, "*50")
	for range 3 {
		must(t, leg.Press(t.Context(), "9876#"))
		<-time.After(300 * time.Millisecond)
	}
	<-leg.Ended()
	for _, x := range f.all() {
		if x.Kind == dialer.FactLogin {
			t.Errorf("logged in: %+v", x)
		}
	}
	if spoken := phone.Level(leg.Record().Audio); spoken < -60 {
		t.Errorf("the agent heard nothing (%.0f dB)", spoken)
	}
}

// TestGuessedPINsLockThePhone: four wrong PINs lock the phone as Asterisk knows it, the right
// one does not open it then, and another phone logs in.
func TestGuessedPINsLockThePhone(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{pinLock: 4})
	wrong := func(n int) {
		f.fact("a wrong PIN", func(x dialer.Fact) bool {
			return x.Kind == dialer.FactWrongPIN && x.Code == "PJSIP/agent1" &&
				x.Detail == fmt.Sprintf("%d in a row", n)
		})
	}
	a, leg := f.dialCode(1, "*50")
	for n := range 3 {
		must(t, leg.Press(t.Context(), "9876#"))
		wrong(n + 1)
	}
	<-leg.Ended()
	leg, err := a.Dial(t.Context(), "*50", phone.Plan{})
	must(t, err)
	must(t, leg.Press(t.Context(), "9876#"))
	wrong(4)
	f.fact("the lock", func(x dialer.Fact) bool { return x.Kind == dialer.FactPhoneLocked && x.Code == "PJSIP/agent1" })
	<-leg.Ended()
	leg, err = a.Dial(t.Context(), "*50", phone.Plan{})
	must(t, err)
	leg.Press(t.Context(), pin(1)+"#") // into the word that says that it is locked
	<-leg.Ended()
	if heard := phone.Level(leg.Record().Audio); heard < -60 {
		t.Errorf("a locked phone hears nothing (%.0f dB)", heard)
	}
	f.agent(2, phone.Silence())
	for _, x := range f.all() {
		if x.Kind == dialer.FactLogin && x.Detail == "PJSIP/agent1" {
			t.Errorf("logged in: %+v", x)
		}
	}
	must(t, f.store.UnlockPhone(t.Context(), "PJSIP/agent1", "known", "test"))
	must(t, f.e.PhoneUnlocked(t.Context(), "PJSIP/agent1"))
	leg, err = a.Dial(t.Context(), "*50", phone.Plan{})
	must(t, err)
	must(t, leg.Press(t.Context(), pin(1)+"#"))
	f.fact("logged in", func(x dialer.Fact) bool { return x.Kind == dialer.FactLogin && x.Detail == "PJSIP/agent1" })
}

// TestIdleAgentHears: an agent's phone that waits gets packets, or it would take the call for dead after a while.
func TestIdleAgentHears(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{})
	leg := f.agent(1, phone.Silence())
	<-time.After(6 * time.Second)
	before := leg.Record().Packets
	<-time.After(2 * time.Second)
	if got := leg.Record().Packets - before; got < 50 {
		t.Errorf("an idle agent's phone gets %d packets in 2 s", got)
	}
}

// TestDaemonAway: an agent who dials the code while the daemon is away hears a tone and is hung up.
func TestDaemonAway(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{})
	f.halt()
	_, leg := f.dialCode(1, "*50")
	<-leg.Ended()
	r := leg.Record()
	if len(r.Loud) == 0 || r.EndedBy != "them" {
		t.Errorf("heard %v, ended by %q; want a tone and the PBX to hang up", r.Loud, r.EndedBy)
	}
	f.start()
}
