package calls_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// TestRestartTalking: the daemon stops and comes back while two talk. They go on, the agent is adopted, and the
// figures are as if nothing had been.
func TestRestartTalking(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{wrapUp: 500 * time.Millisecond})
	agent := f.agent(1, phone.Tone(1000))
	f.lead(1, phone.Plan{Ring: 500 * time.Millisecond, Send: phone.Tone(400), Hold: 8 * time.Second})
	f.kind(1, dialer.FactBridged)
	f.halt()
	f.start()
	f.untilUp()
	f.kind(1, dialer.FactEnded)
	must(t, agent.Press(t.Context(), "*01"))
	f.kind(1, dialer.FactDisposed)
	f.lead(2, phone.Plan{Ring: 200 * time.Millisecond, Send: phone.Tone(400), Hold: 2 * time.Second})
	f.kind(2, dialer.FactEnded)
	f.want(six{a: 2, b: 2, c: 2, d: 2})
	consumer := f.consumer(1)
	hearEachOther(t, consumer, agent.Record(), 1000)
	if held := consumer.Ended.Sub(consumer.Answered); held < 7*time.Second {
		t.Errorf("the conversation was cut after %v", held)
	}
}

// TestRestartRinging: the daemon stops while it rings. The call rings on and is adopted with its agent: the answer,
// seconds after the daemon is back, finds the agent.
func TestRestartRinging(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{})
	agent := f.agent(1, phone.Tone(1000))
	f.lead(1, phone.Plan{Ring: 5 * time.Second, Send: phone.Tone(400), Hold: 2 * time.Second})
	f.kind(1, dialer.FactRinging)
	f.halt()
	f.start()
	f.untilUp()
	if rs := f.trunk.CallsTo(number(1).National()); len(rs) != 1 || !rs[0].Answered.IsZero() {
		t.Errorf("%d calls, or answered before the daemon was back", len(rs))
	}
	f.kind(1, dialer.FactEnded)
	f.want(six{a: 1, b: 1, c: 1, d: 1})
	hearEachOther(t, f.consumer(1), agent.Record(), 1000)
}

// TestRestartOpenRinging: the same for a call that no agent is held for. It is taken from the dialplan at its answer,
// and kept from it: the talk is not ended by the limit after which the dialplan plays the message.
func TestRestartOpenRinging(t *testing.T) {
	t.Parallel()
	set := pacing.Defaults()
	f := newFloor(t, options{agents: 3, pacing: &set, morning: smallMorning, newPacer: everOpen{}})
	agent := f.agent(1, phone.Tone(1000))
	f.lead(1, phone.Plan{Ring: 5 * time.Second, Send: phone.Tone(400), Hold: 7 * time.Second})
	id := f.fact("rings", func(x dialer.Fact) bool { return x.Kind == dialer.FactRinging }).Attempt
	f.halt()
	f.start()
	f.untilUp()
	ended := f.kind(id, dialer.FactEnded)
	r := f.consumer(1)
	if held := r.Ended.Sub(r.Answered); ended.Party != dialer.ByConsumer || r.EndedBy != "us" ||
		held < 6500*time.Millisecond {
		t.Errorf("ended by %s after %v; on the phone by %q", ended.Party, held, r.EndedBy)
	}
	hearEachOther(t, r, agent.Record(), 1000)
}

// TestPBXKilled: Asterisk dies while one rings and two talk. A call whose end was not seen is lost, what was
// transferred stays so, and the agents are logged out. When the PBX is back their phones are rung; one logs in on that
// call, and calls go on.
func TestPBXKilled(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{ringBack: true})
	lost, _ := f.agentPhone(1, phone.Tone(1000))
	f.lead(1, phone.Plan{Ring: 200 * time.Millisecond, Send: phone.Tone(400)})
	f.kind(1, dialer.FactBridged)
	f.agent(2, phone.Tone(1000))
	f.lead(2, phone.Plan{Never: true})
	f.kind(2, dialer.FactRinging)
	<-time.After(5500 * time.Millisecond) // past the window of an agent drop
	f.pbx.Kill()
	must(t, f.pbx.Restart(t.Context()))
	f.kind(1, dialer.FactEnded)
	f.kind(2, dialer.FactLost)
	f.fact("agent logged out", func(x dialer.Fact) bool { return x.Kind == dialer.FactLogout && x.Agent == agentID(1) })
	f.untilUp()
	f.rungBack(lost, 1)
	f.lead(3, phone.Plan{Ring: 200 * time.Millisecond, Send: phone.Tone(400), Hold: time.Second})
	f.kind(3, dialer.FactEnded)
	d := f.figures()
	if d.Attempted != 3 || d.Transferred != 2 || d.Lost != 1 || d.Abandoned != 1 {
		t.Errorf("attempted %d, transferred %d, lost %d, abandoned %d; want 3, 2, 1, 1", d.Attempted, d.Transferred,
			d.Lost, d.Abandoned)
	}
}

// rungBack has the agent take the call that rings the phone, and log in on it.
func (f *floor) rungBack(a *phone.Agent, n int) {
	f.t.Helper()
	must(f.t, a.Register(f.t.Context())) // as phones do again and again
	rung := f.fact("the agent was rung", func(x dialer.Fact) bool {
		return x.Kind == dialer.FactRungBack && x.Agent == agentID(n)
	})
	c, err := a.Await(f.t.Context(), func(r phone.Record) bool { return r.Incoming && !r.Confirmed.IsZero() })
	must(f.t, err)
	must(f.t, c.Press(f.t.Context(), pin(n)+"#"))
	f.fact("the agent logged in again", func(x dialer.Fact) bool {
		return x.Kind == dialer.FactLogin && x.Agent == agentID(n) && x.At.After(rung.At)
	})
}

