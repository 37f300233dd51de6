package redial

import (
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// The codes that a lead's state is kept with where neither an outcome nor the gate gave it.
const (
	CodeBooked    = "booked"     // its call is under way
	CodeServed    = "served"     // its person rang a visible number, and an agent served them
	CodeListEnded = "list ended" // its list was ended before it was called to its end
	CodeCancelled = "cancelled"  // a person of the house cancelled the call-back that it waited for
)

// Ended is what is known of an attempt that is over. Abandoned and AgentCut are package figures' verdict.
type Ended struct {
	Outcome       dialer.Outcome
	Said          dialer.Disposition // the agent's last word; empty: none
	Later         time.Time          // with CallLater: when the person is to be called; zero: no time was agreed
	For           dialer.AgentID     // with CallLater: the agent who is to call; empty: any
	Bridged       bool               // an agent was in the bridge
	Abandoned     bool               // it counts as abandoned
	AgentCut      bool               // the agent's word ended it before anybody could speak
	Spared        bool               // only the trunk is to blame, and no phone rang
	InvalidNumber bool               // the network says that the number does not exist (404, 410, 484, 604)
	Dedicated     bool               // agents were held for it alone (4.6.3)
	Tries         int                // attempts on the lead, with this one
}

// Decide says what becomes of the lead of an attempt that ended at now, which carries the Oslo location.
func Decide(now time.Time, e Ended, a dialer.Attempts) Next {
	unbridged := e.Outcome == dialer.Answered && !e.Bridged
	switch {
	case e.Spared:
		return spared(now)
	case e.InvalidNumber:
		return invalidNumber()
	case unbridged && e.Abandoned, e.AgentCut:
		return abandoned(now, e.Dedicated, e.Tries, a)
	case unbridged:
		return Next{Why: "the consumer hung up at once"}
	}
	tries := e.Tries
	if e.Outcome == dialer.NotPlaced {
		tries--
	}
	next := after(now, e.Outcome, e.Said, tries, a)
	if next.Again && e.Said == dialer.CallLater {
		next.Due = later(next.Due, e.Later)
	}
	return next
}

// Fate is Decide as the change that the book keeps.
func Fate(now time.Time, lead dialer.LeadID, e Ended, a dialer.Attempts) dialer.LeadChange {
	code := string(e.Outcome)
	if e.Said == dialer.CallLater || e.Said.Final() {
		code = string(e.Said)
	}
	if n := Decide(now, e, a); n.Again {
		c := dialer.LeadChange{Lead: lead, State: dialer.LeadWaiting, Due: n.Due, Code: code}
		if e.Said == dialer.CallLater {
			c.For = e.For
		}
		return c
	}
	return dialer.LeadChange{Lead: lead, State: dialer.LeadDone, Code: code}
}

// Booked takes a lead out of those that wait, while its call is under way.
func Booked(lead dialer.LeadID) dialer.LeadChange {
	return dialer.LeadChange{Lead: lead, State: dialer.LeadDone, Code: CodeBooked}
}

// Refused is the lead that the gate refused with code: it waits until next, or is blocked if next is zero.
func Refused(lead dialer.LeadID, code string, next time.Time) dialer.LeadChange {
	if next.IsZero() {
		return dialer.LeadChange{Lead: lead, State: dialer.LeadBlocked, Code: code}
	}
	return dialer.LeadChange{Lead: lead, State: dialer.LeadWaiting, Due: next, Code: code}
}

// Waits before a lead is tried again that could not be dialed although the gate allowed it.
const (
	putBackFor     = time.Minute
	putBackBriefly = 3 * time.Second
)

// PutBack is a lead that could not be dialed although the gate allowed it; code says why.
func PutBack(now time.Time, lead dialer.LeadID, code string) dialer.LeadChange {
	return dialer.LeadChange{Lead: lead, State: dialer.LeadWaiting, Due: now.Add(putBackFor), Code: code}
}

// PutBackBriefly is PutBack where what the call lacks is a matter of seconds.
func PutBackBriefly(now time.Time, lead dialer.LeadID, code string) dialer.LeadChange {
	return dialer.LeadChange{Lead: lead, State: dialer.LeadWaiting, Due: now.Add(putBackBriefly), Code: code}
}

// Served is a lead whose person rang us and spoke with an agent, who said d. With CallLater it waits until later.
func Served(lead dialer.LeadID, d dialer.Disposition, later time.Time) dialer.LeadChange {
	if d == dialer.CallLater {
		return dialer.LeadChange{Lead: lead, State: dialer.LeadWaiting, Due: later, Code: string(d)}
	}
	return dialer.LeadChange{Lead: lead, State: dialer.LeadDone, Code: CodeServed}
}

// Moved is a lead whose promised call a person of the house moved to due, for the agent; empty: for any.
func Moved(lead dialer.LeadID, due time.Time, of dialer.AgentID) dialer.LeadChange {
	return dialer.LeadChange{Lead: lead, State: dialer.LeadWaiting, Due: due, Code: string(dialer.CallLater), For: of}
}

// Cancelled is a lead whose promised call a person of the house cancelled.
func Cancelled(lead dialer.LeadID) dialer.LeadChange {
	return dialer.LeadChange{Lead: lead, State: dialer.LeadDone, Code: CodeCancelled}
}

// Unlisted is change for a lead whose list was ended: it does not wait again.
func Unlisted(change dialer.LeadChange) dialer.LeadChange {
	if change.State == dialer.LeadWaiting {
		change.State, change.Code = dialer.LeadDone, CodeListEnded
	}
	return change
}

// Reopenable are the outcomes whose leads a person may have dialed again: no conversation took place. A lost attempt
// counts as abandoned, so a person decides (4.6.3).
func Reopenable() []dialer.Outcome {
	return slices.Clone(reopenable[:])
}

var reopenable = [...]dialer.Outcome{
	dialer.TrunkFailed, dialer.NoAnswer, dialer.Busy, dialer.CancelledRinging, dialer.NotPlaced, dialer.Lost,
}
