package pacing_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
)

func TestSettings(t *testing.T) {
	if err := pacing.Defaults().Check(); err != nil {
		t.Errorf("the defaults: %v", err)
	}
	bad := pacing.Settings{
		Limit: 6, Spend: 7, Grace: 3 * time.Second, SmallCrew: -1, ReserveAgents: -1, FalseMachines: 1001,
	}
	err := bad.Check()
	for _, want := range []string{
		"limit: 6 is not within 0–5 per cent", "spend: 7 is not within 0–6 per cent", "grace: 3s is not within 0–2s",
		"ring: 0s", "small crew: -1", "reserve agents: -1", "false machines: 1001",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in: %v", want, err)
		}
	}
}
