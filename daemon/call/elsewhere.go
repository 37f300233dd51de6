package call

import (
	"cmp"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Patience with a consumer that another hand than ours has moved.
const (
	seekEvery = 2 * time.Second // between two looks at where the consumer is
	aloneFor  = 5 * time.Second // without a party: parked, on hold, or in a dialplan that plays something
)

// taken follows a leg that another hand moved. A ringing one is given up: a phone of the PBX's has picked it up. An
// answered one may talk to somebody there, so it is not given to a colleague, and looked at until it ends.
func (c *Call) taken(now time.Time, ev Taken, o *Out) {
	switch c.State {
	case Joining, Dialing:
		o.tell(c, now, dialer.Fact{Kind: dialer.FactTaken, Detail: ev.What})
		c.cancel(now, dialer.CancelledRinging, ev.What, o)
	case Waiting, Message, Talking:
		if ev.Alone && c.State != Talking {
			return // it waits, or hears the message
		}
		o.tell(c, now, dialer.Fact{Kind: dialer.FactTaken, Detail: ev.What})
		c.takenAt, c.movedBy = now, ev.What
		if ev.Alone {
			c.alone(now, o)
			return
		}
		c.Session, c.joined, c.State = "", false, Elsewhere
		c.seek(now, o)
	}
}

// Where tells of a call that is Elsewhere what is known of it.
func (c *Call) Where() string { return cmp.Or(c.with, c.movedBy) }

func (c *Call) seek(now time.Time, o *Out) {
	c.Deadline = now.Add(seekEvery)
	o.do(Seek{})
}

// whereabouts ends a call that dialed a number past the gate, and one without a party. A talk is left alone.
func (c *Call) whereabouts(now time.Time, ev Whereabouts, o *Out) {
	if c.State != Elsewhere {
		return
	}
	switch {
	case ev.Ungated != "":
		o.tell(c, now, dialer.Fact{Kind: dialer.FactTaken, Code: "ungated",
			Detail: "ended: it was put through to " + ev.Ungated + ", which no gate has seen"})
		c.hangUp(now, dialer.ByUs, o)
	case ev.With != "":
		c.metAt, c.with = now, "with "+ev.With
	case ev.Ours || now.Sub(later(c.takenAt, c.metAt)) >= aloneFor:
		c.alone(now, o)
	}
}

// alone ends a call whose consumer is without a party. Where no party was seen with the consumer, the agent's going
// was a drop.
func (c *Call) alone(now time.Time, o *Out) {
	if c.metAt.IsZero() {
		o.tell(c, c.takenAt, dialer.Fact{Kind: dialer.FactAgentGone})
	}
	c.hangUp(now, dialer.ByUs, o)
}
