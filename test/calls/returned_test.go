package calls_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// The tones by which a caller's ear tells where the call is.
const (
	ringingHz = 425  // Asterisk's, in Norway
	busyHz    = 1700 // back in the dialplan, with RINGEVETT_DESK=busy
	lateHz    = 2300 // taken back by the dialplan's own limit
	agentHz   = 1000
	callerHz  = 400
)

// desk stands for the desk's dialplan: a visible number, answered, and what comes after the wait for an agent.
const desk = `
[agents]
exten => 22000001,1,Answer()
 same => n,Stasis(ringevett,returned)
 same => n,GotoIf($["${RINGEVETT_DESK}" = "busy"]?busy)
 same => n,Hangup()
 same => n(busy),Playtones(1700)
 same => n,Wait(3)
 same => n,Hangup()
exten => T,1,Playtones(2300)
 same => n,Wait(3)
 same => n,Hangup()
`

func deskFloor(t *testing.T, wait time.Duration) *floor {
	return newFloor(t, options{deskWait: wait, pbx: func(o *asterisk.Options) {
		o.Conf = map[string]string{"extensions.conf": desk}
	}})
}

// ringsBack rings the visible number and asks for somebody, with a tone for a voice.
func (f *floor) ringsBack(hold time.Duration) *phone.Call {
	f.t.Helper()
	a, err := phone.NewAgent(phone.AgentOptions{
		User: "agent3", Password: "pw3", PBX: f.pbx.SIPAddr, Keep: phone.Keep{Audio: time.Minute},
	})
	must(f.t, err)
	f.t.Cleanup(func() { a.Close() })
	must(f.t, a.Register(f.t.Context()))
	c, err := a.Dial(f.t.Context(), "22000001", phone.Plan{Send: phone.Tone(callerHz), Hold: hold})
	must(f.t, err)
	return c
}

// told waits for the nth fact of a kind, and gives the visit's name.
func (f *floor) told(k dialer.FactKind, n int) dialer.Fact {
	f.t.Helper()
	seen := map[string]bool{}
	return f.fact(string(k), func(x dialer.Fact) bool {
		if x.Kind == k {
			seen[x.Code] = true
		}
		return x.Kind == k && len(seen) == n
	})
}

// hears gives when a tone was first heard for an eighth of a second, after the answer; never: a negative time.
func hears(r phone.Record, hz float64) time.Duration {
	const piece = phone.Rate / 8
	for at := 0; at+piece <= len(r.Audio); at += piece / 4 {
		if pcm := r.Audio[at : at+piece]; phone.Level(pcm) > -40 && phone.ToneShare(pcm, hz) > 0.9 {
			return r.FirstRTP.Add(time.Duration(at) * time.Second / phone.Rate).Sub(r.Answered)
		}
	}
	return -1
}

// TestReturned: a caller asks for an agent, on the real PBX: none is free within the wait; an agent and the caller
// hear each other, and neither the other's keys; the agent's key ends it; the agent's phone dies.
func TestReturned(t *testing.T) {
	t.Parallel()
	const wait = 4 * time.Second
	f := deskFloor(t, wait)

	unserved := f.ringsBack(0)
	lost := f.told(dialer.FactReturnedLost, 1)
	<-unserved.Ended()
	r := unserved.Record()
	t.Logf("no agent there (%s): ringing after %v, back with RINGEVETT_DESK=busy after %v", lost.Detail,
		hears(r, ringingHz), hears(r, busyHz))
	if at := hears(r, ringingHz); at < 0 || at > 2*time.Second {
		t.Errorf("the caller heard ringing after %v", at)
	}
	if hears(r, busyHz) < wait-time.Second || r.EndedBy != "them" {
		t.Errorf("the caller was back in the dialplan after %v, ended by %s", hears(r, busyHz), r.EndedBy)
	}

	leg := f.agent(1, phone.Tone(agentHz))
	<-time.After(6 * time.Second) // until silence is sent to the leg
	talk := f.ringsBack(0)
	taken := f.told(dialer.FactReturnedAgent, 1)
	must(t, talk.Press(t.Context(), "59"))
	must(t, leg.Press(t.Context(), "7"))
	<-time.After(1500 * time.Millisecond) // they talk
	must(t, talk.HangUp())
	f.untilAgent(1, "wrap-up")
	r, a := talk.Record(), leg.Record()
	t.Logf("%s took it: the caller heard ringing after %v and the agent after %v; keys of the other: caller %q, "+
		"agent %q", taken.Agent, hears(r, ringingHz), hears(r, agentHz), r.Keys(), a.Keys())
	if shown := a.ShownAs("Ringer tilbake"); shown.IsZero() || hears(r, agentHz) < 0 ||
		shown.After(r.Answered.Add(hears(r, agentHz))) {
		t.Errorf("the agent's display did not show the caller before the two were joined: %+v", a.Display)
	}
	if hears(r, agentHz) < 0 || r.Keys() != "" || a.Keys() != "" {
		t.Error("the caller did not hear the agent, or keys got through")
	}
	talked := phone.Record{Answered: r.Answered, FirstRTP: a.FirstRTP, Audio: a.Audio}
	cue, err := phone.ReadWAV(filepath.Join(sounds(), "agent", "caller.wav"))
	must(t, err)
	score, at := phone.Likeness(talked.Audio, cue)
	cueAt := talked.FirstRTP.Add(at).Sub(talked.Answered)
	t.Logf("the agent heard the caller's voice %v after the caller's answer, and the cue %v after it, likeness %.2f",
		hears(talked, callerHz), cueAt, score)
	if hears(talked, callerHz) < 0 || score < 0.6 || cueAt > hears(talked, callerHz) {
		t.Error("the agent did not hear first the cue and then the caller")
	}

	f.untilAgent(1, "ready")
	keyed := f.ringsBack(0)
	f.told(dialer.FactReturnedAgent, 2)
	<-time.After(3 * time.Second) // an outcome within 2 s is of the call before
	must(t, leg.Press(t.Context(), "*01"))
	select {
	case <-keyed.Ended():
	case <-time.After(45 * time.Second):
		t.Error("it does not end within 45 s")
	}
	if by := keyed.Record().EndedBy; by != "them" {
		t.Errorf("the agent's key did not end the talk: ended by %q", by)
	}

	f.untilAgent(1, "ready")
	cut := f.ringsBack(0)
	f.told(dialer.FactReturnedAgent, 3)
	must(t, leg.HangUp())
	f.told(dialer.FactReturnedLost, 2)
	<-cut.Ended()
	if at := hears(cut.Record(), busyHz); at < 0 {
		t.Error("the caller whose agent's phone died was not back at the desk")
	}
	f.want(six{})
	for _, x := range f.all() {
		if x.Attempt != 0 {
			t.Errorf("a caller touched an attempt: %+v", x)
		}
	}
}

