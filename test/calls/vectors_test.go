package calls_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// six are the figures a–e of norm 2.8, and the lines beside them.
type six struct {
	a, b, c, d, e                                                  int
	noAnswer, busy, cancelled, trunkFailed, early, late, agentDrop int
}

func (f *floor) want(w six) {
	f.t.Helper()
	d := f.figures()
	got := six{d.Attempted, d.Answered, d.Connected, d.Transferred, d.Abandoned,
		d.NoAnswer, d.Busy, d.CancelledRinging, d.TrunkFailed, d.EarlyHangup, d.LateTransfer, d.AgentDrop}
	f.t.Logf("figures %+v", got)
	if got != w {
		f.t.Errorf("figures %+v, want %+v", got, w)
	}
}

// TestVectorsUnanswered: vectors 1–4 of norm 2.8, on the real PBX.
func TestVectorsUnanswered(t *testing.T) {
	t.Parallel()
	tone := phone.Tone(425)
	for _, c := range []struct {
		name string
		plan phone.Plan
		want six
	}{
		{"1 rings out", phone.Plan{Never: true}, six{a: 1, noAnswer: 1}},
		{"2 busy", phone.Busy(), six{a: 1, busy: 1}},
		{"3 trunk says 503", phone.Refused(503), six{a: 1, trunkFailed: 1}},
		{"4 announcement, then 404", phone.Plan{
			Early: &tone, Ring: 2 * time.Second, Code: 404,
		}, six{a: 1, trunkFailed: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newFloor(t, options{ring: 30 * time.Second})
			f.agent(1, phone.Silence())
			f.lead(1, c.plan)
			ended := f.kind(1, dialer.FactEnded)
			t.Logf("%s, cause %d, SIP %d, %s", ended.Outcome, ended.Cause, ended.TechCause, ended.Detail)
			f.want(c.want)
		})
	}
}

// TestVector5: answered, the agent is there, both hear each other, and the consumer hangs up.
func TestVector5(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{})
	handset, agent := f.agentPhone(1, phone.Tone(1000))
	f.trunk.Plan(number(1).National(), phone.Plan{Ring: time.Second, Send: phone.Tone(400), Hold: 3 * time.Second})
	f.load([]dialer.Lead{{Campaign: "c1", Number: number(1), Source: "kunder", Name: hostileName}})
	f.kind(1, dialer.FactBridged)
	f.kind(1, dialer.FactEnded)
	must(t, agent.Press(t.Context(), "*01"))
	f.kind(1, dialer.FactDisposed)
	f.want(six{a: 1, b: 1, c: 1, d: 1})
	consumer := f.consumer(1)
	if consumer.From != string(visible) || consumer.Asserted != string(visible) {
		t.Errorf("the consumer saw %q, asserted %q; want %s", consumer.From, consumer.Asserted, visible)
	}
	if keys := consumer.Keys(); keys != "" {
		t.Errorf("the agent's keys reached the consumer: %q", keys)
	}
	hearEachOther(t, consumer, agent.Record(), 1000)
	f.displayed(handset, agent, consumer)
	t.Logf("answer to the agent's voice at the consumer: %v",
		consumer.LoudAfter(consumer.Answered).Sub(consumer.Answered))
}

// hearEachOther holds that from half a second after the answer on the consumer heard the agent's tone, and the agent
// the consumer's of 400 Hz.
func hearEachOther(t *testing.T, consumer, agent phone.Record, agentTone float64) {
	t.Helper()
	from, to := consumer.Answered.Add(500*time.Millisecond), consumer.Answered.Add(1500*time.Millisecond)
	if share := phone.ToneShare(consumer.Between(from, to), agentTone); share < 0.9 {
		t.Errorf("%.0f %% of what the consumer heard was the agent's voice", 100*share)
	}
	if share := phone.ToneShare(agent.Between(from, to), 400); share < 0.9 {
		t.Errorf("%.0f %% of what the agent heard was the consumer's voice", 100*share)
	}
}

// heardMessage holds that the consumer heard the abandoned-call message from at least the given instant on.
func heardMessage(t *testing.T, consumer phone.Record, within time.Duration) {
	t.Helper()
	prompt, err := phone.ReadWAV(filepath.Join(sounds(), "nb", "abandoned.example.wav"))
	must(t, err)
	score, at := phone.Likeness(consumer.Audio, prompt)
	begins := consumer.FirstRTP.Add(at).Sub(consumer.Answered)
	t.Logf("message heard %v after the answer, likeness %.2f", begins.Round(time.Millisecond), score)
	if score < 0.5 || begins > within { // another prompt scores 0.02; a machine under load loses packets
		t.Errorf("message heard %v after the answer with likeness %.2f; want within %v", begins, score, within)
	}
}

