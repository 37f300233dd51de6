package calls_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

const listenerHz = 1700

// TestAListenerHearsATalkAfterTheAgentWasTold (8.3): the agent hears the announcement to its end before the listener
// hears anything; the listener then hears both, and neither of them the listener; the consumer hears nothing of it.
// When the daemon is gone, the PBX ends the listening by itself.
func TestAListenerHearsATalkAfterTheAgentWasTold(t *testing.T) {
	t.Parallel()
	f := newFloor(t, options{})
	leader, err := phone.NewAgent(phone.AgentOptions{User: "agent3", Password: "pw3", PBX: f.pbx.SIPAddr,
		Plan: phone.Plan{Send: phone.Tone(listenerHz)}})
	must(t, err)
	t.Cleanup(func() { leader.Close() })
	must(t, leader.Register(t.Context()))
	agent := f.agent(1, phone.Tone(agentHz))
	f.lead(1, phone.Plan{Ring: 200 * time.Millisecond, Send: phone.Tone(consumerHz)})
	f.kind(1, dialer.FactBridged)
	consumer, err := f.trunk.Await(t.Context(), func(r phone.Record) bool { return !r.Answered.IsZero() })
	must(t, err)
	now := f.clock()()
	must(t, f.e.PutNotices(t.Context(), notice.Ledger{
		Notices: []notice.Notice{{
			ID: 1, Kind: notice.Monitoring, Purpose: notice.Quality, Agents: []dialer.AgentID{agentID(1)},
			From: now.Add(-time.Minute), To: now.Add(time.Hour),
		}},
		Acks: map[notice.Ack]time.Time{{Notice: 1, Agent: agentID(1)}: now},
	}))
	began := time.Now()
	must(t, f.e.StartMonitor(t.Context(), notice.Wish{
		Agent: agentID(1), Purpose: notice.Quality, Until: now.Add(time.Hour), By: "person:per",
		Listener: notice.Listener{Name: "Per Eksempel", House: true, Phone: "PJSIP/agent3"},
	}, "voice"))
	rung, err := leader.Await(t.Context(), func(r phone.Record) bool { return r.Incoming && !r.Confirmed.IsZero() })
	must(t, err)
	f.kind(1, dialer.FactMonitorOpen)
	opened := time.Now()
	r := rung.Record()
	for r.LoudAfter(r.Answered).IsZero() {
		if time.Since(opened) > 5*time.Second {
			t.Fatal("the listener heard nothing within 5 s")
		}
		<-time.After(50 * time.Millisecond)
		r = rung.Record()
	}
	heard := r.LoudAfter(r.Answered)
	<-time.After(time.Second)
	until := time.Now()
	told, err := phone.ReadWAV(filepath.Join(sounds(), "agent", "refused.wav"))
	must(t, err)
	score, at := phone.Likeness(agent.Between(began, until), told)
	over := began.Add(at + time.Duration(len(told))*time.Second/phone.Rate)
	if score < sounded/2 || heard.Before(over) {
		t.Errorf("the agent was told %.2f until %v after the beginning, the listener hears from %v on", score,
			over.Sub(began), heard.Sub(began))
	}
	hears := rung.Between(heard.Add(100*time.Millisecond), until)
	a, c := phone.ToneShare(hears, agentHz), phone.ToneShare(hears, consumerHz)
	if a < 0.2 || c < 0.2 || a+c < 0.8 {
		t.Errorf("the listener hears the agent %.2f and the consumer %.2f", a, c)
	}
	back := phone.ToneShare(agent.Between(heard, until), listenerHz)
	pcm := consumer.Between(began, until)
	like, _ := phone.Likeness(pcm, told)
	share, mine := phone.ToneShare(pcm, listenerHz), phone.ToneShare(pcm, agentHz)
	if back > 0.01 || share > 0.01 || like > sounded/2 || mine < 0.9 {
		t.Errorf("of the listener the agent hears %.3f, the consumer %.3f; likeness of the announcement at the consumer "+
			"%.2f, the agent's share there %.2f", back, share, like, mine)
	}
	t.Logf("told %.2f until %v, audio from %v on; at the listener agent %.2f, consumer %.2f; at the consumer: listener "+
		"%.4f, announcement %.2f", score, over.Sub(began).Round(time.Millisecond), heard.Sub(began).Round(time.Millisecond),
		a, c, share, like)
	gone := time.Now()
	f.halt()
	select {
	case <-rung.Ended():
		t.Logf("without the daemon the listener is out after %v", time.Since(gone).Round(100*time.Millisecond))
	case <-time.After(15 * time.Second):
		t.Error("without the daemon the listener still listens after 15 s")
	}
}
