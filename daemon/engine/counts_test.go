package engine

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// Campaigns start, stop and change their agents while calls begin and end: after every event the counts are those of a
// full scan. turn compares them.
func TestCountsAreThoseOfAFullScan(t *testing.T) {
	const seed, events = 1, 4000
	r := rand.New(rand.NewPCG(seed, 0))
	var others []dialer.Campaign
	for i := range 4 {
		mode := []dialer.Mode{dialer.Power, dialer.Predictive}[i%2]
		others = append(others, testCampaign(dialer.CampaignID(fmt.Sprintf("old%d", i)), mode, 12, time.Time{}))
	}
	f := newTestBook(t, dialer.Predictive, 12, others)
	f.talkedTo(500)
	talking, stopped := 0, 0
	for range events {
		f.now = f.now.Add(time.Duration(r.IntN(400)) * time.Millisecond)
		switch e := f.v.e; r.IntN(8) {
		case 0:
			c := e.campaigns[r.IntN(len(e.campaigns))].Campaign
			c.Running = r.IntN(3) > 0
			c.Agents = testCampaign(c.ID, c.Mode, 1+r.IntN(12), f.now).Agents
			f.v.Put(c)
			stopped += one(!c.Running)
		case 1:
			s := e.seats[r.IntN(len(e.seats))]
			if s.State == roster.WrapUp && s.Deadline.After(f.now.Add(time.Hour)) {
				s.Set(f.now, roster.Ready, time.Time{})
			}
		default:
			f.someCall(r)
		}
		turn(t, f.v)
		talking = max(talking, f.c.talking)
	}
	t.Logf("%d attempts, at most %d talking, campaigns stopped %d times", len(f.ports.made), talking, stopped)
	if len(f.ports.made) < 100 || talking < 2 || stopped < 50 {
		t.Error("too little happened: nothing is proven")
	}
}

// someCall has something happen to a call under way.
func (f *testBook) someCall(r *rand.Rand) {
	if len(f.c.calls) == 0 {
		return
	}
	a := f.c.calls[r.IntN(len(f.c.calls))]
	for _, ev := range [][]call.Event{
		{call.Created{}, call.Joined{Session: a.Session}, call.Dialed{}}, {call.Ringing{}}, {call.Answered{}},
		{call.Joined{Session: a.Session}}, {call.Ended{Cause: 16}}, {call.Created{}, call.Dialed{}, call.Answered{}},
	}[r.IntN(6)] {
		f.v.Tell(CallEvent{ID: a.ID, Ev: ev})
	}
}
