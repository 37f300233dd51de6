package figures

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Ledger is what one interval has counted of the strict rate (norm 2.4).
type Ledger struct{ Abandoned, Live int }

// Established is E: what agents said were persons, and the abandoned ones.
func (l Ledger) Established() int { return l.Live + l.Abandoned }

// Broken reports that the rate is over the limit; exactly at it is not (4.6.2).
func (l Ledger) Broken(limitPct int) bool { return 100*l.Abandoned > limitPct*l.Established() }

// share is what one attempt adds to the ledgers of its answer.
type share struct {
	Ledger
	at time.Time // of the answer
}

// shareOf counts a closed attempt as the daily figures do, and one still open as soon as it is sure to be abandoned:
// the guard must not wait for the end of the message.
func shareOf(a Attempt) share {
	if !a.closed() {
		sure, certain := surelyAbandoned(a)
		if !certain {
			return share{}
		}
		a = sure
	}
	c := Classify(a)
	var s share
	count(&s.Abandoned, c.Abandoned)
	count(&s.Live, c.Live)
	if c.Answered {
		s.at = a.AnsweredAt()
	}
	return s
}

// surelyAbandoned gives an open attempt as it will have to be counted, once the message has begun or T has passed
// before an agent came: nothing that can still happen makes good of that.
func surelyAbandoned(a Attempt) (Attempt, bool) {
	if !a.up() || a.Message.IsZero() && (len(a.Bridged) == 0 || !late(a)) {
		return a, false
	}
	a.Ended, a.EndedBy, a.Outcome = firstOf(a.Message, a.AnsweredAt()), dialer.ByUs, dialer.Answered
	return a, true
}

// plus and minus move a share in and out of a ledger.
func (l *Ledger) plus(s share)  { l.Abandoned, l.Live = l.Abandoned+s.Abandoned, l.Live+s.Live }
func (l *Ledger) minus(s share) { l.Abandoned, l.Live = l.Abandoned-s.Abandoned, l.Live-s.Live }
