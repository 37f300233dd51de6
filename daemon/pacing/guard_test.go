package pacing_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/ringevett/ringevett/daemon/pacing"
	"pgregory.net/rapid"
)

// exactly is the guard without a reserve, as the norm's table has it.
func exactly(limit int) pacing.Settings {
	s := pacing.Defaults()
	s.Limit, s.Spend, s.ReserveAgents = limit, float64(min(2, limit)), 0
	return s
}

// onFloor is an observation of some free agents and calls in flight.
func onFloor(free, calls int, ledgers ...pacing.Ledger) *pacing.Observation {
	o := &pacing.Observation{Now: time.Hour, Lines: -1, Ledgers: ledgers}
	for i := range free {
		o.Agents = append(o.Agents, pacing.Agent{ID: i + 1, State: pacing.Free})
	}
	for i := range calls {
		o.Calls = append(o.Calls, pacing.Call{ID: i + 1, Dialed: time.Hour - 5*time.Second})
	}
	return o
}

func day(established, abandoned int) pacing.Ledger {
	return pacing.Ledger{Established: established, Abandoned: abandoned}
}

func TestTheNormsTable(t *testing.T) {
	for _, c := range []struct{ e, a, f, limit, want int }{
		{0, 0, 1, 5, 1},
		{18, 0, 0, 5, 0},
		{19, 0, 0, 5, 1},
		{20, 0, 1, 5, 2},
		{100, 2, 3, 5, 6},
		{100, 2, 3, 3, 4},
		{400, 0, 10, 5, 31},
		{400, 0, 10, 3, 22},
		{400, 20, 10, 5, 10},
		{400, 21, 10, 5, 10},
		{1000, 0, 10, 0, 10},
	} {
		t.Run(fmt.Sprintf("E %d, A %d, %d agents, %d %%", c.e, c.a, c.f, c.limit), func(t *testing.T) {
			if got := exactly(c.limit).Room(onFloor(c.f, 0, day(c.e, c.a))); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}

func TestWhatBindsTheGuard(t *testing.T) {
	held := onFloor(2, 1, day(100, 0))
	held.Agents[0].State, held.Calls[0].Reserved = pacing.Held, true
	away := onFloor(3, 0, day(100, 0))
	away.Agents[0].State, away.Agents[1].State = pacing.Away, pacing.WrapUp
	reserve := exactly(5)
	reserve.ReserveAgents = 2
	machines := exactly(5)
	machines.FalseMachines = 150
	ends := func(in time.Duration) pacing.Ledger {
		return pacing.Ledger{Span: pacing.Hour, Established: 100, End: time.Hour + in}
	}
	for _, c := range []struct {
		name string
		set  pacing.Settings
		o    *pacing.Observation
		want int
	}{
		{"the poorest ledger", exactly(5), onFloor(1, 0, day(1000, 0), day(40, 1)), 2},
		{"no ledger, nothing in surplus", exactly(5), onFloor(3, 0), 3},
		{"calls in flight", exactly(5), onFloor(1, 4, day(100, 0)), 2},
		{"more in flight than is covered", exactly(5), onFloor(1, 4), -3},
		{"a call with its agent held is even", exactly(5), held, 6},
		{"who is away or wraps up does not count", exactly(5), away, 6},
		{"agents that may vanish", reserve, onFloor(3, 0, day(100, 0)), 6},
		{"but one line for each agent stays", reserve, onFloor(3, 0, day(20, 0)), 3},
		{"consumers who wait, booked at the answer", exactly(5),
			onFloor(1, 1, pacing.Ledger{Established: 19, Waiting: 1}), 0},
		{"machines that may have been persons", machines, onFloor(10, 0, day(100, 0)), 13},
		{"the ledger's end is far", exactly(5), onFloor(1, 0, ends(48*time.Second)), 6},
		{"the next ledger is empty", exactly(5), onFloor(1, 0, ends(47*time.Second)), 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.set.Room(c.o); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}

func TestABreakIsPutOffWhileCallsCountOnTheAgent(t *testing.T) {
	set := exactly(5)
	for _, c := range []struct {
		name string
		o    *pacing.Observation
		want bool
	}{
		{"nothing rings", onFloor(2, 0), true},
		{"one call, two agents", onFloor(2, 1), true},
		{"two calls, two agents", onFloor(2, 2), false},
		{"two calls, two agents, and the bank covers one", onFloor(2, 2, day(20, 0)), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := set.MayLeave(c.o); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestWhatNothingCoversIsHungUp(t *testing.T) {
	o := onFloor(1, 5, day(20, 0)) // one agent, one more by the bank
	o.Calls[0].Reserved, o.Agents[0].State = true, pacing.Held
	for i := range o.Calls {
		o.Calls[i].Ringing = time.Hour
	}
	o.Calls[2].Ringing, o.Calls[4].Answered = 0, time.Hour
	if diff := cmp.Diff([]int{3, 4, 2}, exactly(5).Uncovered(o, nil)); diff != "" {
		t.Errorf("not ringing first, then the youngest, never one answered or with its agent (-want +got):\n%s", diff)
	}
}

// TestTheGuardsProperties: norm 2.5 (i) to (iii) and (v); (iv) is the adversary's, (vi) the pacer's below.
func TestTheGuardsProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		num := func(name string, most int) int { return rapid.IntRange(0, most).Draw(t, name) }
		set := exactly(rapid.IntRange(0, 5).Draw(t, "limit"))
		reserve := num("reserve", 3)
		e, f, n := num("established", 2000), num("free", 40), num("calls", 80)
		a := num("abandoned", e/10)
		o := onFloor(f, n, day(e, a))
		room := set.Room(o)
		if n < f && room < 1 {
			t.Errorf("(i) %d calls, %d agents: room %d", n, f, room)
		}
		if e < 19 && room > max(0, f-n) {
			t.Errorf("(ii) %d established: room %d", e, room)
		}
		if more := set.Room(onFloor(f+1, n, day(e, a))); more < room {
			t.Errorf("(iii) room %d, with one more agent %d", room, more)
		}
		for q := 1; room > 0 && q <= n+room-f; q++ {
			if 100*(a+q) > set.Limit*(e+q) {
				t.Errorf("%d in surplus: %d of %d, limit %d", q, a+q, e+q, set.Limit)
			}
		}
		if q := n + room - f + 1; q > 0 && room >= 0 && 100*(a+q) <= set.Limit*(e+q) {
			t.Errorf("room %d, and one more is allowed", room)
		}
		set.ReserveAgents = reserve
		if kept := set.Room(o); n+kept > f && n+kept-(f-reserve) > max(0, n+room-f) {
			t.Errorf("(v) room %d without a reserve, %d with %d", room, kept, reserve)
		}
	})
}

// TestThePacerOnlyDialsLess: norm 2.5 (vi), whatever it is told and shown.
func TestThePacerOnlyDialsLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := pacing.Defaults()
		set.SmallCrew = rapid.IntRange(0, 4).Draw(t, "small crew")
		p := pacing.New(set)
		for now := time.Duration(0); now < 20*time.Second; now += time.Second {
			p.Event(drawEvent(t, now))
			o := drawFloor(t, now)
			d := p.Decide(o)
			if got := d.Reserved + d.Open; d.Reserved < 0 || d.Open < 0 || got > max(0, set.Room(o)) ||
				got > max(0, o.Lines) && o.Lines >= 0 {
				t.Fatalf("%+v with room for %d on %d lines", d, set.Room(o), o.Lines)
			}
			if d.Why == "" {
				t.Error("a decision without a word")
			}
		}
	})
}

func drawEvent(t *rapid.T, now time.Duration) pacing.Event {
	return pacing.Event{
		Kind: pacing.EventKind(rapid.IntRange(0, 12).Draw(t, "kind")), At: now,
		Call: rapid.IntRange(0, 5).Draw(t, "call"), Agent: rapid.IntRange(0, 5).Draw(t, "agent"),
		Chance: rapid.Float64Range(0, 1).Draw(t, "chance"), Person: rapid.Bool().Draw(t, "person"),
	}
}

func drawFloor(t *rapid.T, now time.Duration) *pacing.Observation {
	num := func(name string, most int) int { return rapid.IntRange(0, most).Draw(t, name) }
	o := onFloor(num("free", 9), num("calls", 30), day(num("e", 500), num("a", 30)), day(num("e", 500), num("a", 30)))
	o.Now, o.Lines = now, num("lines", 40)-1
	for i := range o.Agents {
		o.Agents[i].State = pacing.AgentState(num("state", 4))
		o.Agents[i].Since = now - time.Duration(num("since", 500))*time.Second
	}
	for i := range o.Calls {
		o.Calls[i].Dialed = now - time.Duration(num("age", 60))*time.Second
		o.Calls[i].Reserved = num("reserved", 4) == 0
		o.Calls[i].Chance = float64(num("chance", 10)) / 10
	}
	return o
}
