package engine

import (
	"cmp"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// word takes an outcome that the agent has keyed. Right after a bridging, or begun before it, it is about the call
// before and leaves the new party alone. Where no call before is known it is refused: an agent cannot tell within two
// seconds who is on the line. See daemon/decisions/0015-a-key-belongs-to-one-call.md.
func (e *Engine) word(now time.Time, s *roster.Seat, p roster.Pressed) {
	a, late := e.talked[s.Session], p.Before || s.JustMet(now)
	before := late && e.before[s.Session] != nil
	if before {
		a = e.before[s.Session]
	}
	d, known := dialer.DispositionByKey(p.Digits)
	switch {
	case late && !before && s.State == roster.Talking:
		e.refuseKey(s)
	case a != nil && !a.campaign.Kind.Allows(d):
		e.seatDo(s, SeatOutcomes(a.campaign.Kind))
	case !known, e.wordStands(s, a) && d != dialer.Sold: // of a sale the rule says why
		e.refuseKey(s)
	case before:
		if err := e.said(now, s, a, d, ""); err != nil {
			e.refuseSale(now, s, a, err)
			return
		}
		e.seatDo(s, SeatWordBefore)
	default:
		if err := e.dispose(now, s, d, ""); err != nil {
			e.refuseSale(now, s, a, err)
		}
	}
}

// wordStands reports whether a call of ours, or where a is nil the agent's last caller, has a word that stands for
// ever.
func (e *Engine) wordStands(s *roster.Seat, a *attempt) bool {
	if a != nil {
		return a.said.Final()
	}
	c := e.served[s.Session]
	return c != nil && c.closing
}

// dispose takes a word for the agent's last conversation; during it, the word ends it as well. by typed it, which is
// after the fact where the call is over; "" is the agent, by key. An error says why it is no sale: the talk goes on.
func (e *Engine) dispose(now time.Time, s *roster.Seat, d dialer.Disposition, by string) error {
	a := e.talked[s.Session]
	if a == nil {
		e.disposeCaller(now, s, d)
		return nil
	}
	if err := e.said(now, s, a, d, by); err != nil {
		return err
	}
	e.step(now, a, call.HangUp{By: dialer.ByAgent})
	if s.State == roster.Talking {
		return nil
	}
	e.seatDo(s, SeatWordTaken)
	if s.State == roster.WrapUp {
		e.shortWrapUp(now, s)
	}
	return nil
}

// said writes a word about a conversation; of a call that is over it may change what becomes of the lead. An error says
// why the conversation is no sale: nothing is written then.
func (e *Engine) said(now time.Time, s *roster.Seat, a *attempt, d dialer.Disposition, by string) error {
	sold, err := a.sold(now, d, by)
	if err != nil {
		return err
	}
	a.said = d
	code := ""
	if by != "" && a.State == call.Done {
		code = dialer.Typed
	}
	b := dialer.Batch{Facts: []dialer.Fact{{
		At: now, Kind: dialer.FactDisposed, Campaign: a.Campaign, Client: a.client, Attempt: a.ID, Agent: s.Agent.ID,
		Disposition: d,
		Code:        code, By: by,
	}}}
	e.learn(a, b.Facts[0])
	e.count(b.Facts)
	b.Facts = append(b.Facts, sold...)
	a.sale = a.sale.Apply(b.Facts...)
	var written func(time.Time, error)
	if a.State == call.Done {
		b.Leads = []dialer.LeadChange{e.fate(now, a)}
		written = e.closes(a.Number, nil)
	}
	e.put(b, written)
	return nil
}

// shortWrapUp follows every word, so that it can be corrected before the next number rings. A correction restarts it,
// within bounds.
func (e *Engine) shortWrapUp(now time.Time, s *roster.Seat) {
	if !s.Settle(now, e.set.AfterWord) {
		e.ready(now, s)
		return
	}
	e.remindSeat(s)
	e.askSoon(now, s)
}

// wrapUp is the agent's time after a talk without a word.
func (e *Engine) wrapUp(now time.Time, s *roster.Seat, long time.Duration) {
	if long == 0 && !e.owesWord(s) {
		e.ready(now, s)
		return
	}
	s.Set(now, roster.WrapUp, now.Add(long))
	e.remindSeat(s)
	e.askSoon(now, s)
}

// owesWord reports whether the agent must key an outcome of the last conversation before the next call comes.
func (e *Engine) owesWord(s *roster.Seat) bool {
	a := e.talked[s.Session]
	return a != nil && a.campaign.Forced && a.said == "" && !a.unsaid && s.Caller == ""
}

// wrapUpOver ends a wrap-up. An agent who owes an outcome is asked for it, and has the longest wrap-up for it; then
// it is written that none was keyed.
func (e *Engine) wrapUpOver(now time.Time, s *roster.Seat) {
	if e.owesWord(s) {
		if until := s.Since.Add(e.longestWrapUp()); until.After(now) {
			e.seatDo(s, SeatAskOutcome)
			s.Deadline = until
			e.remindSeat(s)
			return
		}
		a := e.talked[s.Session]
		a.unsaid = true
		e.tell(dialer.Fact{
			At: now, Kind: dialer.FactDisposed, Campaign: a.Campaign, Client: a.client, Attempt: a.ID,
			Agent: s.Agent.ID, Code: dialer.ByDefault, By: dialer.Self,
			Detail: fmt.Sprintf("no outcome was keyed within %v", now.Sub(s.Since)),
		})
	}
	e.ready(now, s)
}

// longestWrapUp is how long a wrap-up lasts at most that the agent prolongs, or owes an outcome in.
func (e *Engine) longestWrapUp() time.Duration { return cmp.Or(e.set.LongestWrapUp, 10*time.Minute) }

// met notes that the agent talks to another party now: the conversation before may still be spoken of. A caller is no
// attempt (nil).
func (e *Engine) met(s *roster.Seat, a *attempt) {
	before := e.talked[s.Session]
	if a != nil && before == a {
		return
	}
	delete(e.before, s.Session)
	delete(e.talked, s.Session)
	delete(e.served, s.Session)
	if before != nil {
		e.before[s.Session] = before
	}
	if a != nil {
		e.talked[s.Session] = a
		s.Meet(a.BridgedAt) // which may be long ago, where no events flowed
	}
}
