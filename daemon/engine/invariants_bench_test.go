package engine

import (
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// BenchmarkWatch is one look at the invariants: half the agents talk, the rest is free, and the other calls ring.
func BenchmarkWatch(b *testing.B) {
	for _, x := range []struct{ agents, calls int }{{20, 40}, {200, 400}, {1000, 2000}} {
		b.Run(fmt.Sprintf("agents=%d calls=%d", x.agents, x.calls), func(b *testing.B) {
			e, now := watchedFloor(x.agents, x.calls), time.Now()
			for b.Loop() {
				e.watch(now)
			}
			if len(e.minds.now) > 0 {
				b.Fatal(e.minds.now[0])
			}
		})
	}
}

func watchedFloor(agents, calls int) *Engine {
	log := logrus.New()
	log.SetOutput(io.Discard)
	e := New(Settings{}, Ports{Now: time.Now, Log: logrus.NewEntry(log)}, 1)
	e.up = true
	now := time.Now()
	e.SetCampaigns([]dialer.Campaign{{ID: "c0", Running: true}})
	for i := range calls {
		a := &attempt{campaign: e.campaigns[0], Call: &call.Call{
			ID: dialer.AttemptID(i + 1), State: call.Dialing, Open: true,
			Number: dialer.Number(fmt.Sprintf("+47900%05d", i)), Deadline: now.Add(time.Hour),
		}}
		e.enrol(a)
		e.ringing[a.Number] = true
		if i < agents/2 {
			s := e.newSeat(dialer.SessionID(fmt.Sprintf("s%d", i)), "PJSIP/x")
			s.Agent.ID = dialer.AgentID(s.Session)
			prove(s, now)
			s.Reserve(now, a.ID)
			s.Set(now, roster.Talking, time.Time{})
			a.State, a.Session, a.Agent = call.Talking, s.Session, s.Agent.ID
			e.recountCall(a)
		}
	}
	for i := agents / 2; i < agents; i++ {
		s := e.newSeat(dialer.SessionID(fmt.Sprintf("s%d", i)), "PJSIP/x")
		s.Agent.ID = dialer.AgentID(s.Session)
		prove(s, now)
		s.Set(now, roster.Ready, time.Time{})
	}
	return e
}
