// Package call is one attempt as a machine, from the booking to the end of the agent's wrap-up.
//
// The engine passes Step the time and what happened: the trunk rings, the consumer answers, a deadline passes. Step
// returns what to do (dial, bridge, play the message, hang up) and what to write into the journal. A call knows no
// agent but its own, no other call, no clock and no PBX. The causes of the network become outcomes here, and what an
// end says about the trunk is judged here.
package call

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// State is where an attempt stands.
type State uint8

// The states, in the order an answered attempt passes them.
const (
	Booking    State = iota // its booking is on the way to the disk
	Creating                // its channel is being made
	Joining                 // the channel is going into the agent's bridge, still down
	Dialing                 // it rings, or is about to
	Cancelling              // we are ending it, unanswered
	Waiting                 // answered, no agent in the bridge
	Message                 // the abandoned-call message plays
	Talking                 // bridged with an agent
	Elsewhere               // moved by another hand than ours: the PBX's own, or to a party that is no agent of ours
	Ending                  // answered, and being hung up
	Done                    // over and written down
)

func (s State) String() string {
	return [...]string{
		"booking", "creating", "joining", "dialing", "cancelling", "waiting", "message", "talking", "elsewhere",
		"ending", "done",
	}[s]
}

// Patience with the PBX and the disk. None of these decides what is lawful; they keep a call from hanging.
const (
	VerdictHolds = time.Second            // a gate's verdict is good for one dial and no longer than this
	pbxAnswers   = 5 * time.Second        // for the PBX to carry out a request and tell us so
	hangupTries  = 3                      // hang-up requests before the end is taken as unseen
	messageTries = 2                      // times the message may begin, where agents come and fail to
	messageLimit = 20 * time.Second       // the message is at most 15 s long (norm 4.8)
	dropWindow   = 5 * time.Second        // an agent's leg dying this soon is an agent drop (norm 2.3, 6)
	replaceFor   = 2 * time.Second        // for another agent to step in after a drop
	lateAnswer   = 300 * time.Millisecond // for a free agent, where the answer was heard of later than T after it
	safetyRing   = 10 * time.Second       // the PBX's own limit beyond our ring time
)

// Call is one attempt. Its fields are facts for the engine and the snapshot; only Step changes them.
type Call struct {
	ID       dialer.AttemptID
	Campaign dialer.CampaignID
	Lead     dialer.LeadID
	Number   dialer.Number
	Show     dialer.Number

	State    State
	Deadline time.Time        // when Due comes; zero: never
	Session  dialer.SessionID // of the agent reserved for it or talking; "": none
	Agent    dialer.AgentID
	Open     bool // dialed without an agent of its own: who is free when it is answered takes it

	Decided    time.Time     // when the gate allowed it
	Until      time.Time     // ringing must have ended by then (4.2 j)
	Ring       time.Duration // how long it may ring, 20–30 s
	T          time.Duration // an answer must get its agent within this (norm 2.1)
	DialedAt   time.Time
	RangAt     time.Time // first sign of ringing
	AnsweredAt time.Time
	BridgedAt  time.Time
	Outcome    dialer.Outcome // set when Done
	Detail     string         // set with Outcome: what is more to say

	rang      bool
	aside     bool      // the PBX plays the message by itself
	joined    bool      // the channel is in the bridge of Session
	hangups   int       // hang-up requests made
	messages  int       // times the message began
	messageAt time.Time // when it last began
	tardy     given     // who was let go when it began, not having joined
	cancelled bool      // we ended it before an answer
	why       string
	cancelAs  dialer.Outcome
	endedBy   dialer.Party
	restored  bool      // from the journal, after a restart
	wasDialed bool      // restored: dialing began, which the booking alone does not tell
	probes    int       // asked of a channel that a look did not find; 0: none is missing
	resumes   time.Time // the deadline that counts again once it is found
	takenAt   time.Time // moved elsewhere since; zero: never
	movedBy   string    // what was known of that then
	with      string    // who the consumer was seen with there
	metAt     time.Time // when a party was last seen with the consumer elsewhere; zero: none was
	looking   bool      // the deadline passed while no events flowed: a probe is to tell what happened first
}

// given is an agent and the leg that he or she was given by.
type given struct {
	session dialer.SessionID
	agent   dialer.AgentID
}

// Out is what Step decided: effects for the PBX, in order, and facts for the journal.
type Out struct {
	Do    []Effect
	Facts []dialer.Fact
}

func (o *Out) do(e ...Effect) { o.Do = append(o.Do, e...) }

// tell adds a fact about c.
func (o *Out) tell(c *Call, now time.Time, f dialer.Fact) {
	f.At, f.Campaign, f.Attempt, f.Agent = now, c.Campaign, c.ID, c.Agent
	o.Facts = append(o.Facts, f)
}

// Rang reports whether the PBX told of ringing or early sound.
func (c *Call) Rang() bool { return c.rang }

// WantsAgent reports whether the attempt would take another agent now: one it lost while it rang, or an answered
// consumer who waits or hears the message.
func (c *Call) WantsAgent() bool {
	return c.Session == "" && !c.aside && (c.State == Waiting || c.State == Message)
}

// TakesAgent reports whether AgentGiven would be heard now. The engine asks before it holds an agent: one who is
// given to a call that ends anyway would be held for nothing.
func (c *Call) TakesAgent() bool {
	switch c.State {
	case Booking:
		return c.Session == "" && !c.cancelled
	case Creating, Joining, Dialing, Waiting:
		return c.Session == ""
	case Message:
		return c.WantsAgent()
	}
	return false
}

// Unbooked reports whether the attempt was given up before its booking reached the disk: nothing rings, and it holds
// no agent.
func (c *Call) Unbooked() bool { return c.State == Booking && c.cancelled }

// GivenUp reports whether the message has begun: whatever comes now, the call counts as abandoned.
func (c *Call) GivenUp() bool { return c.messages > 0 }

// Unanswered reports whether the attempt is under way and not answered.
func (c *Call) Unanswered() bool { return c.State <= Cancelling }
