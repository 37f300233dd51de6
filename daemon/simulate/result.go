package simulate

import (
	"errors"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
)

// Counts is what the world saw happen, counted apart from the journal.
type Counts struct {
	Dials, Answered, Bridged, Abandoned, Live, Machines, LostPhones int
}

// Instant is a ledger at one moment.
type Instant struct {
	Ledger                 string // day, campaign, hour
	At                     time.Time
	Abandoned, Established int
	Broken                 bool // more than the limit, at some moment
}

// Percent is the abandoned share.
func (i Instant) Percent() float64 { return share(i.Abandoned, i.Established) }

// Step is one column of the picture: calls in it, and agents on the average.
type Step struct {
	At                          time.Time
	Dials, Answered             int
	Free, Held, Talking, WrapUp float64
	InFlight                    float64
	Day                         Instant // at its end
	looks                       int
}

// Result is what the days came to.
type Result struct {
	Scenario Scenario
	Counts   Counts
	Days     []figures.Day // derived from the journal
	Worst    []Instant

	Talk, WrapUp, Idle, Away time.Duration // of agents, in the shifts
	Steps                    []Step
	Words                    map[string]float64 // what bound the dialing, share of the time
	Blocked                  map[string]int     // by the gate's codes
	Ended                    time.Time          // the last call
	Left                     int                // leads of a Stock still to be rung
}

// Run simulates the scenario to its end.
func Run(s Scenario) (Result, error) {
	w := newWorld(s)
	var err error
	days := figures.Derive(func(yield func(dialer.Fact) bool) {
		w.journal = yield
		err = w.run()
	}, hours.Oslo())
	if err = errors.Join(err, figures.Check(days)); err != nil {
		return Result{}, err
	}
	return w.result(days), nil
}

func (w *world) result(days []figures.Day) Result {
	r := Result{
		Scenario: w.Scenario, Counts: w.counts, Days: days, Worst: w.worst[:], Words: map[string]float64{},
		Blocked: w.blocked, Ended: w.ended,
	}
	for _, a := range w.agents {
		r.Talk, r.WrapUp = r.Talk+a.spent[talking], r.WrapUp+a.spent[wrapping]
		r.Idle, r.Away = r.Idle+a.spent[idle], r.Away+a.spent[away]
	}
	for word, n := range w.words {
		r.Words[word] = float64(n) / float64(w.looks)
	}
	for _, s := range w.steps {
		if n := float64(s.looks); n > 0 {
			s.Free, s.Held, s.Talking, s.WrapUp, s.InFlight = s.Free/n, s.Held/n, s.Talking/n, s.WrapUp/n, s.InFlight/n
			r.Steps = append(r.Steps, s)
		}
	}
	if s, own := w.Book.(*Stock); own {
		r.Left = s.Left
	}
	return r
}

// Present is the agents' time on the line.
func (r Result) Present() time.Duration { return r.Talk + r.WrapUp + r.Idle }

// TalkShare is utilisation as talk alone, in per cent of the time on the line.
func (r Result) TalkShare() float64 { return percent(r.Talk, r.Present()) }

// Occupancy is talk and wrap-up.
func (r Result) Occupancy() float64 { return percent(r.Talk+r.WrapUp, r.Present()) }

// PerHour is conversations for each agent's hour on the line.
func (r Result) PerHour() float64 {
	if r.Present() == 0 {
		return 0
	}
	return float64(r.Counts.Bridged) / r.Present().Hours()
}

// IdlePerConnect is how long an agent waits for a conversation.
func (r Result) IdlePerConnect() time.Duration {
	return r.Idle / time.Duration(max(1, r.Counts.Bridged))
}

// Sum adds the journal's days.
func (r Result) Sum() (s figures.Day) {
	for _, d := range r.Days {
		s.Attempted += d.Attempted
		s.Answered += d.Answered
		s.Transferred += d.Transferred
		s.Abandoned += d.Abandoned
		s.Machines += d.Machines
		s.Live += d.Live
		s.AEff += d.AEff
		s.Established += d.Established
		s.CancelledRinging += d.CancelledRinging
		s.NoAnswer += d.NoAnswer
		s.Busy += d.Busy
		s.Open += d.Open
	}
	return s
}

func percent(part, of time.Duration) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(part) / float64(of)
}

func share(part, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(part) / float64(of)
}

// The agent drop of norm 2.3 no. 6, counted here a second time on purpose.
const (
	dropWithin    = 5 * time.Second
	replaceWithin = 2 * time.Second
)

// met counts a channel that met an agent.
func (c *Counts) met(l *line, now time.Time, t time.Duration) {
	switch {
	case l.met.IsZero():
		c.Bridged++
		l.late = now.Sub(l.answered) > t
	case !l.dropped.IsZero() && now.Sub(l.dropped) <= replaceWithin:
		l.dropped = time.Time{}
	}
	l.met = now
}

// lostAgent notes an agent's leg that died in the bridge.
func (l *line) lostAgent(now time.Time) {
	if now.Sub(l.met) <= dropWithin {
		l.dropped = now
	}
}

// over counts a call that was answered, by how it ended.
func (c *Counts) over(l *line) {
	if l.up && (l.met.IsZero() || l.late || !l.dropped.IsZero()) {
		l.lost = true
		c.Abandoned++
	}
}

// word counts what the agent said.
func (c *Counts) word(l *line) {
	switch {
	case l.machine:
		c.Machines++
	case !l.late && l.dropped.IsZero():
		c.Live++
	}
}