// abandonedFloor has one call ring for agent 1, whose cancelling is lost when the agent leaves: the answer wins.
func abandonedFloor(t *testing.T, consumer phone.Plan) *floor {
	p := &faulty{}
	p.losesHangup.Store(true)
	f := newFloor(t, options{wrap: p.between})
	agent := f.agent(1, phone.Silence())
	f.lead(1, consumer)
	f.kind(1, dialer.FactRinging)
	must(t, agent.HangUp())
	f.kind(1, dialer.FactCancelled)
	answered := f.kind(1, dialer.FactAnswered)
	p.losesHangup.Store(false)
	if answered.Reserved {
		t.Error("the answer is said to have had its agent")
	}
	return f
}

// TestVector6: answered, no agent, the message at 2.0 s, then the end.
func TestVector6(t *testing.T) {
	t.Parallel()
	f := abandonedFloor(t, phone.Plan{Ring: 2 * time.Second, Send: phone.Silence()})
	f.kind(1, dialer.FactEnded)
	f.want(six{a: 1, b: 1, c: 1, e: 1})
	heardMessage(t, f.consumer(1), 2300*time.Millisecond)
	if got := f.kind(1, dialer.FactMessage).At.Sub(f.kind(1, dialer.FactAnswered).At).Round(
		100 * time.Millisecond,
	); got != 2*time.Second {
		t.Errorf("the message began %v after the answer", got)
	}
}

// TestVector7: the same, and another agent logs in 3.1 s after the answer: they talk, and it is abandoned all the same.
func TestVector7(t *testing.T) {
	t.Parallel()
	f := abandonedFloor(t, phone.Plan{Ring: 2 * time.Second, Send: phone.Tone(400), Hold: 12 * time.Second})
	f.kind(1, dialer.FactMessage)
	agent := f.agent(2, phone.Tone(1000))
	f.kind(1, dialer.FactBridged)
	f.kind(1, dialer.FactEnded)
	must(t, agent.Press(t.Context(), "*01"))
	f.kind(1, dialer.FactDisposed)
	f.want(six{a: 1, b: 1, c: 1, e: 1, late: 1})
	consumer := f.consumer(1)
	bridged := f.kind(1, dialer.FactBridged).At.Sub(f.kind(1, dialer.FactAnswered).At)
	from := consumer.Answered.Add(bridged + 500*time.Millisecond)
	if share := phone.ToneShare(consumer.Between(from, from.Add(time.Second)), 1000); share < 0.9 {
		t.Errorf("after the bridging %.0f %% of what the consumer heard was the agent", 100*share)
	}
	t.Logf("agent in the bridge %v after the answer", bridged.Round(time.Millisecond))
}

// TestVector8: the second agent is reserved and on the way when the consumer leaves at 0.6 s.
func TestVector8(t *testing.T) {
	t.Parallel()
	f, _ := changesHands(t)
	f.kind(1, dialer.FactEnded)
	f.want(six{a: 1, b: 1, c: 1, early: 1})
}

// changesHands has the agent who is held for the first call leave while it rings. The second agent is given to it,
// and is joined after the consumer has gone again.
func changesHands(t *testing.T) (f *floor, second *phone.Call) {
	t.Helper()
	p := &faulty{joinDelay: 6 * time.Second}
	f = newFloor(t, options{wrap: p.between})
	first := f.agent(1, phone.Silence())
	second = f.agent(2, phone.Silence())
	f.lead(1, phone.Plan{Ring: 4 * time.Second, Send: phone.Silence(), Hold: 600 * time.Millisecond})
	f.kind(1, dialer.FactRinging)
	must(t, first.HangUp())
	return f, second
}

// TestVector9: as vector 8, and no agent was reserved at the answer.
func TestVector9(t *testing.T) {
	t.Parallel()
	f := abandonedFloor(t, phone.Plan{Ring: 2 * time.Second, Send: phone.Silence(), Hold: 600 * time.Millisecond})
	f.kind(1, dialer.FactEnded)
	f.want(six{a: 1, b: 1, c: 1, e: 1})
}

// TestVector10: the reserved agent leaves while it rings and no agent is free: cancelled on the line. The norm's 200 ms
// are printed; a second is allowed here, for a machine with other work.
func TestVector10(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{})
	agent := f.agent(1, phone.Silence())
	f.lead(1, phone.Plan{Never: true})
	f.kind(1, dialer.FactRinging)
	must(t, agent.HangUp())
	f.kind(1, dialer.FactEnded)
	f.want(six{a: 1, cancelled: 1})
	consumer := f.consumer(1)
	took := consumer.Ended.Sub(agent.Record().Ended)
	t.Logf("agent's BYE to CANCEL at the consumer's phone: %v", took)
	if !consumer.Cancelled || took > time.Second {
		t.Errorf("cancelled %v, %v after the agent left; want within a second", consumer.Cancelled, took)
	}
}

