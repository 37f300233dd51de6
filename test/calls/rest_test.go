package calls_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// TestAPersonIsSpokenWithOnce: who was rung in vain, rings back and is served by an agent is rung no more; and who
// was spoken with for one client is not rung for another, whose list has the number too and whose other leads are
// rung meanwhile.
func TestAPersonIsSpokenWithOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	leg := h.logIn(1, 1000)
	keysInACall(t, h, leg, 4)
	h.trunk.Plan(number(1).National(), phone.Busy())
	h.load(1)
	over := func(n int) {
		t.Helper()
		h.await("rung, and over",
			func(r phone.Record) bool { return r.Number == number(n).National() && !r.Ended.IsZero() })
	}
	over(1)
	c := h.ringsBack(string(number(1)), false)
	h.hears(c, "nb/desk-hello")
	must(t, c.Press(t.Context(), "0"))
	h.told("returned_agent")
	<-time.After(keysSettle)
	must(t, leg.Press(t.Context(), "*01"))
	h.told("returned_word", "person")
	tomorrow := ahead.AddDate(0, 0, 1).Add(2 * time.Hour).Format("2006-01-02T15:04")
	h.because(1, "fjellvann-service", "LEAD_DONE", "rang back and was served", "--at", tomorrow)

	h.umbra()
	talk := phone.Plan{Ring: 200 * time.Millisecond, Send: phone.Tone(400), Hold: 3 * time.Second}
	h.trunk.PlanAll(talk)
	h.load(2)
	over(2)
	h.until("the talk is over", func() bool { return h.day().Transferred == 2 })
	must(t, leg.Press(t.Context(), "*01"))
	h.loadFor("umbra-service", 2, 3)
	over(3)
	if n := len(h.trunk.CallsTo(number(2).National())); n != 1 {
		t.Errorf("the person was rung %d times, for two clients", n)
	}
	h.because(2, "umbra-service", gate.BlockRest, "rests for 12 h")
	h.because(2, "umbra-service", gate.Allow, "", "--at", tomorrow)
}

// keysSettle is a little more than the time after a bridging in which a key belongs to the call before (decision 15).
const keysSettle = 2500 * time.Millisecond

// umbra adds another client, whose campaign runs.
func (h *house) umbra() {
	h.t.Helper()
	h.write("umbra.yaml", umbraClient)
	h.run("client", "add", h.path("umbra.yaml"))
	h.write("umbra-campaign.yaml", umbraCampaign(h.t, "umbra-service", "+4722000004"))
	h.run("campaign", "add", h.path("umbra-campaign.yaml"))
	h.run("sounds")
	h.teach()
	h.run("campaign", "start", "umbra-service")
}

// told waits until one of the journal's last lines has all the words.
func (h *house) told(words ...string) {
	h.t.Helper()
	h.until("the journal tells of "+strings.Join(words, ", "), func() bool {
	lines:
		for line := range strings.Lines(string(h.run("journal", "show", "--last", "30"))) {
			for _, w := range words {
				if !strings.Contains(line, w) {
					continue lines
				}
			}
			return true
		}
		return false
	})
}

// because holds what `why` says of a number in a campaign.
func (h *house) because(n int, campaign, code, words string, more ...string) {
	h.t.Helper()
	var w verb.Why
	h.ask(&w, append([]string{"why", number(n).National(), "--campaign", campaign}, more...)...)
	h.t.Logf("why %d in %s: %s: %s", n, campaign, w.Code, w.Why)
	if w.Code != code || !strings.Contains(w.Why, words) {
		h.t.Errorf("why %d in %s: got %s: %s; want %s: …%s…", n, campaign, w.Code, w.Why, code, words)
	}
}
