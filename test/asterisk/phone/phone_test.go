package phone_test

import (
	"errors"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// line is a trunk and an agent's phone that talk to each other without a PBX between.
func lines(t *testing.T) (*phone.Trunk, *phone.Agent) {
	t.Helper()
	trunk, err := phone.NewTrunk(phone.TrunkOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { trunk.Close() })
	agent, err := phone.NewAgent(phone.AgentOptions{User: "agent1", Password: "pw1", PBX: trunk.Addr()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { agent.Close() })
	return trunk, agent
}

func TestOutcomesReachTheCaller(t *testing.T) {
	trunk, agent := lines(t)
	trunk.Plan("4790000001", phone.Busy())
	trunk.Plan("4790000002", phone.Plan{Ring: 50 * time.Millisecond, Code: 404, Early: new(phone.Tone(425))})
	for number, want := range map[string]int{"4790000001": 486, "4790000002": 404} {
		_, err := agent.Dial(t.Context(), number, phone.Plan{})
		var refused phone.RefusedError
		if !errors.As(err, &refused) || refused.Code != want {
			t.Errorf("dial %s: got %v, want code %d", number, err, want)
		}
	}
	call, err := trunk.Await(t.Context(), func(r phone.Record) bool { return r.Number == "4790000002" && !r.Ended.IsZero() })
	if err != nil {
		t.Fatal(err)
	}
	rec := call.Record()
	if rec.Ringing.IsZero() || !rec.Answered.IsZero() || rec.Code != 404 || rec.EndedBy != "us" {
		t.Errorf("record of the refused call: %+v", rec)
	}
}

func TestSoundAndDigitsBothWays(t *testing.T) {
	trunk, agent := lines(t)
	trunk.Plan("4790000003", phone.Plan{Send: phone.Tone(400), Press: []phone.Press{{Digits: "1#"}, {Digits: "7", Info: true, After: time.Second}}})
	call, err := agent.Dial(t.Context(), "4790000003", phone.Plan{Send: phone.Tone(1000)})
	if err != nil {
		t.Fatal(err)
	}
	there, err := trunk.Await(t.Context(), func(r phone.Record) bool { return !r.FirstLoud().IsZero() })
	if err != nil {
		t.Fatal(err)
	}
	if err := call.Press(t.Context(), "509"); err != nil {
		t.Fatal(err)
	}
	if _, err := agent.Await(t.Context(), func(r phone.Record) bool { return r.Keys() == "1#7" }); err != nil {
		t.Fatal(err)
	}
	if err := call.HangUp(); err != nil {
		t.Fatal(err)
	}
	<-there.Ended()
	ours, theirs := call.Record(), there.Record()
	if got := theirs.Keys(); got != "509" {
		t.Errorf("callee heard keys %q, want 509", got)
	}
	heard := ours.Between(ours.Answered.Add(600*time.Millisecond), ours.Answered.Add(900*time.Millisecond)) // between the keys
	if !phone.HasTone(heard, 400) || phone.HasTone(heard, 1000) {
		t.Errorf("caller heard %.2f of 400 Hz, %.2f of 1000 Hz", phone.ToneShare(heard, 400), phone.ToneShare(heard, 1000))
	}
	heard = theirs.Between(theirs.Ended.Add(-100*time.Millisecond), theirs.Ended)
	if !phone.HasTone(heard, 1000) {
		t.Errorf("callee heard %.2f of 1000 Hz, level %.0f", phone.ToneShare(heard, 1000), phone.Level(heard))
	}
	if theirs.EndedBy != "them" || ours.EndedBy != "us" {
		t.Errorf("ended by %q and %q", theirs.EndedBy, ours.EndedBy)
	}
}
