package calls_test

import (
	"math"
	"math/rand"
	"slices"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// A predictive day in small: the scenario of the bench with all times at a tenth, but those that the law fixes from
// below. Ringing is not ours to shorten, so who does not answer is given up by the network.
const (
	small        = 10
	smallAgents  = 10
	smallMorning = 300 // established before the test begins, as at noon of any day
	smallAnswers = 0.30
	smallGrace   = 400 * time.Millisecond
)

// fate draws what one consumer does: 3 in 10 pick up, 8 in 100 are engaged, the rest let it ring.
func fate(r *rand.Rand) phone.Plan {
	seconds := func(s float64) time.Duration { return time.Duration(s / small * float64(time.Second)) }
	switch u := r.Float64(); {
	case u < 0.08:
		return phone.Plan{Ring: seconds(2 + 4*r.Float64()), Code: 486}
	case u < 0.08+smallAnswers:
		talk := 3 + r.ExpFloat64()*20
		if r.Float64() < 0.6 {
			const sigma2 = 0.593 // of a coefficient of variation of 0.9
			talk = 170 * math.Exp(math.Sqrt(sigma2)*r.NormFloat64()-sigma2/2)
		}
		return phone.Plan{
			Ring: seconds(2.8 + 9.2*r.ExpFloat64()*0.6 + 2), Hold: seconds(max(3, talk)), Send: phone.Silence(),
		}
	}
	return phone.Plan{Ring: seconds(27), Code: 480}
}

// TestPredictive: a short list; the night has a long one.
func TestPredictive(t *testing.T) {
	t.Parallel()
	predictive(t, 110)
}

// predictive has ten phones and so many leads on a real Asterisk: the limit is not passed at any instant, counted from
// the journal, which has a morning in it already, and no ringing is cancelled. Utilisation is printed.
func predictive(t *testing.T, leads int) {
	set := pacing.Defaults()
	set.Spend = 5
	f := newFloor(t, options{
		agents: smallAgents, leads: leads, wrapUp: 30 * time.Second, afterWord: 300 * time.Millisecond,
		t: smallGrace, pacing: &set, morning: smallMorning,
	})
	r := rand.New(rand.NewSource(4))
	f.trunk.PlanAll(phone.Plan{Code: 486})
	for n := range leads {
		f.trunk.Plan(number(n+1).National(), fate(r))
	}
	legs := map[dialer.AgentID]*phone.Call{}
	for n := range smallAgents {
		legs[agentID(n+1)] = f.agent(n+1, phone.Silence())
	}
	began := time.Now()
	f.disposes(legs, rand.New(rand.NewSource(5)))
	took := time.Since(began)
	w := f.worst(set.Limit)
	day := f.figures()
	for _, n := range []*int{&day.Attempted, &day.Answered, &day.Transferred} {
		*n -= smallMorning
	}
	t.Logf("%d attempts in %v: %d answered, %d transferred, %d abandoned of %d established, %d cancelled while ringing",
		day.Attempted, took.Round(time.Second), day.Answered, day.Transferred, day.Abandoned, day.Established,
		day.CancelledRinging)
	t.Logf("worst instant: %d of %d (%.2f %%), over the limit at %d instants; utilisation %.1f %%, talk %.1f %%; %d "+
		"connects an agent-hour",
		w.at.Abandoned, w.at.Established(), 100*w.ratio, w.broken, 100*w.busy.Seconds()/w.there.Seconds(),
		100*w.talk.Seconds()/w.there.Seconds(),
		int(float64(day.Transferred)/w.there.Hours()))
	if day.Attempted < leads-10 || day.Transferred < leads/5 {
		t.Errorf("%d attempts, %d transferred: too few to prove anything", day.Attempted, day.Transferred)
	}
	if w.broken > 0 {
		t.Errorf("over %d %% at %d instants", set.Limit, w.broken)
	}
	if day.CancelledRinging > 0 {
		t.Errorf("%d calls were cancelled while they rang, though no agent left", day.CancelledRinging)
	}
}

// disposes has each agent say, some time after the conversation, that it was a person; it returns when the list is
// through.
func (f *floor) disposes(legs map[dialer.AgentID]*phone.Call, r *rand.Rand) {
	f.t.Helper()
	seen, over, last := 0, 0, time.Now()
	talked := map[dialer.AttemptID]dialer.AgentID{}
	for over < f.o.leads && time.Since(last) < 40*time.Second {
		facts := f.all()
		for _, x := range facts[seen:] {
			switch x.Kind {
			case dialer.FactBridged:
				talked[x.Attempt] = x.Agent
			case dialer.FactEnded, dialer.FactNotPlaced, dialer.FactLost:
				over, last = over+1, time.Now()
				leg := legs[talked[x.Attempt]]
				if leg == nil {
					continue
				}
				wrapUp := time.Duration((5 + 10*r.ExpFloat64()) / small * float64(time.Second))
				time.AfterFunc(wrapUp, func() { _ = leg.Press(f.t.Context(), "*01") })
			}
		}
		seen = len(facts)
		<-time.After(20 * time.Millisecond)
	}
	for range 100 { // the last words; a key that got lost leaves its call out of the established ones
		s, err := f.e.Snapshot(f.t.Context())
		must(f.t, err)
		if !slices.ContainsFunc(s.Seats, func(x engine.SeatView) bool { return x.State == roster.WrapUp }) {
			return
		}
		<-time.After(100 * time.Millisecond)
	}
}

// extremes are what the journal shows of a predictive day.
type extremes struct {
	at                figures.Ledger
	ratio             float64
	broken            int
	busy, talk, there time.Duration
}

// worst goes through the journal, fact by fact.
func (f *floor) worst(limit int) (w extremes) {
	facts := f.all()
	tally := figures.NewTally(hours.Oslo())
	journal, failed := f.journal()
	for x := range journal {
		if x.Attempt > 0 && x.Attempt <= smallMorning {
			tally.Apply(x)
		}
	}
	must(f.t, failed())
	from := map[dialer.AgentID]time.Time{} // of the conversation
	talked := map[dialer.AttemptID]dialer.AgentID{}
	login := map[dialer.AgentID]time.Time{}
	ended := map[dialer.AgentID]time.Time{}
	lastDial := time.Time{}
	for _, x := range facts {
		if x.Kind == dialer.FactDialed {
			lastDial = x.At
		}
	}
	first := time.Time{}
	for _, x := range facts {
		if x.Kind == dialer.FactDialed && first.IsZero() {
			first = x.At
		}
		tally.Apply(x)
		for _, l := range []figures.Ledger{tally.Total("c1"), tally.Day("c1", dialer.DayOf(x.At, hours.Oslo()))} {
			if l.Broken(limit) {
				w.broken++
			}
			if e := l.Established(); e > 0 && float64(l.Abandoned)/float64(e) > w.ratio {
				w.ratio, w.at = float64(l.Abandoned)/float64(e), l
			}
		}
		at := slices.MinFunc([]time.Time{x.At, lastDial}, time.Time.Compare)
		switch x.Kind {
		case dialer.FactLogin:
			login[x.Agent] = x.At
		case dialer.FactBridged:
			from[x.Agent], talked[x.Attempt] = at, x.Agent
		case dialer.FactEnded:
			if agent := talked[x.Attempt]; agent != "" {
				w.talk += at.Sub(from[agent])
				w.busy += at.Sub(from[agent])
				ended[agent] = at
			}
		case dialer.FactDisposed:
			w.busy += at.Sub(ended[x.Agent])
		}
	}
	w.there = time.Duration(len(login)) * lastDial.Sub(first)
	return w
}
