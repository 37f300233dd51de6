package sim

import (
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
)

// Scenario is the world of one day. The algorithm sees none of it but what Setup says.
type Scenario struct {
	Agents int
	Length time.Duration
	Seed   uint64

	Answer float64 // share of dials at which a person would pick up
	Busy   float64 // share that are busy or declined

	PostDial  Draw          // from dial to the first ring
	PickUp    Draw          // from the first ring to the answer
	BusyAfter Draw          // from post-dial to the refusal
	NoAnswer  Draw          // from the first ring until we give up
	Timeout   time.Duration // of ringing; 0: none
	Talk      Draw
	WrapUp    Draw
	Patience  Draw          // of a person who has no agent yet
	Grace     time.Duration // an answer without an agent after this is abandoned
	Bridging  time.Duration // from agent found to agent in the bridge

	BreakEvery Draw // nil: no breaks
	Break      Draw

	Disconnect Draw // until an agent's leg dies; nil: never
	Reconnect  Draw
	Abrupt     bool // a break asked for by a free agent is not deferred

	AnswerFactor func(time.Duration) float64 // nil: 1
	TalkFactor   func(time.Duration) float64 // nil: 1
	Staff        []Shift                     // changes of staff; empty: all, all day

	Limit  int           // percent, that a breach is judged by
	Spans  []pacing.Span // ledgers shown and judged
	Strict bool          // E with the disposal (norm 2.4), not at the answer
}

// Shift is the share of agents from an instant on.
type Shift struct {
	At    time.Duration
	Share float64
}

// Setup is what an algorithm is told before the day begins: settings, not the world.
type Setup struct {
	Length  time.Duration
	Timeout time.Duration // of ringing
	Grace   time.Duration
	Limit   int // percent
}

// Setup of the scenario.
func (s Scenario) Setup() Setup { return Setup{s.Length, s.Timeout, s.Grace, s.Limit} }

// Base is the stationary day of 8 hours that every figure is compared on.
func Base(answer float64, agents int, seed uint64) Scenario {
	return Scenario{
		Agents: agents, Length: 8 * time.Hour, Seed: seed,
		Answer: answer, Busy: 0.08,
		PostDial: Gamma(2, 0.5, 0.4), PickUp: Gamma(10, 0.6, 0.8), BusyAfter: Gamma(4, 0.6, 0),
		NoAnswer: Always(25), Timeout: 25 * time.Second,
		Talk:   Either(0.4, Exponential(20, 3), Lognormal(170, 0.9)),
		WrapUp: Gamma(15, 0.7, 2), Patience: Exponential(6, 0),
		Grace: time.Second, Bridging: 150 * time.Millisecond,
		BreakEvery: Exponential(3000, 0), Break: Gamma(300, 0.5, 0),
		Limit: 5, Spans: []pacing.Span{pacing.Day, pacing.Campaign},
	}
}

// Drifting makes the day one in which nothing stays as it was: answer rates jump, talk slides, staff come and go.
func (s Scenario) Drifting() Scenario {
	s.AnswerFactor = steps([]point{
		{0, 1}, {1, .7}, {1.75, 1.25}, {3, .6}, {3.5, 1.35}, {5, 1}, {5.5, .65}, {6.25, 1.4}, {7, .8},
	})
	s.TalkFactor = line([]point{{0.5, 1}, {2, 1.4}, {4, .7}, {6, 1.3}, {8, .9}})
	s.Staff = []Shift{{hours(2.5), 2.0 / 3}, {hours(3.25), 1}, {hours(6.5), 0.75}}
	return s
}

// Vanishing makes agents unreliable: two dead legs an hour each, and breaks taken at once.
func (s Scenario) Vanishing() Scenario {
	s.Disconnect, s.Reconnect, s.Abrupt = Exponential(1800, 0), Exponential(60, 5), true
	return s
}

// Memoryless is the model whose exact optimum is known: exponential ring and talk, no grace, no breaks.
func Memoryless(answer float64, agents int, seed uint64) Scenario {
	ring := Exponential(12, 0)
	return Scenario{
		Agents: agents, Length: 16 * time.Hour, Seed: seed, Answer: answer,
		PostDial: Always(0), PickUp: ring, NoAnswer: ring, Talk: Exponential(125, 0),
		WrapUp: Always(0), Patience: Always(0), Limit: 5, Spans: []pacing.Span{pacing.Day, pacing.Campaign},
	}
}

// point is a value at an hour.
type point struct{ hour, value float64 }

func hours(h float64) time.Duration { return time.Duration(h * float64(time.Hour)) }

// steps holds each value from its hour until the next.
func steps(ps []point) func(time.Duration) float64 {
	return func(t time.Duration) float64 {
		v := ps[0].value
		for _, p := range ps {
			if t.Hours() >= p.hour {
				v = p.value
			}
		}
		return v
	}
}

// line joins the values by straight lines.
func line(ps []point) func(time.Duration) float64 {
	return func(t time.Duration) float64 {
		h := t.Hours()
		for i := len(ps) - 1; i > 0; i-- {
			a, b := ps[i-1], ps[i]
			if h >= a.hour {
				return a.value + (b.value-a.value)*min(1, (h-a.hour)/(b.hour-a.hour))
			}
		}
		return ps[0].value
	}
}
