package app_test

import (
	"strings"
	"testing"

	"github.com/ringevett/ringevett/ari/aritest"
)

func TestAnAgentOnTheLineIsNotRemoved(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	d := f.begin(0)
	d.fill()
	f.pbx.Incoming("ringevett", aritest.Incoming{Endpoint: "PJSIP/agent1", Args: []string{"login"}}).Digits("1111#")
	d.hear("logged in")
	if err := d.RemoveAgent(t.Context(), "kari", "left", ""); err == nil ||
		!strings.Contains(err.Error(), "logged in at PJSIP/agent1") {
		t.Errorf("got %v", err)
	}
	close(d.cut)
	d.end()
}
