package asterisk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// TestAbsorbDTMF: an agent's keys must not reach the consumer, and must reach the application. In a bridge of type
// "mixing" alone RFC 4733 keys reach nobody but the other party; ARI hears them only with "dtmf_events".
func TestAbsorbDTMF(t *testing.T) {
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
	ag, cu, br, number := fmt.Sprintf("ag%d", n), fmt.Sprintf("cu%d", n), fmt.Sprintf("br%d", n), fmt.Sprintf("479000050%d", n)
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
	_, came := l.seen(100*time.Millisecond, ag, "ChannelDtmfReceived", func(e event) bool { return e.get("digit") == "5" })
	leaked := customer.Record().Keys()
	t.Logf("ARI heard the agent's keys: %v, the consumer's: %v; consumer got %q, agent got %q", came, own, leaked, theirs.Record().Keys())
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
		{"CALLERID(num) and CONNECTEDLINE(num,i)", map[string]string{"CALLERID(num)": "4790000001", "CONNECTEDLINE(num,i)": "4722000001"}, ""},
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
					l.must("POST", "/channels/"+id+"/variable", "variable="+k+"&value="+strings.ReplaceAll(v, " ", "%20"))
				}
			}
			l.must("POST", "/channels/"+id+"/dial", "timeout=5")
			r := l.call(number, answered).Record()
			t.Logf("%-40s %-10s From %q %q PAI %q", c.name, how, r.FromName, r.From, r.Asserted)
			l.must("DELETE", "/channels/"+id, "")
		}
	}
}

// TestCreateBridgeDial puts a created channel into the agent's bridge before it is dialled. Joining the bridge makes
// the agent's own number take the place of the one we show, unless updates are inhibited (Asterisk 22) or our number is
// set again after joining. Sound must flow from the answer on.
func TestCreateBridgeDial(t *testing.T) {
	l := newLab(t, asterisk.Options{Conf: map[string]string{"pjsip.conf": "[agent1](+)\ntype = endpoint\ncallerid = Agent <101>\n"}})
	agent := l.agent("agent1", phone.Plan{Send: phone.Tone(1000)})
	for i, c := range []joining{
		{"the number is set before joining only", "", "", false, "101"},
		{"set before joining, dialled with caller=", "", "&caller=ag0", false, "101"},
		{"connected-line updates inhibited", "&inhibitConnectedLineUpdates=true", "", false, "4722000001"},
		{"the number is set again after joining", "", "", true, "4722000001"},
	} {
		t.Run(c.name, func(t *testing.T) { createBridgeDial(t, l, agent, i, c) })
	}
}

// joining is a way of putting a created channel into the agent's bridge, and the number the callee then sees.
type joining struct {
	name, add, dial string
	again           bool
	want            string
}

func createBridgeDial(t *testing.T, l *lab, agent *phone.Agent, i int, c joining) {
	if strings.Contains(c.add, "inhibit") && l.old() {
		return // not known there
	}
	ag, cu, br, number := fmt.Sprintf("ag%d", i), fmt.Sprintf("cu%d", i), fmt.Sprintf("br%d", i), fmt.Sprintf("479000060%d", i)
	dial := strings.ReplaceAll(c.dial, "ag0", ag)
	l.trunk.Plan(number, phone.Plan{Ring: 300 * time.Millisecond, Send: phone.Tone(400)})
	l.must("POST", "/bridges/"+br, "type=mixing,dtmf_events")
	l.must("POST", "/channels", "endpoint=PJSIP/agent1&app=ringevett&channelId="+ag)
	l.wait(ag, "StasisStart")
	l.must("POST", "/bridges/"+br+"/addChannel", "absorbDTMF=true&channel="+ag)
	l.must("POST", "/channels/create", "endpoint=PJSIP/"+number+"@trunk&app=ringevett&formats=alaw&channelId="+cu,
		map[string]any{"variables": map[string]string{"CONNECTEDLINE(num)": "4722000001"}})
	l.wait(cu, "StasisStart")
	l.must("POST", "/bridges/"+br+"/addChannel", "channel="+cu+c.add)
	if c.again {
		l.must("POST", "/channels/"+cu+"/variable", "variable=CONNECTEDLINE(all)&value=%3C4722000001%3E")
	}
	l.must("POST", "/channels/"+cu+"/dial", "timeout=5"+dial)
	l.wait(cu, "Dial", func(e event) bool { return e.get("dialstatus") == "ANSWER" })
	customer, theirs := l.call(number, loud), agent.Calls()[len(agent.Calls())-1]
	heardFor(t, customer, 500*time.Millisecond)
	l.must("DELETE", "/channels/"+cu, "")
	l.must("DELETE", "/channels/"+ag, "")
	l.wait(cu, "ChannelDestroyed")
	r := customer.Record()
	hears(t, "customer", r, 1000, 400)
	t.Logf("From %q %q PAI %q, 200 sent → agent's voice at the customer %v", r.FromName, r.From, r.Asserted, r.FirstLoud().Sub(r.Answered))
	t.Logf("customer's voice at the agent %v after it", theirs.Record().LoudAfter(r.Answered).Sub(r.Answered))
	t.Log(l.told(cu))
	a := theirs.Record()
	ringing := a.Between(r.Ringing.Add(50*time.Millisecond), r.Ringing.Add(200*time.Millisecond))
	t.Logf("while it rang the agent heard %.0f dB, share of 425 Hz %.2f", phone.Level(ringing), phone.ToneShare(ringing, 425))
	if r.From != c.want || r.Asserted != c.want || (c.want != "101" && r.FromName != "") {
		t.Errorf("customer saw From %q %q, PAI %q; want %q and no name", r.FromName, r.From, r.Asserted, c.want)
	}
}

// TestMoveRinging moves a created, dialled and still ringing channel from one bridge to another.
func TestMoveRinging(t *testing.T) {
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
