package call

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Step moves the attempt on. What does not fit its state changes nothing, so events may come twice or late.
func (c *Call) Step(now time.Time, ev Event) Out {
	var o Out
	if c.probes > 0 && proves(ev) {
		c.lives()
	}
	state := c.State
	switch ev := ev.(type) {
	case Booked:
		c.booked(now, &o)
	case Created:
		c.created(now, &o)
	case Joined:
		c.joinedBridge(now, ev, &o)
	case Dialed:
		c.dialed(now, &o)
	case Ringing:
		c.ringing(now, dialer.FactRinging, &o)
	case Early:
		c.ringing(now, dialer.FactEarly, &o)
	case Answered:
		c.answered(now, ev.Ago, &o)
	case Informed:
		c.informed(now, &o)
	case PlayEnded:
		if c.State == Message {
			c.hangUp(now, dialer.ByUs, &o)
		}
	case Ended:
		c.ended(now, ev, &o)
	case Taken:
		c.taken(now, ev, &o)
	case Whereabouts:
		c.whereabouts(now, ev, &o)
	case Missing:
		c.missing(now, &o)
	case Lives: // see above
		c.looked(now, &o)
	case Failed:
		c.failed(now, ev, &o)
	case AgentGiven:
		c.given(now, ev, &o)
	case AgentGone:
		c.agentGone(now, &o)
	case AgentSilent:
		c.agentSilent(now, ev.Since, &o)
	case Cancel:
		c.cancel(now, dialer.CancelledRinging, ev.Why, &o)
	case HangUp:
		if c.State == Talking || c.State == Waiting || c.State == Message || c.State == Elsewhere {
			c.hangUp(now, ev.By, &o)
		}
	case Due:
		if ev.Deaf {
			c.dueUnheard(now, &o)
		} else {
			c.due(now, &o)
		}
	}
	c.looking = c.looking && c.State == state
	return o
}

// proves reports whether an event shows that the channel lives, or moves the call to a state that asks by itself.
func proves(ev Event) bool {
	switch ev.(type) {
	case Lives, Joined, Ringing, Early, Answered, Informed, Cancel, HangUp, Taken, Whereabouts:
		return true
	}
	return false
}

const tooOld = "the gate's verdict was too old when the booking was on disk"

func (c *Call) booked(now time.Time, o *Out) {
	if c.State != Booking {
		return
	}
	switch {
	case c.cancelled:
		c.notPlaced(now, c.why, o)
	case now.Sub(c.Decided) > VerdictHolds:
		c.notPlaced(now, tooOld, o)
	default:
		c.State, c.Deadline = Creating, now.Add(pbxAnswers)
		o.do(Create{To: c.Number, Show: c.Show, Campaign: c.Campaign, Open: c.Open && c.Session == ""})
	}
}

func (c *Call) created(now time.Time, o *Out) {
	if c.State != Creating {
		return
	}
	if c.Open && c.Session == "" {
		c.dial(now, o)
		return
	}
	c.State, c.Deadline = Joining, now.Add(pbxAnswers)
	o.do(Join{c.Session})
}

func (c *Call) dial(now time.Time, o *Out) {
	c.State, c.Deadline = Dialing, now.Add(pbxAnswers)
	o.do(Dial{c.Ring + safetyRing})
}

// joinedBridge follows the channel into a bridge: of the reserved agent before dialing, of an agent given later.
func (c *Call) joinedBridge(now time.Time, ev Joined, o *Out) {
	if ev.Session != c.Session { // the bridge of an agent it had before
		c.metTooLate(now, ev, o)
		return
	}
	c.joined = true
	switch c.State {
	case Joining:
		c.dial(now, o)
	case Waiting:
		c.bridged(later(now.Add(-ev.Ago), c.AnsweredAt), o)
	}
}

// metTooLate tells of an agent who came as the message began: a conversation, however short, is in the journal. The
// message is on its way and ends it.
func (c *Call) metTooLate(now time.Time, ev Joined, o *Out) {
	if c.State != Message || ev.Session == "" || ev.Session != c.tardy.session {
		return
	}
	at := later(now.Add(-ev.Ago), c.AnsweredAt)
	o.tell(c, at, dialer.Fact{Kind: dialer.FactBridged})
	o.Facts[len(o.Facts)-1].Agent, c.tardy = c.tardy.agent, given{}
}