// untilAgent waits until an agent's seat is in a state.
func (f *floor) untilAgent(n int, state string) {
	f.t.Helper()
	for range 1500 {
		s, err := f.e.Snapshot(f.t.Context())
		must(f.t, err)
		for _, x := range s.Seats {
			if x.Agent == agentID(n) && string(x.State) == state {
				return
			}
		}
		<-time.After(10 * time.Millisecond)
	}
	f.t.Fatalf("agent %d was never %s", n, state)
}

// TestReturnedRestart: the daemon comes back: two who talk go on, and the agent is adopted with the caller; who
// waited is back at the desk; who waited while it stays away is taken back by the dialplan.
func TestReturnedRestart(t *testing.T) {
	t.Parallel()
	f := deskFloor(t, time.Minute)
	leg := f.agent(1, phone.Tone(agentHz))
	talk := f.ringsBack(0)
	f.told(dialer.FactReturnedAgent, 1)
	waits := f.ringsBack(0)
	f.until("two callers",
		func() bool { s, err := f.e.Snapshot(t.Context()); return err == nil && len(s.Callers) == 2 })
	f.halt()
	f.start()
	f.untilUp()
	lost := f.told(dialer.FactReturnedLost, 1)
	<-waits.Ended()
	if at := hears(waits.Record(), busyHz); at < 0 {
		t.Error("who waited was not sent back to the desk")
	}
	f.untilAgent(1, "talking")
	s, err := f.e.Snapshot(t.Context())
	must(t, err)
	t.Logf("lost: %s; after the restart: %+v", lost.Detail, s.Callers)
	before := len(talk.Record().Audio)
	<-time.After(time.Second)
	if heard := talk.Record().Audio[before:]; phone.ToneShare(heard, agentHz) < 0.9 {
		t.Errorf("the talk did not go on: %.0f %% is the agent's voice", 100*phone.ToneShare(heard, agentHz))
	}
	must(t, talk.HangUp())
	f.untilAgent(1, "ready")
	must(t, leg.HangUp())
}

// TestReturnedUnattended: the daemon dies while a caller waits, and does not come back: the dialplan takes the caller
// back.
func TestReturnedUnattended(t *testing.T) {
	t.Parallel()
	f := deskFloor(t, time.Second)
	c := f.ringsBack(0)
	f.until("ringing", func() bool { return hears(c.Record(), ringingHz) >= 0 })
	f.halt()
	<-c.Ended()
	r := c.Record()
	t.Logf("ringing after %v, taken back after %v", hears(r, ringingHz), hears(r, lateHz))
	if hears(r, lateHz) < 0 || hears(r, busyHz) >= 0 {
		t.Error("a caller was left with a daemon that is gone")
	}
	f.start()
}

// until waits for what comes without an event.
func (f *floor) until(what string, is func() bool) {
	f.t.Helper()
	for range 1500 {
		if is() {
			return
		}
		<-time.After(10 * time.Millisecond)
	}
	f.t.Fatalf("waited in vain: %s", what)
}
