package sim_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/test/pacing/sim"
)

// auditor stands between simulator and algorithm, keeps books of its own from the events alone, and holds every
// observation against them.
type auditor struct {
	t     *testing.T
	inner sim.Algorithm
	world sim.Scenario

	calls    map[int]*story
	order    []*story
	inFlight int
	last     time.Duration
	breaches int
}

// story is a call as the events tell it.
type story struct {
	answered  bool
	at        time.Duration // of the answer
	ends      int           // Connected, Abandoned or Failed
	connected bool
	abandoned bool
	disposed  bool
}

func (a *auditor) Start(s sim.Setup) {
	a.calls = map[int]*story{}
	a.inner.Start(s)
}

func (a *auditor) Event(e pacing.Event) {
	if e.At < a.last {
		a.t.Fatalf("event %+v comes after %v", e, a.last)
	}
	a.last = e.At
	if e.Call > 0 {
		a.call(e)
	}
	a.inner.Event(e)
}

func (a *auditor) call(e pacing.Event) {
	c := a.calls[e.Call]
	if (c == nil) != (e.Kind == pacing.Dialed) {
		a.t.Fatalf("event %+v: dialed twice or never", e)
	}
	switch e.Kind {
	case pacing.Dialed:
		c = &story{}
		a.calls[e.Call] = c
		a.order = append(a.order, c)
		a.inFlight++
	case pacing.Answered:
		if c.answered || c.ends > 0 {
			a.t.Fatalf("call %d is answered after its end, or twice", e.Call)
		}
		c.answered, c.at = true, e.At
	case pacing.Connected, pacing.Abandoned, pacing.Failed:
		if c.answered == (e.Kind == pacing.Failed) {
			a.t.Fatalf("call %d: %+v, answered %v", e.Call, e, c.answered)
		}
		c.ends++
		a.inFlight--
		c.connected, c.abandoned = e.Kind == pacing.Connected, e.Kind == pacing.Abandoned
		if c.abandoned &&
			100*a.count(pacing.Day, e.At).Abandoned > a.world.Limit*a.count(pacing.Day, e.At).Established {
			a.breaches++
		}
	case pacing.Disposed:
		c.disposed = true
	}
	if c.ends > 1 {
		a.t.Fatalf("call %d ends twice", e.Call)
	}
}

// count makes the ledger of a span again from the stories.
func (a *auditor) count(span pacing.Span, now time.Duration) (l pacing.Ledger) {
	length := map[pacing.Span]time.Duration{pacing.Hour: time.Hour, pacing.Quarter: 15 * time.Minute}[span]
	for _, c := range a.order {
		if !c.answered || length > 0 && c.at/length != now/length {
			continue
		}
		switch {
		case c.ends == 0:
			l.Waiting++
		case c.abandoned:
			l.Abandoned++
		}
		if !a.world.Strict || c.abandoned || c.disposed {
			l.Established++
		}
	}
	return l
}

func (a *auditor) Decide(o *pacing.Observation) pacing.Decision {
	a.floor(o)
	if len(a.order)%7 == 0 { // recounting is slow
		for _, l := range o.Ledgers {
			want := a.count(l.Span, o.Now)
			got := pacing.Ledger{Established: l.Established, Abandoned: l.Abandoned, Waiting: l.Waiting}
			if got != want {
				a.t.Fatalf("at %v, span %d: got %+v, counted from the events %+v", o.Now, l.Span, got, want)
			}
		}
	}
	return a.inner.Decide(o)
}

// floor: agents are conserved, one held for each reserved call, and no call waits while an agent is free.
func (a *auditor) floor(o *pacing.Observation) {
	states := map[pacing.AgentState]int{}
	for _, g := range o.Agents {
		states[g.State]++
	}
	reserved, waiting := 0, 0
	for i, c := range o.Calls {
		if i > 0 && c.ID <= o.Calls[i-1].ID {
			a.t.Fatalf("calls out of order: %+v", o.Calls)
		}
		switch {
		case c.Reserved:
			reserved++
		case c.Answered > 0:
			waiting++
		}
	}
	switch {
	case len(o.Agents) != a.world.Agents:
		a.t.Fatalf("%d agents of %d", len(o.Agents), a.world.Agents)
	case states[pacing.Held] != reserved:
		a.t.Fatalf("%d agents held for %d reserved calls", states[pacing.Held], reserved)
	case waiting > 0 && states[pacing.Free] > 0:
		a.t.Fatalf("at %v: %d wait while %d are free", o.Now, waiting, states[pacing.Free])
	case len(o.Calls) != a.inFlight:
		a.t.Fatalf("%d calls in flight, by the events %d", len(o.Calls), a.inFlight)
	}
}

// close holds the day's result against the books.
func (a *auditor) close(r sim.Result) {
	var want sim.Result
	for _, c := range a.order {
		want.Dials++
		switch {
		case c.ends == 0:
			want.InFlight++
		case c.abandoned:
			want.Abandoned++
		case c.connected:
			want.Connected++
		default:
			want.Failed++
		}
		if c.answered {
			want.Answered++
		}
		if c.disposed {
			want.Live++
		}
	}
	got := sim.Result{
		Dials: r.Dials, InFlight: r.InFlight, Abandoned: r.Abandoned, Connected: r.Connected,
		Failed: r.Failed + r.Cancelled, Answered: r.Answered, Live: r.Live,
	}
	if got != want {
		a.t.Errorf("got %+v, counted from the events %+v", got, want)
	}
	if len(a.world.Spans) == 2 && r.Breaches != 2*a.breaches { // day and campaign are alike on one day
		a.t.Errorf("got %d breaches in two ledgers, counted from the events %d in each", r.Breaches, a.breaches)
	}
	if r.Work > r.Present || r.Present > time.Duration(a.world.Agents)*a.world.Length || r.Talk > r.Work {
		a.t.Errorf("talk %v, work %v, present %v", r.Talk, r.Work, r.Present)
	}
}
