package calls_test

import (
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// TestTheDesk: the whole daemon on a real Asterisk. Who was rung rings the visible number back, hears who it was, and
// is reserved with everyone; who withholds the number hears it too, and is asked for a message; with the daemon hung,
// killed or back the number is answered all the same.
func TestTheDesk(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	leg := h.logIn(1, 1000)
	h.trunk.Plan(number(1).National(), phone.Plan{Ring: 200 * time.Millisecond, Hold: time.Second})
	h.load(1)
	h.await("the consumer has talked",
		func(r phone.Record) bool { return r.Number == number(1).National() && !r.Ended.IsZero() })
	must(t, leg.Press(t.Context(), "*97"))
	h.hears(leg, "agent/inquiry-noted")
	must(t, leg.HangUp())
	h.wantNoted()

	c := h.ringsBack(string(number(1)), false)
	h.hears(c, "nb/desk-hello", "nb/desk-called.fjellvann-service.1", "nb/desk-menu.1")
	must(t, c.Press(t.Context(), "2"))
	h.hears(c, "nb/reserved-all")
	var said verb.NumberCheck
	h.ask(&said, "register", "check", string(number(1)))
	if said.Registers[1].Answer != "reserved" {
		t.Errorf("after key 2 the registers say %+v", said.Registers)
	}
	must(t, c.HangUp())

	c = h.ringsBack(string(number(1)), false)
	h.hears(c, "nb/desk-hello")
	must(t, c.Press(t.Context(), "0"))
	h.hears(c, "nb/desk-through")
	h.wantListedCaller("fjellvann")
	must(t, c.HangUp())

	c = h.ringsBack(string(number(3)), false)
	h.hears(c, "nb/desk-hello")
	must(t, c.Press(t.Context(), "2"))
	must(t, c.HangUp())
	h.until("who keys 2 and hangs up at once is reserved", func() bool {
		h.ask(&said, "register", "check", string(number(3)))
		return said.Registers[1].Answer == "reserved"
	})

	w := h.ringsBack(string(number(2)), true)
	h.hears(w, "nb/desk-hello", "nb/desk-unknown.4722000001", "nb/desk-menu.1")
	must(t, w.Press(t.Context(), "1"))
	h.hears(w, "nb/reserved-withheld", "nb/leave-message")
	must(t, w.HangUp())

	h.signal(syscall.SIGSTOP)
	h.hears(h.ringsBack(string(number(1)), false), "away/4722000001")
	h.signal(syscall.SIGCONT)
	h.kill()
	h.hears(h.ringsBack(string(number(1)), false), "away/4722000001")
	h.serve()
	h.hears(h.ringsBack(string(number(1)), false), "nb/desk-hello")
	h.wantHeard()
}

// ringsBack calls the visible number from outside.
func (h *house) ringsBack(from string, withheld bool) *phone.Call {
	h.t.Helper()
	dial := h.trunk.Call
	if withheld {
		dial = h.trunk.CallWithheld
	}
	c, err := dial(h.t.Context(), h.pbx.SIPAddr, from, "22000001", phone.Plan{Send: phone.Tone(400)})
	must(h.t, err)
	return c
}

// A prompt is heard when its opening is: a loaded machine drops some frames of a long one. It then comes to 0.8 and
// more, on such a machine to less, and no two different prompts of one language to more than 0.45.
const (
	sounded = 0.7
	opening = 4 * phone.Rate
)

// hears waits until the caller has heard sounds of the house, by their waveform, and tells when.
func (h *house) hears(c *phone.Call, sounds ...string) {
	h.t.Helper()
	for _, name := range sounds {
		prompt, err := phone.ReadWAV(h.path("sounds", name+".wav"))
		must(h.t, err)
		prompt = prompt[:min(len(prompt), opening)]
		var score float64
		var at time.Duration
		from := max(0, len(c.Record().Audio)-len(prompt)-20*phone.Rate)
		h.until(name+" is heard", func() bool {
			<-time.After(200 * time.Millisecond) // to look is dear
			audio := c.Record().Audio
			defer func() { from = max(from, len(audio)-len(prompt)-phone.Rate) }() // before that it was not
			score, at = phone.Likeness(audio[from:], prompt)
			at += time.Duration(from) * time.Second / phone.Rate
			return score > sounded
		})
		r := c.Record()
		h.t.Logf("%-36s likeness %.2f, heard %v after the answer, which came %v after the dialing", name, score,
			(at + r.FirstRTP.Sub(r.Answered)).Round(10*time.Millisecond),
			r.Answered.Sub(r.Invited).Round(10*time.Millisecond))
	}
}

// wantHeard holds the journal's word of the visits.
func (h *house) wantHeard() {
	h.t.Helper()
	out := string(h.run("journal", "show", "--last", "400"))
	for _, want := range []string{"returned", "named: fjellvann", "key 2", "withheld"} {
		if !strings.Contains(out, want) {
			h.t.Errorf("the journal lacks %q", want)
		}
	}
}

// wantNoted holds that what the agent keyed after the talk is one inquiry, of the person who was rung.
func (h *house) wantNoted() {
	h.t.Helper()
	var all []verb.Inquiry
	h.ask(&all, "inquiries", "list")
	if len(all) != 1 || all[0].Channel != "agent" || all[0].Number != number(1).Masked() ||
		all[0].Client != "fjellvann" {
		h.t.Errorf("the agent's inquiry: got %+v", all)
	}
}

// wantListedCaller holds that the status tells of a caller who waits, and who rang.
func (h *house) wantListedCaller(client string) {
	h.t.Helper()
	var s verb.Status
	h.until("the caller waits", func() bool {
		h.ask(&s, "status")
		return len(s.Callers) == 1 && s.Callers[0].State == "waiting"
	})
	if c := s.Callers[0]; !slices.Equal(c.Clients, []string{client}) || c.Number != number(1).Masked() ||
		c.Since.IsZero() || !c.Until.After(c.Since) {
		h.t.Errorf("the status tells of %+v", c)
	}
}
