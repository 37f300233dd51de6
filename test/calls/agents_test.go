package calls_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// dialCode registers the phone of agent n and dials a code.
func (f *floor) dialCode(n int, code string) (*phone.Agent, *phone.Call) {
	f.t.Helper()
	a, err := phone.NewAgent(phone.AgentOptions{User: "agent" + string(rune('0'+n)), Password: "pw" + string(rune('0'+n)), PBX: f.pbx.SIPAddr})
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

// TestWrongPinThrice: three wrong PINs end the call, with a word each time, and nobody is logged in.
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
