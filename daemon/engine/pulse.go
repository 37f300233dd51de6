package engine

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/roster"
)

// A phone that is dead leaves its leg up, so the packets that come on every leg are counted: twice a second where an
// agent may be reserved or has just met somebody, every five seconds elsewhere. All legs that are due are asked about
// at once, and one look at a time is under way. See daemon/decisions/0025-a-dead-phone-is-not-ready.md.

const (
	pulseBrisk    = 500 * time.Millisecond
	pulseRest     = 4970 * time.Millisecond // not to fall on the same instants as all that happens each so many seconds
	pulseAgain    = 200 * time.Millisecond  // after a count that proves nothing by itself, nor against the phone
	pulseUnheard  = time.Second             // after no answer
	pulseLingers  = time.Minute             // in a state in which nothing is dialed, before every five seconds will do
	pulsePatience = 2 * time.Second         // for the counts of one look
	pulseProof    = time.Second             // for agents who were at rest to prove that they are there
	pulseTogether = 100 * time.Millisecond  // legs that are due this soon are asked about together
	unknownHolds  = 10 * time.Second        // an agent whose phone is not known to live stays reserved
	tellMuteAfter = 5 * time.Second         // of silence: people are told
)

// Count is how many packets the PBX has received on an agent's leg, or why it counts none.
type Count struct {
	Packets int
	None    string // "": it counts
}

// SeatHeld says that an agent's phone has put its leg on hold, or taken it back.
type SeatHeld struct {
	Session dialer.SessionID
	Is      bool
}

func (ev SeatHeld) apply(e *Engine, now time.Time) {
	s := e.seat(ev.Session)
	if s == nil {
		return
	}
	if ev.Is {
		s.Pulse.Hold(now)
	} else {
		s.Pulse.Resume(now)
		e.askSoon(now, s)
	}
	e.judge(now, s)
}

// watcher is what the engine keeps of one leg's pulse beside the seat.
type watcher struct {
	due   time.Time // when it is asked about next
	last  time.Time // when it was asked about last and answered
	lapse *deadline // of the proof
	told  bool      // people know that the phone is silent
}

// pulses are the engine's watch over the agents' phones.
type pulses struct {
	of     map[dialer.SessionID]*watcher
	asking bool      // a look is under way
	wake   time.Time // the deadline set for the next
	no     int64
	from   time.Time // since when events flow
	brisk  bool      // agents may be reserved at any moment
	proof  time.Time // until when nothing is placed because agents who were at rest are proving that they are there
}

// pulseLane is the lane of one look: one that hangs does not hold up the next.
type pulseLane int64

// followed reports whether the leg's packets are counted: somebody is logged in on it, or about to be.
func followed(s *roster.Seat) bool { return s.OnLine() || s.State == roster.Opening }

// askSoon has the leg asked about at once, unless its phone is known to live.
func (e *Engine) askSoon(now time.Time, s *roster.Seat) {
	if s.Heard && s.State != roster.Talking {
		return
	}
	e.watcherOf(s).due = now
	e.wakePulse(now)
}

func (e *Engine) watcherOf(s *roster.Seat) *watcher {
	w := e.pulses.of[s.Session]
	if w == nil {
		w = new(watcher)
		e.pulses.of[s.Session] = w
	}
	return w
}

// unwatch forgets a leg that is over.
func (e *Engine) unwatch(id dialer.SessionID) {
	if w := e.pulses.of[id]; w != nil {
		e.forget(w.lapse)
		delete(e.pulses.of, id)
	}
}

// quicken has every leg asked about at once when agents begin to be wanted.
func (e *Engine) quicken(now time.Time) {
	was := e.pulses.brisk
	e.pulses.brisk = e.wantsAgents()
	if !e.pulses.brisk || was {
		return
	}
	e.pulses.proof = now.Add(pulseProof)
	e.remind(e.pulses.proof, ofFloor, 0, func(time.Time) {})
	e.askAll(now)
}

// askAll has every leg asked about at once.
func (e *Engine) askAll(now time.Time) {
	for _, s := range e.seats {
		if followed(s) {
			e.watcherOf(s).due = now
		}
	}
	e.wakePulse(now)
}

// proving reports whether agents who were at rest are being asked about, so that it is not known yet how many there
// are.
func (e *Engine) proving(now time.Time) bool {
	return now.Before(e.pulses.proof) && slices.ContainsFunc(e.seats, func(s *roster.Seat) bool {
		return s.State == roster.Ready && !s.Heard && !s.Mute
	})
}

// wantsAgents reports whether an agent may be reserved at any moment: somebody waits, something rings, or leads are
// at hand.
func (e *Engine) wantsAgents() bool {
	if e.wanting > 0 || len(e.callers) > 0 || len(e.calls) > 0 {
		return true
	}
	return e.draining == nil &&
		slices.ContainsFunc(e.campaigns, func(c *campaign) bool { return c.Running && len(c.leads)+len(c.own) > 0 })
}

