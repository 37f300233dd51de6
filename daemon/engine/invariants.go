package engine

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// The invariants of the floor: what must hold after every event, whatever phones, consumers, disk and PBX do. Half of
// them are about safety (nothing happens that must not), half about liveness (nothing waits for what does not come).
// Tests and simulations check them after every event; in production they are checked each Settings.Watch. The engine
// does not rely on them: a breach changes nothing on the floor. It is an error in the log when it begins, and a line
// in the status while it lasts. See daemon/decisions/0013-the-engine-checks-its-invariants.md.

// Rule is one invariant, as the log has it.
type Rule string

// The rules.
const (
	SeatHeldForLiving Rule = "a reserved agent is held for a look-up or an attempt that lives and knows of it"
	SeatTalksInCall   Rule = "a talking agent is in a call that talks, or with a caller"
	CallHasItsSeat    Rule = "a call's agent is on the line, and held for this call alone"
	HeldIsHeard       Rule = "an agent is reserved on a proof of life of the last 2 s, and let go when the phone " +
		"falls silent"
	TalkIsHeard     Rule = "no consumer or caller is left with a phone that has fallen silent"
	SeatKnowsClient Rule = "an agent is held for, and talks with, consumers of the client that the agent " +
		"was told of alone, and of the campaign that the agent chose"
	OneCallAnAgent    Rule = "no agent is in two calls"
	NumberHasOwner    Rule = "a held number belongs to a call, a look-up or a call by hand"
	OwnerHasNumber    Rule = "what rings, talks or is looked up holds its number, alone"
	CallHasDeadline   Rule = "a call without a conversation has a deadline, and is not past it"
	SeatHasDeadline   Rule = "an agent's leg that is neither free, held nor talking has a deadline, and is not past it"
	CallerHasDeadline Rule = "a caller who does not talk has a deadline, and is not past it"
	LookHasDeadline   Rule = "a look-up has a deadline, and is not past it"
	ClaimHasDeadline  Rule = "a number claimed for a call by hand is booked or given back in time"
	WorkReturns       Rule = "slow work returns when its time is over"
	DiskTakesBookings Rule = "a booking reaches the disk in time, or the disk is known to refuse"
	DeadlinesFire     Rule = "no deadline is past and has not fired"
	NobodyWaitsInVain Rule = "no consumer or caller waits while an agent for them is free"
	StrangerHasOwner  Rule = "another's channel in a bridge of ours is with a consumer or caller of ours, or is " +
		"being ended"
	ReservedIsSilent Rule = "a number that an agent has heard to be reserved does not ring"
	TapeStaysInTalk  Rule = "what is recorded is a talk between its agent and its consumer, and of no other"
	ListenerIsTold   Rule = "a listener hears a call of an agent who was told, under a notice that the agent " +
		"acknowledged"
	ListenerHasDeadline Rule = "a monitoring session has a deadline, and is not past it"
	LeaversLeave        Rule = "an agent who has asked to leave, or for another campaign, is needed, or goes"
	PausedGetsNoCall    Rule = "an agent who keyed a pause gets no further call"
	NothingOverIsKept   Rule = "nothing is kept of what is over"
	LeadWaitsOnce       Rule = "a lead waits in its campaign's queue once, and not while it is looked up or called"
	PendingIsCounted    Rule = "the open calls that are looked up are counted"
	TryStaysInHouse     Rule = "a try rings one phone of this PBX, and no number"
	TryHasDeadline      Rule = "a try has a deadline, and is not past it"
	NumbersAreTrue      Rule = "what is counted where it changes is what a full scan counts"
)

// Rules lists every invariant.
func Rules() []Rule {
	return []Rule{
		SeatHeldForLiving, SeatTalksInCall, CallHasItsSeat, HeldIsHeard, TalkIsHeard, SeatKnowsClient, OneCallAnAgent,
		NumberHasOwner,
		OwnerHasNumber, CallHasDeadline,
		SeatHasDeadline, CallerHasDeadline, LookHasDeadline, ClaimHasDeadline, WorkReturns, DiskTakesBookings,
		DeadlinesFire,
		NobodyWaitsInVain, StrangerHasOwner, ReservedIsSilent, TapeStaysInTalk, ListenerIsTold, ListenerHasDeadline,
		LeaversLeave, PausedGetsNoCall,
		NothingOverIsKept, LeadWaitsOnce, PendingIsCounted, TryStaysInHouse, TryHasDeadline,
		NumbersAreTrue,
	}
}

