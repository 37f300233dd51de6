package asterisk_test

import (
	"cmp"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// outcome is how one SIP code shows in ARI; cause is Asterisk's (Q.850).
type outcome struct {
	code   int
	status string // last Dial event
	cause  string
}

var outcomes = []outcome{
	{486, "BUSY", "17"}, {600, "BUSY", "17"}, {503, "CONGESTION", "34"},
	{404, "NOANSWER", "1"}, {604, "NOANSWER", "1"}, {403, "NOANSWER", "21"}, {603, "NOANSWER", "21"},
	{408, "NOANSWER", "18"}, {410, "NOANSWER", "22"}, {480, "NOANSWER", "19"}, {484, "NOANSWER", "28"},
	{488, "NOANSWER", "58"}, {500, "NOANSWER", "38"}, {502, "NOANSWER", "27"}, {504, "NOANSWER", "102"},
	{607, "NOANSWER", "127"},
}

// old tells Asterisk 16, which has no tech_cause.
func (l *lab) old() bool { return strings.HasPrefix(l.pbx.Version, "16") }

func (l *lab) tech(code int) string {
	if l.old() {
		return ""
	}
	return fmt.Sprint(code)
}

func TestCausesOfSIPCodes(t *testing.T) {
	t.Parallel()
	l := newLab(t, asterisk.Options{})
	for i, o := range outcomes {
		for _, created := range []bool{false, true} {
			number, id := fmt.Sprintf("47900001%02d", i), fmt.Sprintf("code-%d-%v", o.code, created)
			l.trunk.Plan(number, phone.Refused(o.code))
			l.start(created, number, id, 5)
			gone := l.wait(id, "ChannelDestroyed")
			want := o.status
			if created {
				want = "" // a created channel is told no Dial event of the refusal
			}
			status := l.dialStatus(id)
			if got := gone.get("cause"); got != o.cause || status != want || gone.get("tech_cause") != l.tech(o.code) {
				t.Errorf("%s: got cause %s, tech %s, %q; want cause %s, %q", id, got, gone.get("tech_cause"), status,
					o.cause, want)
			}
			t.Logf("%d  created %-5v  %-10s cause %-3s %q state %s", o.code, created, status, gone.get("cause"),
				gone.get("cause_txt"), gone.get("channel", "state"))
		}
	}
}

// dialStatus is that of the last Dial event.
func (l *lab) dialStatus(id string) (status string) {
	for _, e := range l.about(id) {
		if e.Type == "Dial" {
			status = e.get("dialstatus")
		}
	}
	return status
}

// TestEarlyMediaThen404 is the operator's announcement "this number is not in use", then the refusal.
func TestEarlyMediaThen404(t *testing.T) {
	t.Parallel()
	l := newLab(t, asterisk.Options{})
	agent := l.agent("agent1", phone.Plan{})
	l.trunk.Plan("4790000004", phone.Plan{Ring: 700 * time.Millisecond, Early: new(phone.Tone(400)), Code: 404})
	l.must("POST", "/bridges/b1", "type=mixing")
	l.must("POST", "/channels", "endpoint=PJSIP/agent1&app=ringevett&channelId=ag1")
	l.wait("ag1", "StasisStart")
	l.must("POST", "/channels/create", "endpoint=PJSIP/4790000004@trunk&app=ringevett&channelId=cu1")
	l.wait("cu1", "StasisStart")
	l.must("POST", "/bridges/b1/addChannel", "channel=ag1,cu1")
	l.must("POST", "/channels/cu1/dial", "timeout=5")
	gone := l.wait("cu1", "ChannelDestroyed")
	if gone.get("cause") != "1" || gone.get("tech_cause") != l.tech(404) {
		t.Errorf("cause %s tech %s, want 1 and 404", gone.get("cause"), gone.get("tech_cause"))
	}
	theirs := agent.Calls()[0].Record()
	if pcm := theirs.Between(theirs.FirstLoud(),
		theirs.FirstLoud().Add(300*time.Millisecond)); !phone.HasTone(pcm, 400) {
		t.Errorf("the agent did not hear the announcement: %.2f of 400 Hz, loud %v", phone.ToneShare(pcm, 400),
			theirs.Loud)
	}
	t.Log("early media, 404: ", l.told("cu1"))
}

// TestEndings tells how the other endings of a call show, originated in one request and created, then dialled.
func TestEndings(t *testing.T) {
	t.Parallel()
	l := newLab(t, asterisk.Options{})
	for _, created := range []bool{false, true} {
		t.Run(map[bool]string{false: "originated", true: "created and dialled"}[created],
			func(t *testing.T) { endings(t, l, created) })
	}
}

// ending is one way for a call to end, and the cause that ARI tells.
type ending struct {
	name, want string
	want16     string // where 16 differs
	created    string // where a created channel differs
	created16  string // and only in 16
	plan       phone.Plan
	timeout    int
	then       func(id string, call *phone.Call)
}

func endingTable(l *lab) []ending {
	cancel := func(id string, _ *phone.Call) {
		l.wait(id, "ChannelStateChange")
		l.must("DELETE", "/channels/"+id, "")
	}
	return []ending{
		{name: "deleted while ringing", plan: phone.Plan{Never: true}, timeout: 10, want: "cause=16", then: cancel},
		{
			name: "rings until our timeout", plan: phone.Plan{Never: true}, timeout: 1, want: "cause=19",
			want16: "cause=0", created16: "cause=16",
		},
		{
			name: "trunk never answers the INVITE", plan: phone.Plan{Deaf: true}, timeout: 1, want: "cause=19",
			want16: "cause=0", created16: "cause=16",
		},
		{
			name: "callee hangs up, no bridge", plan: phone.Plan{Hold: 50 * time.Millisecond}, timeout: 10,
			want: "cause=0", want16: "cause=16", created: "cause=16",
		},
		{
			name: "callee hangs up with a Reason",
			plan: phone.Plan{Hold: 50 * time.Millisecond, Reason: "Q.850;cause=16"}, timeout: 10, want: "cause=16",
		},
		{
			name: "answers just as we cancel", plan: phone.Plan{Never: true, AnswerOnCancel: true}, timeout: 10,
			want: "cause=16", then: cancel,
		},
		{
			name: "answers just as our timeout runs out", plan: phone.Plan{Never: true, AnswerOnCancel: true},
			timeout: 1, want: "cause=19", want16: "cause=0", created16: "cause=16",
		},
	}
}

func endings(t *testing.T, l *lab, created bool) {
	for i, c := range endingTable(l) {
		t.Run(c.name, func(t *testing.T) {
			number, id := fmt.Sprintf("47900002%02d", i), fmt.Sprintf("end-%d", i)
			if created {
				number, id = fmt.Sprintf("47900003%02d", i), fmt.Sprintf("fin-%d", i)
			}
			l.trunk.Plan(number, c.plan)
			l.start(created, number, id, c.timeout)
			call := l.call(number, func(phone.Record) bool { return true })
			if c.then != nil {
				c.then(id, call)
			}
			l.wait(id, "ChannelDestroyed")
			if l.old() {
				c.want, c.created = cmp.Or(c.want16, c.want), cmp.Or(c.created16, c.created)
			}
			if created {
				c.want = cmp.Or(c.created, c.want)
			}
			told := l.told(id)
			if !strings.Contains(told, "Destroyed("+c.want) {
				t.Errorf("want %s", c.want)
			}
			if !c.plan.Deaf {
				<-call.Ended()
			}
			r := call.Record()
			t.Logf("%s | callee: code %d answered %v cancelled %v ended by %s %s", told, r.Code, !r.Answered.IsZero(),
				r.Cancelled, r.EndedBy, r.Reason)
		})
	}
}

// start originates a call, or creates a channel and dials it.
func (l *lab) start(created bool, number, id string, timeout int) {
	l.t.Helper()
	if !created {
		l.must("POST", "/channels",
			fmt.Sprintf("endpoint=PJSIP/%s@trunk&app=ringevett&channelId=%s&timeout=%d", number, id, timeout))
		return
	}
	l.must("POST", "/channels/create", "endpoint=PJSIP/"+number+"@trunk&app=ringevett&channelId="+id)
	l.wait(id, "StasisStart")
	l.must("POST", "/channels/"+id+"/dial", fmt.Sprintf("timeout=%d", timeout))
}