// TestReplaced: another instance takes our application. This one stops dialing, says so, and does not take it back.
func TestReplaced(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{})
	f.agent(1, phone.Silence())
	other, err := ari.Connect(t.Context(), ari.Config{
		URL: f.pbx.ARIURL, App: "ringevett", User: f.pbx.User, Password: f.pbx.Password,
	})
	must(t, err)
	defer other.Close()
	for range 200 {
		if s, _ := f.e.Snapshot(t.Context()); strings.Contains(s.Halted, "another instance") {
			break
		}
		<-time.After(20 * time.Millisecond)
	}
	f.lead(1, phone.Plan{Ring: time.Second})
	s, err := f.e.Snapshot(t.Context())
	must(t, err)
	t.Log(s.Halted)
	if !strings.Contains(s.Halted, "another instance") || len(s.Calls) > 0 || len(f.trunk.Calls()) > 0 {
		t.Errorf("halted %q with %d calls, %d at the trunk", s.Halted, len(s.Calls), len(f.trunk.Calls()))
	}
}

// TestWrongPassword: a wrong ARI password is said plainly, and nothing is dialed.
func TestWrongPassword(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s := telephony.Settings{
		URL: f.pbx.ARIURL, User: f.pbx.User, Password: "wrong", App: "other", Install: "000000",
		Log: logrus.NewEntry(logrus.New()),
	}
	told := make(chan engine.Event, 10)
	tel := telephony.Start(ctx, s, func(ev engine.Event) { told <- ev })
	down, ok := (<-told).(engine.Down)
	t.Log(down.Why)
	if !ok || !strings.Contains(down.Why, "401") {
		t.Errorf("told %+v, want that it is down for a 401", down)
	}
	cancel()
	must(t, tel.Close())
	found := telephony.Check(t.Context(), s, telephony.Expect{Now: time.Now})
	wrong := func(x telephony.Finding) bool {
		return x.Level == telephony.Fail && strings.Contains(x.Text, "password is wrong")
	}
	if !slices.ContainsFunc(found, wrong) {
		t.Errorf("check found %+v", found)
	}
}

// TestCheck: a PBX as the tests have it is found fit, but for what differs on purpose.
func TestCheck(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{})
	s := telephony.Settings{
		URL: f.pbx.ARIURL, User: f.pbx.User, Password: f.pbx.Password, App: "free-name",
		Log: logrus.NewEntry(logrus.New()),
	}
	levels := map[string]telephony.Level{}
	nothing := func(string, string) []telephony.Place { return nil } // besides the version
	fits := telephony.Expect{Now: time.Now, DialplanVersion: fmt.Sprint(dialplan.Version), Places: nothing}
	for _, x := range telephony.Check(t.Context(), s, fits) {
		t.Logf("%-9s %-4s %s", x.Name, x.Level, x.Text)
		levels[x.Name] = x.Level
	}
	for _, name := range []string{"ari", "modules", "app", "clock", "dialplan"} {
		if levels[name] != telephony.OK {
			t.Errorf("%s: %q", name, levels[name])
		}
	}
	late := telephony.Expect{
		Now:             func() time.Time { return time.Now().Add(6 * time.Second) },
		DialplanVersion: fmt.Sprint(dialplan.Version + 1),
	}
	s.App = "ringevett"
	for _, x := range telephony.Check(t.Context(), s, late) {
		levels[x.Name] = x.Level
	}
	if levels["clock"] != telephony.Fail || levels["dialplan"] != telephony.Warn || levels["app"] != telephony.Warn {
		t.Errorf("a clock 6 s off, another dialplan, a name in use: %v", levels)
	}
	without := func(module string, x telephony.Expect) telephony.Finding {
		t.Helper()
		_, err := f.pbx.CLI(t.Context(), "module unload "+module)
		must(t, err)
		x.Now = time.Now
		all := telephony.Check(t.Context(), s, x)
		return all[slices.IndexFunc(all, func(x telephony.Finding) bool { return x.Name == "modules" })]
	}
	if x := without("func_strings.so", telephony.Expect{Records: true}); x.Level != telephony.Warn ||
		!strings.Contains(x.Text, "func_strings.so") {
		t.Errorf("the desk's dialplan lacks a module: %+v", x)
	}
	if x := without("res_ari_recordings.so", telephony.Expect{}); x.Level != telephony.Warn {
		t.Errorf("nothing is recorded, and what records is missing: %+v", x)
	}
	if x := without("res_ari_recordings.so", telephony.Expect{Records: true}); x.Level != telephony.Fail ||
		!strings.Contains(x.Text, "res_ari_recordings.so") {
		t.Errorf("what records is missing: %+v", x)
	}
}

// TestRestartIdle: the daemon comes back to an agent who waits. The agent need not log in again, and hears the next
// consumer.
func TestRestartIdle(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{})
	agent := f.agent(1, phone.Tone(1000))
	<-time.After(6 * time.Second) // until silence is sent to the leg
	f.halt()
	f.start()
	f.untilUp()
	f.lead(1, phone.Plan{Ring: 200 * time.Millisecond, Send: phone.Tone(400), Hold: 2 * time.Second})
	f.fact("the call ended", func(x dialer.Fact) bool { return x.Kind == dialer.FactEnded })
	hearEachOther(t, f.consumer(1), agent.Record(), 1000)
}