// wakePulse sets the deadline for the next look.
func (e *Engine) wakePulse(now time.Time) {
	at := time.Time{}
	for _, s := range e.seats {
		if w := e.pulses.of[s.Session]; w != nil && followed(s) && (at.IsZero() || w.due.Before(at)) {
			at = w.due
		}
	}
	if at.IsZero() || e.pulses.asking || !e.up {
		return
	}
	at = maxTime(at, now)
	if !e.pulses.wake.IsZero() && !at.Before(e.pulses.wake) {
		return
	}
	e.pulses.wake = at
	e.remind(at, ofFloor, 0, func(now time.Time) {
		if e.pulses.wake.Equal(at) {
			e.pulses.wake = time.Time{}
			e.countPackets(now)
		}
	})
}

// countPackets asks about the legs that are due.
func (e *Engine) countPackets(now time.Time) {
	if e.pulses.asking || !e.up { // the end of the look, or of the outage, asks again
		return
	}
	var ids []dialer.SessionID
	for _, s := range e.seats {
		if w := e.pulses.of[s.Session]; w != nil && followed(s) && !w.due.After(now.Add(pulseTogether)) {
			ids = append(ids, s.Session)
		}
	}
	if len(ids) == 0 {
		e.wakePulse(now)
		return
	}
	// A slow PBX answers the first of them: those who have waited longest go first.
	slices.SortStableFunc(ids,
		func(a, b dialer.SessionID) int { return e.pulses.of[a].last.Compare(e.pulses.of[b].last) })
	e.pulses.asking = true
	e.pulses.no++
	asked := now
	within(e, pulseLane(e.pulses.no), fmt.Sprintf("count the packets of %d legs", len(ids)), pulsePatience,
		func(ctx context.Context) (map[dialer.SessionID]Count, error) { return e.ports.Phone.Received(ctx, ids) },
		func(now time.Time, got map[dialer.SessionID]Count, err error) {
			e.pulses.asking = false
			e.counted(asked, now, ids, got)
			e.wakePulse(now)
		})
}

// counted takes the answers; what has none stays unknown.
func (e *Engine) counted(asked, now time.Time, ids []dialer.SessionID, got map[dialer.SessionID]Count) {
	for _, id := range ids {
		s := e.seat(id)
		if s == nil {
			continue
		}
		every := pulseUnheard
		if c, answered := got[id]; answered {
			if c.None != "" {
				s.Pulse.Uncounted(now, c.None)
			} else {
				s.Pulse.Count(asked, now, c.Packets)
			}
			every, e.watcherOf(s).last = e.pulseEvery(now, s), asked
		}
		e.watcherOf(s).due = asked.Add(every)
		e.judge(now, s)
	}
}

// pulseEvery is how soon the leg is asked about again.
func (e *Engine) pulseEvery(now time.Time, s *roster.Seat) time.Duration {
	p := &s.Pulse
	switch {
	case p.Held():
		return pulseRest
	case p.Silence() == 0 && !p.Proven(now) && p.Why(now) == "" && s.State != roster.Talking:
		return pulseAgain
	case p.Silence() > 0, s.State == roster.Talking && p.Unheard(s.MetAt()):
		return pulseBrisk
	case s.State == roster.Talking && !e.wantedFromTalk(s), s.State == roster.Paused,
		!e.pulses.brisk && now.Sub(s.Since) > pulseLingers:
		return pulseRest
	}
	return pulseBrisk
}

// wantedFromTalk reports whether somebody may wait for the agent while the agent talks: a caller, or an open call's
// consumer.
func (e *Engine) wantedFromTalk(s *roster.Seat) bool {
	return e.wanting > 0 || len(e.callers) > 0 ||
		slices.ContainsFunc(e.dialing[s.Agent.ID], func(c *campaign) bool { return c.pacer != nil })
}

// judge brings the seat into line with what is known of its phone. It comes after each count, after hold and its end,
// and when the proof lapses.
func (e *Engine) judge(now time.Time, s *roster.Seat) {
	p := &s.Pulse
	mute := p.Held() || p.Silent(now)
	s.Heard = p.Proven(now)
	if mute != s.Mute {
		if s.Mute = mute; s.State == roster.Ready && !s.Behind {
			e.learnSeat(now, s, seenAs(s))
		}
	}
	e.remindLapse(s)
	e.tellMute(now, s)
	switch s.State {
	case roster.Reserved:
		if mute || !s.Heard && e.up && now.Sub(maxTime(e.pulses.from, maxTime(p.Proof(), s.Since))) > unknownHolds {
			e.letGoOf(now, s)
		}
	case roster.Talking:
		e.judgeTalk(now, s)
	case roster.Ready, roster.WrapUp, roster.Paused, roster.Turning:
		if p.Over(now) {
			s.Why = p.Why(now)
			e.closeSeat(now, s)
		}
	}
	if s.State != roster.Talking {
		e.judgePast(now, s)
	}
}

