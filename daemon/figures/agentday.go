package figures

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// AgentDay is one agent's time and work on one Oslo day. Every moment on the line is in one of Ready, Talk, WrapUp and
// Pause: together they are LoggedIn.
type AgentDay struct {
	Day   dialer.Day
	Agent dialer.AgentID

	LoggedIn time.Duration
	Ready    time.Duration // waiting, a call that rings for the agent included
	Talk     time.Duration // from the bridging to the end, with consumers and callers; of a try from its beginning
	WrapUp   time.Duration
	Pause    map[dialer.PauseReason]time.Duration

	Calls    int                        // consumers the agent talked with; on the day of the bridging
	Callers  int                        // people who rang back and got the agent
	Outcomes map[dialer.Disposition]int // the last that the agent keyed for each of Calls; Sold is a sale
	NoWord   int                        // of Calls, those for which the agent keyed none
}

// AgentDays derives agents' days from facts, told in the journal's order. The zero value is not ready: NewAgentDays.
type AgentDays struct {
	oslo   *time.Location
	agents map[dialer.AgentID]*onDuty
	talks  map[dialer.AttemptID]*spell
	days   map[agentOnDay]*AgentDay
	last   time.Time // of the facts
}

type agentOnDay struct {
	day   dialer.Day
	agent dialer.AgentID
}

// spell is a talk of an agent with one consumer. A call that two agents had one after the other has two.
type spell struct {
	agentOnDay
	word dialer.Disposition
}

// What an agent does, as an agent's day has it.
type doing uint8

const (
	away doing = iota
	ready
	talking
	wrappingUp
	pausing
)

// onDuty is where an agent stands.
type onDuty struct {
	doing
	since   time.Time
	legs    int // on the line
	reason  dialer.PauseReason
	attempt dialer.AttemptID // talked with; 0: none
	caller  bool             // talks with a caller
}

// NewAgentDays makes an empty table. Its days are Oslo's.
func NewAgentDays(oslo *time.Location) *AgentDays {
	return &AgentDays{
		oslo: oslo, agents: map[dialer.AgentID]*onDuty{}, talks: map[dialer.AttemptID]*spell{},
		days: map[agentOnDay]*AgentDay{},
	}
}

// Hear takes the next fact.
func (t *AgentDays) Hear(f dialer.Fact) {
	switch f.Kind {
	case dialer.FactLogin:
		t.loggedIn(f)
	case dialer.FactLogout:
		t.loggedOut(f)
	case dialer.FactStarted: // a daemon that was killed told no end: what came after its last fact is not known
		t.all(minTime(cmp.Or(t.last, f.At), f.At))
	case dialer.FactStopped:
		t.all(f.At)
	case dialer.FactPaused:
		t.turn(f.At, f.Agent, pausing).reason = dialer.PauseReason(f.Code)
	case dialer.FactBack:
		if t.of(f.Agent).doing == pausing {
			t.turn(f.At, f.Agent, ready)
		}
	case dialer.FactFree:
		t.turn(f.At, f.Agent, ready)
	case dialer.FactBridged:
		t.bridged(f)
	case dialer.FactAgentGone, dialer.FactTaken, dialer.FactEnded, dialer.FactLost:
		t.parted(f)
	case dialer.FactReturnedAgent:
		t.day(f.At, f.Agent).Callers++
		t.turn(f.At, f.Agent, talking).caller = true
	case dialer.FactReturnedTalk:
		t.over(f.At, f.Agent)
	case dialer.FactTry: // time on the line, and no call
		t.turn(f.At, f.Agent, talking)
	case dialer.FactTried:
		if t.of(f.Agent).doing == talking {
			t.over(f.At, f.Agent)
		}
	case dialer.FactDisposed:
		if s := t.talks[f.Attempt]; s != nil && s.agent == f.Agent && f.Code == "" {
			s.word = f.Disposition
		}
	}
	if f.At.After(t.last) {
		t.last = f.At
	}
}

func (t *AgentDays) of(id dialer.AgentID) *onDuty {
	a := t.agents[id]
	if a == nil {
		a = new(onDuty)
		t.agents[id] = a
	}
	return a
}

// loggedIn takes a leg that opened. On a second phone the agent does what is done on the first; a talk that outlived
// the daemon goes on.
func (t *AgentDays) loggedIn(f dialer.Fact) {
	a := t.of(f.Agent)
	a.legs++
	switch {
	case a.attempt != 0 || a.caller:
		t.turn(f.At, f.Agent, talking)
	case a.doing == away, a.doing == pausing && f.Code != dialer.LoginFound:
		t.turn(f.At, f.Agent, ready)
	}
}

