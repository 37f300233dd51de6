package dialer

// Outcome is how an attempt ended, as the network and our own clock tell it; the empty Outcome means it has not (norm
// 2.2).
type Outcome string

// The outcomes. Every attempted call has exactly one of the first five.
const (
	Answered         Outcome = "answered"
	NoAnswer         Outcome = "no_answer"         // our ring time ran out, 408, 480
	Busy             Outcome = "busy"              // 486, 600, or refused by the person or phone
	CancelledRinging Outcome = "cancelled_ringing" // ended by us, for cause, before an answer
	TrunkFailed      Outcome = "trunk_failed"      // every other failure; Detail tells an invalid number
	NotPlaced        Outcome = "not_placed"        // no dialing began: not an attempt in the figures (local_error)
	Lost             Outcome = "lost"              // the end was not seen: counted as answered and abandoned
)

// Disposition is how an attempt ended, as the agent tells it; the empty Disposition means not told.
type Disposition string

// The dispositions, and the key after *0 that gives each.
const (
	Person      Disposition = "person"       // 1: talked with a person
	Machine     Disposition = "machine"      // 2: an answering machine or fax
	WrongNumber Disposition = "wrong_number" // 3: a person, but not the one sought
	CallLater   Disposition = "call_later"   // 4: a person who asked to be called another day
	Sold        Disposition = "sale"         // 6: a person who wants the offer; package sale says when it may be said

	NotInterested Disposition = "not_interested" // 5: a person who declined the offer, the gift or the survey
	Completed     Disposition = "completed"      // 7: a person, and the matter is settled: answered, promised, informed
	Away          Disposition = "away"           // 8: a person, and the one sought is not there now

)

// Dispositions by a code of their own. Each ends the call for the other party's sake: the number is never dialed again
// in that campaign, no word that comes later takes its place, and no sale of that call stands.
const (
	DutyOfCare Disposition = "duty_of_care" // *90 (4.2 f); it says nothing of the cause
	Minor      Disposition = "minor"        // *91 (4.2 e)
)

// Final reports whether the word stands for ever; see above.
func (d Disposition) Final() bool { return d == DutyOfCare || d == Minor }

// Live reports whether a person was on the line, which makes the call established (norm 2.4).
func (d Disposition) Live() bool {
	switch d {
	case Person, WrongNumber, CallLater, NotInterested, Completed, Away, Sold:
		return true
	}
	return d.Final()
}

// Party is who ended something.
type Party string

// The parties.
const (
	ByConsumer Party = "consumer"
	ByAgent    Party = "agent"
	ByUs       Party = "us"
	ByNetwork  Party = "network"
)
