package asterisk_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// TestAbsorbDTMF: an agent's keys must not reach the consumer, and must reach the application. In a bridge of type
// "mixing" alone RFC 4733 keys reach only the other party; ARI hears them only with "dtmf_events".
func TestAbsorbDTMF(t *testing.T) {
	t.Parallel()
	l := newLab(t, asterisk.Options{})
	agent := l.agent("agent1", phone.Plan{})
	n := 0
	for _, kind := range []string{"mixing", "mixing,dtmf_events"} {
		for _, info := range []bool{false, true} {
			for _, absorb := range []bool{false, true} {
				n++
				name := fmt.Sprintf("%s, INFO %v, absorb %v", kind, info, absorb)
				t.Run(name, func(t *testing.T) { absorbs(t, l, agent, n, kind, info, absorb) })
			}
		}
	}
}

func absorbs(t *testing.T, l *lab, agent *phone.Agent, n int, kind string, info, absorb bool) {
	ag, cu, br, number := fmt.Sprintf("ag%d",
		n), fmt.Sprintf("cu%d", n), fmt.Sprintf("br%d", n), fmt.Sprintf("479000050%d", n)
	l.trunk.Plan(number, phone.Plan{})
	l.must("POST", "/bridges/"+br, "type="+kind)
	l.must("POST", "/channels", "endpoint=PJSIP/agent1&app=ringevett&channelId="+ag)
	l.must("POST", "/channels", "endpoint=PJSIP/"+number+"@trunk&app=ringevett&channelId="+cu)
	l.wait(ag, "StasisStart")
	l.wait(cu, "StasisStart")
	l.must("POST", "/bridges/"+br+"/addChannel", fmt.Sprintf("channel=%s&absorbDTMF=%v", ag, absorb))
	l.must("POST", "/bridges/"+br+"/addChannel", "channel="+cu)
	l.wait(cu, "ChannelEnteredBridge")
	theirs, customer := agent.Calls()[n-1], l.call(number, answered)
	defer func() {
		l.must("DELETE", "/channels/"+ag, "")
		l.must("DELETE", "/channels/"+cu, "")
		<-theirs.Ended()
	}()
	press := theirs.Press
	if info {
		press = theirs.PressInfo
	}
	if err := press(t.Context(), "*5"); err != nil {
		t.Fatal(err)
	}
	// the consumer's own key, pressed afterwards, shows that whatever leaked has had time to come
	if err := customer.Press(t.Context(), "9"); err != nil {
		t.Fatal(err)
	}
	_, own := l.seen(500*time.Millisecond, cu, "ChannelDtmfReceived")
	_, came := l.seen(100*time.Millisecond, ag, "ChannelDtmfReceived",
		func(e event) bool { return e.get("digit") == "5" })
	leaked := customer.Record().Keys()
	t.Logf("ARI heard the agent's keys: %v, the consumer's: %v; consumer got %q, agent got %q", came, own, leaked,
		theirs.Record().Keys())
	if kind == "mixing" {
		return // shown, not promised
	}
	if want := map[bool]string{true: "", false: "*5"}[absorb]; leaked != want {
		t.Errorf("the consumer got keys %q, want %q", leaked, want)
	}
	if !came {
		t.Errorf("ARI did not hear the agent's keys: %s", l.told(ag))
	}
}