const (
	floorPatience = 2 * time.Second  // beyond a deadline, for the loop to come to it
	diskPatience  = 10 * time.Second // for a booking to reach the disk
	workPatience  = 10 * time.Second // beyond its time, for work whose context has ended to return
	mostBreaches  = 20               // kept of one look: more of them say no more
)

// Breach is one place where an invariant does not hold.
type Breach struct {
	Rule  Rule
	About string // which seat, call or caller; it names no consumer
	Since time.Time
}

func (b Breach) String() string { return b.About + ": this does not hold: " + string(b.Rule) }

// conscience is what the engine keeps of its invariants between two looks.
type conscience struct {
	now    []Breach // that last
	seen   []Breach // of the look under way
	total  int      // that ever began: the counter for a metric
	owners map[dialer.Number]int
	seats  map[dialer.SessionID]*roster.Seat
	busy   map[dialer.AgentID]engaged
	held   map[*roster.Seat]int // look-ups that hold the seat
	stands map[*roster.Seat]dialer.AttemptID
	open   map[*campaign]int // look-ups without an agent
	waits  map[dialer.LeadID]bool
}

// engaged is what an agent is in: an attempt or a caller.
type engaged struct {
	attempt dialer.AttemptID
	caller  string
}

func (x engaged) String() string { return cmp.Or(x.caller, x.attempt.String()) }

func newConscience() conscience {
	return conscience{
		owners: map[dialer.Number]int{}, seats: map[dialer.SessionID]*roster.Seat{}, busy: map[dialer.AgentID]engaged{},
		held: map[*roster.Seat]int{}, stands: map[*roster.Seat]dialer.AttemptID{}, open: map[*campaign]int{},
		waits: map[dialer.LeadID]bool{},
	}
}

// watch holds the floor against its invariants, between two events. It changes nothing but what it keeps itself.
func (e *Engine) watch(now time.Time) {
	w := &e.minds
	w.seen = w.seen[:0]
	e.survey()
	e.watchSeats(now)
	e.watchCalls(now)
	e.watchNumbers()
	e.watchReserved()
	e.watchCallers(now)
	e.watchWork(now)
	e.watchWaiting(now)
	e.watchTaken(now)
	e.watchListening(now)
	e.watchTry(now)
	e.watchKept()
	e.tellBreaches(now)
}

// survey makes the indexes that the rules look things up in.
func (e *Engine) survey() {
	w := &e.minds
	clear(w.owners)
	clear(w.seats)
	clear(w.busy)
	clear(w.held)
	clear(w.stands)
	clear(w.open)
	for _, s := range e.seats {
		w.seats[s.Session] = s
	}
	for _, k := range e.looks {
		w.owners[k.lead.Number]++
		if k.hold.seat != nil {
			w.held[k.hold.seat]++
		}
		if k.open {
			w.open[k.campaign]++
		}
	}
	for n := range e.claims {
		w.owners[n]++
	}
	for _, h := range e.hands {
		w.owners[h.Number]++
	}
	for _, a := range e.calls {
		w.owners[a.Number]++
		if s := a.standby.seat; s != nil {
			w.stands[s] = a.ID
		}
	}
}

func (e *Engine) breach(r Rule, about string) {
	if len(e.minds.seen) < mostBreaches {
		e.minds.seen = append(e.minds.seen, Breach{Rule: r, About: about})
	}
}

func (e *Engine) watchSeats(now time.Time) {
	for _, s := range e.seats {
		e.watchPause(s)
		if (s.State == roster.Reserved || s.State == roster.Talking) && !e.knowsClient(s) {
			e.breach(SeatKnowsClient, nameOf(s)+", with "+s.Attempt.String())
		}
		switch s.State {
		case roster.Reserved:
			if !e.heldForLiving(s) {
				e.breach(SeatHeldForLiving, fmt.Sprintf("%s, held for %s", nameOf(s), s.Attempt))
			}
			silent := s.Attempt != 0 && s.Pulse.Silence() > roster.ProofHolds+floorPatience // a look-up has its own end
			if silent || !s.Found && s.Since.Sub(s.Proof) > roster.ProofHolds {
				e.breach(HeldIsHeard, fmt.Sprintf("%s, held for %s", nameOf(s), s.Attempt))
			}
		case roster.Talking:
			if !e.talksInCall(s) {
				e.breach(SeatTalksInCall, nameOf(s))
			}
			if s.Pulse.Silence() > roster.MuteAfter+floorPatience && e.leftInTalk(s) {
				e.breach(TalkIsHeard, nameOf(s))
			}
		case roster.Ready:
			if s.Going() && !e.needed(now, s) {
				e.breach(LeaversLeave, nameOf(s))
			}
		default:
			if overdue(now, s.Deadline) {
				e.breach(SeatHasDeadline, nameOf(s)+" is "+string(s.State))
			}
		}
	}
}

