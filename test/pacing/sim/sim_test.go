package sim_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/test/pacing/peers"
	"github.com/ringevett/ringevett/test/pacing/sim"
)

// worlds that the simulator must keep its books in.
func worlds() map[string]sim.Scenario {
	shorter := sim.Base(0.3, 7, 4)
	shorter.Spans = append(shorter.Spans, pacing.Hour, pacing.Quarter)
	strict := sim.Base(0.5, 4, 5)
	strict.Strict = true
	out := map[string]sim.Scenario{
		"base": sim.Base(0.3, 6, 1), "drift": sim.Base(0.5, 9, 2).Drifting(),
		"agents vanish": sim.Base(0.3, 8, 3).Vanishing(),
		"memoryless":    sim.Memoryless(0.3, 5, 1), "short ledgers": shorter, "strict": strict,
		"drift and agents vanish": sim.Base(0.15, 9, 6).Drifting().Vanishing(),
	}
	for name, s := range out {
		s.Length = 4 * time.Hour
		out[name] = s
	}
	return out
}

func algorithms() map[string]func() sim.Algorithm {
	return map[string]func() sim.Algorithm{
		"power":     func() sim.Algorithm { return peers.Power{} },
		"ratio 3":   func() sim.Algorithm { return peers.Ratio(3) },
		"mixed":     func() sim.Algorithm { return mixed{} },
		"impatient": func() sim.Algorithm { return &impatient{} },
	}
}

// mixed holds an agent for one call and dials another in the open.
type mixed struct{ peers.Power }

func (mixed) Decide(o *pacing.Observation) pacing.Decision {
	if len(o.Calls) > 2*len(o.Agents) {
		return pacing.Decision{}
	}
	return pacing.Decision{Reserved: 1, Open: 1}
}

// impatient hangs up whatever has rung for ten seconds.
type impatient struct {
	mixed
	late []int
}

func (a *impatient) Decide(o *pacing.Observation) pacing.Decision {
	a.late = a.late[:0]
	for _, c := range o.Calls {
		if c.Ringing > 0 && o.Now-c.Ringing > 10*time.Second {
			a.late = append(a.late, c.ID)
		}
	}
	return a.mixed.Decide(o)
}

func (a *impatient) Cancel() []int { return a.late }

func TestTheBooksBalance(t *testing.T) {
	for world, s := range worlds() {
		for name, algorithm := range algorithms() {
			t.Run(world+", "+name, func(t *testing.T) {
				a := &auditor{t: t, inner: algorithm(), world: s}
				var audited sim.Algorithm = a
				if c, ok := a.inner.(sim.Canceller); ok {
					audited = struct {
						sim.Algorithm
						sim.Canceller
					}{a, c}
				}
				a.close(sim.Run(s, audited))
			})
		}
	}
}

func TestTheSameSeedIsTheSameDay(t *testing.T) {
	for world, s := range worlds() {
		if a, b := sim.Run(s, peers.Ratio(2)), sim.Run(s, peers.Ratio(2)); a != b {
			t.Errorf("%s: got %+v and %+v", world, a, b)
		}
	}
}

// fates keeps how long each call took to its answer (0: none).
type fates struct {
	peers.Ratio
	dialed, took map[int]time.Duration
}

func (f *fates) Event(e pacing.Event) {
	switch e.Kind {
	case pacing.Dialed:
		f.dialed[e.Call] = e.At
	case pacing.Answered:
		f.took[e.Call] = e.At - f.dialed[e.Call]
	case pacing.Failed:
		f.took[e.Call] = 0
	}
}

func TestEveryAlgorithmMeetsTheSameCalls(t *testing.T) {
	s := sim.Base(0.3, 10, 1)
	s.Length = time.Hour
	run := func(k float64) map[int]time.Duration {
		f := &fates{peers.Ratio(k), map[int]time.Duration{}, map[int]time.Duration{}}
		sim.Run(s, f)
		return f.took
	}
	few, many := run(1), run(3)
	same := 0
	for id, took := range few {
		other, over := many[id]
		if !over {
			continue
		}
		same++
		if took != other {
			t.Errorf("call %d: answered after %v, and after %v", id, took, other)
		}
	}
	if same < 300 {
		t.Errorf("only %d calls in both days", same)
	}
}

func TestAnAgentIsHeldUntilTheReservedCallIsOver(t *testing.T) {
	s := sim.Base(0.3, 5, 1)
	s.Length = time.Hour
	if r := sim.Run(s, peers.Power{}); r.Abandoned > 0 || r.Connected < 20 || r.Cancelled > 0 {
		t.Errorf("power: got %+v, want none abandoned", r)
	}
}

func TestRingsCutShortAreCounted(t *testing.T) {
	s := sim.Base(0.3, 5, 1)
	s.Length = time.Hour
	if r := sim.Run(s, &impatient{}); r.Cancelled < 100 {
		t.Errorf("got %d rings cut short, want hundreds", r.Cancelled)
	}
}

// A break asked for while calls count on the agent is put off: power dialing of open calls abandons no call for it.
func TestBreaksArePutOff(t *testing.T) {
	s := sim.Base(0.9, 5, 1)
	s.BreakEvery, s.Break = sim.Exponential(60, 0), sim.Exponential(30, 0)
	if r := sim.Run(s, peers.Ratio(1)); r.Abandoned > 0 {
		t.Errorf("breaks put off: got %d abandoned of %d, want none", r.Abandoned, r.Answered)
	}
	s.Abrupt = true
	if r := sim.Run(s, peers.Ratio(1)); r.Abandoned == 0 {
		t.Errorf("abrupt breaks: none abandoned of %d: the test shows nothing", r.Answered)
	}
}
