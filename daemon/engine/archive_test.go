package engine

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// dropped asks the floor to let c0 go, in virtual time.
func (f *testBook) dropped(t *testing.T) error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- f.v.e.DropCampaign(context.Background(), "c0") }()
	for {
		select {
		case err := <-done:
			return err
		default:
			turn(t, f.v)
		}
	}
}

func TestACampaignWithCallsUnderWayStaysOnTheFloor(t *testing.T) {
	f := newTestBook(t, dialer.Power, 2, nil)
	if err := f.dropped(t); !errors.Is(err, dialer.ErrRefused) || !strings.Contains(err.Error(), "it runs") {
		t.Errorf("while it runs: got %v", err)
	}
	for _, s := range f.v.e.seats {
		s.Set(f.now, roster.Ready, time.Time{})
	}
	f.now = f.now.Add(time.Second)
	turn(t, f.v)
	if len(f.c.calls) == 0 {
		t.Fatal("nothing rings")
	}
	paused := f.c.Campaign
	paused.Running = false
	f.v.e.putCampaign(paused)
	if err := f.dropped(t); !errors.Is(err, dialer.ErrRefused) || !strings.Contains(err.Error(), "is under way") {
		t.Errorf("while it rings: got %v", err)
	}
	if f.v.e.campaign("c0") == nil {
		t.Error("a refused campaign left the floor")
	}
}

func TestADroppedCampaignCostsTheFloorNothing(t *testing.T) {
	other := testCampaign("c1", dialer.Power, 1, time.Time{})
	f := newTestBook(t, dialer.Power, 1, []dialer.Campaign{other})
	paused := f.c.Campaign
	paused.Running = false
	f.v.e.putCampaign(paused)
	if err := f.dropped(t); err != nil {
		t.Fatal(err)
	}
	if s := f.v.e.snapshot(f.now); len(s.Campaigns) != 1 || s.Campaigns[0].ID != "c1" {
		t.Errorf("the floor has %+v", s.Campaigns)
	}
	turn(t, f.v)
	f.v.e.putCampaign(paused) // put back, as when the book refused
	if a, b := f.v.e.campaign("c0"), f.v.e.campaign("c1"); a == nil || a.index == b.index {
		t.Error("two campaigns share a deadline")
	}
	if err := f.dropped(t); err != nil {
		t.Error(err)
	}
	if err := f.dropped(t); err != nil {
		t.Errorf("again: %v", err)
	}
}
