package engine

import (
	"iter"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/roster"
)

// learn tells the campaign's pacer what happened to a call.
func (e *Engine) learn(a *attempt, f dialer.Fact) {
	c := a.campaign
	if c.pacer == nil {
		return
	}
	ev := pacing.Event{At: max(c.lastSeen, e.since(f.At)), Call: int(a.ID)}
	if s := e.seat(a.Session); s != nil {
		ev.Agent = s.No
	}
	switch f.Kind {
	case dialer.FactDialed:
		ev.Kind = pacing.Dialed
	case dialer.FactRinging, dialer.FactEarly:
		ev.Kind = pacing.Ringing
	case dialer.FactAnswered:
		ev.Kind = pacing.Answered
	case dialer.FactBridged:
		ev.Kind = pacing.Connected
	case dialer.FactMessage:
		ev.Kind = pacing.Abandoned
	case dialer.FactDisposed:
		ev.Kind, ev.Person = pacing.Disposed, f.Disposition.Live()
	case dialer.FactEnded, dialer.FactLost:
		ev.Kind = e.overAs(a)
	}
	if ev.Kind != 0 {
		c.pacer.Event(ev)
	}
}

// overAs is what the end of a call means to pacing; 0 where pacing knows of the abandonment already. The ledgers must
// have counted the end before.
func (e *Engine) overAs(a *attempt) pacing.EventKind {
	switch {
	case a.GivenUp():
		return 0
	case !a.BridgedAt.IsZero():
		return pacing.Ended
	case e.tally.Abandoned(a.ID):
		return pacing.Abandoned
	}
	return pacing.Failed
}

// learnSeat tells the pacers that an agent came free or went away.
func (e *Engine) learnSeat(now time.Time, s *roster.Seat, kind pacing.EventKind) {
	for _, c := range e.campaigns {
		if c.pacer != nil && c.Serves(s.Agent.ID) {
			c.pacer.Event(pacing.Event{Kind: kind, At: max(c.lastSeen, e.since(now)), Agent: s.No})
			c.shrunk = c.shrunk || kind == pacing.Left
			c.next = time.Time{} // look at the floor now
		}
	}
}

// Resume takes ledgers that were counted up to the journal's end, with the campaigns that an alarm has put back to
// power. It is called before Run, after SetCampaigns and before Recover; the tally is the engine's from then on.
func (e *Engine) Resume(t *figures.Tally) {
	e.tally = t
	for id, why := range t.Off() {
		e.offs[id] = why
	}
	for _, c := range e.campaigns {
		t.Know(c.ID, c.Kind)
		c.off = e.offs[c.ID]
	}
}

// Recount takes the whole journal, in its order: the ledgers, and which campaigns an alarm has put back to power. It is
// called before Run, after SetCampaigns and before Recover.
func (e *Engine) Recount(facts iter.Seq[dialer.Fact]) {
	for f := range facts {
		e.tally.Apply(f)
	}
	e.Resume(e.tally)
}
