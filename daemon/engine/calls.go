package engine

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/redial"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/sale"
)

// attempt is a call on the floor, with what the engine keeps beside the machine.
type attempt struct {
	*call.Call
	byKey
	campaign *campaign
	client   dialer.ClientID
	person   string    // its name in the list; "": none, or not known after a restart
	asked    time.Time // when the person asked to be called; zero: did not
	source   string    // the list of the campaign that the number came from; "": not known after a restart
	tries    int       // how often this number was rung in the campaign, this one included
	said     dialer.Disposition
	later    time.Time        // the call-back that was agreed; zero: none
	caller   dialer.AgentID   // of the call-back: the agent who is to call; "": any
	unsaid   bool             // it is written that no outcome was keyed in time
	standby  hold             // who stands by, where the number was abandoned before (4.6.3)
	alone    bool             // dialed with two agents held for it alone
	reminded time.Time        // the deadline set for it
	joined   time.Time        // into the bridge in which it was found; zero: not known
	sale     sale.Sale        // the verification script, and what became of it
	consent  *consented       // the consent to a recording; nil: none is possible
	counted  counted          // in the floor's numbers
	heard    bool             // the agent's phone was, since the bridging; or that it was not is written
	spared   bool             // the trunk alone is to blame: it counts neither against the day nor the tries
	compared bool             // the number that goes out with it is to be compared, and is not yet
	looking  bool             // it is being compared, or was
	bridge   dialer.SessionID // elsewhere: in whose bridge it was when another hand moved it, or its agent's leg

	wants atomic.Value // its session as the lanes see it: a join that waited there behind slow work may be of no use
}

func (e *Engine) book(now time.Time, c *campaign, l dialer.Lead, h hold, f gate.Facts, v gate.Verdict) *attempt {
	id := e.nextID
	e.nextID++
	a := &attempt{campaign: c, client: c.Client.ID, source: l.Source, tries: f.CampaignAttempts + 1,
		person: l.Name, asked: l.Request.At, Call: &call.Call{
			ID: id, Campaign: c.ID, Lead: l.ID, Number: l.Number, Show: c.Visible,
			Decided: now, Until: v.Until, Ring: c.Ring, T: e.set.T, Open: h.seat == nil,
			Deadline: now.Add(call.VerdictHolds),
		}}
	e.enrol(a)
	a.compared = e.compares() && e.shown.Due(now, c.Visible)
	if h.seat != nil {
		a.Session, a.Agent, h.seat.Attempt = h.seat.Session, h.seat.Agent.ID, id
	}
	booked := dialer.Fact{
		At: now, Kind: dialer.FactBooked, Campaign: c.ID, Client: c.Client.ID, Attempt: id, Lead: l.ID, Agent: a.Agent,
		Number: l.Number, Visible: c.Visible, T: e.set.T, Code: v.Code, Detail: strings.Join(v.Checked, "; "),
		Registers: v.Registers, Exempt: v.Exempt, Dedicated: f.Dedicated,
	}
	a.sale = a.sale.Apply(booked)
	e.write(dialer.Batch{
		Facts: []dialer.Fact{booked},
		Leads: []dialer.LeadChange{redial.Booked(l.ID)},
	}, func(now time.Time, err error) {
		if err != nil { // the journal refuses this booking as it is: nothing rings
			e.step(now, a, call.Cancel{Why: "its booking could not be written"})
		}
		e.step(now, a, call.Booked{})
	})
	e.remindCall(a)
	return a
}

func (ev CallEvent) apply(e *Engine, now time.Time) {
	if a := e.calls[ev.ID]; a != nil {
		e.step(now, a, ev.Ev)
		return
	}
	if _, made := ev.Ev.(call.Created); made { // a channel that came after its attempt was given up
		e.do(ev.ID, call.Hangup{})
	}
}