// dialed may come after we have begun to cancel: it is an attempt all the same.
func (c *Call) dialed(now time.Time, o *Out) {
	if c.State != Dialing && c.State != Cancelling || !c.DialedAt.IsZero() {
		return
	}
	c.DialedAt = now
	if c.State == Dialing {
		c.Deadline = c.ringsUntil(now)
	}
	o.tell(c, now, dialer.Fact{Kind: dialer.FactDialed})
}

// ringing starts the ring time afresh at the first sign of it, so that a slow network does not eat the minimum of 20 s.
func (c *Call) ringing(now time.Time, kind dialer.FactKind, o *Out) {
	if c.State != Dialing || c.rang {
		return
	}
	c.dialed(now, o)
	c.rang, c.RangAt, c.Deadline, c.looking = true, now, c.ringsUntil(now), false
	o.tell(c, now, dialer.Fact{Kind: kind})
}

// ringsUntil is when ringing that starts now must end: our ring time, or the end of the calling hours if that is
// sooner.
func (c *Call) ringsUntil(now time.Time) time.Time {
	end := now.Add(c.Ring)
	if !c.Until.IsZero() && c.Until.Before(end) {
		return c.Until
	}
	return end
}

func (c *Call) answered(now time.Time, ago time.Duration, o *Out) {
	if c.State != Dialing && c.State != Cancelling {
		return
	}
	at := later(now.Add(-ago), c.DialedAt)
	c.dialed(at, o)
	c.AnsweredAt = at
	// the answer won the race against our hang-up: no agent is held for it any more (norm 2.3, 5)
	if c.State == Cancelling {
		c.Session, c.Agent, c.joined = "", "", false
	}
	o.tell(c, at, dialer.Fact{Kind: dialer.FactAnswered, Reserved: c.Session != ""})
	if c.joined {
		c.bridged(at, o)
		return
	}
	c.State, c.Deadline = Waiting, later(at.Add(c.T), now.Add(lateAnswer))
}

func (c *Call) bridged(at time.Time, o *Out) {
	c.State, c.Deadline, c.BridgedAt, c.cancelled = Talking, time.Time{}, at, false
	o.tell(c, at, dialer.Fact{Kind: dialer.FactBridged})
}

// given takes an agent: while it still rings, or for a consumer who waits. The message is stopped first: Asterisk
// carries out nothing on a channel while a sound plays there.
func (c *Call) given(now time.Time, ev AgentGiven, o *Out) {
	if !c.TakesAgent() {
		return
	}
	switch c.State {
	case Booking, Creating:
		c.Session, c.Agent = ev.Session, ev.Agent
	case Message:
		o.do(StopPlay{})
		c.State, c.Deadline = Waiting, now.Add(replaceFor)
		fallthrough
	case Joining, Dialing, Waiting:
		c.Session, c.Agent = ev.Session, ev.Agent
		o.do(Join{c.Session})
	}
}

// agentGone forgets the agent. The engine then gives another one, or cancels a call that is not answered.
func (c *Call) agentGone(now time.Time, o *Out) {
	if c.Session == "" {
		return
	}
	if c.State == Talking {
		c.dropped(now, o)
		return
	}
	c.Session, c.Agent, c.joined = "", "", false
}

// dropped is the agent's leg dying in a conversation: soon after the bridging another agent may step in, later the
// conversation is over.
func (c *Call) dropped(now time.Time, o *Out) {
	o.tell(c, now, dialer.Fact{Kind: dialer.FactAgentGone})
	if now.Sub(c.BridgedAt) > dropWindow {
		c.hangUp(now, dialer.ByAgent, o)
		return
	}
	c.Session, c.Agent, c.joined = "", "", false
	c.State, c.Deadline = Waiting, now.Add(replaceFor)
}

// agentSilent takes a consumer away from a dead phone: to another agent who is free now, else to the message. The
// fact bears the time of the phone's death, as far as it is known.
func (c *Call) agentSilent(now, since time.Time, o *Out) {
	if c.State != Talking || c.Session == "" {
		c.agentGone(now, o)
		return
	}
	o.tell(c, later(since, c.BridgedAt), SilentPhone(c.BridgedAt, since))
	c.Session, c.Agent, c.joined = "", "", false
	c.State, c.Deadline = Waiting, now.Add(lateAnswer)
}

