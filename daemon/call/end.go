package call

import (
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// ended closes the attempt, whatever state it was in.
func (c *Call) ended(now time.Time, ev Ended, o *Out) {
	switch {
	case c.State == Done || c.State == Booking:
	case ev.Kept != nil && c.knows(*ev.Kept):
		c.settle(now, *ev.Kept, o)
	case !c.AnsweredAt.IsZero():
		c.endedAnswered(now, ev, o)
	case c.DialedAt.IsZero():
		c.notPlaced(now, c.whyNotDialed(ev), o)
	case ev.Unseen:
		c.close(dialer.Lost, "")
		o.tell(c, now, dialer.Fact{Kind: dialer.FactLost, Outcome: dialer.Lost})
	default:
		c.endedUnanswered(now, ev, o)
	}
}

func (c *Call) endedAnswered(now time.Time, ev Ended, o *Out) {
	by := c.endedBy
	switch {
	case c.cancelled, by == "" && ev.Unseen && c.restored && c.BridgedAt.IsZero():
		by = dialer.ByUs // what no event told counts against us
	case by == "":
		by = dialer.ByConsumer
	}
	c.close(dialer.Answered, "")
	o.tell(c, now, dialer.Fact{
		Kind: dialer.FactEnded, Outcome: c.Outcome, Party: by, Cause: ev.Cause, TechCause: ev.Tech,
	})
}

func (c *Call) endedUnanswered(now time.Time, ev Ended, o *Out) {
	by := dialer.ByNetwork
	outcome, detail := Judge(ev.Cause, ev.Tech, c.rang)
	if c.cancelled {
		by, outcome, detail = dialer.ByUs, c.cancelAs, c.why
	}
	c.close(outcome, detail)
	o.tell(c, now, dialer.Fact{
		Kind: dialer.FactEnded, Outcome: outcome, Party: by, Cause: ev.Cause, TechCause: ev.Tech, Detail: detail,
	})
}

func (c *Call) whyNotDialed(ev Ended) string {
	if c.why != "" {
		return c.why
	}
	return fmt.Sprintf("the channel ended before it was dialed, cause %d", ev.Cause)
}

// notPlaced closes an attempt for which no dialing began: it is not counted as attempted (norm 2.2 a).
func (c *Call) notPlaced(now time.Time, why string, o *Out) {
	c.close(dialer.NotPlaced, why)
	o.tell(c, now, dialer.Fact{Kind: dialer.FactNotPlaced, Outcome: dialer.NotPlaced, Detail: why})
}

func (c *Call) close(outcome dialer.Outcome, detail string) {
	c.State, c.Deadline, c.Outcome, c.Detail = Done, time.Time{}, outcome, detail
}

// failed handles what the PBX refused. A refused request never leaves a call waiting for its effect.
func (c *Call) failed(now time.Time, ev Failed, o *Out) {
	switch ev.Effect.(type) {
	case Create:
		if c.State == Creating || c.State == Cancelling {
			c.notPlaced(now, "the PBX refused the channel: "+ev.Err.Error(), o)
		}
	case Join:
		c.joinFailed(now, ev, o)
	case Dial:
		if c.State == Dialing && c.DialedAt.IsZero() {
			c.cancel(now, dialer.TrunkFailed, "the PBX refused to dial: "+ev.Err.Error(), o)
		}
	case Play:
		if c.State == Message {
			c.hangUp(now, dialer.ByUs, o)
		}
	}
}

// joinFailed: before dialing nothing rings yet, so the attempt is dropped; later the consumer waits for the deadline.
func (c *Call) joinFailed(now time.Time, ev Failed, o *Out) {
	if c.State == Joining {
		c.cancel(now, dialer.TrunkFailed, "the PBX refused the bridge: "+ev.Err.Error(), o)
	}
}