// TestShownNumberOfCreate finds which variables make the number we show appear in From and P-Asserted-Identity.
func TestShownNumberOfCreate(t *testing.T) {
	t.Parallel()
	l := newLab(t, asterisk.Options{})
	l.trunk.PlanAll(phone.Plan{})
	for i, c := range []struct {
		name string
		vars map[string]string
		want string
	}{
		{"nothing set", nil, ""},
		{"CALLERID(num)", map[string]string{"CALLERID(num)": "4722000001"}, ""},
		{"CALLERID(all)", map[string]string{"CALLERID(all)": "Firma <4722000001>"}, ""},
		{"CONNECTEDLINE(num)", map[string]string{"CONNECTEDLINE(num)": "4722000001"}, ""},
		{"CONNECTEDLINE(num,i)", map[string]string{"CONNECTEDLINE(num,i)": "4722000001"}, ""},
		{"CONNECTEDLINE(all,i)", map[string]string{"CONNECTEDLINE(all,i)": "Firma <4722000001>"}, ""},
		{"CALLERID(num) and CONNECTEDLINE(num,i)",
			map[string]string{"CALLERID(num)": "4790000001", "CONNECTEDLINE(num,i)": "4722000001"}, ""},
	} {
		for _, how := range []string{"body", "afterwards"} {
			number, id := fmt.Sprintf("479000%02d%02d", 30+i, len(how)), fmt.Sprintf("id-%d-%s", i, how)
			body := map[string]any{}
			if how == "body" {
				body["variables"] = c.vars
			}
			l.must("POST", "/channels/create", "endpoint=PJSIP/"+number+"@trunk&app=ringevett&channelId="+id, body)
			l.wait(id, "StasisStart") // before it the channel is not in the application: dial answers 409
			if how == "afterwards" {
				for k, v := range c.vars {
					l.must("POST", "/channels/"+id+"/variable",
						"variable="+k+"&value="+strings.ReplaceAll(v, " ", "%20"))
				}
			}
			l.must("POST", "/channels/"+id+"/dial", "timeout=5")
			r := l.call(number, answered).Record()
			t.Logf("%-40s %-10s From %q %q PAI %q", c.name, how, r.FromName, r.From, r.Asserted)
			l.must("DELETE", "/channels/"+id, "")
		}
	}
}

// joining is a way of putting a created channel into the bridge where the agent waits, before it is dialled.
type joining struct {
	name      string
	agentsOwn bool // the agent's channel is given the shown number as its own, before
	inhibit   bool // connected-line updates inhibited on joining; 22 only
	again     bool // the number is set again after joining
	safe      bool // the callee can never see the agent's number
}

var joinings = []joining{
	{name: "the number is set in the create request only"},
	{name: "and again after joining", again: true},
	{name: "connected-line updates inhibited", inhibit: true, safe: true},
	{name: "the agent's channel carries the shown number", agentsOwn: true, safe: true},
}

// inBridge gives a bridge with an agent whose own number is 101.
func (l *lab) inBridge(name string, own bool) (agent, bridge string) {
	l.t.Helper()
	agent, bridge = "ag-"+name, "br-"+name
	l.must("POST", "/bridges/"+bridge, "type=mixing,dtmf_events")
	l.must("POST", "/channels", "endpoint=PJSIP/agent1&app=ringevett&channelId="+agent)
	l.wait(agent, "StasisStart")
	if own {
		l.must("POST", "/channels/"+agent+"/variable", "variable=CALLERID(all)&value=%3C4722000001%3E")
	}
	l.must("POST", "/bridges/"+bridge+"/addChannel", "absorbDTMF=true&channel="+agent)
	return agent, bridge
}

// dialInto creates a channel, puts it into the bridge and dials it.
func (l *lab) dialInto(bridge, number, id string, c joining) {
	l.t.Helper()
	l.must("POST", "/channels/create", "endpoint=PJSIP/"+number+"@trunk&app=ringevett&formats=alaw&channelId="+id,
		map[string]any{"variables": map[string]string{"CONNECTEDLINE(all)": "<4722000001>"}})
	l.wait(id, "StasisStart")
	add := "channel=" + id
	if c.inhibit {
		add += "&inhibitConnectedLineUpdates=true"
	}
	l.must("POST", "/bridges/"+bridge+"/addChannel", add)
	if c.again {
		l.must("POST", "/channels/"+id+"/variable", "variable=CONNECTEDLINE(all)&value=%3C4722000001%3E")
	}
	l.must("POST", "/channels/"+id+"/dial", "timeout=5")
}

