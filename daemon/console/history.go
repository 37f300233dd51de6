package console

import (
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/simulate"
)

// enough is how many of a thing there must be before its history stands for it.
const enough = 30

// history is what a campaign's journal tells of the people it rings and of its agents.
type history struct {
	open     map[dialer.AttemptID]past
	dials    [24]int // by Oslo's hour
	answers  [24]int // persons
	busy     int
	machines int

	post, pick, refuse, talk, wrapUp []time.Duration
}

// past is one attempt, while its facts come by.
type past struct {
	dialed, rang, answered, bridged, ended time.Time
	machine                                bool
}

func newHistory() *history { return &history{open: map[dialer.AttemptID]past{}} }

// hear takes one fact, in the journal's order.
func (h *history) hear(f dialer.Fact) {
	if f.Attempt == 0 {
		return
	}
	p := h.open[f.Attempt]
	switch f.Kind {
	case dialer.FactDialed:
		p.dialed = f.At
		h.dials[f.At.In(hours.Oslo()).Hour()]++
	case dialer.FactRinging, dialer.FactEarly:
		p.rang = f.At
		h.post = append(h.post, f.At.Sub(p.dialed))
	case dialer.FactAnswered:
		p.answered = f.At
		h.answered(p)
	case dialer.FactBridged:
		p.bridged = f.At
	case dialer.FactEnded:
		p.ended = f.At
		h.ended(p, f)
	case dialer.FactDisposed:
		h.disposed(&p, f)
	}
	h.open[f.Attempt] = p
}

// over says that all facts of the attempts heard so far were told.
func (h *history) over() { clear(h.open) }

func (h *history) answered(p past) {
	if p.dialed.IsZero() {
		return
	}
	h.answers[p.dialed.In(hours.Oslo()).Hour()]++
	if !p.rang.IsZero() {
		h.pick = append(h.pick, p.answered.Sub(p.rang))
	}
}

func (h *history) ended(p past, f dialer.Fact) {
	switch {
	case f.Outcome == dialer.Busy:
		h.busy++
		if !p.rang.IsZero() {
			h.refuse = append(h.refuse, f.At.Sub(p.rang))
		}
	case !p.bridged.IsZero() && !p.machine:
		h.talk = append(h.talk, f.At.Sub(p.bridged))
	}
}

func (h *history) disposed(p *past, f dialer.Fact) {
	if f.Disposition == dialer.Machine && !p.machine && !p.dialed.IsZero() {
		p.machine = true
		h.machines++
		h.answers[p.dialed.In(hours.Oslo()).Hour()]--
	}
	if !p.ended.IsZero() && f.By == "" { // not a correction, days later
		h.wrapUp = append(h.wrapUp, f.At.Sub(p.ended))
	}
}

func sum(of [24]int) (n int) {
	for _, x := range of {
		n += x
	}
	return n
}

// into puts the history in the place of what is usual, where there is enough of it, and tells what is the campaign's
// own and what is not.
func (h *history) into(s *simulate.Scenario) (own, usual []string) {
	know := func(n int, what string, use func()) {
		if n < enough {
			usual = append(usual, what)
			return
		}
		own = append(own, fmt.Sprintf("%s (%d)", what, n))
		use()
	}
	dials := sum(h.dials)
	know(dials, "answers, busy lines and machines of the dials", func() {
		s.People.Answer = h.rate(s.Start)
		s.People.Busy, s.People.Machine = float64(h.busy)/float64(dials), float64(h.machines)/float64(dials)
	})
	for _, t := range []struct {
		what string
		all  []time.Duration
		into *simulate.Draw
	}{
		{"time to the first ring", h.post, &s.People.PostDial}, {"time to the answer", h.pick, &s.People.PickUp},
		{"time to the refusal", h.refuse, &s.People.Refuse}, {"conversations", h.talk, &s.People.Talk},
		{"wrap-ups", h.wrapUp, &s.Floor.WrapUp},
	} {
		know(len(t.all), t.what, func() { *t.into = simulate.Measured(t.all) })
	}
	return own, usual
}

// rate is the share of answers by the hour; an hour with few dials has the day's.
func (h *history) rate(start time.Time) func(time.Duration) float64 {
	whole := float64(sum(h.answers)) / float64(max(1, sum(h.dials)))
	return func(since time.Duration) float64 {
		hour := start.Add(since).In(hours.Oslo()).Hour()
		if h.dials[hour] < enough {
			return whole
		}
		return float64(h.answers[hour]) / float64(h.dials[hour])
	}
}