// step moves one call on, writes its facts, carries its effects out and keeps its agent's seat in step with it.
func (e *Engine) step(now time.Time, a *attempt, ev call.Event) {
	if a.State == call.Done {
		return
	}
	state, session := a.State, a.Session
	out := a.Step(now, ev)
	a.wants.Store(a.Session)
	e.recountCall(a)
	e.judgeTrunk(now, a, ev, out.Facts)
	e.compare(a, ev)
	for i := range out.Facts {
		out.Facts[i].Client = a.client
	}
	a.sale = a.sale.Apply(out.Facts...)
	e.count(out.Facts)
	for _, f := range out.Facts {
		e.learn(a, f)
	}
	batch := dialer.Batch{Facts: out.Facts}
	if a.State == call.Done {
		batch.Leads = []dialer.LeadChange{e.fate(now, a)}
		batch.Facts = append(batch.Facts, e.incident(now, a)...)
	}
	if len(batch.Facts) > 0 {
		written := e.forgets(a)
		if a.State == call.Done {
			written = e.closes(a.Number, written)
		}
		e.put(batch, written)
	}
	if a.Missed() {
		e.missed[a.ID] = true
	} else {
		delete(e.missed, a.ID)
	}
	for _, ef := range out.Do {
		e.do(a.ID, ef)
	}
	switch {
	case a.Session == session:
	case a.State == call.Elsewhere:
		e.followTaken(now, a, session)
	default:
		e.freeSeat(now, session, a.ID)
	}
	if a.Unbooked() {
		e.dismiss(a)
		if _, late := ev.(call.Due); late {
			e.slow[a.ID] = true
		}
	}
	if a.State != state {
		e.follow(now, a)
	}
	e.followConsent(now, a, state, session)
	e.remindCall(a)
}

// closes keeps a number from being looked up while what became of a call to it is on its way to the disk: the number
// rests after a talk, and a look-up would not find that there yet.
func (e *Engine) closes(n dialer.Number, then func(now time.Time, err error)) func(now time.Time, err error) {
	e.closing[n]++
	return func(now time.Time, err error) {
		if e.closing[n]--; e.closing[n] <= 0 {
			delete(e.closing, n)
		}
		if then != nil {
			then(now, err)
		}
	}
}

// numberFree reports whether a number may be looked up for a call.
func (e *Engine) numberFree(n dialer.Number) bool { return !e.ringing[n] && e.closing[n] == 0 }

// forgets drops what the PBX keeps of a call, once its end is on the disk.
func (e *Engine) forgets(a *attempt) func(now time.Time, err error) {
	if a.State != call.Done {
		return nil
	}
	return func(_ time.Time, err error) {
		if err == nil { // else the next start finds the attempt open, and settles it from what the PBX keeps
			e.do(a.ID, call.Forget{})
		}
	}
}

// follow brings the seat along with its call's state, and forgets a call that is over.
func (e *Engine) follow(now time.Time, a *attempt) {
	switch a.State {
	case call.Talking:
		if s := e.seat(a.Session); s != nil && s.State != roster.Opening { // one being adopted follows when it is
			s.Set(now, roster.Talking, time.Time{})
			e.met(s, a)
			e.askSoon(now, s)
		}
		e.dismiss(a)
		e.log(a).Info("bridged")
	case call.Done:
		a.quiet()
		e.strike(a)
		delete(e.slow, a.ID)
		delete(e.ringing, a.Number)
		e.dismiss(a)
		e.log(a).WithField("outcome", a.Outcome).Info("ended")
		if s := e.seat(a.Session); s != nil && s.Attempt == a.ID {
			if s.State == roster.Reserved && !a.BridgedAt.IsZero() { // the whole talk was while no events flowed
				s.Set(now, roster.Talking, time.Time{})
				e.met(s, a)
			}
			e.afterCall(now, s, a)
		}
	}
}

func (e *Engine) remindCall(a *attempt) {
	if a.Deadline.IsZero() || a.Deadline.Equal(a.reminded) {
		return
	}
	a.reminded = a.Deadline
	at := a.Deadline
	e.remind(at, ofCall, int64(a.ID), func(now time.Time) {
		if a.State != call.Done && a.Deadline.Equal(at) {
			e.step(now, a, call.Due{Deaf: !e.up})
		}
	})
}

