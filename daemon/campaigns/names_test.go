package campaigns_test

import (
	"strings"
	"testing"

	"github.com/ringevett/ringevett/configs"
)

func TestACampaignNamesItsOutcomes(t *testing.T) {
	h := open(t)
	text := strings.Replace(example(t, configs.ExampleCampaign), "kind:", "outcome_names:\n  away: Ikke hjemme\nkind:", 1)
	_, err := h.AddCampaign(t.Context(), []byte(text), "test")
	noFault(t, err)
	all, err := h.Campaigns(t.Context())
	if err != nil || len(all[0].Names) != 1 || all[0].Names["away"] != "Ikke hjemme" {
		t.Errorf("%v, %v", all[0].Names, err)
	}
}