// SilentPhone is what the journal is told of a phone that was found dead: whether it was heard at all since the
// bridging.
func SilentPhone(bridged, since time.Time) dialer.Fact {
	if since.Before(bridged) {
		return dialer.Fact{
			Kind: dialer.FactAgentGone, Code: dialer.PhoneUnheard,
			Detail: "no packet came from the agent's phone since the bridging",
		}
	}
	return dialer.Fact{
		Kind: dialer.FactAgentGone, Code: dialer.PhoneSilent, Detail: "no more packets came from the agent's phone",
	}
}

// cancel ends an attempt before its answer, for cause; as is the outcome it gets.
func (c *Call) cancel(now time.Time, as dialer.Outcome, why string, o *Out) {
	switch c.State {
	case Booking:
		c.cancelBooking(why)
	case Creating, Joining, Dialing:
		c.cancelled, c.why, c.cancelAs = true, why, as
		if as == dialer.CancelledRinging && !c.DialedAt.IsZero() {
			o.tell(c, now, dialer.Fact{Kind: dialer.FactCancelled, Detail: why})
		}
		c.State = Cancelling
		c.askHangup(now, o)
	}
}

// cancelBooking gives up what is still on its way to the disk. It holds no agent meanwhile: a disk may take for ever.
func (c *Call) cancelBooking(why string) {
	c.cancelled, c.why, c.Deadline = true, why, time.Time{}
	c.Session, c.Agent = "", ""
}

// hangUp ends an answered call.
func (c *Call) hangUp(now time.Time, by dialer.Party, o *Out) {
	c.State, c.endedBy = Ending, by
	c.askHangup(now, o)
}

func (c *Call) askHangup(now time.Time, o *Out) {
	c.hangups++
	c.Deadline = now.Add(pbxAnswers)
	o.do(Hangup{})
}

func (c *Call) due(now time.Time, o *Out) {
	if c.probes > 0 {
		c.unprobed(now, o)
		return
	}
	switch c.State {
	case Booking:
		c.cancelBooking(tooOld)
	case Creating, Joining:
		c.cancel(now, dialer.TrunkFailed, "the PBX did not make the call", o)
	case Dialing:
		c.ringEnded(now, o)
	case Waiting:
		c.message(now, o)
	case Message:
		c.hangUp(now, dialer.ByUs, o)
	case Elsewhere:
		c.seek(now, o)
	case Cancelling, Ending:
		c.hangupUnanswered(now, o)
	}
}

// message tells the consumer who rang and ends the call: no call is ever silent. An agent who did not come in time is
// let go.
func (c *Call) message(now time.Time, o *Out) {
	c.tardy = given{c.Session, c.Agent}
	c.Session, c.Agent, c.joined = "", "", false
	if c.messages++; c.messages > messageTries {
		c.hangUp(now, dialer.ByUs, o)
		return
	}
	c.messageAt = now
	o.do(Leave{}, Play{c.Campaign})
	o.tell(c, now, dialer.Fact{Kind: dialer.FactMessage})
	c.State, c.Deadline = Message, now.Add(messageLimit)
}

// informed leaves the message to the PBX, which began it: no agent may cut it short. It hangs up by itself.
func (c *Call) informed(now time.Time, o *Out) {
	c.answered(now, 0, o)
	switch c.State {
	case Waiting:
		o.tell(c, now, dialer.Fact{Kind: dialer.FactMessage})
	case Message:
	default:
		return
	}
	c.Session, c.Agent, c.joined, c.endedBy = "", "", false, dialer.ByUs
	c.messages, c.messageAt = messageTries, now
	c.State, c.Deadline, c.aside = Message, now.Add(messageLimit), true
}

// ringEnded gives up on ringing: because the calling hours end, because the ring time is over, or because nothing rang.
func (c *Call) ringEnded(now time.Time, o *Out) {
	switch {
	case !c.Until.IsZero() && !now.Before(c.Until):
		c.cancel(now, dialer.CancelledRinging, "calling hours ended", o)
	case c.DialedAt.IsZero(), !c.rang:
		c.cancel(now, dialer.TrunkFailed, "no sign of ringing", o)
	default:
		c.cancel(now, dialer.NoAnswer, "ring time over", o)
	}
}

// hangupUnanswered asks again, and in the end stops waiting: nothing depends on the PBX answering.
func (c *Call) hangupUnanswered(now time.Time, o *Out) {
	if c.hangups < hangupTries {
		o.do(Probe{})
		c.askHangup(now, o)
		return
	}
	c.ended(now, Ended{Unseen: true}, o)
}