func withAgentNumber() asterisk.Options {
	return asterisk.Options{
		Conf: map[string]string{"pjsip.conf": "[agent1](+)\ntype = endpoint\ncallerid = Agent <101>\n"},
	}
}

// TestAgentsNumberStaysInside: joining a bridge hands a channel the number of the party in it, some moments later;
// when it is dialled after that moment the callee sees the agent's own number. Each way is tried many times.
func TestAgentsNumberStaysInside(t *testing.T) {
	t.Parallel()
	l := newLab(t, withAgentNumber())
	l.agent("agent1", phone.Plan{})
	l.trunk.PlanAll(phone.Busy())
	const calls = 40
	for i, c := range joinings {
		if c.inhibit && l.old() {
			continue // not known there
		}
		agent, bridge := l.inBridge(fmt.Sprint(i), c.agentsOwn)
		seen := map[string]int{}
		for n := range calls {
			number, id := fmt.Sprintf("47900%d0%03d", i, n), fmt.Sprintf("cu-%d-%03d", i, n)
			l.dialInto(bridge, number, id, c)
			r := l.call(number, func(r phone.Record) bool { return true }).Record()
			seen[r.FromName+"<"+r.From+"> PAI "+r.Asserted]++
			l.wait(id, "ChannelDestroyed")
		}
		l.must("DELETE", "/channels/"+agent, "")
		l.wait(agent, "ChannelDestroyed")
		t.Logf("%-45s %v", c.name, seen)
		if c.safe && seen["<4722000001> PAI 4722000001"] != calls {
			t.Errorf("%s: the callees saw %v", c.name, seen)
		}
	}
}

// TestCreateBridgeDial bridges a channel with the agent before it is dialled: the agent hears it ring, and sound flows
// both ways from the answer on.
func TestCreateBridgeDial(t *testing.T) {
	t.Parallel()
	l := newLab(t, withAgentNumber())
	agent := l.agent("agent1", phone.Plan{Send: phone.Tone(1000)})
	l.trunk.Plan("4790000006", phone.Plan{Ring: 300 * time.Millisecond, Send: phone.Tone(600)})
	_, bridge := l.inBridge("1", true)
	l.dialInto(bridge, "4790000006", "cu1", joining{})
	l.wait("cu1", "Dial", func(e event) bool { return e.get("dialstatus") == "ANSWER" })
	customer, theirs := l.call("4790000006", loud), agent.Calls()[0]
	heardFor(t, customer, 500*time.Millisecond)
	l.must("DELETE", "/channels/cu1", "")
	l.wait("cu1", "ChannelDestroyed")
	<-customer.Ended()
	r, a := customer.Record(), theirs.Record()
	hears(t, "customer", r, 1000, 600)
	t.Logf("200 sent → agent's voice at the customer %v; %s", r.FirstLoud().Sub(r.Answered), l.told("cu1"))
	after := func(from, to time.Duration, start time.Time) []int16 {
		return a.Between(start.Add(from), start.Add(to))
	}
	if pcm := after(50*time.Millisecond, 250*time.Millisecond, r.Ringing); !phone.HasTone(pcm, 425) {
		t.Errorf("while it rang the agent heard %.0f dB, share of 425 Hz %.2f", phone.Level(pcm),
			phone.ToneShare(pcm, 425))
	}
	if pcm := after(100*time.Millisecond, 400*time.Millisecond, r.Answered); !phone.HasTone(pcm, 600) {
		t.Errorf("after the answer the agent heard %.0f dB, share of 600 Hz %.2f", phone.Level(pcm),
			phone.ToneShare(pcm, 600))
	}
}

