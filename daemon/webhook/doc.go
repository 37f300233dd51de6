// Package webhook tells another system, such as the call centre's CRM, what becomes of calls: outcomes, the states of a
// sale, reservations. The journal is its queue: an event is an entry, so it is there if and only if the fact is, and no
// writer waits for the receiver.
//
// Runs sends one event after the other, in the journal's order, and moves on when the receiver has taken it. A kill
// between the two sends the event again under the same id. One that the receiver refuses for good, or that it has not
// taken within Settings.GiveUp, is listed as undelivered until a person has it tried again.
package webhook
