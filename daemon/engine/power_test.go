package engine_test

import (
	"fmt"
	"math/rand"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/roster"
)

// TestPowerHolds: whatever phones, consumers, disk and connection do, in power mode no agent is in two calls, nothing
// that has not been answered rings without its reserved agent, no number rings twice, and every attempt ends exactly
// once.
func TestPowerHolds(t *testing.T) { powerHolds(t, 20) }

// powerHolds plays so many days, of the seeds from 0 on.
func powerHolds(t *testing.T, days int) {
	calls, callers := 0, 0
	for seed := range days {
		synctest.Test(t, func(t *testing.T) {
			f := newFloor(t)
			f.camp.WrapUp = 5 * time.Second
			for n := range 40 {
				f.book.add(dialer.Number(fmt.Sprintf("+479000%04d", n)), nil)
			}
			f.until(mustClock("10:00:00"))
			f.open()
			chaos(t, f, rand.New(rand.NewSource(int64(seed))))
			calls += attemptsEndOnce(t, f)
			callers += callersEnd(t, f)
		})
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	t.Logf("%d days, %d attempts, %d callers put through", days, calls, callers)
	if calls < days*5 || callers < days {
		t.Errorf("only %d attempts: the days prove nothing", calls)
	}
}

func mustClock(s string) time.Time {
	c, err := time.Parse(time.TimeOnly, s)
	if err != nil {
		panic(err)
	}
	return c
}

func chaos(t *testing.T, f *floor, r *rand.Rand) {
	names := []string{"anna", "bob", "carl"}
	events := []string{
		"rings", "rings", "answered", "answered", "answered", "hangs up 16", "ends 17 486", "ends 34 503",
		"message ends", "early",
	}
	for range 250 {
		if r.Intn(8) == 0 {
			f.someCaller(r)
		}
		who := names[r.Intn(len(names))]
		switch r.Intn(14) {
		case 0, 1, 2:
			f.agentSays(who, "keys", "*01")
		case 3, 4, 5:
			if _, on := f.phone.found().Seats[dialer.SessionID(who)]; !on {
				_ = f.login([]string{who})
			}
		case 6:
			f.agentSays(who, "hangs", "up")
		case 7:
			f.pbx("down", "")
			time.Sleep(time.Duration(r.Intn(3000)) * time.Millisecond)
			f.pbx("up", "")
		case 8:
			f.journal.obey([][]string{{"full"}, {"works"}, {"takes", "300ms"}, {"works"}}[r.Intn(4)])
		default:
			if id, any := f.someCall(r); any {
				_ = f.callEvent(id.String(), events[r.Intn(len(events))])
			}
		}
		time.Sleep(time.Duration(r.Intn(2500)) * time.Millisecond)
		synctest.Wait()
		holds(t, f)
	}
	f.journal.obey([]string{"works"})
	f.pbx("up", "")
	go f.e.Drain(t.Context())
	for range 50 { // consumers hang up what still goes on
		time.Sleep(time.Minute)
		synctest.Wait()
		for id := range f.phone.found().Attempts {
			_ = f.callEvent(id.String(), "hangs up 16")
		}
		for channel := range f.desk.found() {
			f.desk.caller(channel, "hangs up")
		}
	}
}

func (f *floor) agentSays(who string, w ...string) {
	if _, on := f.phone.found().Seats[dialer.SessionID(who)]; on {
		_ = f.agentEvent(dialer.SessionID(who), w)
	}
}

func (f *floor) someCall(r *rand.Rand) (dialer.AttemptID, bool) {
	s, err := f.e.Snapshot(f.t.Context())
	if err != nil || len(s.Calls) == 0 {
		return 0, false
	}
	return s.Calls[r.Intn(len(s.Calls))].ID, true
}

func holds(t *testing.T, f *floor) {
	t.Helper()
	s, err := f.e.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	holdsCallers(t, s)
	agents, numbers := map[dialer.AgentID]dialer.AttemptID{}, map[string]bool{}
	seats := map[dialer.AgentID]engine.SeatView{}
	for _, x := range s.Seats {
		if x.State != roster.Closing {
			seats[x.Agent] = x
		}
	}
	for _, c := range s.Calls {
		if other, twice := agents[c.Agent]; c.Agent != "" && twice {
			t.Errorf("%s in %s and %s", c.Agent, other, c.ID)
		}
		agents[c.Agent] = c.ID
		if numbers[c.Number] {
			t.Errorf("%s rung twice at once", c.Number)
		}
		numbers[c.Number] = true
		if c.State == "dialing" || c.State == "talking" {
			if seat := seats[c.Agent]; seat.Attempt != c.ID {
				t.Errorf("%s is %s for %q, whose seat is %s with %s", c.ID, c.State, c.Agent, seat.State, seat.Attempt)
			}
		}
	}
}

// attemptsEndOnce counts the attempts, each of which must have ended once.
func attemptsEndOnce(t *testing.T, f *floor) int {
	ends, booked := map[dialer.AttemptID]int{}, 0
	for _, x := range f.journal.all() {
		switch x.Kind {
		case dialer.FactBooked:
			booked++
			ends[x.Attempt] += 0
		case dialer.FactEnded, dialer.FactLost, dialer.FactNotPlaced:
			ends[x.Attempt]++
		}
	}
	for id, n := range ends {
		if n != 1 {
			t.Errorf("%s ended %d times", id, n)
		}
	}
	return booked
}
