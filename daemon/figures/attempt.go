package figures

import (
	"cmp"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Attempt is what the facts of one attempt tell, gathered by Apply. The zero Attempt knows nothing.
type Attempt struct {
	ID       dialer.AttemptID
	Campaign dialer.CampaignID

	T           time.Duration // as configured when it was booked; 0 is DefaultT
	Dedicated   bool          // agents were held for it alone (4.6.3)
	Booked      time.Time
	NotPlaced   time.Time
	Dialed      time.Time // t_dial
	Ringing     time.Time // t_ring
	Cancelled   time.Time // we ended the ringing
	Answered    time.Time // t_ans
	Reserved    bool      // an agent was held for it at t_ans
	Machine     time.Time // recognised as machine or fax
	Bridged     []time.Time
	AgentGone   []time.Time
	Unheard     []time.Time // bridgings to a phone from which no packet came since; they are not in Bridged
	Message     time.Time   // t_msg
	Ended       time.Time   // t_end
	EndedBy     dialer.Party
	Outcome     dialer.Outcome // as the ended fact says
	Lost        time.Time
	Disposition dialer.Disposition // the last one told by the agent's phone, or while the call was on
	Typed       dialer.Disposition // the last one that was typed after the fact
	Said        dialer.Disposition // the first one told since the last bridging, the call having not ended
	SaidAt      time.Time          // and when
	Exempt      string             // why a reservation did not bar it
	Consent     Consent            // to a recording, by the last word on it
}

// Consent is what became of the question whether the call may be recorded (8.2.1). The zero Consent was not asked.
type Consent uint8

// The answers. A yes that was taken back is a no.
const (
	ConsentYes Consent = iota + 1
	ConsentNo
	ConsentNone // asked, and neither yes nor no was said
)

// DefaultT is the time within which an answer must get its agent (norm 2.1); it may only be lowered.
const DefaultT = 2 * time.Second

// Apply takes in one fact of the attempt, in the journal's order. Of what can happen once, the first fact holds:
// a second Up is no second answer.
func (a *Attempt) Apply(f dialer.Fact) {
	a.identify(f)
	switch f.Kind {
	case dialer.FactBooked:
		if first(&a.Booked, f.At) {
			a.T, a.Exempt, a.Dedicated = f.T, f.Exempt, f.Dedicated
		}
	case dialer.FactNotPlaced:
		first(&a.NotPlaced, f.At)
	case dialer.FactDialed:
		first(&a.Dialed, f.At)
	case dialer.FactRinging:
		first(&a.Ringing, f.At)
	case dialer.FactCancelled:
		first(&a.Cancelled, f.At)
	case dialer.FactAnswered:
		if first(&a.Answered, f.At) {
			a.Reserved = f.Reserved
		}
	case dialer.FactMachine:
		first(&a.Machine, f.At)
	case dialer.FactMessage:
		first(&a.Message, f.At)
	case dialer.FactBridged:
		a.Bridged = append(a.Bridged, f.At)
		a.Said, a.SaidAt = "", time.Time{}
	case dialer.FactAgentGone:
		a.agentGone(f)
	case dialer.FactEnded:
		if first(&a.Ended, f.At) {
			a.EndedBy, a.Outcome = f.Party, f.Outcome
		}
	case dialer.FactLost:
		first(&a.Lost, f.At)
	case dialer.FactConsent:
		a.Consent = ConsentYes
	case dialer.FactConsentRefused, dialer.FactWithdrawn:
		a.Consent = ConsentNo
	case dialer.FactConsentAsked, dialer.FactNoConsent:
		if a.Consent == 0 {
			a.Consent = ConsentNone
		}
	case dialer.FactDisposed:
		if f.Code == dialer.ByDefault { // no word
			return
		}
		if f.Code == dialer.Typed {
			a.Typed = f.Disposition
		} else {
			a.Disposition = f.Disposition
		}
		if len(a.Bridged) > 0 && a.Ended.IsZero() && first(&a.SaidAt, f.At) {
			a.Said = f.Disposition
		}
	}
}

// agentGone takes the end of an agent's leg or phone. A bridging to a phone that was not heard in it was none: no
// agent came.
func (a *Attempt) agentGone(f dialer.Fact) {
	last := len(a.Bridged) - 1
	if f.Code != dialer.PhoneUnheard || last < 0 {
		a.AgentGone = append(a.AgentGone, f.At)
		return
	}
	a.Unheard = append(a.Unheard, a.Bridged[last])
	a.Bridged = a.Bridged[:last]
}

// identify keeps the names; not every fact tells the campaign.
func (a *Attempt) identify(f dialer.Fact) {
	a.ID = f.Attempt
	if a.Campaign == "" {
		a.Campaign = f.Campaign
	}
}

// first sets t once, and reports whether it did.
func first(t *time.Time, at time.Time) bool {
	if !t.IsZero() {
		return false
	}
	*t = at
	return true
}

// LastWord is the newest word on who was on the line, be it typed; "" where there is none.
func (a *Attempt) LastWord() dialer.Disposition { return cmp.Or(a.Typed, a.Disposition) }

// limit is T, from the answer on.
func (a *Attempt) limit() time.Duration {
	if a.T <= 0 || a.T > DefaultT {
		return DefaultT
	}
	return a.T
}

// closed reports that nothing more will come that moves the attempt from one class to another.
func (a *Attempt) closed() bool {
	return !a.Ended.IsZero() || !a.Lost.IsZero() || !a.NotPlaced.IsZero()
}

// placed reports that dialing began. A fact that only a dialed call can have replaces a missing t_dial.
func (a *Attempt) placed() bool {
	if !a.Dialed.IsZero() || !a.Ringing.IsZero() || a.up() {
		return true
	}
	return a.NotPlaced.IsZero() && a.Outcome != dialer.NotPlaced
}

// up reports an answer, seen or implied: who is bridged has answered.
func (a *Attempt) up() bool {
	return !a.Answered.IsZero() || len(a.Bridged)+len(a.Unheard) > 0 || a.Outcome == dialer.Answered
}

// vanished reports that the end was not seen; an ended fact that comes later corrects it.
func (a *Attempt) vanished() bool {
	return !a.Lost.IsZero() && a.Ended.IsZero() || a.Outcome == dialer.Lost
}

// DialedAt is t_dial, or the first thing known of the attempt where that fact is missing.
func (a *Attempt) DialedAt() time.Time {
	return firstOf(a.Dialed, a.Ringing, a.Booked, a.Answered, a.NotPlaced, a.Lost, a.Ended)
}

// AnsweredAt is t_ans. Where the answer was not seen, an attempt counts as answered when it was bridged, else when it
// was dialed.
func (a *Attempt) AnsweredAt() time.Time {
	if a.Answered.IsZero() && len(a.Bridged) > 0 {
		return a.Bridged[0]
	}
	return firstOf(a.Answered, a.DialedAt())
}

func firstOf(times ...time.Time) time.Time {
	for _, t := range times {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}