// TestTakeover: the reserved agent leaves while it rings, and a free one takes the reservation. Both log in before:
// on a slow machine a log-in takes longer than the ringing.
func TestTakeover(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{})
	leaves, stays := f.agent(1, phone.Tone(1000)), f.agent(2, phone.Tone(1000))
	f.lead(1, phone.Plan{Ring: 3 * time.Second, Send: phone.Tone(400), Hold: 3 * time.Second})
	f.kind(1, dialer.FactRinging)
	if f.kind(1, dialer.FactBooked).Agent == agentID(2) {
		leaves, stays = stays, leaves
	}
	must(t, leaves.HangUp())
	f.kind(1, dialer.FactEnded)
	f.want(six{a: 1, b: 1, c: 1, d: 1})
	hearEachOther(t, f.consumer(1), stays.Record(), 1000)
}

// TestMoved: a consumer is moved from agent to agent as fast as they leave, many times, and is with the last one in
// the end. A bridge that fell while the consumer was on the way out of it would take the consumer out of the next one
// too.
func TestMoved(t *testing.T) {
	t.Parallel()
	const moves = 6
	f := newFloor(t, options{agents: moves + 1})
	legs := map[dialer.AgentID]*phone.Call{}
	for n := range moves + 1 {
		legs[agentID(n+1)] = f.agent(n+1, phone.Tone(1000))
	}
	f.lead(1, phone.Plan{Ring: 12 * time.Second, Send: phone.Tone(400), Hold: 3 * time.Second})
	f.kind(1, dialer.FactRinging)
	with := f.kind(1, dialer.FactBooked).Agent
	for range moves {
		must(t, legs[with].HangUp())
		delete(legs, with)
		with = f.nextWith(with)
	}
	f.kind(1, dialer.FactEnded)
	f.want(six{a: 1, b: 1, c: 1, d: 1})
	hearEachOther(t, f.consumer(1), legs[with].Record(), 1000)
}

// nextWith waits until the call is another agent's.
func (f *floor) nextWith(before dialer.AgentID) dialer.AgentID {
	f.t.Helper()
	for range 500 {
		s, err := f.e.Snapshot(f.t.Context())
		must(f.t, err)
		if len(s.Calls) == 1 && s.Calls[0].Agent != before && s.Calls[0].Agent != "" {
			return s.Calls[0].Agent
		}
		<-time.After(20 * time.Millisecond)
	}
	f.t.Fatal("no other agent took the call")
	return ""
}

// dropFloor bridges agent 1 with a consumer and has the agent's phone hang up a second later.
func dropFloor(t *testing.T, hold time.Duration) *floor {
	f := newFloor(t, options{})
	agent := f.agent(1, phone.Tone(700))
	f.lead(1, phone.Plan{Ring: time.Second, Send: phone.Tone(400), Hold: hold})
	f.kind(1, dialer.FactBridged)
	<-time.After(time.Second)
	must(t, agent.HangUp())
	f.kind(1, dialer.FactAgentGone)
	return f
}

// TestVector15: the agent's leg dies soon after the bridging and no agent replaces it: the message.
func TestVector15(t *testing.T) {
	t.Parallel()
	f := dropFloor(t, 0)
	f.kind(1, dialer.FactEnded)
	f.want(six{a: 1, b: 1, c: 1, d: 1, e: 1, agentDrop: 1})
	heardMessage(t, f.consumer(1), 4*time.Second)
}

// TestVector16: the same, and a colleague is in soon enough.
func TestVector16(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{})
	one := f.agent(1, phone.Tone(700))
	f.agent(2, phone.Tone(1000))
	f.lead(1, phone.Plan{Ring: time.Second, Send: phone.Tone(400), Hold: 6 * time.Second})
	f.kind(1, dialer.FactBridged)
	must(t, one.HangUp())
	gone := f.kind(1, dialer.FactAgentGone)
	again := f.fact("bridged again",
		func(x dialer.Fact) bool { return x.Kind == dialer.FactBridged && x.Agent == agentID(2) })
	f.kind(1, dialer.FactEnded)
	t.Logf("another agent in the bridge %v after the first was gone", again.At.Sub(gone.At))
	f.want(six{a: 1, b: 1, c: 1, d: 1, agentDrop: 1})
	consumer := f.consumer(1)
	end := consumer.Ended.Add(-time.Second)
	if share := phone.ToneShare(consumer.Between(end, end.Add(800*time.Millisecond)), 1000); share < 0.9 {
		t.Errorf("in the end %.0f %% of what the consumer heard was the second agent", 100*share)
	}
}

