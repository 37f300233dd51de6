package app_test

import (
	"strings"
	"testing"

	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/dialplan"
)

func TestACampaignInTalkIsNotArchived(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	f.pbx.Plan("PJSIP/90000001@trunk", aritest.Answers(0))
	d := f.begin(0)
	d.fill()
	f.pbx.Incoming("ringevett", aritest.Incoming{Endpoint: "PJSIP/agent1", Args: []string{"login"}}).Digits("1111#")
	d.hear("bridged")
	const id = "fjellvann-service"
	if _, err := d.SetRunning(t.Context(), id, false, "", "test"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ArchiveCampaign(t.Context(), id, "over", "test"); err == nil ||
		!strings.Contains(err.Error(), "is under way") {
		t.Errorf("got %v, want a refusal", err)
	}
	if s, err := d.Status(t.Context()); err != nil || len(s.Campaigns) != 1 || s.Archived != 0 {
		t.Errorf("the floor has %+v, %v", s.Campaigns, err)
	}
	close(d.cut)
	d.end()
}

// Who was rung in a campaign that is archived since is told of that call as before.
func TestTheNumberOfAnArchivedCampaignStillAnswers(t *testing.T) {
	h := deskHouse(t)
	tellRung(t, h, rung{"fjellvann-service", caller, tuesday(9, 0, 0)})
	over := dialer.Fact{
		At: tuesday(9, 1, 0), Kind: dialer.FactEnded, Attempt: 1, Campaign: "fjellvann-service", Client: "fjellvann",
		Outcome: dialer.Busy,
	}
	if err := h.Tell(t.Context(), over); err != nil {
		t.Fatal(err)
	}
	d, _ := desk(h)
	before := visitOf(t, d, rings(caller))
	for _, id := range []string{"fjellvann-service", "fjellvann-old"} {
		if _, err := h.ArchiveCampaign(t.Context(), id, "over", "test"); err != nil {
			t.Fatal(err)
		}
	}
	after := visitOf(t, d, rings(caller))
	for _, p := range []dialplan.Part{dialplan.PartGreeting, dialplan.PartMenu} {
		if a, b := says(t, before, p), says(t, after, p); a != b ||
			!strings.Contains(says(t, after, dialplan.PartGreeting), "desk-called.fjellvann-service") {
			t.Errorf("it said %s, and says %s", a, b)
		}
	}
}
