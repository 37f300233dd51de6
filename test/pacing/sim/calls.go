package sim

import (
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
)

const noAgent = -1

// call is one attempt and its fate, drawn when it is dialed.
type call struct {
	agent                  int // held for it, bridged or talking; noAgent
	answered               time.Duration
	talk, wrapUp, patience time.Duration
	over                   bool // nothing more can happen before a conversation
}

// dial starts the next call; the agent is the one held for it.
func (d *day) dial(agent int) {
	id := len(d.calls) // ids begin with 1: 0 means no call
	r := stream(d.Seed, callStream, uint64(id))
	c := call{agent: agent}
	answer := d.Answer
	if d.AnswerFactor != nil {
		answer *= d.AnswerFactor(d.now)
	}
	u, post := r.uniform(), d.PostDial(&r)
	pick, refuse := d.PickUp(&r), time.Duration(0)
	if d.Busy > 0 {
		refuse = d.BusyAfter(&r)
	}
	none := d.NoAnswer(&r)
	c.talk, c.wrapUp, c.patience = d.Talk(&r), d.WrapUp(&r), d.Patience(&r)
	d.calls = append(d.calls, c)
	d.flying = append(d.flying, pacing.Call{ID: id, Dialed: d.now, Reserved: agent != noAgent})
	if agent == noAgent {
		d.open++
	}
	d.result.Dials++
	d.tell(pacing.Event{Kind: pacing.Dialed, Call: id})
	switch {
	case u < answer && (d.Timeout == 0 || pick <= d.Timeout):
		d.in(post, ringing, id, 0)
		d.in(post+pick, answers, id, 0)
	case u >= answer && u < answer+d.Busy:
		d.in(post+refuse, fails, id, 0)
	default:
		d.in(post, ringing, id, 0)
		d.in(post+none, fails, id, 0)
	}
}

func (d *day) callHappens(e due) bool {
	c := &d.calls[e.id]
	if e.what == bridged {
		return d.bridged(e)
	}
	if c.over {
		return false
	}
	switch e.what {
	case ringing:
		d.flyingCall(e.id).Ringing = d.now
		d.tell(pacing.Event{Kind: pacing.Ringing, Call: e.id})
		return false
	case fails:
		d.result.Failed++
		d.lands(e.id)
		d.tell(pacing.Event{Kind: pacing.Failed, Call: e.id})
		d.unhold(c)
	case answers:
		d.answered(e.id)
	case graceOver:
		if c.agent != noAgent {
			return false // being bridged
		}
		d.abandon(e.id)
	}
	return true
}

func (d *day) answered(id int) {
	c := &d.calls[id]
	c.answered = d.now
	d.flyingCall(id).Answered = d.now
	d.result.Answered++
	d.ledgers.answer(d.now)
	d.tell(pacing.Event{Kind: pacing.Answered, Call: id})
	if c.agent == noAgent && d.free > 0 {
		d.assign(id, d.hold())
		return
	}
	if c.agent != noAgent {
		d.assign(id, c.agent)
		return
	}
	d.wait(id)
}

// wait gives the person until the grace or their patience ends.
func (d *day) wait(id int) {
	left := min(d.Grace, d.calls[id].patience) - (d.now - d.calls[id].answered)
	if left <= 0 {
		d.abandon(id)
		return
	}
	d.waiting = append(d.waiting, id)
	d.in(left, graceOver, id, 0)
}

// assign finds the call its agent, who is held until they are in the bridge.
func (d *day) assign(id, agent int) {
	c, f := &d.calls[id], d.flyingCall(id)
	if !f.Reserved {
		f.Reserved = true
		d.open--
	}
	c.agent = agent
	if d.Bridging == 0 {
		d.connect(id)
		return
	}
	d.in(d.Bridging, bridged, id, d.agents[agent].turn)
}

// bridged is stale where the agent's leg died meanwhile.
func (d *day) bridged(e due) bool {
	c := &d.calls[e.id]
	if c.over || c.agent == noAgent || d.agents[c.agent].turn != e.turn {
		return false
	}
	d.connect(e.id)
	return true
}

func (d *day) connect(id int) {
	c := &d.calls[id]
	d.lands(id)
	d.result.Connected++
	d.ledgers.connect(c.answered)
	talk := c.talk
	if d.TalkFactor != nil {
		talk = time.Duration(float64(talk) * d.TalkFactor(d.now))
	}
	d.to(c.agent, pacing.Talking)
	d.agents[c.agent].call = id
	d.tell(pacing.Event{Kind: pacing.Connected, Call: id, Agent: c.agent})
	d.in(talk, talkOver, c.agent, d.agents[c.agent].turn)
}

func (d *day) abandon(id int) {
	d.result.Abandoned++
	d.lands(id)
	d.ledgers.abandon(d.calls[id].answered)
	d.tell(pacing.Event{Kind: pacing.Abandoned, Call: id})
}

// hangUp cuts a ring short; one that was answered already is left alone.
func (d *day) hangUp(id int) {
	c := &d.calls[id]
	if c.over || c.answered > 0 {
		return
	}
	d.result.Cancelled++
	d.lands(id)
	d.tell(pacing.Event{Kind: pacing.Failed, Call: id})
	d.unhold(c)
}

// lands takes the call out of the air.
func (d *day) lands(id int) {
	d.calls[id].over = true
	if i := slices.Index(d.waiting, id); i >= 0 {
		d.waiting = slices.Delete(d.waiting, i, i+1)
	}
	i := d.place(id)
	if !d.flying[i].Reserved {
		d.open--
	}
	d.flying = slices.Delete(d.flying, i, i+1)
}

func (d *day) flyingCall(id int) *pacing.Call { return &d.flying[d.place(id)] }

func (d *day) place(id int) int {
	i, found := slices.BinarySearchFunc(d.flying, id, func(c pacing.Call, id int) int { return c.ID - id })
	if !found {
		panic("a call that is not in flight was asked for")
	}
	return i
}
