package console_test

import (
	"testing"

	"github.com/ringevett/ringevett/daemon/console"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/verb"
)

// What the list says goes before what the floor says: one row for each.
func TestWhyNotOfACampaign(t *testing.T) {
	waiting := verb.LeadCount{State: "waiting", Count: 1}
	done := verb.LeadCount{State: "done", Code: "answered", Count: 4}
	type leads = []verb.LeadCount
	busy := "all agents are busy"
	for _, tt := range []struct {
		name     string
		view     engine.CampaignView
		leads    leads
		why      string
		finished bool
	}{
		{"it dials", engine.CampaignView{Running: true}, leads{waiting}, "", false},
		{"the floor's reason", engine.CampaignView{Running: true, Why: busy}, leads{waiting, done}, busy, false},
		{"paused", engine.CampaignView{Why: "paused"}, leads{waiting}, "paused", false},
		{"finished", engine.CampaignView{Running: true, Why: busy}, leads{done}, "finished: every lead is done", true},
		{"finished and paused", engine.CampaignView{Why: "paused"}, leads{done}, "paused; finished: every lead is done",
			true},
		{"the last call is under way", engine.CampaignView{Running: true, Calls: 1, Why: "no leads left"}, leads{done},
			"no leads left", false},
		{"no list", engine.CampaignView{Running: true}, leads{}, "it has no leads yet: ringevett lead import", false},
		{"no list and paused", engine.CampaignView{Why: "paused"}, nil,
			"paused; it has no leads yet: ringevett lead import", false},
	} {
		got := console.CampaignStatus(tt.view, tt.leads)
		if got.Why != tt.why || got.Finished != tt.finished || got.Running != tt.view.Running {
			t.Errorf("%s: got %q, finished %v", tt.name, got.Why, got.Finished)
		}
	}
}
