package engine

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/roster"
)

// What another hand than ours does to our legs: transfers, redirects, pickups, parking. A transfer by REFER is refused
// where it can be (telephony); what is left is noticed here. See
// daemon/decisions/0026-a-leg-that-another-hand-moves.md.
type (
	// StrangerCame is a channel that is not ours in the bridge of an agent's leg.
	StrangerCame struct {
		Session dialer.SessionID
		Channel string
		Name    string // as the PBX names it, without its serial: "PJSIP/agent2"
	}
	// StrangerWent says that it is not in a bridge of ours any more.
	StrangerWent struct{ Channel string }
	// SeatTaken says that an agent's leg lives and is not in its bridge any more: Why is what is known of it.
	SeatTaken struct {
		Session dialer.SessionID
		Why     string
	}
)

// stranger is such a channel. It has an owner as long as a consumer or caller of ours is in the bridge with it; else
// it is ended.
type stranger struct {
	StrangerCame
	till time.Time // it is asked to end, and again then; zero: it has an owner
}

// moved is what was noticed since the start, for the status.
type moved struct {
	count int
	at    time.Time
	about string // which call or leg
	last  string
}

// oneMove is how long what is told of one call belongs to one act of another hand.
const oneMove = 5 * time.Second

// expelAgain is the wait between two requests to end a stranger.
const expelAgain = 5 * time.Second

// apply ends a stranger that is with no consumer. One that comes into a talk is a third party: it is told, and the
// recording, to which the consumer said yes for this talk, is dropped.
func (ev StrangerCame) apply(e *Engine, now time.Time) {
	if e.strangers[ev.Channel] != nil {
		return
	}
	x := &stranger{StrangerCame: ev}
	e.strangers[ev.Channel] = x
	a := e.consumerIn(ev.Session)
	if a == nil || a.Unanswered() {
		e.disown(now, x)
		return
	}
	what := ev.Name + " came into the talk"
	e.noteMoved(now, a.ID.String(), what)
	e.strayRecording(now, a, what)
	if a.State == call.Talking {
		e.tell(dialer.Fact{At: now, Kind: dialer.FactJoined, Campaign: a.Campaign, Client: a.client, Attempt: a.ID,
			Agent: a.Agent, Detail: what})
	}
}

func (ev StrangerWent) apply(e *Engine, now time.Time) {
	x := e.strangers[ev.Channel]
	if x == nil {
		return
	}
	delete(e.strangers, ev.Channel)
	if a := e.consumerIn(x.Session); a != nil && a.State == call.Elsewhere {
		e.step(now, a, call.Due{Deaf: !e.up}) // where is the consumer now
	}
}

// apply ends a leg that was moved: what it does out there is not ours to answer for. Its agent logs in again.
func (ev SeatTaken) apply(e *Engine, now time.Time) {
	s := e.seat(ev.Session)
	if s == nil || s.State == roster.Closing {
		return
	}
	s.Why = ev.Why
	id := s.Attempt
	about := nameOf(s)
	if id != 0 {
		about = id.String()
	}
	e.noteMoved(now, about, nameOf(s)+"'s leg: "+ev.Why)
	if a := e.calls[id]; a != nil && a.Session == s.Session {
		e.strayRecording(now, a, "the agent's leg was moved: "+ev.Why)
	}
	s.Attempt = 0
	e.closeSeat(now, s)
	e.aloneCaller(now, s)
	e.agentLeft(now, s, id)
}

// agentLeft goes on with the call of an agent whose leg is over. A consumer who talks with a stranger is left alone;
// another agent is given to one who is alone, or it is cancelled at once (4.5).
func (e *Engine) agentLeft(now time.Time, s *roster.Seat, id dialer.AttemptID) {
	a := e.calls[id]
	if a == nil || a.Session != s.Session {
		return
	}
	if x := e.strangerIn(s.Session); x != nil && !a.Unanswered() {
		e.step(now, a, call.Taken{What: x.Name + " took the agent's place"})
		return
	}
	if p := &s.Pulse; p.Silent(now) && (p.Unheard(a.BridgedAt) || p.Gone(a.BridgedAt)) {
		e.step(now, a, call.AgentSilent{Since: s.Pulse.Proof()})
	} else {
		e.step(now, a, call.AgentGone{})
	}
	e.replace(now, a, "the reserved agent left")
}

// followTaken ends the agent's part in a call that was moved elsewhere.
func (e *Engine) followTaken(now time.Time, a *attempt, session dialer.SessionID) {
	a.bridge = session
	e.noteMoved(now, a.ID.String(), a.Where())
	if s := e.seat(session); s != nil && s.Attempt == a.ID {
		e.afterCall(now, s, a)
	}
}

