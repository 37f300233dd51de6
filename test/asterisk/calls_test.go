package asterisk_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

func TestRegister(t *testing.T) {
	t.Parallel()
	l := newLab(t, asterisk.Options{})
	a := l.agent("agent1", phone.Plan{})
	l.endpoint("agent1", "online")
	if err := a.Unregister(t.Context()); err != nil {
		t.Fatal(err)
	}
	l.endpoint("agent1", "offline")
	wrong, err := phone.NewAgent(phone.AgentOptions{User: "agent2", Password: "wrong", PBX: l.pbx.SIPAddr})
	if err != nil {
		t.Fatal(err)
	}
	defer wrong.Close()
	if err := wrong.Register(t.Context()); err == nil || !strings.Contains(err.Error(), "401") {
		t.Errorf("wrong password: got %v, want 401", err)
	}
}

// endpoint waits until ARI tells the state: it follows the answer to REGISTER by some milliseconds.
func (l *lab) endpoint(name, state string) {
	l.t.Helper()
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		text := l.must("GET", "/endpoints/PJSIP/"+name, "")
		if strings.Contains(text, `"`+state+`"`) {
			return
		}
		if time.Now().After(deadline) {
			l.t.Fatalf("%s is not %s: %s", name, state, text)
		}
	}
}

// TestSoundBothWays bridges an agent and a callee; each hears the other's tone.
func TestSoundBothWays(t *testing.T) {
	t.Parallel()
	l := newLab(t, asterisk.Options{})
	agent := l.agent("agent1", phone.Plan{Send: phone.Tone(1000)})
	l.trunk.Plan("4790000001", phone.Plan{Ring: 50 * time.Millisecond, Send: phone.Tone(400)})
	l.must("POST", "/bridges/b1", "type=mixing")
	l.must("POST", "/channels", "endpoint=PJSIP/agent1&app=ringevett&channelId=ag1&timeout=10")
	l.must("POST", "/channels",
		"endpoint=PJSIP/4790000001@trunk&app=ringevett&channelId=cu1&timeout=10&callerId=4722000001")
	for _, id := range []string{"ag1", "cu1"} {
		l.wait(id, "StasisStart")
		l.must("POST", "/bridges/b1/addChannel", "channel="+id)
	}
	customer := l.call("4790000001", loud)
	theirs, err := agent.Await(t.Context(), loud)
	if err != nil {
		t.Fatal(err)
	}
	heardFor(t, customer, 500*time.Millisecond)
	heardFor(t, theirs, 500*time.Millisecond)
	l.must("DELETE", "/channels/cu1", "")
	<-customer.Ended()
	hears(t, "customer", customer.Record(), 1000, 400)
	hears(t, "agent", theirs.Record(), 400, 1000)
	if r := customer.Record(); r.From != "4722000001" || r.Asserted != "4722000001" || r.EndedBy != "them" {
		t.Errorf("customer saw From %q, PAI %q, ended by %q", r.From, r.Asserted, r.EndedBy)
	}
	t.Log("customer: ", l.told("cu1"))
}

// heardFor waits until the call has heard sound for so long.
func heardFor(t *testing.T, c *phone.Call, d time.Duration) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; {
		if r := c.Record(); len(r.Loud) > 0 && r.Loud[len(r.Loud)-1].To.Sub(r.Loud[0].From) >= d {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("not enough sound heard: %v", c.Record().Loud)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func hears(t *testing.T, who string, r phone.Record, want, not float64) {
	t.Helper()
	pcm := r.Between(r.FirstLoud(), r.FirstLoud().Add(400*time.Millisecond))
	if !phone.HasTone(pcm, want) || phone.HasTone(pcm, not) {
		t.Errorf("%s hears %.2f of %v Hz and %.2f of %v Hz at %.0f dB", who, phone.ToneShare(pcm, want), want,
			phone.ToneShare(pcm, not), not, phone.Level(pcm))
	}
}

// TestDigitsReachARI presses keys both ways a phone can.
func TestDigitsReachARI(t *testing.T) {
	t.Parallel()
	l := newLab(t, asterisk.Options{})
	l.trunk.Plan("4790000002", phone.Plan{})
	l.must("POST", "/channels", "endpoint=PJSIP/4790000002@trunk&app=ringevett&channelId=c1")
	l.wait("c1", "StasisStart")
	call := l.call("4790000002", answered)
	if err := call.Press(t.Context(), "12"); err != nil {
		t.Fatal(err)
	}
	if err := call.PressInfo(t.Context(), "3*"); err != nil {
		t.Fatal(err)
	}
	l.wait("c1", "ChannelDtmfReceived", func(e event) bool { return e.get("digit") == "*" })
	if told := l.told("c1"); !strings.HasSuffix(told, "Dtmf:1 Dtmf:2 Dtmf:3 Dtmf:*") {
		t.Errorf("got %s", told)
	}
}

func TestLocalOutbound(t *testing.T) {
	t.Parallel()
	l := newLab(t, asterisk.Options{})
	l.trunk.Plan("4790000003", phone.Plan{Send: phone.Tone(400)})
	l.must("POST", "/channels",
		"endpoint=Local/4790000003@outbound/n&app=ringevett&channelId=loc1&otherChannelId=loc2&callerId=4722000001")
	l.wait("loc1", "StasisStart")
	call := l.call("4790000003", answered)
	if r := call.Record(); r.From != "4722000001" {
		t.Errorf("callee saw From %q, PAI %q", r.From, r.Asserted)
	}
	if err := call.HangUp(); err != nil {
		t.Fatal(err)
	}
	l.wait("loc1", "ChannelDestroyed")
	t.Log(l.told("loc1"))
}

// TestNoLeftovers kills and stops, and looks for the process and the ports.
func TestKillAndRestart(t *testing.T) {
	t.Parallel()
	p := asterisk.Start(t, asterisk.Options{})
	t.Logf("%s booted in %.2f s", p.Version, p.BootTime.Seconds())
	if p.BootTime > 10*time.Second {
		t.Errorf("boot took %v", p.BootTime)
	}
	p.Kill()
	if p.PID() != 0 {
		t.Error("still running after Kill")
	}
	if err := p.Restart(context.Background()); err != nil {
		t.Fatal(err)
	}
	if out, err := p.CLI(t.Context(), "core show channels count"); err != nil ||
		!strings.Contains(out, "0 active channels") {
		t.Errorf("after the restart: %q %v", out, err)
	}
}
