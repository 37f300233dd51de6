package call

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Kept is what the PBX kept of a call whose end no event told. Times are ages, before now; 0: it did not happen, or
// is not known.
type Kept struct {
	Ended      time.Duration
	Answered   time.Duration
	Joined     time.Duration // into an agent's bridge, out of which we did not take it
	Up         bool          // it was answered, whenever that was
	Rang       bool
	ByConsumer bool // the consumer's side ended it
	Cause      int  // Q.850
	Tech       int  // SIP code of a refusal; 0: none
}

// Event is something that happened to one attempt.
type Event interface{ event() }

// What the journal says.
type (
	// Booked says that the booking is on disk.
	Booked struct{}
)

// What the PBX says.
type (
	// Created says that the consumer's channel exists and is ours.
	Created struct{}
	// Joined says that the consumer's channel entered the bridge of this session, Ago before now; 0: now, or not known.
	Joined struct {
		Session dialer.SessionID
		Ago     time.Duration
	}
	// Dialed says that dialing began: t_dial.
	Dialed struct{}
	// Ringing is the first 180.
	Ringing struct{}
	// Early is the first 183: sound before an answer, which is no answer.
	Early struct{}
	// Answered says that the consumer's channel is up, since Ago before now; 0: now, or not known. Only the first
	// counts.
	Answered struct{ Ago time.Duration }
	// Informed says that the PBX plays the message to the consumer by itself: we were away at the answer, or too slow
	// after it.
	Informed struct{}
	// PlayEnded says that the message is over, played or not.
	PlayEnded struct{}
	// Ended says that the consumer's channel is gone. Unseen: found missing, so that no event told the cause. Kept:
	// what the PBX kept of an unseen end; nil: nothing.
	Ended struct {
		Cause, Tech int
		Unseen      bool
		Kept        *Kept
	}
	// Taken says that another hand than ours moved the consumer's leg, or put another party in the agent's place:
	// What is known of it. Alone: the leg is still ours, and alone.
	Taken struct {
		What  string
		Alone bool
	}
	// Whereabouts answers a Seek: With is who the consumer is with; "": alone. Ours: the leg is in our hands.
	// Ungated: a number is dialed or talked to there which no gate has seen, masked; "": none.
	Whereabouts struct {
		With    string
		Ours    bool
		Ungated string
	}
	// Missing says that a look at the PBX, which may be older than the channel, did not find it.
	Missing struct{}
	// Lives says that a probe found the channel. What the probe saw of it, an answer or a joining, was told before.
	Lives struct{}
	// Failed says that the PBX refused an effect, or did not answer in time.
	Failed struct {
		Effect Effect
		Err    error
	}
)

// What the engine says.
type (
	// AgentGiven gives the attempt an agent: the reserved one at the start, another one later.
	AgentGiven struct {
		Session dialer.SessionID
		Agent   dialer.AgentID
	}
	// AgentGone says that the leg of the attempt's agent has died.
	AgentGone struct{}
	// AgentSilent says that the leg of the attempt's agent stands and its phone is dead: a packet came after Since,
	// and none since.
	AgentSilent struct{ Since time.Time }
	// Cancel ends an attempt that has not been answered, for cause.
	Cancel struct{ Why string }
	// HangUp ends the conversation on the agent's or a supervisor's word.
	HangUp struct{ By dialer.Party }
	// Due says that the deadline has passed. Deaf: no events flow, so what the call waits for may have happened.
	Due struct{ Deaf bool }
)

func (Booked) event()      {}
func (Created) event()     {}
func (Joined) event()      {}
func (Dialed) event()      {}
func (Ringing) event()     {}
func (Early) event()       {}
func (Answered) event()    {}
func (Informed) event()    {}
func (PlayEnded) event()   {}
func (Ended) event()       {}
func (Taken) event()       {}
func (Whereabouts) event() {}
func (Missing) event()     {}
func (Lives) event()       {}
func (Failed) event()      {}
func (AgentGiven) event()  {}
func (AgentGone) event()   {}
func (AgentSilent) event() {}
func (Cancel) event()      {}
func (HangUp) event()      {}
func (Due) event()         {}
