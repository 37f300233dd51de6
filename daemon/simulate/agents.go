package simulate

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

const (
	pin    = "1234#"
	person = "*01"
	robot  = "*02"
)

// doing is what an agent does, as the world has it.
type doing uint8

const (
	away doing = iota
	idle
	talking
	wrapping
	doings // how many there are
)

// agent is one person at a phone.
type agent struct {
	dialer.Agent
	no      int
	session dialer.SessionID // the open leg; "": none
	legs    int
	does    doing
	from    time.Time // since when
	with    *line
	turn    int  // counts the changes of what he does: what was foreseen in an earlier one is stale
	off     bool // not among the staff now
	resting bool // will come back by himself
	breaks  *rand.Rand
	phones  *rand.Rand
	spent   [doings]time.Duration
}

// hire makes the agents and puts them on the campaign.
func (w *world) hire() {
	w.Campaign.Agents = nil
	for i := range w.Agents {
		id := fmt.Sprintf("agent%03d", i+1)
		w.agents = append(w.agents, &agent{
			Agent: dialer.Agent{ID: dialer.AgentID(id), FullName: id, Endpoint: "PJSIP/" + id}, no: i,
			off: true, breaks: luck(w.Seed, ofBreaks, uint64(i)), phones: luck(w.Seed, ofPhones, uint64(i)),
		})
		w.Campaign.Agents = append(w.Campaign.Agents, dialer.AgentID(id))
	}
}

// call brings in those who should be there now, and sends the others home.
func (w *world) call() {
	staff := w.Agents
	if w.Staff != nil {
		staff = min(staff, w.Staff(w.since()))
	}
	for i, a := range w.agents {
		switch {
		case i >= staff:
			w.sendHome(i)
		case a.off:
			a.off = false
			w.comesIn(a)
		}
	}
}

func (w *world) sendHome(i int) {
	if a := w.agents[i]; !a.off {
		a.off = true
		w.logsOut(a)
	}
}

// comesIn has the agent dial the log-in code.
func (w *world) comesIn(a *agent) {
	a.resting = false
	if a.off || a.session != "" {
		return
	}
	a.legs++
	a.session = dialer.SessionID(fmt.Sprintf("%s-%d", a.ID, a.legs))
	w.seats[a.session] = a
	w.floor.Tell(engine.SeatArrived{Session: a.session, Endpoint: a.Endpoint})
}

// arrives is the agent on the line; what takes him away again is drawn now.
func (w *world) arrives(id dialer.SessionID) {
	a := w.seats[id]
	w.turns(a, idle)
	if w.Floor.BreakEvery != nil {
		w.in(w.Floor.BreakEvery(a.breaks), func() { w.wantsBreak(a, id) })
	}
	if w.Floor.LostEvery != nil {
		w.in(w.Floor.LostEvery(a.phones), func() { w.loses(a, id) })
	}
}

func (w *world) wantsBreak(a *agent, id dialer.SessionID) {
	if a.session != id || a.off {
		return
	}
	a.resting = true
	if w.Floor.Abrupt && a.does == idle {
		w.hangsUp(a, "hung up")
		return
	}
	w.logsOut(a)
}

// logsOut dials the log-out code on a leg of its own; the engine closes the other when nothing needs it any more.
func (w *world) logsOut(a *agent) {
	if a.session == "" {
		return
	}
	a.legs++
	id := dialer.SessionID(fmt.Sprintf("%s-%d-out", a.ID, a.legs))
	w.floor.Tell(engine.SeatArrived{Session: id, Endpoint: a.Endpoint, Logout: true})
}

// leaves is the end of a leg that the engine closed.
func (w *world) leaves(id dialer.SessionID) {
	if a := w.seats[id]; a != nil {
		w.gone(a)
		if a.resting {
			w.in(w.Floor.Break(a.breaks), func() { w.comesIn(a) })
		}
	}
}

// loses is a phone that loses its connection, whatever the agent was doing.
func (w *world) loses(a *agent, id dialer.SessionID) {
	if a.session != id {
		return
	}
	w.counts.LostPhones++
	w.hangsUp(a, "the phone's connection was lost")
	a.resting = true
}

func (w *world) hangsUp(a *agent, why string) {
	id, rest := a.session, drawn(w.Floor.LostFor, a.phones)
	if a.does == idle && a.resting {
		rest = w.Floor.Break(a.breaks)
	}
	w.floor.Tell(engine.SeatGone{Session: id, Why: why})
	w.gone(a)
	w.in(rest, func() { w.comesIn(a) })
}

func (w *world) gone(a *agent) {
	delete(w.seats, a.session)
	if a.with != nil && a.with.in == a.session {
		a.with.in = ""
		a.with.lostAgent(w.now)
	}
	a.session, a.with = "", nil
	w.turns(a, away)
}

// turns books the time spent until now, and begins something else.
func (w *world) turns(a *agent, to doing) {
	w.settle(a)
	a.turn++
	a.does = to
}

func (w *world) settle(a *agent) {
	if w.counting {
		a.spent[a.does] += w.now.Sub(a.from)
	}
	a.from = w.now
}

// count begins or ends the time that is counted: the shifts.
func (w *world) count(on bool) {
	for _, a := range w.agents {
		w.settle(a)
	}
	w.counting = on
}

func (w *world) talks(a *agent, l *line) {
	a.with = l
	w.turns(a, talking)
}

// wrapsUp has the agent key what it was, before the engine takes him for ready again without a word.
func (w *world) wrapsUp(a *agent, l *line) {
	a.with = nil
	if l.machine || w.Campaign.WrapUp == 0 { // the word has ended the call
		w.settlesWord(a)
		return
	}
	w.turns(a, wrapping)
	turn := a.turn
	took := min(w.Floor.WrapUp(luck(w.Seed, ofCalls<<8, uint64(l.id))), w.Campaign.WrapUp-time.Second)
	w.in(took, func() {
		if a.turn == turn {
			w.counts.word(l)
			w.keys(a.session, person)
			w.settlesWord(a)
		}
	})
}

// settlesWord is the short wrap-up after the word; a consumer who waits may end it.
func (w *world) settlesWord(a *agent) {
	w.turns(a, wrapping)
	turn := a.turn
	w.in(w.AfterWord, func() {
		if a.turn == turn {
			w.turns(a, idle)
		}
	})
}

// disposes ends a conversation by the word on it.
func (w *world) disposes(a *agent, l *line) {
	word := person
	if l.machine {
		word = robot
	}
	w.counts.word(l)
	w.keys(a.session, word)
}
