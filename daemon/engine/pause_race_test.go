package engine_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/roster"
)

// TestAPauseHolds draws stories in which agents pause and come back while calls are looked up, rung, answered and
// lost. Each pause that the journal has is one race. After it the agent gets no further call.
func TestAPauseHolds(t *testing.T) {
	racePauses(t, *firstSeed, 15, 50)
}

// racePauses tells n stories from a seed on, in which at least so many pauses are keyed.
func racePauses(t *testing.T, from uint64, n, least int) {
	t.Helper()
	pauses, calls := 0, 0
	for seed := from; seed < from+uint64(n); seed++ {
		o := drawPauses(t, seed)
		pauses, calls = pauses+o.pauses, calls+o.attempts
		if len(o.broken) > 0 {
			t.Fatalf("seed %d: %s\n%s", seed, strings.Join(o.broken, "\n"), strings.Join(o.lines, "\n"))
		}
	}
	t.Logf("%d stories from seed %d: %d attempts, %d pauses, none broken", n, from, calls, pauses)
	if pauses < least || calls < least {
		t.Errorf("%d pauses and %d attempts in %d stories: they prove nothing", pauses, calls, n)
	}
}

func drawPauses(t *testing.T, seed uint64) (o outcome) {
	synctest.Test(t, func(t *testing.T) {
		f := newFloor(t)
		f.mayBreak = true
		s := &storyteller{f: f, r: rand.New(rand.NewPCG(seed, 52))}
		s.setUp()
		f.first0 = f.first
		for range 80 {
			s.pass(s.gap())
			s.nextPausing()
		}
		f.rest()
		o = outcome{lines: s.lines, broken: f.broken, attempts: f.count(dialer.FactBooked)}
		for _, x := range f.journal.all() {
			if x.Kind == dialer.FactPaused || x.Kind == dialer.FactPauseAsked {
				o.pauses++
			}
		}
	})
	return o
}

// nextPausing draws what happens next where agents often pause.
func (s *storyteller) nextPausing() {
	who := s.one(agentsOfStories...)
	_, on := s.f.phone.found().Seats[dialer.SessionID(who)]
	switch k := s.r.IntN(20); {
	case k < 7:
		s.consumer()
	case k < 10:
		s.lead()
	case k < 13 && on:
		s.do(who + " keys *52" + s.one("1", "2", "3", "4", "5"))
	case k < 18 && on:
		s.do(who + " keys *53")
	default:
		s.next()
	}
}

// pausesHold holds what the journal and the PBX were told against the promise of a pause: from its fact to its end no
// call is booked for the agent, and no talk begins but that of a consumer who had answered before.
func (f *floor) pausesHold() {
	on, from := roster.Pauses{}, map[dialer.AgentID]time.Time{}
	answered := map[dialer.AttemptID]time.Time{}
	for _, x := range f.journal.all() {
		p, paused := on[x.Agent]
		if paused && f.further(x, p, from[x.Agent], answered[x.Attempt]) {
			f.breach(fmt.Sprintf("an agent on a pause gets a further call: %s, paused at %s", tellFact(x),
				from[x.Agent].Format(time.TimeOnly)))
		}
		if x.Kind == dialer.FactAnswered {
			answered[x.Attempt] = x.At
		}
		if on.Take(x); !paused && on[x.Agent].Reason != "" {
			from[x.Agent] = x.At
		}
	}
	f.joinsHold()
}

// further reports whether a fact of an agent who paused at from is a further call.
func (f *floor) further(x dialer.Fact, p dialer.Pause, from, answered time.Time) bool {
	switch x.Kind {
	case dialer.FactBooked:
		return x.By != byHand
	case dialer.FactBridged: // one that is read back bears the agent of the booking, who may have handed the call over
		return x.Detail != call.KeptDetail && x.At.After(from) && (answered.IsZero() || answered.After(from))
	case dialer.FactReturnedAgent: // one who was on the way to the agent when the pause was keyed comes through
		return x.At.Sub(p.Since) > 5*time.Second
	}
	return false
}

var joinOf = regexp.MustCompile(`^(\S+)  a\d+ join (\pL+)`)

// joinsHold holds the requests to the PBX against it: none puts a consumer to an agent between a pause and its end.
func (f *floor) joinsHold() {
	turns := map[string][]dialer.Fact{}
	for _, x := range f.journal.all() {
		if k := x.Kind; k == dialer.FactPaused || k == dialer.FactBack || k == dialer.FactLogin || k == dialer.FactLogout {
			turns[string(x.Agent)] = append(turns[string(x.Agent)], x)
		}
	}
	for _, line := range f.lines {
		m := joinOf.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		var last dialer.Fact
		for _, x := range turns[m[2]] {
			clock := x.At.In(hours.Oslo()).Format("15:04:05.000")
			if clock < m[1] || x.Kind != dialer.FactPaused && clock == m[1] {
				last = x
			}
		}
		if last.Kind == dialer.FactPaused {
			f.breach("a consumer is put to an agent on a pause: " + line)
		}
	}
}