// knowsClient reports whether the agent was told of the client of the call that the seat is with, and has not chosen
// another campaign.
func (e *Engine) knowsClient(s *roster.Seat) bool {
	a := e.calls[s.Attempt]
	return s.Caller != "" || a == nil || a.client == s.For.Client && s.Takes(a.Campaign)
}

func (e *Engine) heldForLiving(s *roster.Seat) bool {
	w := &e.minds
	if s.Attempt == 0 {
		return w.held[s] == 1
	}
	a := e.calls[s.Attempt]
	return a != nil && (a.Session == s.Session || w.stands[s] == a.ID)
}

func (e *Engine) talksInCall(s *roster.Seat) bool {
	if s.Caller != "" {
		c := e.caller(s.Caller)
		return c != nil && c.session == s.Session
	}
	a := e.calls[s.Attempt]
	return a != nil && a.Session == s.Session && (a.State == call.Talking || a.State == call.Ending)
}

func (e *Engine) watchCalls(now time.Time) {
	w := &e.minds
	for _, a := range e.calls {
		e.watchDeadline(now, a)
		if a.Session == "" || a.State == call.Done {
			continue
		}
		s := w.seats[a.Session]
		if a.State == call.Ending && (s == nil || s.Attempt != a.ID) { // the agent's leg went first
			continue
		}
		if s == nil || !s.OnLine() && s.State != roster.Opening || s.OnLine() && (s.Attempt != a.ID || !inStep(s, a)) {
			e.breach(CallHasItsSeat, a.ID.String()+" is "+a.State.String()+", its agent is "+string(a.Agent))
			continue
		}
		e.inOneCall(s, engaged{attempt: a.ID})
	}
	for _, c := range e.callers {
		if s := w.seats[c.session]; c.session != "" && s != nil {
			e.inOneCall(s, engaged{caller: c.channel})
		}
	}
}

// inStep reports whether the agent does what the call is about.
func inStep(s *roster.Seat, a *attempt) bool {
	if a.State == call.Talking {
		return s.State == roster.Talking
	}
	return s.State == roster.Reserved || a.State == call.Ending && s.State == roster.Talking
}

// inOneCall remembers what an agent is in. One person may be logged in on two phones.
func (e *Engine) inOneCall(s *roster.Seat, in engaged) {
	who := cmp.Or(s.Agent.ID, dialer.AgentID(s.Session))
	if other, twice := e.minds.busy[who]; twice {
		e.breach(OneCallAnAgent,
			fmt.Sprintf("%s, in %s and %s", who, min(in.String(), other.String()), max(in.String(), other.String())))
	}
	e.minds.busy[who] = in
}

func (e *Engine) watchDeadline(now time.Time, a *attempt) {
	switch {
	case a.State == call.Done:
		e.breach(NothingOverIsKept, a.ID.String()+", which has ended")
	case a.State == call.Talking, a.reminded.IsZero() && !e.up: // the PBX was not asked yet what became of it
	case a.Unbooked():
		if from := maxTime(a.Decided, e.diskAt); e.disk == "" && now.Sub(from) > diskPatience {
			e.breach(DiskTakesBookings, a.ID.String())
		}
	case overdue(now, a.Deadline):
		e.breach(CallHasDeadline, a.ID.String()+" is "+a.State.String())
	}
}

// watchNumbers compares the numbers that are held with those of what holds them. A number is never named.
func (e *Engine) watchNumbers() {
	for n := range e.ringing {
		if e.minds.owners[n] == 0 {
			e.breach(NumberHasOwner, "a number ending in "+string(n[max(0, len(n)-2):]))
		}
	}
	for n, owners := range e.minds.owners {
		if owners != 1 || !e.ringing[n] {
			e.breach(OwnerHasNumber, fmt.Sprintf("a number ending in %s, of %d", n[max(0, len(n)-2):], owners))
		}
	}
}

func (e *Engine) watchCallers(now time.Time) {
	for _, c := range e.callers {
		if asked := !c.till.IsZero(); (asked || c.state != callerTalks) && overdue(now, c.till) {
			e.breach(CallerHasDeadline, "the caller "+c.channel+" is "+string(c.state))
		}
	}
}

