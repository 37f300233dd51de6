package engine

import (
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// Event is anything that changes the engine's state; it goes through the inbox.
type Event interface {
	apply(e *Engine, now time.Time)
}

// CallEvent is what happened to one attempt on the PBX.
type CallEvent struct {
	ID dialer.AttemptID
	Ev call.Event
}

// What happens on an agent's leg.
type (
	// SeatArrived is an agent's phone that dialed the log-in or the log-out code, or that took the call that rings it
	// back.
	SeatArrived struct {
		Session  dialer.SessionID
		Endpoint string
		Logout   bool
		Back     bool // it was rung
	}
	// SeatKey is a key pressed on it.
	SeatKey struct {
		Session dialer.SessionID
		Digit   byte
	}
	// SeatOpened says that the leg is in the seat's own bridge.
	SeatOpened struct{ Session dialer.SessionID }
	// SeatGone says that the leg is over.
	SeatGone struct {
		Session dialer.SessionID
		Why     string
	}
)

// The state of the connection to the PBX.
type (
	// Up says that events flow, with what the PBX holds of ours. It comes at the start, after each reconnection, and
	// whenever events may have been missed.
	Up struct {
		Found     Found
		Restarted bool // the PBX did, since events flowed last: its channels are gone
	}
	// Down says that events do not flow: nothing is dialed.
	Down struct{ Why string }
	// Clock says how far the PBX's clock is ahead of ours, where that is more than MaxSkew, and once when it no
	// longer is.
	Clock struct{ Ahead time.Duration }
	// Stalled says that the PBX has not answered for some seconds although the connection stands, or that it does
	// again: nothing is dialed meanwhile.
	Stalled struct{ Is bool }
	// Replaced says that another instance took our application over: nothing is dialed until a person restarts us.
	Replaced struct{}
)

// Found is what the PBX holds of ours.
type Found struct {
	Attempts map[dialer.AttemptID]FoundChannel
	Seats    map[dialer.SessionID]FoundChannel
	Callers  map[string]FoundChannel // of the desk, by channel

	Strangers map[string]StrangerCame // in bridges of ours, by channel
}

// FoundChannel is one channel found on the PBX.
type FoundChannel struct {
	Up       bool
	Ringing  bool
	Aside    bool             // the PBX plays the message to it by itself
	Taken    string           // another hand than ours moved it: what is known of it
	Bridge   dialer.SessionID // the seat in whose bridge it is; "": none
	Endpoint string           // of a seat

	Answered, Joined time.Duration // of an attempt: how long ago, by what the PBX kept; 0: not known
}

// Hold keeps a campaign from dialing, why in plain words, until it is lifted (""). Calls under way go on.
type Hold struct {
	Campaign dialer.CampaignID
	Why      string
}

func (ev Hold) apply(e *Engine, _ time.Time) {
	if c := e.campaign(ev.Campaign); c != nil {
		c.held = ev.Why
	}
}

// Room says that the journal's disk is almost full, why in plain words, or that it no longer is ("").
type Room struct{ Lacks string }

// NumberReserved says that a number may not be rung any more on what was known of it: it was put in a register
// (4.4.4), a wish to be called was taken back, or its lead was erased. What rings there stops, and what is being
// looked up is looked up again.
type NumberReserved struct {
	Number dialer.Number
	Client dialer.ClientID // "": for everyone
	Why    string          // for the journal, without a name; "": the number was reserved
}

// command is a person's word, carried out between two events.
type command struct {
	do    func(now time.Time) error
	reply chan error
}

func (c command) apply(_ *Engine, now time.Time) { c.reply <- c.do(now) }

// finished is the end of slow work in a lane.
type finished func(e *Engine, now time.Time)

func (f finished) apply(e *Engine, now time.Time) { f(e, now) }
