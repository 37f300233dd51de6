package pacing_test

import (
	"flag"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
)

var days = flag.Int("days", 200, "campaign-days of the adversary")

// season is what many days came to.
type season struct {
	days, badDays          int
	established, abandoned int
	surplus                int
	worst                  float64
}

// cast is who decides on the field.
type cast func(f *field)

// greedy dials all that the guard leaves, and so many more.
func greedy(more int) cast {
	return func(f *field) {
		f.decide = func(o *pacing.Observation) pacing.Decision {
			return pacing.Decision{Open: max(0, f.set.Room(o)+more)}
		}
	}
}

func whole(f *field) {
	p := pacing.New(f.set)
	f.decide, f.event = p.Decide, p.Event
}

// run plays days of 15 minutes with conversations of seconds: as many calls as a real day has.
func run(n int, who cast, bend func(*plan)) (s season) {
	for i := range n {
		rnd := rand.New(rand.NewPCG(uint64(i), 5))
		set := pacing.Defaults()
		set.Limit = []int{3, 5}[i%2]
		set.Spend, set.Grace, set.Ring = float64(set.Limit), time.Duration(rnd.IntN(3))*time.Second, 20*time.Second
		set.SmallCrew, set.ReserveAgents = rnd.IntN(4), rnd.IntN(2)
		p := drawPlan(rnd)
		bend(&p)
		f := newField(rnd, set, p)
		f.patient = set.Grace
		who(f)
		f.day(900)
		s.add(f)
	}
	return s
}

func drawPlan(rnd *rand.Rand) plan {
	p := plan{agents: 1 + rnd.IntN(40), quiet: rnd.Float64() * 0.1, pounce: rnd.IntN(8), talk: 2 + rnd.IntN(60),
		machines: rnd.Float64() * 0.5, atAnswer: rnd.IntN(2) == 0}
	e := rnd.IntN(1000)
	p.spans = []pacing.Ledger{
		{Span: pacing.Day},
		{Span: pacing.Campaign, Start: -time.Hour, Established: e, Abandoned: e * 3 / 100},
	}
	if rnd.IntN(3) == 0 {
		p.spans = append(p.spans, pacing.Ledger{Span: pacing.Quarter, End: 225 * time.Second})
	}
	return p
}

func (s *season) add(f *field) {
	s.days++
	if f.bad > 0 {
		s.badDays++
	}
	s.established += f.books[0].Established
	s.abandoned += f.books[0].Abandoned
	s.worst = max(s.worst, f.worst)
	s.surplus = max(s.surplus, f.bank)
}

func (s season) print(t *testing.T, name string) {
	t.Logf("%s: %d days, %d with a breach; %d abandoned of %d established, worst ratio %.4f, at most %d in surplus",
		name, s.days, s.badDays, s.abandoned, s.established, s.worst, s.surplus)
}

func asItIs(*plan) {}

func TestNoAdversaryPassesTheLimit(t *testing.T) {
	for _, c := range []struct {
		name string
		who  cast
	}{
		{"all that the guard leaves", greedy(0)},
		{"the whole pacer", whole},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := run(*days/2, c.who, asItIs)
			s.print(t, c.name)
			if s.badDays > 0 || s.worst > 0.05 {
				t.Errorf("the limit was passed on %d days, worst %.4f", s.badDays, s.worst)
			}
			if s.abandoned == 0 || s.surplus < 3 {
				t.Error("nothing was tried")
			}
		})
	}
}

// TestAWeakenedGuardIsCaught: two calls more than the guard allows, and the same field sees it.
func TestAWeakenedGuardIsCaught(t *testing.T) {
	s := run(40, greedy(2), asItIs)
	s.print(t, "two calls more")
	if s.badDays == 0 {
		t.Error("the guard was weakened by two calls, and no check saw it")
	}
}

// TestAgentsVanish: phones die twice an hour. Calls that nothing covers any more are cancelled; what is left is the
// call that is answered in the very second.
func TestAgentsVanish(t *testing.T) {
	for _, c := range []struct {
		name string
		rule bool
	}{{"uncovered calls cancelled", true}, {"nothing cancelled", false}} {
		t.Run(c.name, func(t *testing.T) {
			s := run(*days/2, whole, func(p *plan) { p.vanish, p.rule = 2.0/3600, c.rule })
			s.print(t, c.name)
			if c.rule != (s.badDays == 0) {
				t.Errorf("%d days with a breach", s.badDays)
			}
		})
	}
}
