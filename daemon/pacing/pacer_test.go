package pacing_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
)

func TestWhoDecides(t *testing.T) {
	small := onFloor(2, 0, day(500, 0))
	away := onFloor(2, 0, day(500, 0))
	away.Agents[0].State, away.Agents[1].State = pacing.Away, pacing.Away
	lines := onFloor(5, 0, day(500, 0))
	lines.Lines = 2
	full := onFloor(5, 20, day(0, 0))
	for _, c := range []struct {
		name string
		o    *pacing.Observation
		want pacing.Decision
	}{
		{"a small crew has power", small, pacing.Decision{Reserved: 2, Why: pacing.ByAgents}},
		{"no agent on the line", away, pacing.Decision{Why: pacing.ByAgents}},
		{"the trunk ends it", lines, pacing.Decision{Open: 2, Why: pacing.ByTrunk}},
		{"an empty ledger: one for each agent", onFloor(5, 0, day(0, 0)), pacing.Decision{
			Reserved: 5, Why: pacing.ByGuard,
		}},
		{"and none where the calls are more", full, pacing.Decision{Why: pacing.ByGuard}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := pacing.New(pacing.Defaults()).Decide(c.o); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestAFullBankIsSpent(t *testing.T) {
	got := pacing.New(pacing.Defaults()).Decide(onFloor(5, 0, day(500, 0)))
	if got.Open <= 5 || got.Why != pacing.ByForecast {
		t.Errorf("five free agents, nothing in flight, 25 may be lost: got %+v", got)
	}
}

// crowd is a floor of so many agents with as many calls as it has on a day of answer rate 0.15.
func crowd(agents int) (*pacing.Pacer, *pacing.Observation) {
	rnd := rand.New(rand.NewPCG(3, 4))
	p := pacing.New(pacing.Defaults())
	o := onFloor(0, 0, day(20000, 300), day(90000, 1500))
	for i := range agents {
		state, since := pacing.Talking, time.Duration(rnd.IntN(400))*time.Second
		switch {
		case i%20 == 0:
			state = pacing.Free
		case i%8 == 0:
			state, since = pacing.WrapUp, since/10
		}
		o.Agents = append(o.Agents, pacing.Agent{ID: i, State: state, Since: time.Hour - since})
	}
	for i := range agents {
		age := time.Duration(rnd.IntN(25000)) * time.Millisecond
		o.Calls = append(o.Calls, pacing.Call{ID: 1e6 + i, Dialed: time.Hour - age})
	}
	for i := range 20000 {
		at := time.Duration(i) * 170 * time.Millisecond
		p.Event(pacing.Event{Kind: pacing.Dialed, Call: i, At: at})
		kind := pacing.Failed
		if i%7 == 0 {
			kind = pacing.Answered
		}
		p.Event(pacing.Event{Kind: kind, Call: i, At: at + time.Duration(5+rnd.IntN(15))*time.Second})
	}
	return p, o
}

func BenchmarkDecide(b *testing.B) {
	for _, agents := range []int{10, 50, 200} {
		b.Run(fmt.Sprintf("%d agents", agents), func(b *testing.B) {
			p, o := crowd(agents)
			b.ReportAllocs()
			for b.Loop() {
				o.Now += time.Millisecond
				p.Decide(o)
			}
		})
	}
}

func TestADecisionAllocatesNothing(t *testing.T) {
	p, o := crowd(200)
	if got := testing.AllocsPerRun(100, func() { o.Now += time.Millisecond; p.Decide(o) }); got != 0 {
		t.Errorf("got %v allocations, want none", got)
	}
}
