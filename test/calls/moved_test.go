package calls_test

import (
	"slices"
	"strings"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// What another hand does to the legs of a talk: transfers by the phones themselves, and pickups by others.

// refer has the other side of a leg put it through to an extension of the agents' context, which answers.
func (c *recordedTalk) refer(leg *phone.Call) {
	code, err := leg.Refer(c.s.t.Context(), "sip:600@"+c.s.pbx.SIPAddr, "")
	if err != nil || code != 202 {
		c.s.t.Errorf("a%d: REFER was answered %d, %v; want 202, and the refusal in its NOTIFY", c.id, code, err)
	}
}

// pickUp has another line of the agent's phone take the place of a leg, and waits until that is noticed.
func (c *recordedTalk) pickUp(leg *phone.Call) {
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

// selfRecordedPhone has an agent log in on a leg that the PBX records by itself (8.2.1): it is ended, and the status
// says why.
func (s *studio) selfRecordedPhone(n int) {
	s.t.Helper()
	leg, err := s.agents[agentName(n)].Dial(s.t.Context(), "*53", phone.Plan{Send: phone.Tone(agentHz)})
	must(s.t, err)
	must(s.t, leg.Press(s.t.Context(), agentPIN(n)+"#"))
	<-leg.Ended()
	st, err := rest.Call(s.t.Context(), s.api, verb.ShowStatus, verb.Nothing{})
	must(s.t, err)
	says := func(one string) bool { return strings.HasPrefix(one, "PJSIP/agent1 cannot log in") }
	if !slices.ContainsFunc(st.Noticed, says) {
		s.t.Errorf("a leg that the PBX records: the status has %q", st.Noticed)
	}
}
