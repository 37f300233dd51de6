package engine

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/roster"
)

// dropped asks the floor to let c0 go, in virtual time.
func (f *testBook) dropped(t *testing.T) error {
	t.Helper()
	return f.asked(t, f.v.e.DropCampaign)
}

// asked asks the floor something about c0, in virtual time.
func (f *testBook) asked(t *testing.T, what func(context.Context, dialer.CampaignID) error) error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- what(context.Background(), "c0") }()
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

// goneOnSecondLook has a list ended while its leads are looked up: the first look still finds them, the next does not.
type goneOnSecondLook struct {
	*yesPorts
	first func()
	looks int
}

func (p *goneOnSecondLook) Look(
	ctx context.Context, c dialer.Campaign, l dialer.Lead, now time.Time,
) (gate.Facts, error) {
	if p.looks++; p.looks > 1 {
		return gate.Facts{}, dialer.ErrNotFound
	}
	p.first()
	return p.yesPorts.Look(ctx, c, l, now)
}

func TestALeadThatIsLookedUpWhileItsListEndsIsNotDialed(t *testing.T) {
	for _, ends := range []bool{true, false} {
		f := newTestBook(t, dialer.Power, 1, nil)
		ports := &goneOnSecondLook{yesPorts: f.ports, first: func() {}}
		if ends {
			ports.first = func() { f.v.e.leadsEnded("c0") }
		}
		f.v.e.ports.Registers = ports
		f.v.e.seats[0].Set(f.now, roster.Ready, time.Time{})
		f.now = f.now.Add(time.Second)
		turn(t, f.v)
		if rang := len(f.ports.made); ends && rang > 0 || !ends && rang != 1 {
			t.Errorf("list ended %v: %d calls went out", ends, rang)
		}
	}
}

func TestLeadsEndedHasOnlyItsCampaignLookedUpAgain(t *testing.T) {
	f := newTestBook(t, dialer.Power, 0, []dialer.Campaign{testCampaign("c1", dialer.Power, 0, time.Time{})})
	e := f.v.e
	mine, other := &lookup{
		campaign: f.c, till: f.now.Add(time.Hour),
	}, &lookup{campaign: e.campaign("c1"), till: f.now.Add(time.Hour)}
	stale := func(ctx context.Context, id dialer.CampaignID) error {
		return e.ask(ctx, func(time.Time) error {
			e.looks[1], e.looks[2] = mine, other
			e.leadsEnded(id)
			delete(e.looks, 1)
			delete(e.looks, 2)
			return nil
		})
	}
	if err := f.asked(t, stale); err != nil || !mine.stale || other.stale {
		t.Errorf("got %v, %v, %v", mine.stale, other.stale, err)
	}
}