func (e *Engine) noteMoved(now time.Time, about, what string) {
	m := &e.moved
	if m.about != about || now.Sub(m.at) > oneMove {
		m.count++
	}
	m.at, m.about, m.last = now, about, what
	e.ports.Log.WithFields(logrus.Fields{"about": about, "what": what}).Warn("another hand than ours moved a leg " +
		"of ours")
}

// strayRecording drops what is recorded of a call whose talk has become another.
func (e *Engine) strayRecording(now time.Time, a *attempt, why string) {
	if a.consent != nil {
		e.consent(now, a, consent.Strayed{Why: why})
	}
}

// consumerIn is the call whose consumer is, or was last, in the bridge of a leg; nil: none.
func (e *Engine) consumerIn(session dialer.SessionID) *attempt {
	for _, id := range slices.Sorted(maps.Keys(e.calls)) {
		if a := e.calls[id]; cmp.Or(a.Session, a.bridge) == session && session != "" {
			return a
		}
	}
	return nil
}

// strangerIn is one that is in the bridge of a leg; nil: none.
func (e *Engine) strangerIn(session dialer.SessionID) *stranger {
	for _, channel := range slices.Sorted(maps.Keys(e.strangers)) {
		if x := e.strangers[channel]; x.Session == session {
			return x
		}
	}
	return nil
}

// disown ends the strangers of a bridge that has no consumer any more, and one that came where there is none.
func (e *Engine) disown(now time.Time, x *stranger) {
	x.till = now.Add(expelAgain)
	e.effect(x.Session, func(ctx context.Context) error {
		return e.ports.Phone.Seat(ctx, x.Session, SeatExpel(x.Channel))
	}, func(_ time.Time, err error) {
		e.ports.Log.WithError(err).WithField("channel", x.Name).
			Warn("a channel without an owner could not be ended; tried again")
	})
	e.remind(x.till, ofFloor, 0, func(now time.Time) {
		if e.strangers[x.Channel] == x {
			e.disown(now, x)
		}
	})
}

// disownAll has the strangers end whose consumer or caller has gone, by whatever event.
func (e *Engine) disownAll(now time.Time) {
	if len(e.strangers) == 0 {
		return
	}
	for _, channel := range slices.Sorted(maps.Keys(e.strangers)) {
		if x := e.strangers[channel]; x.till.IsZero() && !e.owned(x) {
			e.disown(now, x)
		}
	}
}

// owned reports whether a consumer or a caller of ours is with the stranger.
func (e *Engine) owned(x *stranger) bool {
	s := e.seat(x.Session)
	return e.consumerIn(x.Session) != nil || s != nil && s.Caller != "" && e.tried(s.Caller) == nil
}

// foundStrangers are those that a look at the PBX shows.
func (e *Engine) foundStrangers(now time.Time, found map[string]StrangerCame) {
	for _, channel := range slices.Sorted(maps.Keys(e.strangers)) {
		if _, lives := found[channel]; !lives {
			StrangerWent{channel}.apply(e, now)
		}
	}
	for _, channel := range slices.Sorted(maps.Keys(found)) {
		found[channel].apply(e, now)
	}
}

// whereOf is where the consumer of a call is that another hand moved.
func whereOf(a *attempt) string {
	if a.State != call.Elsewhere {
		return ""
	}
	return a.Where()
}

// noticed are sentences for the status.
func (e *Engine) noticed() (list []string) {
	if m := e.moved; m.count > 0 {
		list = append(list,
			fmt.Sprintf("calls and legs that another hand than this daemon's moved since the start: %d, "+
				"the last at %s: %s: %s; allow_transfer=no on the endpoints of agents and trunk refuses transfers",
				m.count, clockOf(m.at), m.about, m.last))
	}
	for _, phone := range slices.Sorted(maps.Keys(e.selfRecorded)) {
		list = append(list, fmt.Sprintf("%s cannot log in: %s, and consumers would be recorded without their consent "+
			"(8.2.1); take call recording off this phone, then log in again", phone, ErrRecordsItself))
	}
	return list
}

func clockOf(t time.Time) string { return t.In(hours.Oslo()).Format(time.TimeOnly) }

// watchTaken checks that no channel is left without an owner, and that no recording runs on outside its conversation.
func (e *Engine) watchTaken(now time.Time) {
	for _, x := range e.strangers {
		if !e.owned(x) && overdue(now, x.till) {
			e.breach(StrangerHasOwner, x.Name+" in the bridge of "+string(x.Session))
		}
	}
	for _, a := range e.calls {
		if a.recorded() > 0 && (a.State != call.Talking || e.strangerIn(a.Session) != nil) {
			e.breach(TapeStaysInTalk, a.ID.String()+" is "+a.State.String())
		}
	}
}
