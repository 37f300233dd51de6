package console

import (
	"iter"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/simulate"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Learn puts a campaign's journal into the world that its days are simulated in.
func Learn(facts iter.Seq[dialer.Fact], s *simulate.Scenario) (own, usual []string) {
	h := newHistory()
	for f := range facts {
		h.hear(f)
	}
	return h.into(s)
}

// CampaignStatus tells why a campaign does not dial.
func CampaignStatus(v engine.CampaignView, leads []verb.LeadCount) verb.CampaignStatus {
	return campaignStatus(v, leads, 5)
}
