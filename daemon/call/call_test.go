package call_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func fresh() *call.Call {
	return &call.Call{
		ID: 1, Campaign: "c1", Number: "+4790000001", Show: "+4722000001", Session: "anna", Agent: "anna",
		Decided: noon, Until: noon.Add(time.Hour), Ring: 20 * time.Second, T: 2 * time.Second,
	}
}

// anyEvent draws whatever may happen to a call, in any order.
func anyEvent(t *rapid.T) call.Event {
	return rapid.SampledFrom([]call.Event{
		call.Booked{}, call.Created{}, call.Joined{
			Session: "anna",
		}, call.Joined{Session: "bob"}, call.Dialed{}, call.Ringing{}, call.Early{},
		call.Answered{}, call.Informed{}, call.PlayEnded{}, call.Ended{
			Cause: 16,
		}, call.Ended{Cause: 17, Tech: 486}, call.Ended{Unseen: true},
		call.Failed{
			Effect: call.Create{}, Err: errors.New("no"),
		}, call.Failed{Effect: call.Join{}, Err: errors.New("no")},
		call.Failed{
			Effect: call.Dial{}, Err: errors.New("no"),
		}, call.Failed{Effect: call.Play{}, Err: errors.New("no")},
		call.AgentGiven{
			Session: "bob", Agent: "bob",
		}, call.AgentGone{}, call.AgentSilent{
			Since: noon,
		}, call.AgentSilent{
			Since: noon.Add(time.Hour),
		}, call.Cancel{Why: "stop"}, call.HangUp{By: dialer.ByAgent}, call.Due{},
		call.Missing{}, call.Lives{}, call.Joined{
			Session: "anna", Ago: time.Second,
		}, call.Answered{Ago: 3 * time.Second},
		call.Ended{Unseen: true, Kept: &call.Kept{Ended: time.Second, Rang: true, Cause: 17, Tech: 486}},
		call.Ended{
			Unseen: true, Kept: &call.Kept{Ended: time.Second, Up: true},
		}, call.Ended{Unseen: true, Kept: &call.Kept{Ended: time.Second, Up: true, Answered: 2 * time.Second}},
		call.Ended{
			Unseen: true,
			Kept: &call.Kept{
				Ended: time.Second, Up: true, Answered: 3 * time.Second, Joined: 2 * time.Second, ByConsumer: true,
				Cause: 16,
			},
		},
	}).Draw(t, "event")
}

// TestWhateverHappens: however events come, nothing is dialed before the booking is on disk, the story of facts is
// one that can be told, it ends once, and a call that is not over always has a deadline, an agent's conversation, or
// the disk to wait for.
func TestWhateverHappens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, now := fresh(), noon
		var facts []dialer.FactKind
		booked := false
		for range rapid.IntRange(1, 60).Draw(t, "n") {
			now = now.Add(time.Duration(rapid.IntRange(0, 3000).Draw(t, "ms")) * time.Millisecond)
			ev := anyEvent(t)
			_, is := ev.(call.Booked)
			booked = booked || is
			out := c.Step(now, ev)
			if len(out.Do) > 0 && !booked {
				t.Fatalf("%v before the booking was on disk", out.Do)
			}
			for _, f := range out.Facts {
				facts = append(facts, f.Kind)
			}
			if c.State != call.Done && c.State != call.Booking && c.State != call.Talking && c.Deadline.IsZero() {
				t.Fatalf("%s without a deadline after %T", c.State, ev)
			}
		}
		checkStory(t, facts, c.State == call.Done)
	})
}

func checkStory(t *rapid.T, facts []dialer.FactKind, done bool) {
	ends := 0
	for i, k := range facts {
		before := facts[:i]
		switch k {
		case dialer.FactEnded, dialer.FactLost, dialer.FactNotPlaced:
			ends++
		case dialer.FactAnswered:
			if !slices.Contains(before, dialer.FactDialed) || slices.Contains(before, dialer.FactAnswered) {
				t.Fatalf("answered out of place: %v", facts)
			}
		case dialer.FactBridged, dialer.FactMessage:
			if !slices.Contains(before, dialer.FactAnswered) {
				t.Fatalf("%s before the answer: %v", k, facts)
			}
		}
		if ends > 0 && i < len(facts)-1 {
			t.Fatalf("facts after the end: %v", facts)
		}
	}
	if done != (ends == 1) {
		t.Fatalf("done %v with %d ends: %v", done, ends, facts)
	}
}

// TestEveryDeadlineLeadsOn: left alone with a PBX that carries nothing out, a call is over after a bounded time.
func TestEveryDeadlineLeadsOn(t *testing.T) {
	for _, name := range []string{
		"creating", "joining", "dialing", "ringing", "cancelling", "waiting", "message", "ending", "talking missed",
	} {
		t.Run(name, func(t *testing.T) {
			c := upTo(name)
			if c.State.String() != name && name != "ringing" && name != "talking missed" {
				t.Fatalf("is %s", c.State)
			}
			now := noon
			for i := 0; c.State != call.Done; i++ {
				if i > 12 || c.Deadline.IsZero() {
					t.Fatalf("still %s after %d deadlines", c.State, i)
				}
				now = c.Deadline
				c.Step(now, call.Due{})
			}
			t.Logf("over after %v as %s", now.Sub(noon), c.Outcome)
		})
	}
}

func upTo(state string) *call.Call {
	c := fresh()
	steps := map[string][]call.Event{
		"creating": {}, "joining": {call.Created{}}, "dialing": {call.Created{}, call.Joined{Session: "anna"}},
	}
	ringing := []call.Event{call.Created{}, call.Joined{Session: "anna"}, call.Dialed{}, call.Ringing{}}
	steps["ringing"] = ringing
	steps["cancelling"] = append(slices.Clone(ringing), call.Cancel{Why: "stop"})
	steps["waiting"] = append(slices.Clone(ringing), call.AgentGone{}, call.Answered{})
	steps["message"] = append(slices.Clone(steps["waiting"]), call.Due{})
	steps["talking missed"] = append(slices.Clone(ringing), call.Answered{}, call.Missing{})
	steps["ending"] = append(slices.Clone(ringing), call.Answered{}, call.HangUp{By: dialer.ByAgent})
	for _, ev := range append([]call.Event{call.Booked{}}, steps[state]...) {
		c.Step(noon, ev)
	}
	return c
}

// TestStaleVerdict: the gate's verdict holds for one second, and not for longer.
func TestStaleVerdict(t *testing.T) {
	for _, c := range []struct {
		after time.Duration
		want  call.State
	}{{time.Second, call.Creating}, {time.Second + time.Millisecond, call.Done}} {
		a := fresh()
		a.Step(noon.Add(c.after), call.Booked{})
		if a.State != c.want {
			t.Errorf("booked after %v: %s, want %s", c.after, a.State, c.want)
		}
	}
}