// TestVector18: a conversation that began before 21:00 goes on past it.
func TestVector18(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{now: "2026-11-24 20:59:34"})
	f.agent(1, phone.Tone(1000))
	f.lead(1, phone.Plan{Ring: 15 * time.Second, Send: phone.Tone(400), Hold: 12 * time.Second})
	ended := f.kind(1, dialer.FactEnded)
	f.want(six{a: 1, b: 1, c: 1, d: 1})
	if at := ended.At.Format(time.TimeOnly); at < "21:00:01" {
		t.Errorf("it ended at %s: before closing time it proves nothing", at)
	} else {
		t.Logf("answered %s, ended %s", f.kind(1, dialer.FactAnswered).At.Format(time.TimeOnly), at)
	}
}

// TestVector19: the network rings late, so that the ring time would pass 21:00; at 21:00:00 the ringing stops.
func TestVector19(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{now: "2026-11-24 20:59:36", ring: 20 * time.Second})
	f.agent(1, phone.Silence())
	f.lead(1, phone.Plan{Never: true, RingAfter: 5 * time.Second})
	ended := f.kind(1, dialer.FactEnded)
	f.want(six{a: 1, cancelled: 1})
	t.Logf("dialed %s, ringing %s, ended %s (%s)", f.kind(1, dialer.FactDialed).At.Format("15:04:05.000"),
		f.kind(1, dialer.FactRinging).At.Format("15:04:05.000"), ended.At.Format("15:04:05.000"), ended.Detail)
	if at := ended.At.Format(time.TimeOnly); at != "21:00:00" {
		t.Errorf("ringing ended at %s", at)
	}
}

// TestVector22Bridge: the bridge of a dedicated redial: an agent takes over and is in 0.3 s after the answer.
func TestVector22Bridge(t *testing.T) {
	t.Parallel()
	p := &faulty{joinDelay: 3300 * time.Millisecond}
	f := newFloor(t, options{wrap: p.between})
	one := f.agent(1, phone.Silence())
	f.lead(1, phone.Plan{Ring: 6 * time.Second, Send: phone.Tone(400), Hold: 4 * time.Second})
	f.kind(1, dialer.FactRinging)
	f.agent(2, phone.Tone(1000))
	answersAt := f.trunk.CallsTo(number(1).National())[0].Invited.Add(6 * time.Second)
	<-time.After(time.Until(answersAt.Add(-3 * time.Second)))
	must(t, one.HangUp())
	f.kind(1, dialer.FactEnded)
	f.want(six{a: 1, b: 1, c: 1, d: 1})
	t.Logf("agent in the bridge %v after the answer",
		f.kind(1, dialer.FactBridged).At.Sub(f.kind(1, dialer.FactAnswered).At).Round(time.Millisecond))
}

// TestLocalRoute: the PBX's own route takes the call, by a dial string through its dialplan; the shown number goes
// along. A route that records by itself (8.2.1) ends the call that shows it while that rings, and all dialing.
func TestLocalRoute(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{endpoint: "Local/%s@outbound/n", pbx: func(o *asterisk.Options) {
		o.Conf = map[string]string{"extensions.conf": "[outbound](+)\nexten => " + number(4).National() +
			",1,MixMonitor(${ASTSPOOLDIR}/monitor/route.wav)\n same => n,Dial(PJSIP/${EXTEN}@trunk)\n"}
	}})
	agent := f.agent(1, phone.Tone(1000))
	f.lead(1, phone.Plan{Ring: time.Second, Send: phone.Tone(400), Hold: 3 * time.Second})
	f.kind(1, dialer.FactEnded)
	f.lead(2, phone.Busy())
	busy := f.kind(2, dialer.FactEnded)
	f.lead(3, phone.Refused(404))
	invalid := f.kind(3, dialer.FactEnded)
	t.Logf("busy: cause %d SIP %d; 404: cause %d SIP %d", busy.Cause, busy.TechCause, invalid.Cause, invalid.TechCause)
	f.want(six{a: 3, b: 1, c: 1, d: 1, busy: 1, trunkFailed: 1})
	consumer := f.consumer(1)
	hearEachOther(t, consumer, agent.Record(), 1000)
	if consumer.From != string(visible) {
		t.Errorf("the consumer saw %q, want %s", consumer.From, visible)
	}
	f.lead(4, phone.Plan{Ring: 10 * time.Second, Send: phone.Tone(400)})
	cancelled := f.kind(4, dialer.FactEnded)
	snap, err := f.e.Snapshot(t.Context())
	must(t, err)
	t.Logf("a route that records: %s; %s", cancelled.Outcome, snap.Halted)
	if cancelled.Outcome != dialer.CancelledRinging ||
		!strings.Contains(snap.Halted, "MixMonitor on Local/…@outbound") {
		t.Errorf("a route that records: the call ended as %q; dialing is halted by %q", cancelled.Outcome, snap.Halted)
	}
}