func (t *AgentDays) loggedOut(f dialer.Fact) {
	a := t.of(f.Agent)
	if a.legs--; a.legs <= 0 {
		a.legs, a.attempt, a.caller = 0, 0, false
		t.turn(f.At, f.Agent, away)
	}
}

// all ends what all agents do, at the end of a daemon's run. Their legs, which live on, are found by the next one.
func (t *AgentDays) all(at time.Time) {
	for _, id := range slices.Sorted(maps.Keys(t.agents)) {
		t.turn(at, id, away)
		t.agents[id].legs = 0
	}
}

func (t *AgentDays) bridged(f dialer.Fact) {
	if f.Agent == "" {
		return
	}
	d := t.day(f.At, f.Agent)
	if s := t.talks[f.Attempt]; s == nil || s.agent != f.Agent {
		t.settle(f.Attempt)
		t.talks[f.Attempt] = &spell{agentOnDay: agentOnDay{d.Day, d.Agent}}
		d.Calls++
	}
	t.turn(f.At, f.Agent, talking).attempt = f.Attempt
}

// parted ends the talk of the agent who was in the call.
func (t *AgentDays) parted(f dialer.Fact) {
	for id, a := range t.agents {
		if a.attempt != 0 && a.attempt == f.Attempt {
			t.over(f.At, id)
		}
	}
}

// over begins the wrap-up after a talk; none, where it ended before the agent's leg was found.
func (t *AgentDays) over(at time.Time, id dialer.AgentID) {
	a := t.of(id)
	to := wrappingUp
	if at.Before(a.since) {
		to = ready
	}
	a.attempt, a.caller = 0, false
	t.turn(at, id, to)
}

// turn ends what the agent did and begins another thing. Of an agent with no leg nothing is known: after a restart
// facts are told before the leg is found.
func (t *AgentDays) turn(at time.Time, id dialer.AgentID, to doing) *onDuty {
	a := t.of(id)
	if a.legs == 0 && to != away {
		return a
	}
	if at.Before(a.since) { // read back from the PBX after a restart
		at = a.since
	}
	t.spent(a, id, at)
	a.doing, a.since = to, at
	return a
}

// spent adds the time since the agent began what is being done, to each day that it was on.
func (t *AgentDays) spent(a *onDuty, id dialer.AgentID, until time.Time) {
	for from := a.since; a.doing != away && from.Before(until); {
		y, m, d := from.In(t.oslo).Date()
		to := minTime(until, time.Date(y, m, d+1, 0, 0, 0, 0, t.oslo))
		t.day(from, id).add(a, to.Sub(from))
		from = to
	}
}

func (d *AgentDay) add(a *onDuty, long time.Duration) {
	d.LoggedIn += long
	switch a.doing {
	case ready:
		d.Ready += long
	case talking:
		d.Talk += long
	case wrappingUp:
		d.WrapUp += long
	case pausing:
		d.Pause[a.reason] += long
	}
}

func (t *AgentDays) day(at time.Time, id dialer.AgentID) *AgentDay {
	k := agentOnDay{dialer.DayOf(at, t.oslo), id}
	d := t.days[k]
	if d == nil {
		d = &AgentDay{
			Day: k.day, Agent: id, Pause: map[dialer.PauseReason]time.Duration{},
			Outcomes: map[dialer.Disposition]int{},
		}
		t.days[k] = d
	}
	return d
}

// settle counts the outcome of a talk.
func (t *AgentDays) settle(id dialer.AttemptID) {
	s := t.talks[id]
	if s == nil {
		return
	}
	delete(t.talks, id)
	if d := t.days[s.agentOnDay]; s.word != "" {
		d.Outcomes[s.word]++
	} else {
		d.NoWord++
	}
}

// Days gives the days, by day and agent. Who is on the line is there until now; the zero now is the last fact's time,
// for a journal whose daemon does not run. No fact may be heard afterwards.
func (t *AgentDays) Days(now time.Time) []AgentDay {
	t.all(cmp.Or(now, t.last))
	for id := range maps.Clone(t.talks) {
		t.settle(id)
	}
	var all []AgentDay
	for _, d := range t.days {
		all = append(all, *d)
	}
	slices.SortFunc(all, func(a, b AgentDay) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Agent, b.Agent))
	})
	return all
}

func minTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
