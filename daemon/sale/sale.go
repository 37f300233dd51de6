// Package sale is the sale of one call: what must be said and ticked before it counts, and what must happen before it
// binds anyone (4.2 e, 4.2 f, 6, 6.1, 9).
//
// An agent ticks the items of the verification script while the call is up. Only then may the outcome be a sale. It is
// pending until a person who did not sell it has passed it. The offer is then sent in writing, the consumer accepts it
// in writing, and the sale is released to the client. Step decides each of these, or refuses with a name. What it
// allows, it gives as facts; Apply is what a fact changes, so that a sale read from the journal is the sale that was.
package sale

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Item is something that the agent says and the consumer confirms.
type Item uint8

// The items, in the order of the script (norm 4.13). Each is ticked with the digit of its number.
const (
	Identity   Item = iota + 1 // 6.1 a
	Price                      // 6.1 b
	LockIn                     // and minimum purchase: 6.1 c
	Delivery                   // 6.1 d
	Withdrawal                 // 6.1 e
	Other                      // 6.1 f
	NotBound                   // not bound before a written acceptance: 9 a
	Age                        // asked, and 18 or over: 4.2 e
)

// Items lists all.
func Items() []Item {
	return []Item{Identity, Price, LockIn, Delivery, Withdrawal, Other, NotBound, Age}
}

// itemWords are the names as they are stored, and the clause of each.
var itemWords = [...]struct{ name, clause string }{
	{}, {"identity", "6.1 a"}, {"price", "6.1 b"}, {"lock_in", "6.1 c"}, {"delivery", "6.1 d"},
	{"withdrawal", "6.1 e"}, {"other", "6.1 f"}, {"not_bound", "9 a"}, {"age", "4.2 e"},
}

// String is the item's name, as it is stored.
func (i Item) String() string { return itemWords[i].name }

// Clause is the clause of the norm that asks for the item.
func (i Item) Clause() string { return itemWords[i].clause }

// ItemByDigit gives the item that a digit ticks.
func ItemByDigit(digit byte) (Item, bool) {
	i := Item(digit - '0')
	return i, digit > '0' && i <= Age
}

// itemNamed gives the item of a stored name; 0 where there is none.
func itemNamed(name string) Item {
	for _, i := range Items() {
		if i.String() == name {
			return i
		}
	}
	return 0
}

// State is where a sale stands. The words are stored.
type State string

// The states. The empty one is a call that is no sale.
const (
	Pending  State = "pending"             // the agent said so; nothing has been checked
	Passed   State = "qa_passed"           // a person who did not sell it found it in order (6)
	Sent     State = "offer_sent"          // the offer was sent in writing (9)
	Accepted State = "accepted_in_writing" // the consumer accepted it in writing (9)
	Released State = "released"            // the client has it as a binding order
	Void     State = "void"                // no sale, now or later
)

// States lists those of a sale, in their order.
func States() []State { return []State{Pending, Passed, Sent, Accepted, Released, Void} }

// Exportable reports whether the client may be told of the sale at all (6).
func (s State) Exportable() bool { return s == Passed || s == Sent || s.Binding() }

// Binding reports whether the client may treat it as an order (9).
func (s State) Binding() bool { return s == Accepted || s == Released }

// Cause is why a sale is void. The words are stored.
type Cause string

// The causes.
const (
	Misinformed Cause = "misinformed"  // the consumer was given wrong information (6.1)
	Minor       Cause = "minor"        // under 18 (4.2 e)
	DutyOfCare  Cause = "duty_of_care" // the call was ended for the consumer's sake; no more is kept (4.2 f)
	Declined    Cause = "declined"     // the consumer, or who checked it, said no
	Corrected   Cause = "corrected"    // the outcome of the call was changed to another
)

// Causes lists those that a person may give.
func Causes() []Cause { return []Cause{Misinformed, Minor, DutyOfCare, Declined} }

// ends reports whether the cause is final for the call: it can have no sale any more.
func (c Cause) ends() bool { return c != "" && c != Corrected }

// Mark is when a state was reached, who entered it, and with what.
type Mark struct {
	At  time.Time
	By  string
	How string // of an offer and of an acceptance: the channel; of a release: the exemption
	Ref string // of an offer and of an acceptance; "" once the number's key is destroyed
}

// Sale is a call as far as a sale is concerned. Its zero value is a call that has not begun.
type Sale struct {
	Attempt  dialer.AttemptID
	Campaign dialer.CampaignID
	Client   dialer.ClientID
	Agent    dialer.AgentID // in the talk, or in the last one

	Up    bool           // an agent and the consumer are in a talk
	Ended time.Time      // of the call; zero: it is up, or never was
	Offer string         // the version that the ticks are of
	Ticks [Age]time.Time // by item, from Identity; zero: not ticked
	State State
	Cause Cause // of Void

	SoldAt, PassedAt, SentAt, AcceptedAt, ReleasedAt, VoidAt Mark
}

// Ticked is when an item was ticked; zero: it was not.
func (s Sale) Ticked(i Item) time.Time { return s.Ticks[i-1] }

// Missing lists the items that are not ticked.
func (s Sale) Missing() (all []Item) {
	for _, i := range Items() {
		if s.Ticked(i).IsZero() {
			all = append(all, i)
		}
	}
	return all
}