// do carries an effect out in the attempt's lane; a refused one comes back as an event.
func (e *Engine) do(id dialer.AttemptID, ef call.Effect) {
	a := e.calls[id]
	e.effect(id, func(ctx context.Context) error {
		if join, is := ef.(call.Join); is && a != nil && a.wants.Load() != join.Session {
			return nil
		}
		return e.ports.Phone.Do(ctx, id, ef)
	},
		func(now time.Time, err error) {
			e.ports.Log.WithError(err).WithField("attempt", id).Warn("the PBX refused: " + ef.String())
			if a := e.calls[id]; a != nil {
				e.step(now, a, call.Failed{Effect: ef, Err: err})
			}
		})
}

// fate is what becomes of the attempt's lead.
func (e *Engine) fate(now time.Time, a *attempt) dialer.LeadChange {
	return redial.Fate(now.In(hours.Oslo()), a.Lead, redial.Ended{
		Outcome: a.Outcome, Said: a.said, Later: a.later, For: a.caller, Bridged: !a.BridgedAt.IsZero(),
		Abandoned: e.tally.Abandoned(a.ID), AgentCut: e.tally.AgentCut(a.ID),
		Spared: a.spared, InvalidNumber: a.Detail == call.InvalidNumber, Dedicated: a.alone, Tries: a.tries,
	}, a.campaign.Attempts)
}

// someoneWaits reports whether an answered consumer has no agent: they come before any new call.
func (e *Engine) someoneWaits() bool { return e.wanting > 0 }

// offerAgents gives free agents to consumers who wait, longest waiting first. While agents found on the PBX are being
// looked up no agent is given away: the same person may sit in a call on another leg.
func (e *Engine) offerAgents(now time.Time) {
	if e.wanting == 0 || e.adopting > 0 {
		return
	}
	var waiting []*attempt
	for _, a := range e.calls {
		if a.WantsAgent() {
			waiting = append(waiting, a)
		}
	}
	slices.SortFunc(waiting, func(a, b *attempt) int {
		if c := a.AnsweredAt.Compare(b.AnsweredAt); c != 0 {
			return c
		}
		return int(a.ID - b.ID)
	})
	for _, a := range waiting {
		e.offer(now, a)
	}
}

// offer gives the attempt the agent who has been idle longest; it reports whether there was one. An attempt that
// takes no agent any more, because it is being ended, gets none.
func (e *Engine) offer(now time.Time, a *attempt) bool {
	if !a.TakesAgent() {
		return false
	}
	s := e.standby(a)
	if s == nil || !s.Heard {
		s = roster.Next(e.seats, a.campaign.takes)
	}
	if s == nil {
		s = e.settlingSeat(a.campaign)
	}
	if s == nil {
		s = e.leaver(a.campaign)
	}
	if s == nil {
		return false
	}
	s.Reserve(now, a.ID)
	unanswered := a.Unanswered()
	e.step(now, a, call.AgentGiven{Session: s.Session, Agent: s.Agent.ID})
	if a.alone && unanswered {
		e.tellBefore(a)
	}
	e.show(now, s)
	return true
}

// settlingSeat is an agent in the short wrap-up after a word, the longest first. A consumer without an agent does not
// wait for its end: a word that comes late is still the call before's.
func (e *Engine) settlingSeat(c *campaign) (longest *roster.Seat) {
	for _, s := range e.seats {
		if s.Settling() && c.takes(s) && (longest == nil || s.Since.Before(longest.Since)) {
			longest = s
		}
	}
	return longest
}

// leaver is an agent whose log-out or change of campaign is put off, because calls in flight count on him.
func (e *Engine) leaver(c *campaign) *roster.Seat {
	i := slices.IndexFunc(e.seats, func(s *roster.Seat) bool {
		return s.Going() && !s.Behind && s.Heard && s.State == roster.Ready && c.takes(s)
	})
	if i < 0 {
		return nil
	}
	return e.seats[i]
}

func (ev NumberReserved) apply(e *Engine, now time.Time) {
	e.changed(ev)
	e.stopHands(ev)
	for _, a := range e.calls {
		if ev.concerns(a.Number, a.client) {
			e.step(now, a, call.Cancel{Why: cmp.Or(ev.Why, "the number was reserved meanwhile")})
		}
	}
}

// concerns reports whether the word is about a call to this number for this client.
func (ev NumberReserved) concerns(n dialer.Number, c dialer.ClientID) bool {
	return n == ev.Number && (ev.Client == "" || ev.Client == c)
}
