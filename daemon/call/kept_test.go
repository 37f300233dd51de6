package call_test

import (
	"slices"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// TestAKeptTalkAfterTheMessage: an agent may still take a consumer who hears the message. Where disk and daemon fail
// in that talk, the PBX knows of it; a joining from before the message is no talk, for the consumer had left the
// bridge to hear it.
func TestAKeptTalkAfterTheMessage(t *testing.T) {
	at := func(s int) time.Time { return noon.Add(time.Duration(s) * time.Second) }
	facts := []dialer.Fact{
		{Kind: dialer.FactBooked, At: at(0), T: 2 * time.Second}, {Kind: dialer.FactDialed, At: at(0)},
		{Kind: dialer.FactAnswered, At: at(10)}, {Kind: dialer.FactMessage, At: at(12)},
	}
	for _, tt := range []struct {
		name   string
		joined time.Duration
		want   bool
	}{
		{"joined after it", 15 * time.Second, true},
		{"joined before it", 19 * time.Second, false},
		{"never joined", 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := call.Restore(call.Call{ID: 1, Ring: 25 * time.Second, T: 2 * time.Second}, facts, at(30))
			out := c.Step(at(30), call.Ended{Unseen: true, Kept: &call.Kept{
				Ended: 5 * time.Second, Up: true, Answered: 20 * time.Second, Joined: tt.joined, Cause: 16,
			}})
			talked := slices.ContainsFunc(out.Facts, func(f dialer.Fact) bool { return f.Kind == dialer.FactBridged })
			if talked != tt.want || c.State != call.Done {
				t.Errorf("a talk is told: %t, want %t; the call is %s; facts %+v", talked, tt.want, c.State, out.Facts)
			}
		})
	}
}

// TestAJoinThatComesWithTheMessage: an agent that the message has let go joins all the same. The conversation is in the
// journal under that agent's name, once; the join of any other leg is not.
func TestAJoinThatComesWithTheMessage(t *testing.T) {
	at := func(s int) time.Time { return noon.Add(time.Duration(s) * time.Second) }
	facts := []dialer.Fact{
		{Kind: dialer.FactBooked, At: at(0), T: 2 * time.Second}, {Kind: dialer.FactDialed, At: at(0)},
		{Kind: dialer.FactAnswered, At: at(10)},
	}
	for _, tt := range []struct {
		session dialer.SessionID
		want    int
	}{{"anna-1", 1}, {"bob-1", 0}, {"", 0}} {
		c := call.Restore(call.Call{ID: 1, Ring: 25 * time.Second, T: 2 * time.Second}, facts, at(11))
		c.Step(at(11), call.AgentGiven{Session: "anna-1", Agent: "anna"})
		told := c.Step(at(30), call.Due{}).Facts
		for range 2 {
			told = append(told, c.Step(at(30), call.Joined{Session: tt.session}).Facts...)
		}
		var talks []dialer.Fact
		for _, f := range told {
			if f.Kind == dialer.FactBridged {
				talks = append(talks, f)
			}
		}
		if c.State != call.Message || len(talks) != tt.want || tt.want == 1 && talks[0].Agent != "anna" {
			t.Errorf("%q joined in state %s: %+v; all told %+v", tt.session, c.State, talks, told)
		}
	}
}
