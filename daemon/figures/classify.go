package figures

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// The agent drop of norm 2.3 no. 6.
const (
	dropWithin    = 5 * time.Second // after the bridging
	replaceWithin = 2 * time.Second // after the drop
)

// cutWithin is how soon after the bridging an agent's word ends a call in which no one spoke with the consumer (norm
// 2.3 no. 8).
const cutWithin = time.Second

// Class is what one attempt counts as. An open attempt counts as nothing else.
type Class struct {
	Open       bool // its end has not been told
	LocalError bool // no dialing began: no attempt in the figures

	Attempted   bool           // (a)
	Outcome     dialer.Outcome // as derived: answered, no_answer, busy, cancelled_ringing or trunk_failed
	Answered    bool           // (b)
	Connected   bool           // (c)
	Transferred bool           // (d)
	Abandoned   bool           // (e)

	MachineAtAnswer  bool
	EarlyHangup      bool
	LateTransfer     bool
	AbandonedNotLate bool // abandoned without ever having had an agent
	Lost             bool
	AgentDrop        bool // an agent's leg died within 5 s of bridging
	AgentDropCounted bool // and no agent took over: abandoned although transferred
	// the agent's word ended it within 1 s of bridging, or the agent's phone was dead: abandoned, not transferred
	AgentCut        bool
	Machine         bool // m: transferred, and the agent says it is a machine
	RedialDedicated bool // agents were held for it alone, since a call to the number was abandoned before (4.6.3)
	RedialFailed    bool // and it was abandoned all the same
	TypedPerson     bool // transferred, and a person by a word that was typed after the fact
	TypedMachine    bool // the same, a machine
	// transferred, a person by the agent's word, no machine by a typed one, and not dropped: established (norm 2.4)
	Live bool
}

// Classify tells what an attempt counts as (norm 2.2 and 2.3). Where the facts leave a doubt, it takes the reading
// that makes the operator look worse.
func Classify(a Attempt) Class {
	c := classify(a)
	c.RedialDedicated = a.Dedicated && c.Attempted
	c.RedialFailed = a.Dedicated && c.Abandoned
	return c
}

func classify(a Attempt) Class {
	switch {
	case !a.closed():
		return Class{Open: true}
	case !a.placed():
		return Class{LocalError: true}
	case !a.up() && !a.vanished():
		return Class{Attempted: true, Outcome: unanswered(a)}
	}
	c := Class{Attempted: true, Outcome: dialer.Answered, Answered: true}
	if machineAtAnswer(a) {
		c.MachineAtAnswer = true
		return c
	}
	c.Connected = true
	switch {
	case len(a.Bridged) > 0:
		return withAgent(a, c)
	case len(a.Unheard) > 0:
		c.AgentCut, c.Abandoned = true, true
		return c
	}
	return withoutAgent(a, c)
}

// unanswered is the outcome as told; what is not one of the first three is a failure of the trunk.
func unanswered(a Attempt) dialer.Outcome {
	switch a.Outcome {
	case dialer.NoAnswer, dialer.Busy, dialer.CancelledRinging:
		return a.Outcome
	}
	return dialer.TrunkFailed
}

// machineAtAnswer leaves out a machine that was noticed after the agent was there: that is the agent's to tell (m).
func machineAtAnswer(a Attempt) bool {
	return !a.Machine.IsZero() && (len(a.Bridged) == 0 || !a.Machine.After(a.Bridged[0]))
}

// withoutAgent is 2.3 nos. 1, 3, 4, 5 and 7: abandoned, but for the one early hang-up that is the consumer's own.
func withoutAgent(a Attempt, c Class) Class {
	c.Lost = a.vanished()
	c.EarlyHangup = !c.Lost && earlyHangup(a)
	c.AbandonedNotLate = !c.EarlyHangup
	c.Abandoned = c.AbandonedNotLate
	return c
}

// earlyHangup reports that the consumer left before T, while the agent reserved for the call was being bridged.
// Our own cancelling or message beforehand makes it ours.
func earlyHangup(a Attempt) bool {
	return a.EndedBy == dialer.ByConsumer && a.Reserved &&
		a.Cancelled.IsZero() && a.Message.IsZero() &&
		!a.Answered.IsZero() && a.Ended.Sub(a.Answered) < a.limit()
}

// withAgent is 2.3 nos. 2, 6 and 8, and what is established.
func withAgent(a Attempt, c Class) Class {
	var replaced bool
	c.AgentDrop, replaced = drop(a)
	if late(a) {
		c.LateTransfer, c.Abandoned = true, true
		return c
	}
	if agentCut(a) {
		c.AgentCut, c.Abandoned = true, true
		return c
	}
	c.Transferred = true
	c.AgentDropCounted = c.AgentDrop && !replaced
	c.Abandoned = c.AgentDropCounted
	c.Machine = a.Disposition == dialer.Machine
	c.TypedPerson, c.TypedMachine = a.Typed.Live(), a.Typed == dialer.Machine
	c.Live = a.Disposition.Live() && !c.TypedMachine && !c.AgentDropCounted
	return c
}

// late reports that T ran out, or that the message began, before an agent was in the bridge.
func late(a Attempt) bool {
	bridged := a.Bridged[0]
	if !a.Message.IsZero() && a.Message.Before(bridged) {
		return true
	}
	return bridged.Sub(a.AnsweredAt()) > a.limit()
}

// agentCut reports that the agent's own word ended the call too soon after the bridging for anybody to have spoken. A
// machine is not cut, where the word at the end and the last one both say that it was one.
func agentCut(a Attempt) bool {
	if a.EndedBy != dialer.ByAgent ||
		a.Said == dialer.Machine && a.Disposition == dialer.Machine && a.LastWord() == dialer.Machine {
		return false
	}
	return firstOf(a.SaidAt, a.Ended).Sub(a.Bridged[len(a.Bridged)-1]) <= cutWithin
}

// drop reports an agent's leg that died too soon after its bridging, and whether every such one was replaced in time.
func drop(a Attempt) (dropped, replaced bool) {
	replaced = true
	for _, gone := range a.AgentGone {
		since, ok := bridgedBefore(a, gone)
		if !ok || gone.Sub(since) > dropWithin || consumerLeft(a, gone) {
			continue
		}
		dropped = true
		replaced = replaced && bridgedAgain(a, gone)
	}
	return dropped, replaced
}

// consumerLeft reports that the consumer had hung up when the leg died.
func consumerLeft(a Attempt, gone time.Time) bool {
	return a.EndedBy == dialer.ByConsumer && !a.Ended.IsZero() && a.Ended.Before(gone)
}

// bridgedBefore is the last bridging that is not after gone.
func bridgedBefore(a Attempt, gone time.Time) (since time.Time, ok bool) {
	for _, b := range a.Bridged {
		if !b.After(gone) {
			since, ok = b, true
		}
	}
	return since, ok
}

// bridgedAgain reports a bridging soon enough after gone.
func bridgedAgain(a Attempt, gone time.Time) bool {
	for _, b := range a.Bridged {
		if b.After(gone) && b.Sub(gone) <= replaceWithin {
			return true
		}
	}
	return false
}
