package sim

import (
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
)

// Algorithm is anything that paces: told the settings once, then everything that happens in order, and asked what to
// dial after each happening but ringing, and every second.
type Algorithm interface {
	Start(Setup)
	Event(pacing.Event)
	Decide(*pacing.Observation) pacing.Decision
}

// Canceller is an algorithm that also hangs up on ringing calls, which ours never does.
type Canceller interface {
	Cancel() []int // ids, asked for after each decision
}

// Result is what a day came to.
type Result struct {
	Work, Talk, Present time.Duration // summed over agents; Present is logged in and not on a break
	Dials, Answered     int
	Connected           int
	Abandoned           int
	Failed              int
	Cancelled           int // rings that we cut short
	InFlight            int // when the day ended
	Decisions           int
	Breaches            int     // instants at which abandoned passed the limit
	Worst               float64 // abandoned / established at the worst instant
	OtherBreaches       int     // the same two with E counted the other way (Scenario.Strict)
	OtherWorst          float64
	Live                int // disposed as a person
}

// Occupancy is the share of their present time that agents talked or wrapped up.
func (r Result) Occupancy() float64 { return 100 * float64(r.Work) / float64(max(1, r.Present)) }

// AbandonedShare of the answered, in percent.
func (r Result) AbandonedShare() float64 {
	return 100 * float64(r.Abandoned) / float64(max(1, r.Answered))
}

// Add sums two days; the worst instant is the worse one.
func (r Result) Add(o Result) Result {
	r.Work, r.Talk, r.Present = r.Work+o.Work, r.Talk+o.Talk, r.Present+o.Present
	r.Dials, r.Answered, r.Connected, r.Abandoned = r.Dials+o.Dials, r.Answered+o.Answered, r.Connected+
		o.Connected, r.Abandoned+o.Abandoned
	r.Failed, r.Cancelled, r.InFlight, r.Decisions = r.Failed+o.Failed, r.Cancelled+o.Cancelled, r.InFlight+
		o.InFlight, r.Decisions+o.Decisions
	r.Breaches, r.OtherBreaches, r.Live = r.Breaches+o.Breaches, r.OtherBreaches+o.OtherBreaches, r.Live+o.Live
	r.Worst, r.OtherWorst = max(r.Worst, o.Worst), max(r.OtherWorst, o.OtherWorst)
	return r
}

// day is the simulation under way.
type day struct {
	Scenario
	queue
	ledgers
	now    time.Duration
	alg    Algorithm
	cancel Canceller // nil: the algorithm never cancels
	result Result

	agents  []agent
	seen    []pacing.Agent // what the algorithm sees of agents, kept in step
	free    int
	quit    int // free agents who want to go
	calls   []call
	flying  []pacing.Call // in flight, by id
	open    int           // of flying: those with no agent held
	waiting []int         // answered, no agent, longest first
	share   float64       // of staff who should be there
}

// Run simulates one day.
func Run(s Scenario, alg Algorithm) Result {
	d := &day{Scenario: s, alg: alg, share: 1}
	d.cancel, _ = alg.(Canceller)
	d.ledgers.start(s)
	alg.Start(s.Setup())
	d.login()
	for _, sh := range s.Staff {
		d.in(sh.At, shift, int(sh.Share*1e6), 0)
	}
	for d.push(due{what: tick}); ; {
		next := d.pop()
		if next.at >= s.Length {
			break
		}
		d.now = next.at
		if d.happens(next) {
			d.letGo()
			d.decide()
		}
	}
	return d.close()
}

func (d *day) in(after time.Duration, w what, id, turn int) {
	d.push(due{at: d.now + after, what: w, id: id, turn: turn})
}

func (d *day) tell(e pacing.Event) {
	e.At = d.now
	d.alg.Event(e)
}

// happens carries out what is due and says whether the algorithm is asked afterwards.
func (d *day) happens(e due) bool {
	switch e.what {
	case tick:
		d.in(time.Second, tick, 0, 0)
		return true
	case ringing, fails, answers, graceOver, bridged:
		return d.callHappens(e)
	case shift:
		d.share = float64(e.id) / 1e6
		d.staff()
		return true
	}
	return d.agentHappens(e)
}

// decide asks the algorithm and dials what it says: first those with an agent held for each, then the open ones.
func (d *day) decide() {
	o := pacing.Observation{Now: d.now, Lines: -1, Ledgers: d.ledgers.observe(d.now), Agents: d.seen, Calls: d.flying}
	dec := d.alg.Decide(&o)
	d.result.Decisions++
	for range min(dec.Reserved, d.free) {
		d.dial(d.hold())
	}
	for range dec.Open {
		d.dial(noAgent)
	}
	if d.cancel != nil {
		for _, id := range d.cancel.Cancel() {
			d.hangUp(id)
		}
	}
}

// close ends the day in the middle of whatever goes on.
func (d *day) close() Result {
	d.now = d.Length
	for i := range d.agents {
		d.settle(i)
	}
	r := d.result
	r.Breaches, r.Worst, r.OtherBreaches, r.OtherWorst = d.Breaches, d.Worst, d.OtherBreach, d.WorstOther
	r.InFlight = len(d.flying)
	return r
}
