package app_test

import (
	"testing"

	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Without a daemon status says what the book says, in Oslo's time, and nothing of the floor.
func TestStatusWithoutADaemon(t *testing.T) {
	h := open(t)
	s, err := h.Status(t.Context())
	noFault(t, err)
	if s.Running || s.Halted != "no daemon runs" || s.At.Location() != hours.Oslo() ||
		s.Hours.Until.Location() != hours.Oslo() {
		t.Errorf("got %+v", s)
	}
	c := s.Campaigns[0]
	if c.Why != "paused" || c.Pace.Bound != "" || len(c.Leads) != 1 || c.Leads[0].State != "waiting" ||
		c.Leads[0].Count == 0 {
		t.Errorf("got %+v", c)
	}
	if got, err := h.Health(t.Context()); err != nil || got != (verb.Health{Why: "no daemon runs"}) {
		t.Errorf("health: got %+v, %v", got, err)
	}
}
