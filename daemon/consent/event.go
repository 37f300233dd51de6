package consent

import "github.com/ringevett/ringevett/daemon/dialer"

// Event is something that happened to the call, as far as its recording is concerned.
type Event interface{ event() }

// The events.
type (
	// Ask is the agent's *60. Noticed: the agent has acknowledged the notice and this is within its hours (8.1).
	Ask struct {
		Agent   dialer.AgentID
		Noticed bool
	}
	// Key is one of the consumer's keys.
	Key struct{ Digit byte }
	// Spoken is the agent's *61: the consumer said yes.
	Spoken struct{}
	// Decline is the agent's *2: the consumer said no, now or later.
	Decline struct{}
	// Played says that a sound has ended. Whole: to its end, to both.
	Played struct {
		Sound Sound
		Whole bool
	}
	// Written says that the yes is on the disk.
	Written struct{}
	// NotWritten says that it could not be put there.
	NotWritten struct{ Err error }
	// Failed says that the PBX did not begin to record, or stopped: its disk is full, or it was restarted.
	Failed struct{ Why string }
	// Deaf says that events were lost: a no may have been among them.
	Deaf struct{}
	// Strayed says that the conversation is not the one that the consumer said yes to: a leg was moved, or another
	// party came in.
	Strayed struct{ Why string }
	// Cared says that the agent ends the call by a duty of care (4.2 f): what was recorded of it goes.
	Cared struct{}
	// AgentGone says that the agent's leg has died, or that the consumer is handed on.
	AgentGone struct{}
	// AgentGiven says that another agent is bridged with the consumer.
	AgentGiven struct {
		Agent    dialer.AgentID
		Noticed  bool
		Campaign dialer.CampaignID // of the agent's work: in another one the consent is void
	}
	// Ended says that the call is over.
	Ended struct{}
	// Due says that the deadline has passed.
	Due struct{}
)

func (Ask) event()        {}
func (Key) event()        {}
func (Spoken) event()     {}
func (Decline) event()    {}
func (Played) event()     {}
func (Written) event()    {}
func (NotWritten) event() {}
func (Failed) event()     {}
func (Deaf) event()       {}
func (Strayed) event()    {}
func (Cared) event()      {}
func (AgentGone) event()  {}
func (AgentGiven) event() {}
func (Ended) event()      {}
func (Due) event()        {}