// TestMoveRinging moves a created, dialled and still ringing channel from one bridge to another.
func TestMoveRinging(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"addChannel to the other bridge", "removeChannel, then addChannel"} {
		t.Run(how, func(t *testing.T) {
			l := newLab(t, asterisk.Options{})
			one := l.agent("agent1", phone.Plan{Send: phone.Tone(1000)})
			two := l.agent("agent2", phone.Plan{Send: phone.Tone(1500)})
			l.trunk.Plan("4790000007", phone.Plan{Ring: 1500 * time.Millisecond, Send: phone.Tone(400)})
			for i, a := range []string{"ag1", "ag2"} {
				l.must("POST", fmt.Sprintf("/bridges/b%d", i+1), "type=mixing")
				l.must("POST", "/channels", fmt.Sprintf("endpoint=PJSIP/agent%d&app=ringevett&channelId=%s", i+1, a))
				l.wait(a, "StasisStart")
				l.must("POST", fmt.Sprintf("/bridges/b%d/addChannel", i+1), "channel="+a)
			}
			l.must("POST", "/channels/create", "endpoint=PJSIP/4790000007@trunk&app=ringevett&channelId=cu1")
			l.wait("cu1", "StasisStart")
			l.must("POST", "/bridges/b1/addChannel", "channel=cu1")
			l.must("POST", "/channels/cu1/dial", "timeout=5")
			l.wait("cu1", "ChannelStateChange")
			if strings.HasPrefix(how, "remove") {
				code, text := l.do("POST", "/bridges/b1/removeChannel", "channel=cu1")
				t.Logf("removeChannel: %d %s", code, text)
			}
			code, text := l.do("POST", "/bridges/b2/addChannel", "channel=cu1")
			t.Logf("addChannel: %d %s", code, text)
			l.wait("cu1", "Dial", func(e event) bool { return e.get("dialstatus") == "ANSWER" })
			customer := l.call("4790000007", loud)
			heardFor(t, customer, 500*time.Millisecond)
			hears(t, "customer", customer.Record(), 1500, 1000)
			t.Log("b1: ", l.must("GET", "/bridges/b1", ""))
			t.Log("b2: ", l.must("GET", "/bridges/b2", ""))
			_, _ = one, two
			l.must("DELETE", "/channels/cu1", "")
			l.wait("cu1", "ChannelDestroyed")
			t.Log(l.told("cu1"))
		})
	}
}

// TestWhatIsCounted: Asterisk counts the packets of a phone's own channel, and of no other; a phone's hold is told.
func TestWhatIsCounted(t *testing.T) {
	t.Parallel()
	l := newLab(t, asterisk.Options{})
	l.trunk.Plan("4790000001", phone.Plan{Send: phone.Tone(400)})
	l.must("POST", "/channels", "endpoint=PJSIP/4790000001@trunk&app=ringevett&channelId=phone")
	l.wait("phone", "StasisStart")
	packets := func() int {
		var st struct{ Rxcount int }
		if err := json.Unmarshal([]byte(l.must("GET", "/channels/phone/rtp_statistics", "")), &st); err != nil {
			t.Fatal(err)
		}
		return st.Rxcount
	}
	before := packets()
	<-time.After(time.Second)
	if n := packets() - before; n < 25 || n > 100 {
		t.Errorf("%d packets in a second, want about 50", n)
	}
	if err := l.call("4790000001", answered).Mute(true); err != nil {
		t.Fatal(err)
	}
	<-time.After(300 * time.Millisecond) // what was under way
	before = packets()
	<-time.After(time.Second)
	if n := packets() - before; n != 0 {
		t.Errorf("%d packets in a second from a mute phone", n)
	}
	l.must("POST", "/channels", "endpoint=Local/4790000001@outbound/n&app=ringevett&channelId=loc1&otherChannelId=loc2")
	l.must("POST", "/channels/externalMedia", "app=ringevett&channelId=media&external_host=127.0.0.1:9&format=alaw")
	for id, want := range map[string]string{
		"loc1": "403 Unsupported channel type", "media": "404 RTP info not found", "gone": "404 Channel not found",
	} {
		status, body := l.do("GET", "/channels/"+id+"/rtp_statistics", "")
		var refused struct{ Message string }
		if err := json.Unmarshal([]byte(body), &refused); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%d %s", status, refused.Message); got != want {
			t.Errorf("%s: got %q, want %q", id, got, want)
		}
	}
}