// seenAs is what pacing is told of a free agent: one whose phone sends nothing is as good as gone.
func seenAs(s *roster.Seat) pacing.EventKind {
	if s.Mute {
		return pacing.Left
	}
	return pacing.Ready
}

// remindLapse has the seat judged again at the instant at which its proof is too old.
func (e *Engine) remindLapse(s *roster.Seat) {
	w := e.watcherOf(s)
	if !s.Heard || w.lapse != nil && w.lapse.place >= 0 {
		return
	}
	w.lapse = e.remind(s.Pulse.Proof().Add(roster.ProofHolds+1), ofSeat, int64(s.No), func(now time.Time) {
		if e.seat(s.Session) == s {
			e.judge(now, s)
		}
	})
}

// letGoOf takes the call from an agent whose phone fell silent before the answer. One that is being looked up is put
// back when it is: see looked.
func (e *Engine) letGoOf(now time.Time, s *roster.Seat) {
	a := e.calls[s.Attempt]
	switch {
	case a == nil:
	case a.standby.seat == s && a.Session != s.Session:
		e.dismiss(a)
	case a.Session == s.Session:
		e.step(now, a, call.AgentGone{})
		e.replace(now, a,
			"the reserved agent's phone: "+cmp.Or(s.Pulse.Why(now), "the PBX does not say whether it lives"))
	}
}

// replace finds another agent for a call that has lost its own; where there is none, one that is not answered is
// cancelled.
func (e *Engine) replace(now time.Time, a *attempt, why string) {
	if a.Session != "" || a.State == call.Done || a.State > call.Waiting {
		return
	}
	if !e.offer(now, a) && a.Unanswered() {
		e.step(now, a, call.Cancel{Why: why})
	}
}

// judgeTalk takes a consumer or a caller away from a dead phone.
func (e *Engine) judgeTalk(now time.Time, s *roster.Seat) {
	if !s.Pulse.Gone(s.MetAt()) || !e.leftInTalk(s) {
		return
	}
	if c := e.callerOf(s); c != nil {
		s.Caller = ""
		e.ready(now, s)
		e.sendBack(now, c, "the agent's phone was dead")
		return
	}
	a := e.calls[s.Attempt]
	e.log(a).Warn("the agent's phone is dead: the consumer goes to another agent, or hears the message")
	e.agentLeft(now, s, a.ID)
}

// leftInTalk reports whether somebody talks with the agent and is not about to leave.
func (e *Engine) leftInTalk(s *roster.Seat) bool {
	if c := e.callerOf(s); c != nil {
		return c.state == callerTalks && c.till.IsZero()
	}
	a := e.calls[s.Attempt]
	return a != nil && a.Session == s.Session && a.State == call.Talking
}

// judgePast settles whether the agent was heard at all in the last talk, which was over before that could be known.
func (e *Engine) judgePast(now time.Time, s *roster.Seat) {
	a := e.talked[s.Session]
	if a == nil || a.heard || a.State != call.Done || a.BridgedAt.IsZero() || s.Pulse.Held() {
		return
	}
	switch {
	case !s.Pulse.Unheard(a.BridgedAt):
		a.heard = true
	case s.Pulse.Gone(a.BridgedAt):
		e.writeUnheard(now, a)
	}
}

// writeUnheard tells that no agent spoke with the consumer of a call that is over: that changes what becomes of the
// lead.
func (e *Engine) writeUnheard(now time.Time, a *attempt) {
	a.heard = true // settled
	f := call.SilentPhone(a.BridgedAt, time.Time{})
	f.At, f.Campaign, f.Client, f.Attempt, f.Agent = a.BridgedAt, a.Campaign, a.client, a.ID, a.Agent
	b := dialer.Batch{Facts: []dialer.Fact{f}}
	e.count(b.Facts)
	b.Leads = []dialer.LeadChange{e.fate(now, a)}
	e.put(b, nil)
}

// tellMute tells people once that an agent's phone sends nothing, and once that it does again.
func (e *Engine) tellMute(now time.Time, s *roster.Seat) {
	w, log := e.watcherOf(s), e.ports.Log.WithFields(logrus.Fields{"agent": s.Agent.ID, "phone": s.Endpoint})
	fact := dialer.Fact{At: now, Kind: dialer.FactPhone, Agent: s.Agent.ID, Detail: s.Endpoint}
	switch {
	case !w.told && s.OnLine() && !s.Pulse.Held() && s.Pulse.Mute(now) >= tellMuteAfter:
		w.told, fact.Code = true, dialer.PhoneSilent
		fact.Detail += ": " + s.Pulse.Why(now)
		log.Warnf("no call goes to the agent, and the leg is ended after %v: %s", roster.EndsAfter, s.Pulse.Why(now))
	case w.told && s.Heard:
		w.told, fact.Code = false, dialer.PhoneHeard
		log.Info("the agent's phone is heard again")
	default:
		return
	}
	e.tell(fact)
}
