package simulate

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/pacing"
)

// Scenario is the world around the engine on one or more days.
type Scenario struct {
	Name   string
	Seed   uint64
	Start  time.Time     // of the first shift, in Oslo
	Length time.Duration // of each shift
	Late   time.Duration // the first shift has begun so long ago
	Days   int           // 0 is 1; the next one is the next on which persons may be rung
	Hours  hours.Rules

	Campaign dialer.Campaign // its agents are made by Agents
	Pacing   pacing.Settings
	Connect  time.Duration // T
	MaxCalls int           // 0: none
	PerSec   int           // 0: no limit

	AfterWord time.Duration // the short wrap-up after an agent's word

	Agents int
	Staff  func(since time.Duration) int // who should be there then; nil: all
	Floor  Floor
	People People

	Book      engine.Book      // nil: leads without end
	Registers engine.Registers // nil: the registers are empty

	Hear func(dialer.Fact) // hears the journal's facts; may be nil

	newPacer func(pacing.Settings) engine.Pacer // nil: the real one
}

// Floor is what agents and their phones are like.
type Floor struct {
	WrapUp     Draw
	BreakEvery Draw // nil: no breaks
	Break      Draw
	Abrupt     bool // a free agent who wants a break hangs up, instead of dialing the code
	LostEvery  Draw // until an agent's phone loses its connection; nil: never
	LostFor    Draw
	Bridging   time.Duration // for the PBX to bring two channels together
}

// People are those who are rung.
type People struct {
	Answer   func(since time.Duration) float64 // share of the dials at which somebody is at home and picks up
	Busy     float64                           // share that is busy or declines
	Machine  float64                           // share at which a machine answers
	PostDial Draw                              // from the dial to the first ring
	PickUp   Draw                              // from the first ring to the answer
	Refuse   Draw                              // from the first ring to the refusal
	Talk     Draw
	TalkBy   func(since time.Duration) float64 // nil: 1
	Patience Draw                              // of a person who waits for an agent
}

// machine is what an agent needs to hear that it is one.
const machineTakes = 6 * time.Second

// messageTakes is the abandoned-call message.
const messageTakes = 9 * time.Second

func (s Scenario) days() int { return max(1, s.Days) }

// shift is the start of the n-th day's shift: days on which no one may be rung are left out.
func (s Scenario) shift(n int) time.Time {
	at := s.Start
	for range n {
		at = s.Next(at)
	}
	return at
}

// Next is the same hour on the next day that has it open. Asked for ever, the norm's days come within a fortnight.
func (s Scenario) Next(at time.Time) time.Time {
	for range 30 {
		at = at.AddDate(0, 0, 1)
		if s.Hours.At(at, s.Campaign.Ring).Open {
			break
		}
	}
	return at
}

func (s Scenario) settings() engine.Settings {
	const text = "simulated" // no phone rings: there is nothing to acknowledge
	return engine.Settings{
		Responsible: text, Hours: s.Hours, T: s.Connect, MaxCalls: s.MaxCalls, PerSecond: s.PerSec, PinTries: 3,
		Pacing: s.Pacing, NewPacer: s.newPacer, AfterWord: s.AfterWord,
		Ack: acknowledged(s.Start, text), AckText: text,
	}
}
