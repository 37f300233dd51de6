package sim

import (
	"github.com/ringevett/ringevett/daemon/pacing"
)

// agent is one person at a phone.
type agent struct {
	turn      int // counts changes of state: what was scheduled in an earlier one is stale
	logins    int // counts returns: a break asked for before the last one is stale
	call      int // being talked to or wrapped up
	wantsOff  bool
	offShift  bool // not in the staff now
	legDead   bool
	breaks    Random
	vanishing Random
}

// login brings everybody in at the start of the day.
func (d *day) login() {
	d.agents = make([]agent, d.Agents)
	d.seen = make([]pacing.Agent, d.Agents)
	d.calls = make([]call, 1, 1024)
	for i := range d.agents {
		d.agents[i].breaks = stream(d.Seed, breakStream, uint64(i))
		d.agents[i].vanishing = stream(d.Seed, vanishStream, uint64(i))
		d.seen[i] = pacing.Agent{ID: i, State: pacing.Away}
		d.comesIn(i)
	}
}

// comesIn makes an agent ready, and schedules what takes them away again.
func (d *day) comesIn(i int) {
	a := &d.agents[i]
	a.logins++
	a.wantsOff, a.legDead = false, false
	if d.BreakEvery != nil {
		d.in(d.BreakEvery(&a.breaks), wantsBreak, i, a.logins)
	}
	if d.Disconnect != nil {
		d.in(d.Disconnect(&a.vanishing), legDies, i, a.logins)
	}
	d.ready(i)
}

// settle books the time spent in the state that ends now.
func (d *day) settle(i int) {
	s := &d.seen[i]
	spent := d.now - s.Since
	switch s.State {
	case pacing.Away:
		return
	case pacing.Talking:
		d.result.Talk += spent
		d.result.Work += spent
	case pacing.WrapUp:
		d.result.Work += spent
	}
	d.result.Present += spent
}

// to moves an agent to another state.
func (d *day) to(i int, state pacing.AgentState) {
	d.settle(i)
	a, s := &d.agents[i], &d.seen[i]
	d.count(i, -1)
	a.turn++
	s.State, s.Since = state, d.now
	d.count(i, +1)
}

func (d *day) count(i, by int) {
	if d.seen[i].State != pacing.Free {
		return
	}
	d.free += by
	if d.agents[i].wantsOff || d.agents[i].offShift {
		d.quit += by
	}
}

// ready frees the agent and tells so; then a waiting call is served.
func (d *day) ready(i int) {
	d.to(i, pacing.Free)
	d.tell(pacing.Event{Kind: pacing.Ready, Agent: i})
	d.serve()
}

func (d *day) serve() {
	if len(d.waiting) > 0 && d.free > 0 {
		id := d.waiting[0]
		d.waiting = d.waiting[1:]
		d.assign(id, d.hold())
	}
}

// hold takes the agent who has been free longest.
func (d *day) hold() int {
	best := noAgent
	for i := range d.seen {
		if d.seen[i].State == pacing.Free && (best == noAgent || d.seen[i].Since < d.seen[best].Since) {
			best = i
		}
	}
	d.to(best, pacing.Held)
	return best
}

// unhold frees the agent of a call that came to nothing.
func (d *day) unhold(c *call) {
	if c.agent == noAgent {
		return
	}
	d.to(c.agent, pacing.Free)
	c.agent = noAgent
	d.serve()
}

func (d *day) agentHappens(e due) bool {
	a := &d.agents[e.id]
	switch e.what {
	case talkOver, wrapUpOver:
		if a.turn != e.turn {
			return false
		}
		if e.what == talkOver {
			d.endTalk(e.id)
		} else {
			d.endWrapUp(e.id)
		}
	case wantsBreak:
		if a.logins != e.turn || d.seen[e.id].State == pacing.Away {
			return false
		}
		d.want(e.id, func(a *agent) { a.wantsOff = true })
	case breakOver, legBack:
		if a.logins != e.turn {
			return false
		}
		if a.offShift {
			a.wantsOff, a.legDead = false, false // comes in with the next shift
			return false
		}
		d.comesIn(e.id)
	case legDies:
		if a.logins != e.turn || d.seen[e.id].State == pacing.Away {
			return false
		}
		d.vanish(e.id)
	}
	return true
}

