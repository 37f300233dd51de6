package call

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// KeptDetail marks facts that no event told, and that the PBX kept for us.
const KeptDetail = "read back from the PBX"

// missing asks the PBX for a channel that a look did not find. The look may be older than the channel, so nothing is
// closed on it, and no deadline acts on the call before the PBX has said. A channel that is being made has a deadline
// of its own.
func (c *Call) missing(now time.Time, o *Out) {
	switch c.State {
	case Booking, Creating, Done:
		return
	case Cancelling, Ending: // they ask again by themselves
		o.do(Probe{})
		return
	}
	if c.probes == 0 {
		c.resumes = c.Deadline
	}
	c.probes = 0
	c.probe(now, o)
}

func (c *Call) probe(now time.Time, o *Out) {
	c.probes++
	c.Deadline = now.Add(pbxAnswers)
	o.do(Probe{})
}

// lives ends the search: the channel was found, and what was due before is due again.
func (c *Call) lives() {
	if c.probes > 0 {
		c.probes, c.Deadline = 0, c.resumes
	}
}

// unprobed asks again, and in the end takes the channel for gone.
func (c *Call) unprobed(now time.Time, o *Out) {
	if c.probes < hangupTries {
		c.probe(now, o)
		return
	}
	c.ended(now, Ended{Unseen: true}, o)
}

// Missed reports whether a look did not find the channel and the PBX has not yet said what became of it.
func (c *Call) Missed() bool { return c.probes > 0 && c.State != Done }

// knows reports whether k settles the call: an answer without its time says nothing about how long the consumer waited.
func (c *Call) knows(k Kept) bool {
	return !k.Up || k.Answered > 0 || !c.AnsweredAt.IsZero()
}

// settle closes the call by what the PBX kept of it, with the times of the PBX.
func (c *Call) settle(now time.Time, k Kept, o *Out) {
	said := len(o.Facts)
	if c.State == Joining || c.State == Creating {
		c.State = Dialing
	}
	if !c.AnsweredAt.IsZero() || k.Up {
		c.settleAnswered(now, k, o)
	} else {
		c.settleUnanswered(now, k, o)
	}
	for i := range o.Facts[said:] {
		f := &o.Facts[said+i]
		if f.Detail != "" {
			f.Detail += "; "
		}
		f.Detail += KeptDetail
	}
}

func (c *Call) settleUnanswered(now time.Time, k Kept, o *Out) {
	end := now.Add(-k.Ended)
	if c.DialedAt.IsZero() && !k.Rang && (k.Cause == 0 || k.Cause == 16) { // made, and never dialed
		c.notPlaced(end, c.whyNotDialed(Ended{Cause: k.Cause}), o)
		return
	}
	c.dialed(end, o)
	c.rang = c.rang || k.Rang
	c.endedUnanswered(later(end, c.DialedAt), Ended{Cause: k.Cause, Tech: k.Tech}, o)
}

func (c *Call) settleAnswered(now time.Time, k Kept, o *Out) {
	if c.AnsweredAt.IsZero() {
		c.answeredKept(now, k, o)
	}
	if joined := now.Add(-k.Joined); c.BridgedAt.IsZero() && k.Joined > 0 &&
		(c.messages == 0 || joined.After(c.messageAt)) {
		c.bridged(later(joined, c.AnsweredAt), o) // one that was joined before the message had left the bridge for it
	}
	if k.ByConsumer {
		c.endedBy = dialer.ByConsumer
	}
	end := later(now.Add(-k.Ended), later(c.AnsweredAt, c.BridgedAt))
	c.endedAnswered(end, Ended{Cause: k.Cause, Tech: k.Tech, Unseen: !k.ByConsumer}, o)
}

// answeredKept tells an answer that no event told. An agent in whose bridge the channel was by then had been reserved
// for it.
func (c *Call) answeredKept(now time.Time, k Kept, o *Out) {
	reserved := c.State != Cancelling && (c.Session != "" || k.Joined >= k.Answered)
	at := later(now.Add(-k.Answered), c.DialedAt)
	c.dialed(at, o)
	c.AnsweredAt, c.State = at, Waiting
	o.tell(c, at, dialer.Fact{Kind: dialer.FactAnswered, Reserved: reserved})
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
