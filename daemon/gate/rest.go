package gate

import (
	"fmt"

	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/redial"
)

// rested leaves a number alone for some hours after anybody of the house has spoken with it, or our message was heard
// there, whichever client that was for. The call-back that was agreed in that talk, and an answer that the person
// waits for (4.4.3), come before: both by the same client. A corrective call (6.1) is dialed by hand on an open
// inquiry.
func rested(q *inquiry) finding {
	if !q.HistoryKnown {
		return q.unknown("whether the number was spoken with lately could not be read")
	}
	if q.Path == PathByHand && q.AwaitsAnswer {
		return yes("not asked: the person waits for an answer to an inquiry (4.4.3)")
	}
	last := q.Spoken
	if !q.Lead.CallBack {
		last = later(last, q.Agreed)
	}
	rest := max(q.Rest, redial.MinRest)
	if end := last.Add(rest); !last.IsZero() && q.now.Before(end) {
		return finding{BlockRest,
			fmt.Sprintf("spoken with, or heard our message, on %s; it rests for %g h, for every client",
				hours.Text(last), rest.Hours()), end}
	}
	return yes("not spoken with lately")
}
