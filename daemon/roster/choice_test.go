package roster_test

import (
	"slices"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

func TestADigitKeepsItsCampaign(t *testing.T) {
	of := func(id dialer.CampaignID, running bool, agents ...dialer.AgentID) dialer.Campaign {
		return dialer.Campaign{ID: id, Running: running, Agents: agents}
	}
	old := of("a-old", false, "anna")
	old.Archived = time.Unix(1, 0)
	all := []dialer.Campaign{of("wool", true, "anna", "bob"), of("milk", false, "anna"), of("bread", true, "bob"), old}
	got := roster.Choices("anna", all)
	if want := []dialer.CampaignID{"milk", "wool"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for i := range 12 {
		all = append(all, of(dialer.CampaignID('a'+rune(i)), true, "bob"))
	}
	if n := len(roster.Choices("bob", all)); n != 9 {
		t.Errorf("%d campaigns for nine digits", n)
	}
}
