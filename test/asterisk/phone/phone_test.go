package phone_test

import (
	"context"
	"errors"
	"strings"
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
	call, err := trunk.Await(t.Context(),
		func(r phone.Record) bool { return r.Number == "4790000002" && !r.Ended.IsZero() })
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
	trunk.Plan("4790000003", phone.Plan{
		Send: phone.Tone(400), Press: []phone.Press{{Digits: "1#"}, {Digits: "7", Info: true, After: time.Second}},
	})
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
	// between the keys
	heard := ours.Between(ours.Answered.Add(600*time.Millisecond), ours.Answered.Add(900*time.Millisecond))
	if !phone.HasTone(heard, 400) || phone.HasTone(heard, 1000) {
		t.Errorf("caller heard %.2f of 400 Hz, %.2f of 1000 Hz", phone.ToneShare(heard, 400),
			phone.ToneShare(heard, 1000))
	}
	heard = theirs.Between(theirs.Ended.Add(-100*time.Millisecond), theirs.Ended)
	if !phone.HasTone(heard, 1000) {
		t.Errorf("callee heard %.2f of 1000 Hz, level %.0f", phone.ToneShare(heard, 1000), phone.Level(heard))
	}
	if theirs.EndedBy != "them" || ours.EndedBy != "us" {
		t.Errorf("ended by %q and %q", theirs.EndedBy, ours.EndedBy)
	}
}

// TestCloseVanishes: a phone that is closed in a call is gone at once, without a word to the other side.
func TestCloseVanishes(t *testing.T) {
	trunk, agent := lines(t)
	if _, err := agent.Dial(t.Context(), "4790000001", phone.Plan{}); err != nil {
		t.Fatal(err)
	}
	there, err := trunk.Await(t.Context(), func(r phone.Record) bool { return !r.Confirmed.IsZero() })
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := agent.Close(); err != nil {
		t.Error(err)
	}
	if d := time.Since(began); d > 2*time.Second {
		t.Errorf("closing took %v", d)
	}
	select {
	case <-there.Ended():
		t.Error("the other side was told")
	case <-time.After(100 * time.Millisecond):
	}
}

func TestDeafPhoneIsLoggedOnce(t *testing.T) {
	trunk, agent := lines(t)
	trunk.Plan("4790000009", phone.Plan{Deaf: true})
	ctx, cancel := context.WithTimeout(t.Context(), 1300*time.Millisecond) // the INVITE is repeated after 0.5 s
	defer cancel()
	go agent.Dial(ctx, "4790000009", phone.Plan{})
	<-ctx.Done()
	if calls := trunk.CallsTo("4790000009"); len(calls) != 1 || calls[0].Code != 0 || !calls[0].Ringing.IsZero() {
		t.Errorf("got %d calls: %+v", len(calls), calls)
	}
}

func TestAudioKeptIsBounded(t *testing.T) {
	trunk, err := phone.NewTrunk(phone.TrunkOptions{Keep: phone.Keep{Audio: 200 * time.Millisecond, Calls: 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer trunk.Close()
	agent, err := phone.NewAgent(phone.AgentOptions{User: "agent1", PBX: trunk.Addr()})
	if err != nil {
		t.Fatal(err)
	}
	defer agent.Close()
	for n := range 2 {
		call, err := agent.Dial(t.Context(), "4790000001", phone.Plan{Send: phone.Tone(400)})
		if err != nil {
			t.Fatal(err)
		}
		there := trunk.Calls()[n]
		for there.Record().Packets < 20 {
			time.Sleep(20 * time.Millisecond)
		}
		if got := len(there.Record().Audio); got != phone.Rate/5 {
			t.Errorf("kept %d samples of 0.4 s, want %d", got, phone.Rate/5)
		}
		if err := call.HangUp(); err != nil {
			t.Fatal(err)
		}
	}
	if got := len(trunk.Calls()[0].Record().Audio); got != 0 {
		t.Errorf("the older call still keeps %d samples", got)
	}
}

func TestWrongKeysAreNamed(t *testing.T) {
	_, agent := lines(t)
	call, err := agent.Dial(t.Context(), "4790000001", phone.Plan{})
	if err != nil {
		t.Fatal(err)
	}
	if err := call.Press(t.Context(), "12x"); err == nil || !strings.Contains(err.Error(), `'x'`) {
		t.Errorf("got %v, want the wrong key named", err)
	}
}
