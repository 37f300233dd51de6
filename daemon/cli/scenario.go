package cli

import (
	"time"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/simulate"
)

// What a scenario file does not say: how far times spread around their means, as calls do everywhere.
const (
	postDialSpread = 0.5 // standard deviation, of the mean
	pickUpSpread   = 0.6
	refuseSpread   = 0.6
	wrapUpSpread   = 0.7
	breakSpread    = 0.5
	longSpread     = 0.9
	refused        = 4 * time.Second
	bridging       = 150 * time.Millisecond
)

// worldOf is the world that a scenario file tells of.
func worldOf(f config.Scenario) simulate.Scenario {
	s := simulate.Ordinary(f.Begins(), dialer.Mode(f.Mode), f.Crew.Count, 0)
	s.Name, s.Seed, s.Length = f.Name, uint64(f.Seed), f.Hours
	s.Connect, s.MaxCalls, s.PerSec = time.Duration(f.ConnectMS)*time.Millisecond, f.Trunk.MaxCalls, f.Trunk.PerSecond
	s.Campaign.Ring, s.Campaign.WrapUp = time.Duration(f.Ring)*time.Second, time.Duration(f.WrapUp)*time.Second
	s.Pacing.Limit, s.Pacing.Spend = f.LimitPct, f.SpendPct
	s.Floor, s.People = crewOf(f.Crew), peopleOf(f)
	s.Staff = func(since time.Duration) int { return int(jumping(f, since, agentsThen, float64(f.Crew.Count))) }
	return s
}

func crewOf(c config.ScenarioCrew) simulate.Floor {
	f := simulate.Floor{
		WrapUp: simulate.Gamma(c.WrapUp, wrapUpSpread, min(c.WrapUp, 2*time.Second)),
		Break:  simulate.Gamma(c.Break, breakSpread, time.Second),
		Abrupt: c.Abrupt, LostFor: simulate.Exponential(c.LostFor, 5*time.Second), Bridging: bridging,
	}
	if c.BreakEvery > 0 {
		f.BreakEvery = simulate.Exponential(c.BreakEvery, 0)
	}
	if c.LostEvery > 0 {
		f.LostEvery = simulate.Exponential(c.LostEvery, 0)
	}
	return f
}

func peopleOf(f config.Scenario) simulate.People {
	p := f.People
	return simulate.People{
		Answer: func(since time.Duration) float64 { return jumping(f, since, answersThen, p.AnswerPct) / 100 },
		Busy:   p.BusyPct / 100, Machine: p.MachinePct / 100,
		PostDial: simulate.Gamma(p.PostDial, postDialSpread, min(p.PostDial, 400*time.Millisecond)),
		PickUp:   simulate.Gamma(p.PickUp, pickUpSpread, 800*time.Millisecond),
		Refuse:   simulate.Gamma(refused, refuseSpread, 0),
		Patience: simulate.Exponential(p.Patience, 0),
		Talk: simulate.Either(p.ShortPct/100, simulate.Exponential(p.Short, min(p.Short, 3*time.Second)),
			simulate.Lognormal(p.Long, longSpread)),
		TalkBy: func(since time.Duration) float64 { return sliding(f, since) },
	}
}

func answersThen(c config.ScenarioChange) float64 { return c.AnswerPct }
func agentsThen(c config.ScenarioChange) float64  { return float64(c.Agents) }

// jumping is a value that holds until it is changed.
func jumping(f config.Scenario, since time.Duration, of func(config.ScenarioChange) float64, value float64) float64 {
	for _, c := range f.Changes {
		if v := of(c); v > 0 && f.After(c) <= since {
			value = v
		}
	}
	return value
}

// sliding is the length of conversations, as a share of the usual: from one change to the next in a straight line.
func sliding(f config.Scenario, since time.Duration) float64 {
	from, at := 1.0, time.Duration(0)
	for _, c := range f.Changes {
		to, then := float64(c.TalkPct)/100, f.After(c)
		switch {
		case to == 0:
			continue
		case since < then:
			return from + (to-from)*float64(since-at)/float64(then-at)
		}
		from, at = to, then
	}
	return from
}
