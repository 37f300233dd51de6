package sim

import (
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
)

// period is what one interval has counted, both ways of counting E side by side.
type period struct {
	start, end time.Duration // end 0: beyond the day
	answered   int           // E at the answer
	live       int           // disposed as a person: with abandoned, E of norm 2.4
	abandoned  int
	waiting    int
	talking    int
}

func (p *period) established(strict bool) int {
	if strict {
		return p.live + p.abandoned
	}
	return p.answered
}

// ledgers are all the periods of the spans that bind; a call belongs to the periods in which it was answered.
type ledgers struct {
	spans   []pacing.Span
	periods [][]period // by span
	strict  bool
	limit   int

	Breaches     int     // abandonments that passed the limit
	Worst        float64 // abandoned / established, at the worst instant of any span
	WorstOther   float64 // the same with E counted the other way
	OtherBreach  int
	observations []pacing.Ledger
}

func (l *ledgers) start(s Scenario) {
	l.spans, l.strict, l.limit = s.Spans, s.Strict, s.Limit
	for _, span := range s.Spans {
		l.periods = append(l.periods, periodsOf(span, s.Length))
	}
	l.observations = make([]pacing.Ledger, len(s.Spans))
}

func lengthOf(span pacing.Span) time.Duration {
	switch span {
	case pacing.Hour:
		return time.Hour
	case pacing.Quarter:
		return 15 * time.Minute
	}
	return 0
}

func periodsOf(span pacing.Span, day time.Duration) (ps []period) {
	d := lengthOf(span)
	if d == 0 {
		return []period{{}}
	}
	for t := time.Duration(0); t < day; t += d {
		ps = append(ps, period{start: t, end: t + d})
	}
	return ps
}

// at is the period of the i-th span in which a call answered then is booked.
func (l *ledgers) at(i int, answered time.Duration) *period {
	ps := l.periods[i]
	if len(ps) == 1 {
		return &ps[0]
	}
	return &ps[min(int(answered/lengthOf(l.spans[i])), len(ps)-1)]
}

func (l *ledgers) answer(at time.Duration) {
	for i := range l.spans {
		p := l.at(i, at)
		p.answered++
		p.waiting++
	}
}

func (l *ledgers) connect(answered time.Duration) {
	for i := range l.spans {
		p := l.at(i, answered)
		p.waiting--
		p.talking++
	}
}

// dispose ends the conversation's stay in the ledger; one cut off before its disposal is in no one's favour.
func (l *ledgers) dispose(answered time.Duration, person bool) {
	for i := range l.spans {
		p := l.at(i, answered)
		p.talking--
		if person {
			p.live++
		}
	}
}

// abandon is the only booking that can pass the limit, so it is judged here, at every instant it happens.
func (l *ledgers) abandon(answered time.Duration) {
	for i := range l.spans {
		p := l.at(i, answered)
		p.waiting--
		p.abandoned++
		e, other := p.established(l.strict), p.established(!l.strict)
		l.Worst = max(l.Worst, float64(p.abandoned)/float64(e))
		l.WorstOther = max(l.WorstOther, float64(p.abandoned)/float64(other))
		if 100*p.abandoned > l.limit*e {
			l.Breaches++
		}
		if 100*p.abandoned > l.limit*other {
			l.OtherBreach++
		}
	}
}

// observe fills the ledgers as an algorithm sees them. Counted at the answer, no call that talks is undecided.
func (l *ledgers) observe(now time.Duration) []pacing.Ledger {
	for i, span := range l.spans {
		p := l.at(i, now)
		o := pacing.Ledger{Span: span, Start: p.start, End: p.end, Abandoned: p.abandoned, Waiting: p.waiting}
		if l.strict {
			o.Established, o.Talking = p.live+p.abandoned, p.talking
		} else {
			o.Established = p.answered
		}
		l.observations[i] = o
	}
	return l.observations
}