// want notes a wish to go, keeping the count of free agents who have one.
func (d *day) want(i int, wish func(*agent)) {
	d.count(i, -1)
	wish(&d.agents[i])
	d.count(i, +1)
}

func (d *day) endTalk(i int) {
	d.to(i, pacing.WrapUp)
	a := &d.agents[i]
	d.tell(pacing.Event{Kind: pacing.Ended, Call: a.call, Agent: i})
	w := d.calls[a.call].wrapUp
	if w == 0 {
		d.endWrapUp(i)
		return
	}
	d.in(w, wrapUpOver, i, a.turn)
}

// endWrapUp disposes of the call; then the agent is free, or gone if that was asked for.
func (d *day) endWrapUp(i int) {
	a := &d.agents[i]
	d.result.Live++
	d.ledgers.dispose(d.calls[a.call].answered, true)
	d.tell(pacing.Event{Kind: pacing.Disposed, Call: a.call, Agent: i, Person: true})
	a.call = 0
	if a.wantsOff || a.offShift {
		d.leave(i)
		return
	}
	d.ready(i)
}

// leave is a break, or the end of the shift.
func (d *day) leave(i int) {
	a := &d.agents[i]
	onBreak := a.wantsOff
	d.to(i, pacing.Away)
	d.tell(pacing.Event{Kind: pacing.Left, Agent: i})
	if onBreak {
		d.in(d.Break(&a.breaks), breakOver, i, a.logins)
	}
}

// letGo lets free agents go who want to: at once where breaks are abrupt, else when no call in the air needs them.
func (d *day) letGo() {
	for i := 0; d.quit > 0 && i < len(d.seen); i++ {
		if a := &d.agents[i]; d.seen[i].State != pacing.Free || !a.wantsOff && !a.offShift {
			continue
		}
		if !d.Abrupt && d.open > d.free-1 {
			return
		}
		d.leave(i)
	}
}

// vanish is a leg that dies, in whatever state the agent was; a call it was held for goes on without an agent.
func (d *day) vanish(i int) {
	a := &d.agents[i]
	switch d.seen[i].State {
	case pacing.Held:
		d.loseAgent(i)
	case pacing.Talking, pacing.WrapUp:
		if d.seen[i].State == pacing.Talking {
			d.tell(pacing.Event{Kind: pacing.Ended, Call: a.call, Agent: i})
		}
		d.ledgers.dispose(d.calls[a.call].answered, false)
		a.call = 0
	}
	a.legDead = true
	d.to(i, pacing.Away)
	d.tell(pacing.Event{Kind: pacing.Left, Agent: i})
	d.in(d.Reconnect(&a.vanishing), legBack, i, a.logins)
}

// loseAgent makes the call that the agent was held for an open one; a person on it waits for somebody else.
func (d *day) loseAgent(i int) {
	for f := range d.flying {
		id := d.flying[f].ID
		if d.calls[id].agent != i {
			continue
		}
		d.calls[id].agent = noAgent
		d.flying[f].Reserved = false
		d.open++
		if d.flying[f].Answered == 0 {
			return
		}
		if d.free > 0 {
			d.assign(id, d.hold())
		} else {
			d.wait(id)
		}
		return
	}
}

// staff sends home, or brings back, those beyond the share of staff that should be there.
func (d *day) staff() {
	here := int(d.share*float64(d.Agents) + 0.5)
	for i := range d.agents {
		a := &d.agents[i]
		off := i >= here
		if off == a.offShift {
			continue
		}
		d.want(i, func(a *agent) { a.offShift = off })
		if !off && d.seen[i].State == pacing.Away && !a.wantsOff && !a.legDead {
			d.comesIn(i)
		}
	}
}