func (e *Engine) watchWork(now time.Time) {
	for _, k := range e.looks {
		if overdue(now, k.till) {
			e.breach(LookHasDeadline, fmt.Sprintf("lead %d", k.lead.ID))
		}
	}
	for _, c := range e.claims {
		if overdue(now, c.till) {
			e.breach(ClaimHasDeadline, fmt.Sprintf("claim %d", c.no))
		}
	}
	for _, x := range e.errands {
		if now.Sub(x.till) > workPatience {
			e.breach(WorkReturns, x.what)
		}
	}
	if len(e.due) > 0 && overdue(now, e.due[0].at) {
		e.breach(DeadlinesFire, fmt.Sprintf("a deadline of class %d", e.due[0].class))
	}
}

// watchWaiting checks that no consumer or caller waits while an agent is free for them.
func (e *Engine) watchWaiting(now time.Time) {
	if e.adopting > 0 {
		return
	}
	for _, a := range e.calls {
		if a.WantsAgent() && roster.Next(e.seats, a.campaign.takes) != nil {
			e.breach(NobodyWaitsInVain, a.ID.String())
		}
	}
	if !e.up || e.draining != nil || e.callersWait() == 0 || e.proving(now) {
		return
	}
	for _, c := range e.callers {
		if c.state == callerWaits && e.unneeded(now, c) != nil {
			e.breach(NobodyWaitsInVain, "the caller "+c.channel)
		}
	}
}

func (e *Engine) watchKept() {
	w := &e.minds
	for session := range e.talked {
		if w.seats[session] == nil {
			e.breach(NothingOverIsKept, "the last talk of a leg that is gone, "+string(session))
		}
	}
	for session := range e.before {
		if w.seats[session] == nil {
			e.breach(NothingOverIsKept, "the talk before the last of a leg that is gone, "+string(session))
		}
	}
	for session := range e.served {
		if w.seats[session] == nil {
			e.breach(NothingOverIsKept, "the last caller of a leg that is gone, "+string(session))
		}
	}
	for session := range e.heard {
		if w.seats[session] == nil {
			e.breach(NothingOverIsKept, "who listened to a leg that is gone, "+string(session))
		}
	}
	for id := range e.slow {
		if a := e.calls[id]; a == nil || !a.Unbooked() {
			e.breach(NothingOverIsKept, "the slow booking of "+id.String())
		}
	}
	for id := range e.missed {
		if e.calls[id] == nil {
			e.breach(NothingOverIsKept, "the missing "+id.String())
		}
	}
	for lead, n := range e.unsaved {
		if n <= 0 {
			e.breach(NothingOverIsKept, fmt.Sprintf("a change of lead %d that is on the disk", lead))
		}
	}
	for _, c := range e.campaigns {
		if c.pending != w.open[c] {
			e.breach(PendingIsCounted,
				fmt.Sprintf("campaign %s counts %d open look-ups, there are %d", c.ID, c.pending, w.open[c]))
		}
		e.watchQueue(c)
	}
	if err := e.miscounted(); err != nil {
		e.breach(NumbersAreTrue, err.Error())
	}
}

// watchQueue looks at the leads that a campaign has brought in: a second one of a lead would ring a person who was
// talked with.
func (e *Engine) watchQueue(c *campaign) {
	waits := e.minds.waits
	clear(waits)
	for _, queue := range [...][]dialer.Lead{c.leads, c.own} {
		for _, l := range queue {
			if waits[l.ID] || e.onCall[l.ID] > 0 || e.looks[l.ID] != nil {
				e.breach(LeadWaitsOnce, fmt.Sprintf("lead %d of campaign %s", l.ID, c.ID))
			}
			waits[l.ID] = true
		}
	}
}

// tellBreaches logs what has begun, once, and keeps what lasts.
func (e *Engine) tellBreaches(now time.Time) {
	w := &e.minds
	if len(w.seen) == 0 && len(w.now) == 0 {
		return
	}
	for i := range w.seen {
		b := &w.seen[i]
		b.Since = now
		if k := slices.IndexFunc(w.now,
			func(old Breach) bool { return old.Rule == b.Rule && old.About == b.About }); k >= 0 {
			b.Since = w.now[k].Since
			continue
		}
		w.total++
		e.ports.Log.WithField("rule", string(b.Rule)).Error("the floor is not what it should be: " + b.String())
	}
	slices.SortFunc(w.seen, func(a, b Breach) int {
		return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.About, b.About))
	})
	w.now, w.seen = w.seen, w.now
}

// overdue reports whether a deadline is missing, or past by more than the loop needs to come to it.
func overdue(now, deadline time.Time) bool {
	return deadline.IsZero() || now.Sub(deadline) > floorPatience
}

func nameOf(s *roster.Seat) string { return cmp.Or(string(s.Agent.ID), string(s.Session)) }

func maxTime(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
