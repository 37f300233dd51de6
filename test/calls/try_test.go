package calls_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/tryout"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// extensions are a phone, and an account at an operator whose name is an extension's.
const extensions = `
[102]
type = endpoint
transport = udp
context = agents
disallow = all
allow = alaw
auth = 102
aors = 102
direct_media = no

[102]
type = auth
auth_type = userpass
username = 102
password = pw102

[102]
type = aor
max_contacts = 1
remove_existing = yes

[103]
type = endpoint
transport = udp
context = agents
disallow = all
allow = alaw
outbound_auth = 102
aors = 103

[103]
type = aor
contact = sip:103@127.0.0.1:5099
`

// TestATry is a try on a Saturday, on the real PBX: an extension rings for an agent, the two hear each other, and no
// lead is dialed. Whatever is no phone of the house is refused. The next one is declined, and one more ends with the
// daemon.
func TestATry(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{now: "2026-11-28 12:00:00", leads: 1, pbx: func(o *asterisk.Options) {
		o.Conf = map[string]string{"pjsip.conf": extensions}
	}})
	ext, err := phone.NewAgent(phone.AgentOptions{
		User: "102", Password: "pw102", PBX: f.pbx.SIPAddr, Keep: phone.Keep{Audio: time.Minute},
		Plan: phone.Plan{Ring: time.Second, Send: phone.Tone(callerHz)},
	})
	must(t, err)
	t.Cleanup(func() { ext.Close() })

	begin := func(e tryout.Extension) error {
		is, err := f.tel.Phone(t.Context(), e)
		must(t, err)
		return f.e.BeginTry(t.Context(), engine.TryOrder{
			Channel: f.tel.TryChannel(), Extension: e, Phone: is, Agent: agentID(1), Campaign: "c1", By: "test",
			House: tryout.House{Dial: "PJSIP/{number}@trunk", Agent: "PJSIP/agent1"},
		})
	}
	for e, why := range map[tryout.Extension]string{
		"102": "not registered", "103": "outbound_auth", "104": "no phone", "112": "emergency", "90000001": "number",
		"trunk": "no digit", "agent2": "no digit",
	} {
		if err := begin(e); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s is tried: %v, want %q", e, err, why)
		}
	}
	must(t, ext.Register(t.Context()))
	must(t, begin("102")) // it waits for the agent
	leg := f.agent(1, phone.Tone(agentHz))
	f.fact("the try", func(x dialer.Fact) bool { return x.Kind == dialer.FactTry && x.Code == "102" })
	talked := f.tryIs("the two talk")
	<-time.After(1500 * time.Millisecond)
	must(t, leg.Press(t.Context(), "*01"))
	over := f.fact("its end", func(x dialer.Fact) bool { return x.Kind == dialer.FactTried })
	r, a := ext.Calls()[0].Record(), leg.Record()
	heard := phone.Record{Answered: r.Answered, FirstRTP: a.FirstRTP, Audio: a.Audio}
	t.Logf("102 heard the agent %v after its answer, the agent heard 102 %v after it; %s: %s", hears(r, agentHz),
		hears(heard, callerHz), talked.State, over.Detail)
	if hears(r, agentHz) < 0 || hears(heard, callerHz) < 0 || r.EndedBy != "them" {
		t.Errorf("the two did not hear each other, or the key did not end it: %s", r.EndedBy)
	}

	f.untilAgent(1, "ready")
	ext.SetPlan(phone.Plan{Code: 603})
	must(t, begin("102"))
	f.fact("a try that is declined",
		func(x dialer.Fact) bool {
			return x.Kind == dialer.FactTried && strings.Contains(x.Detail, "not answered")
		})

	f.untilAgent(1, "ready")
	ext.SetPlan(phone.Plan{Send: phone.Tone(callerHz)})
	must(t, begin("102"))
	f.tryIs("the two talk")
	f.halt() // as if it had been killed: the next one finds the channel, and ends it
	f.start()
	for n := len(ext.Calls()); ; {
		if r := ext.Calls()[n-1].Brief(); r.EndedBy == "them" {
			break
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-t.Context().Done():
			t.Fatal("a try outlived its daemon")
		}
	}
	for _, x := range f.all() {
		if x.Attempt != 0 || x.Kind == dialer.FactBooked {
			t.Errorf("a try left a call in the journal: %+v", x)
		}
	}
	if got := len(f.trunk.Calls()); got != 0 {
		t.Errorf("%d calls left by the trunk", got)
	}
}

// tryIs waits until the try is in a state.
func (f *floor) tryIs(state string) engine.TryView {
	f.t.Helper()
	for range 3000 {
		v, _, err := f.e.TryNow(f.t.Context())
		must(f.t, err)
		if v.State == state {
			return v
		}
		if v.Over {
			f.t.Fatalf("the try is over: %v", v.Heard)
		}
		<-time.After(20 * time.Millisecond)
	}
	f.t.Fatalf("the try was never in the state %q", state)
	return engine.TryView{}
}
