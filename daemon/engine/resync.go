package engine

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/sale"
)

// Open is an attempt that the journal has booked and not closed: the daemon went away meanwhile.
type Open struct {
	Call   call.Call
	Client dialer.ClientID
	Facts  []dialer.Fact
}

// Recover takes the attempts left open. It is called before Run; the first Up then tells what became of them. Until
// then nothing is dialed.
func (e *Engine) Recover(now time.Time, open []Open) {
	for _, o := range open {
		c := e.campaign(o.Call.Campaign)
		if c == nil {
			c = &campaign{Campaign: dialer.Campaign{ID: o.Call.Campaign}}
		}
		a := &attempt{Call: call.Restore(o.Call, o.Facts, now), campaign: c, client: o.Client}
		if w := e.set.Hours.At(a.Decided, 0); w.Open { // when ringing must have ended is in no fact
			a.Until = w.Until
		}
		a.sale = sale.Of(o.Facts)
		a.recall(o.Facts)
		a.alone = slices.ContainsFunc(o.Facts, func(f dialer.Fact) bool { return f.Dedicated })
		e.enrol(a)
		e.ringing[a.Number] = true
		e.adoptRecording(a, o.Facts)
	}
}

// SetCampaigns puts the campaigns on the floor before Run.
func (e *Engine) SetCampaigns(cs []dialer.Campaign) {
	for _, c := range cs {
		e.setCampaign(c)
	}
	e.assignSoles()
}

