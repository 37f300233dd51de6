package call_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// TestInformed: a consumer who hears the PBX's own message counts as abandoned, gets no agent who would cut it short,
// is not played another one, and is hung up where the PBX does not.
func TestInformed(t *testing.T) {
	for name, events := range map[string][]call.Event{
		"while it rang":        {call.Informed{}},
		"after the answer":     {call.Answered{}, call.AgentGiven{Session: "anna", Agent: "anna"}, call.Informed{}},
		"instead of our own":   {call.Answered{}, call.Due{}, call.Informed{}},
		"told twice":           {call.Informed{}, call.Informed{}},
		"and answered, later":  {call.Informed{}, call.Answered{}},
		"against a cancelling": {call.Cancel{Why: "stop"}, call.Informed{}},
	} {
		c := fresh()
		c.Session, c.Agent, c.Open = "", "", true
		var facts []dialer.FactKind
		for _, ev := range append([]call.Event{call.Booked{}, call.Created{}, call.Dialed{}, call.Ringing{}},
			events...) {
			for _, f := range c.Step(noon, ev).Facts {
				facts = append(facts, f.Kind)
			}
		}
		messages := 0
		for _, k := range facts {
			if k == dialer.FactMessage {
				messages++
			}
		}
		if messages != 1 || c.State != call.Message || c.WantsAgent() || !c.GivenUp() || c.Session != "" {
			t.Errorf("%s: %s with %q, wants an agent: %v, facts %v", name, c.State, c.Session, c.WantsAgent(), facts)
		}
		if left := c.Deadline.Sub(noon); left < 15*time.Second {
			t.Errorf("%s: cut short after %v", name, left)
		}
		if out := c.Step(c.Deadline, call.Due{}); len(out.Do) != 1 || out.Do[0] != call.Effect(call.Hangup{}) {
			t.Errorf("%s: at last it does %v", name, out.Do)
		}
	}
	talks := upTo("ringing")
	talks.Step(noon, call.Answered{})
	if talks.Step(noon, call.Informed{}); talks.State != call.Talking {
		t.Errorf("a conversation became %s", talks.State)
	}
}
