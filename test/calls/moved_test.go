package calls_test

import (
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// What another hand does to the legs of a talk: transfers by the phones themselves, and pickups by others.

// refer has the other side of a leg put it through to an extension of the agents' context, which answers.
func (c *taped) refer(leg *phone.Call) {
	code, err := leg.Refer(c.s.t.Context(), "sip:600@"+c.s.pbx.SIPAddr, "")
	if err != nil || code != 202 {
		c.s.t.Errorf("a%d: REFER was answered %d, %v; want 202, and the refusal in its NOTIFY", c.id, code, err)
	}
}

// pickUp has another line of the agent's phone take the place of a leg, and waits until that is noticed.
func (c *taped) pickUp(leg *phone.Call) {
	replaces, err := leg.Replaces()
	if err == nil {
		_, err = c.s.agents[c.name].PickUp(c.s.t.Context(), "600", replaces, phone.Plan{Send: phone.Tone(1800)})
	}
	if err != nil {
		c.s.t.Errorf("a%d: pick up: %v", c.id, err)
		return
	}
	c.has("recording_deleted:strayed", 2)
}
