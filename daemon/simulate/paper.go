package simulate

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/roster"
)

// look is how often the floor is looked at for the picture, and step how much of it is one column there.
const (
	look = 10 * time.Second
	step = 5 * time.Minute
)

// paper is what is written down: the journal's facts go by, the counts stay.
type paper struct {
	counting bool
	counts   Counts
	journal  func(dialer.Fact) bool // reads each fact
	hear     []func(dialer.Fact)
	tally    *figures.Tally
	worst    [3]Instant
	steps    []Step
	words    map[string]int
	looks    int
	blocked  map[string]int
	ended    time.Time // the last attempt
	failed   error
}

func newPaper(w *world) paper {
	p := paper{tally: figures.NewTally(hours.Oslo()), words: map[string]int{}, blocked: map[string]int{}}
	p.tally.Know(w.Campaign.ID, w.Campaign.Kind)
	p.worst = [...]Instant{{Ledger: "day"}, {Ledger: "campaign"}, {Ledger: "hour"}}
	if s, hears := w.Book.(*Stock); hears {
		p.hear = append(p.hear, s.hear)
	}
	if w.Hear != nil {
		p.hear = append(p.hear, w.Hear)
	}
	return p
}

// Write takes what the engine tells, in its order, and reports nothing back: this disk is never full.
func (w *world) Write(_ context.Context, b dialer.Batch) error {
	for _, f := range b.Facts {
		w.takes(f)
	}
	if s, changes := w.Book.(Changed); changes {
		s.Change(b.Leads)
	}
	return nil
}

func (w *world) takes(f dialer.Fact) {
	w.journal(f)
	for _, h := range w.hear {
		h(f)
	}
	if w.tally.Apply(f) {
		w.judge(f.At)
	}
	switch f.Kind {
	case dialer.FactBlocked:
		w.blocked[f.Code]++
	case dialer.FactDialed:
		w.column().Dials++
	case dialer.FactAnswered:
		w.column().Answered++
	case dialer.FactEnded:
		w.ended = f.At
	}
}

// judge keeps the worst instant of each ledger.
func (w *world) judge(at time.Time) {
	c := w.Campaign.ID
	for i, l := range []figures.Ledger{
		w.tally.Day(c, dialer.DayOf(at, hours.Oslo())), w.tally.Total(c), w.tally.Hour(c, at),
	} {
		now := Instant{
			w.worst[i].Ledger, at, l.Abandoned, l.Established(), w.worst[i].Broken || l.Broken(w.Pacing.Limit),
		}
		if now.Percent() <= w.worst[i].Percent() {
			now.At, now.Abandoned, now.Established = w.worst[i].At, w.worst[i].Abandoned, w.worst[i].Established
		}
		w.worst[i] = now
	}
}

// column is the picture's column of now.
func (w *world) column() *Step {
	at := w.opens.Add(w.since().Truncate(step))
	if n := len(w.steps); n == 0 || w.steps[n-1].At.Before(at) {
		w.steps = append(w.steps, Step{At: at})
	}
	return &w.steps[len(w.steps)-1]
}

// sample looks at the floor as the engine has it.
func (w *world) sample() {
	s := w.floor.Snapshot()
	c := w.column()
	c.looks++
	for _, seat := range s.Seats {
		switch seat.State {
		case roster.Ready:
			c.Free++
		case roster.Reserved:
			c.Held++
		case roster.Talking:
			c.Talking++
		case roster.WrapUp:
			c.WrapUp++
		}
	}
	for _, x := range s.Calls {
		if x.State != "talking" {
			c.InFlight++
		}
	}
	v := s.Campaigns[0]
	c.Day = Instant{Ledger: "day", At: w.now, Abandoned: v.Day.Abandoned, Established: v.Day.Established()}
	w.looks++
	w.words[word(v.Mode, v.Power, string(v.Word))]++
}

// word is what bounds the dialing, as the supervisor sees it.
func word(m dialer.Mode, power, pacing string) string {
	switch {
	case m != dialer.Predictive:
		return "power"
	case power != "":
		return "power: " + power
	case pacing == "":
		return "nothing"
	}
	return pacing
}

// finished reports that a campaign's own leads have come to an end.
func (w *world) finished() bool {
	s, own := w.Book.(*Stock)
	return own && s.Left == 0
}