// connected compares the floor with what the PBX holds, seats first, and only then allows dialing.
func (e *Engine) connected(ev Up, now time.Time) {
	if e.replaced {
		return
	}
	if e.up { // events were lost, and the connection was not
		e.deafRecordings(now)
	}
	for _, s := range slices.Clone(e.seats) {
		if _, lives := ev.Found.Seats[s.Session]; !lives {
			SeatGone{Session: s.Session, Why: "gone while events did not flow"}.apply(e, now)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(ev.Found.Seats)) {
		e.foundSeat(now, id, ev.Found.Seats[id])
	}
	e.foundStrangers(now, ev.Found.Strangers)
	e.foundCallers(now, ev.Found.Callers)
	for _, id := range slices.Sorted(maps.Keys(e.calls)) {
		leg, lives := ev.Found.Attempts[id]
		e.haltRecording(e.calls[id], leg.Taken != "")
		e.foundCall(now, e.calls[id], leg, lives)
	}
	for _, id := range slices.Sorted(maps.Keys(ev.Found.Attempts)) {
		if e.calls[id] == nil { // it is over in our books
			e.do(id, call.Hangup{})
		}
	}
	e.up, e.halt, e.stalled = true, "", false
	e.pulses.brisk, e.pulses.from = false, now
	e.askAll(now)
	e.ringBack(now, ev.Restarted)
	e.ports.Log.WithField("calls", len(e.calls)).Info("events from the PBX flow; the floor agrees with it")
}

// settling tells why nothing is dialed although events flow: agents found on the PBX are being looked up, or calls
// that were not found there are being asked for. "" when neither.
func (e *Engine) settling() string {
	switch {
	case e.adopting > 0:
		return "agents found on the PBX are being looked up"
	case len(e.missed) > 0:
		return "the PBX is asked what became of calls that ended while events did not flow"
	}
	return ""
}

// foundBoth is why a caller goes back to the desk: the agent is found in a call of ours, too.
const foundBoth = "the agent was found in a call, too"

// foundSeat adopts an agent's open leg that we do not know: the agent logged in with a PIN before we went away.
func (e *Engine) foundSeat(now time.Time, id dialer.SessionID, leg FoundChannel) {
	if s := e.seat(id); s != nil {
		if s.OnLine() && leg.Bridge != id {
			SeatTaken{id, "moved while events did not flow"}.apply(e, now)
		}
		return
	}
	s := e.newSeat(id, leg.Endpoint)
	if leg.Bridge != id {
		e.closeSeat(now, s)
		return
	}
	s.Set(now, roster.Opening, now.Add(roster.PinPatience))
	e.remindSeat(s)
	e.askSoon(now, s)
	e.adopting++
	within(e, pinLane(id), "look up the agent of "+leg.Endpoint, pinPatience,
		func(ctx context.Context) (dialer.Agent, error) {
			return e.ports.Book.AgentAt(ctx, leg.Endpoint)
		}, func(now time.Time, agent dialer.Agent, err error) {
			e.adopting--
			e.adoptSeat(now, s, agent, err)
		})
}

func (e *Engine) adoptSeat(now time.Time, s *roster.Seat, agent dialer.Agent, err error) {
	if e.seat(s.Session) != s || s.State != roster.Opening { // gone, or given up, meanwhile
		return
	}
	c, a := e.callerOf(s), e.foundWith(s) // one of them at most
	switch {
	case err != nil && c != nil: // a talk is not cut for want of a name: the leg is closed after it
		s.Take(now, c.channel)
		return
	case err != nil && a != nil:
		s.Agent.ID, s.Leaving = a.Agent, true
		e.takeFound(now, a, s)
		return
	case err != nil:
		e.closeSeat(now, s)
		return
	}
	s.Agent = agent
	other := e.engagedLeg(agent.ID)
	if other != nil && c != nil {
		e.sendBack(now, c, foundBoth)
		c = nil
	}
	e.opened(now, s, dialer.LoginFound)
	if c != nil {
		e.takeCaller(now, c, s)
	}
	if a != nil {
		e.takeFound(now, a, s)
	}
	if other != nil && a != nil {
		e.partLegs(now, other, s)
	}
	if why := e.paused[agent.ID]; why != "" { // keyed before the restart
		e.pauseAfter(now, s, why)
	}
	e.oneLeg(now, s.Agent.ID)
	e.dismissUntrained(now, s)
}

// engagedLeg is the leg on which the agent is in a call; nil: none. Two legs of one agent can both be in a call only
// if a hang-up was lost: one person talks on one phone.
func (e *Engine) engagedLeg(id dialer.AgentID) *roster.Seat {
	i := slices.IndexFunc(e.seats, func(s *roster.Seat) bool {
		return s.Agent.ID == id && (s.State == roster.Reserved || s.State == roster.Talking)
	})
	if i < 0 {
		return nil
	}
	return e.seats[i]
}

// partLegs leaves one call to an agent who was found in two: ours before a caller's, and of two of ours the first
// found.
func (e *Engine) partLegs(now time.Time, first, second *roster.Seat) {
	if c := e.callerOf(first); c != nil {
		e.dropCaller(now, c)
		e.sendBack(now, c, foundBoth)
		return
	}
	e.seatDo(second, SeatHangup)
	SeatGone{Session: second.Session, Why: "the agent was found in a call on another phone"}.apply(e, now)
}

// foundWith is the call whose channel was found in the bridge of a seat that is being adopted; nil: none.
func (e *Engine) foundWith(s *roster.Seat) *attempt {
	for _, id := range slices.Sorted(maps.Keys(e.calls)) {
		if a := e.calls[id]; a.Session == s.Session && a.State != call.Done {
			return a
		}
	}
	return nil
}

// takeFound gives an adopted seat to the call found in its bridge: it rings, or the two talk.
func (e *Engine) takeFound(now time.Time, a *attempt, s *roster.Seat) {
	e.adopt(now, s, a)
	a.Found(now, s.Session, s.Agent.ID)
	e.recountCall(a)
	if a.State == call.Talking {
		s.Set(now, roster.Talking, time.Time{})
		e.met(s, a)
		e.judge(now, s) // the phone may have been silent for long
		return
	}
	e.step(now, a, call.Joined{Session: s.Session, Ago: ago(now, a.joined)})
	e.remindCall(a)
}

// adopt gives the seat to a call that was found with it: whichever client that is for, its agent speaks for it.
func (e *Engine) adopt(now time.Time, s *roster.Seat, a *attempt) {
	s.Adopt(now, a.ID)
	s.Assign(now, a.client)
}

// ago is how long before now something was; 0 where that is not known.
func ago(now, at time.Time) time.Duration {
	if at.IsZero() {
		return 0
	}
	return now.Sub(at)
}

// foundCall tells a call what the PBX says of its channel.
func (e *Engine) foundCall(now time.Time, a *attempt, leg FoundChannel, lives bool) {
	switch {
	case a.State == call.Booking:
	case !lives:
		e.step(now, a, call.Missing{})
	case leg.Aside:
		e.step(now, a, call.Informed{})
	case leg.Taken != "":
		e.step(now, a, call.Answered{Ago: leg.Answered})
		if leg.Joined > 0 && a.BridgedAt.IsZero() { // it talked to an agent before
			e.step(now, a, call.Joined{Session: a.Session, Ago: leg.Joined})
		}
		e.step(now, a, call.Taken{What: leg.Taken})
	case leg.Up:
		e.foundWhere(now, a, leg)
		e.step(now, a, call.Answered{Ago: leg.Answered})
		e.remindCall(a)
		if s := e.seat(a.Session); s != nil {
			e.judge(now, s) // the phone may have been silent for long
		}
	default:
		e.foundRinging(now, a, leg)
	}
}

// foundRinging adopts a call that rings, with its agent, for the rest of its ring time. What was not dialed yet, and
// what has lost the agent who was held for it, is ended.
func (e *Engine) foundRinging(now time.Time, a *attempt, leg FoundChannel) {
	restored := a.Session == ""
	e.foundWhere(now, a, leg)
	if restored && (a.Session == "" && !a.Open || !a.Adoptable(leg.Ringing)) {
		e.step(now, a, call.Cancel{Why: "the daemon restarted"})
		return
	}
	if leg.Ringing {
		e.step(now, a, call.Ringing{})
	}
	e.remindCall(a)
	if restored {
		e.recheck(now, a)
	}
}

// foundWhere takes a call whose channel is in an agent's bridge for joined there, whether or not an event told so.
// Where the agent is being looked up, the bridging is told after that.
func (e *Engine) foundWhere(now time.Time, a *attempt, leg FoundChannel) {
	s := e.seat(leg.Bridge)
	if s == nil || a.Open && a.Session == "" && a.Unanswered() && !leg.Up {
		return
	}
	held := s.Attempt == a.ID && (s.State == roster.Reserved || s.State == roster.Talking)
	switch {
	case held:
	case !leg.Up && (s.Mute || a.State > call.Waiting): // the agent was let go, or the call is being ended
		return
	case s.State == roster.Opening && e.adopting > 0:
	case s.State == roster.Ready && a.Session != s.Session:
		e.adopt(now, s, a)
	default: // the agent is with another call
		return
	}
	// a hang-up was slow, and its consumer answered beside the caller
	if c := e.callerOf(s); c != nil && s.State == roster.Opening {
		e.sendBack(now, c, foundBoth)
	}
	if leg.Joined > 0 {
		a.joined = now.Add(-leg.Joined)
	}
	old := a.Session
	a.Found(now, s.Session, s.Agent.ID)
	e.recountCall(a)
	if old != "" && old != s.Session {
		e.freeSeat(now, old, a.ID)
	}
	if s.State == roster.Opening && !a.AnsweredAt.IsZero() {
		return
	}
	e.step(now, a, call.Joined{Session: s.Session, Ago: leg.Joined})
}

// recheck asks the registers again for a number that rings since before a restart: reservations of the time between
// were told to no daemon.
func (e *Engine) recheck(now time.Time, a *attempt) {
	c, l := a.campaign.Campaign, dialer.Lead{ID: a.Lead, Campaign: a.Campaign, Number: a.Number}
	within(e, a.Lead, fmt.Sprintf("look up lead %d again", a.Lead), lookPatience,
		func(ctx context.Context) (gate.Facts, error) {
			return e.ports.Registers.Look(ctx, c, l, now)
		}, func(now time.Time, f gate.Facts, err error) {
			if err != nil {
				e.log(a).WithError(
					err,
				).Warn("a number that rings since before the restart could not be looked up again")
				return
			}
			f.Campaign = c
			if why := gate.Reserved(now, f); why != "" {
				e.step(now, a, call.Cancel{Why: "the number was reserved meanwhile"})
			}
		})
}
