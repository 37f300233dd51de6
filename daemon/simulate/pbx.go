package simulate

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// line is one consumer's channel, and the fate of the person it reaches.
type line struct {
	id       dialer.AttemptID
	in       dialer.SessionID // the bridge it is in
	up       bool
	answered time.Time
	met      time.Time // an agent, last
	late     bool      // the first, after T
	dropped  time.Time // the agent's leg died right after
	lost     bool      // counts as abandoned
	machine  bool
	talk     time.Duration
	patience time.Duration
	coming   bool // an agent is on the way: a person who hears somebody does not hang up within that blink
	joining  int  // the join that counts: a later one overtakes it
}

// pbx is Asterisk and the network: it does at once what it is told, but for bridging, which takes as long as it takes.
type pbx struct{ w *world }

// Do carries out an effect on a consumer's channel.
func (p pbx) Do(_ context.Context, id dialer.AttemptID, ef call.Effect) error {
	w := p.w
	l := w.calls[id]
	if _, create := ef.(call.Create); create {
		w.calls[id] = &line{id: id}
		w.tell(id, call.Created{})
		return nil
	}
	if l == nil {
		if _, probe := ef.(call.Probe); probe {
			w.tell(id, call.Ended{Unseen: true})
			return nil
		}
		return dialer.ErrNotFound
	}
	switch ef := ef.(type) {
	case call.Join:
		w.join(l, ef.Session)
	case call.Dial:
		w.dial(l)
	case call.Leave:
		l.in, l.coming, l.joining = "", false, l.joining+1
	case call.Play:
		w.later(l, messageTakes, func() { w.tell(id, call.PlayEnded{}) })
	case call.Hangup:
		w.end(l, call.Ended{Cause: 16})
	}
	return nil
}

func (w *world) tell(id dialer.AttemptID, ev call.Event) {
	w.floor.Tell(engine.CallEvent{ID: id, Ev: ev})
}

// later foresees something for a channel, if it lives then.
func (w *world) later(l *line, d time.Duration, do func()) {
	w.in(d, func() {
		if w.calls[l.id] == l {
			do()
		}
	})
}

// join brings the channel into an agent's bridge; before anybody has answered there is nothing to wait for.
func (w *world) join(l *line, s dialer.SessionID) {
	l.joining++
	l.coming = true
	joining := l.joining
	now := func() {
		if a := w.seats[s]; a != nil && l.joining == joining {
			l.in = s
			w.tell(l.id, call.Joined{Session: s})
			w.meet(l)
		}
	}
	if !l.up || w.Floor.Bridging == 0 {
		now()
		return
	}
	w.later(l, w.Floor.Bridging, now)
}

// dial rings a number, and draws what comes of it.
func (w *world) dial(l *line) {
	w.counts.Dials++
	w.tell(l.id, call.Dialed{})
	r := luck(w.Seed, ofCalls, uint64(l.id))
	u, post, pick := r.Float64(), w.People.PostDial(r), w.People.PickUp(r)
	refuse := w.People.Refuse(r)
	l.talk, l.patience = w.People.Talk(r), w.People.Patience(r)
	answer := w.People.Answer(w.since())
	w.later(l, post, func() { w.tell(l.id, call.Ringing{}) })
	switch {
	case u < answer:
		w.later(l, post+pick, func() { w.answer(l) })
	case u < answer+w.People.Machine:
		l.machine, l.talk, l.patience = true, machineTakes, time.Hour
		w.later(l, post+pick, func() { w.answer(l) })
	case u < answer+w.People.Machine+w.People.Busy:
		w.later(l, post+refuse, func() { w.end(l, call.Ended{Cause: 17, Tech: 486}) })
	} // no one answers: it rings until the engine gives up
}

func (w *world) answer(l *line) {
	l.up, l.answered = true, w.now
	w.counts.Answered++
	w.tell(l.id, call.Answered{})
	if l.in != "" {
		w.meet(l)
		return
	}
	w.later(l, l.patience, func() {
		if l.met.IsZero() && !l.coming {
			w.end(l, call.Ended{Cause: 16})
		}
	})
}

// meet begins the conversation, once both are in the bridge and up.
func (w *world) meet(l *line) {
	a := w.seats[l.in]
	if !l.up || a == nil {
		return
	}
	w.counts.met(l, w.now, w.Connect)
	w.talks(a, l)
	took := l.talk
	if w.People.TalkBy != nil && !l.machine {
		took = time.Duration(float64(took) * w.People.TalkBy(w.since()))
	}
	in := l.joining
	w.later(l, took, func() {
		if l.joining != in || l.in == "" {
			return
		}
		if l.machine || w.Campaign.WrapUp == 0 { // the agent ends it, with the word on it
			w.disposes(a, l)
			return
		}
		w.end(l, call.Ended{Cause: 16})
	})
}

// end is the consumer's channel going away.
func (w *world) end(l *line, ev call.Ended) {
	delete(w.calls, l.id)
	w.tell(l.id, ev)
	w.counts.over(l)
	if a := w.seats[l.in]; a != nil && a.with == l {
		w.wrapsUp(a, l)
	}
}

// Seat carries out an effect on an agent's leg.
func (p pbx) Seat(_ context.Context, id dialer.SessionID, ef engine.SeatEffect) error {
	switch ef {
	case engine.SeatAskPin:
		p.w.keys(id, pin)
	case engine.SeatOpen:
		p.w.floor.Tell(engine.SeatOpened{Session: id})
		p.w.arrives(id)
	case engine.SeatHangup:
		p.w.floor.Tell(engine.SeatGone{Session: id, Why: "asked to"})
		p.w.leaves(id)
	}
	return nil
}

// Received counts the packets of phones that never die, 50 a second.
func (p pbx) Received(_ context.Context, ids []dialer.SessionID) (map[dialer.SessionID]engine.Count, error) {
	got := make(map[dialer.SessionID]engine.Count, len(ids))
	for _, id := range ids {
		got[id] = engine.Count{Packets: int(p.w.now.UnixMilli() / 20)}
	}
	return got, nil
}

// keys presses keys on a phone.
func (w *world) keys(id dialer.SessionID, digits string) {
	for _, d := range []byte(digits) {
		w.floor.Tell(engine.SeatKey{Session: id, Digit: d})
	}
}

// drawn is a duration of a distribution that may be missing.
func drawn(d Draw, r *rand.Rand) time.Duration {
	if d == nil {
		return 0
	}
	return d(r)
}
