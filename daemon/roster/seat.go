// Package roster keeps the agents' seats: who has logged in, who is next, which agent is held for which attempt, and
// when wrap-up ends.
//
// A seat is one agent's open leg. The engine calls the roster to hold an agent before it dials, and passes it each key,
// each packet count and each deadline. A seat reads keys as codes and says which call a code belongs to. Everything is
// a function of its arguments.
package roster

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// State is what an agent is doing.
type State string

// The states of a seat.
const (
	Pin      State = "pin"      // keying the PIN
	PinWait  State = "pin-wait" // after wrong PINs at this phone: keys are dropped until the PIN is asked for again
	Checking State = "checking" // the PIN is being looked up
	Opening  State = "opening"  // going into the seat's own bridge
	Ready    State = "ready"    // on the line, free
	Reserved State = "reserved" // on the line, held for one attempt (4.5)
	Talking  State = "talking"
	WrapUp   State = "wrap-up"
	Paused   State = "paused"  // on the line, and takes no call until the agent keys that the pause is over
	Turning  State = "turning" // on the line, being told which client the next calls are for, or read a notice
	Closing  State = "closing" // being hung up
)

// Seat is one agent's leg, from the phone's call to its end.
type Seat struct {
	Session  dialer.SessionID
	No       int    // among all that have been; for pacing
	Endpoint string // the phone, as Asterisk names it: "PJSIP/agent1"
	Logout   bool   // this leg came to log out another
	Agent    dialer.Agent
	State    State
	Since    time.Time // of State
	Deadline time.Time // when the state ends by itself; zero: never
	Attempt  dialer.AttemptID
	Caller   string // the channel of the desk's caller that the agent talks to; "": none
	Trying   bool   // Caller is no caller but an extension that is tried
	For      Serving
	Choice   Choice  // of a campaign
	Notices  Notices // of recording and monitoring, as this session has heard them
	Leaving  bool    // asked to log out: no new attempt, out after this one
	Why      string  // it is ended, where neither its agent nor we wanted it; "": all else
	Behind   bool    // the same agent is on the line on another phone too: free when that leg has ended

	Pause dialer.PauseReason // of the pause the agent is on, or of one that begins after the call; "": neither

	Pulse Pulse     // what is known of the phone's life
	Heard bool      // its proof of life stands; the engine keeps it in step with Pulse
	Mute  bool      // the phone sends nothing, or is on hold; kept in the same way
	Proof time.Time // of life, when it was reserved last
	Found bool      // reserved for what was found in its bridge, which no proof can undo

	keys   string    // keyed so far
	keyed  time.Time // the last of keys
	before bool      // keys were begun before the agent met the other party
	soon   bool      // or within Reaction of it
	met    time.Time // when the agent last met another party
	settle time.Time // when the wrap-up after a word ends at the latest; zero: no word yet
	tries  int
}

// Free reports whether the seat can be reserved.
func (s *Seat) Free() bool {
	return s.State == Ready && !s.Going() && !s.Behind && s.Heard && s.Pause == ""
}

// Idle reports whether the agent is on the line and has nothing to do with a call.
func (s *Seat) Idle() bool { return s.State == Ready || s.State == Paused || s.State == Turning }

// OnLine reports whether the agent is logged in and on the line.
func (s *Seat) OnLine() bool {
	switch s.State {
	case Ready, Reserved, Talking, WrapUp, Paused, Turning:
		return true
	}
	return false
}

// Set moves the seat to a state that ends by itself at until; zero until: never.
func (s *Seat) Set(now time.Time, state State, until time.Time) {
	s.State, s.Since, s.Deadline, s.settle = state, now, until, time.Time{}
	if state == Talking {
		s.Meet(now)
	}
}

// corrections bounds the wrap-up after a word: corrections prolong it to at most so many times its length.
const corrections = 4

// Settle begins the short wrap-up that follows an agent's word, or restarts it for a correction. It reports false
// where it is over: no time is set for it, or corrections have used up what there is. The caller then frees the seat.
func (s *Seat) Settle(now time.Time, afterWord time.Duration) bool {
	if s.State != WrapUp {
		s.Set(now, WrapUp, time.Time{})
	}
	if s.settle.IsZero() {
		s.settle = now.Add(corrections * afterWord)
	}
	if s.Deadline = now.Add(afterWord); s.Deadline.After(s.settle) {
		s.Deadline = s.settle
	}
	return s.Deadline.After(now)
}

// PauseLasts is how long a pause lasts at most, where the house sets no other time. The leg is ended then: an agent
// who forgot to come back is not made ready.
const PauseLasts = 4 * time.Hour

// OwnLasts is for how long a call-back that is due is kept for the agent who promised it, where the house sets no other
// time.
const OwnLasts = 10 * time.Minute

// More prolongs the wrap-up by step, to at most longest from its beginning. It reports false where that is used up.
// No waiting consumer cuts a prolonged wrap-up short.
func (s *Seat) More(step, longest time.Duration) bool {
	until := s.Deadline.Add(step)
	if latest := s.Since.Add(longest); until.After(latest) {
		until = latest
	}
	if s.State != WrapUp || !until.After(s.Deadline) {
		return false
	}
	s.Deadline, s.settle = until, time.Time{}
	return true
}

// Reserve holds the seat for one attempt, or for one that is about to be booked (0).
func (s *Seat) Reserve(now time.Time, id dialer.AttemptID) {
	s.Set(now, Reserved, time.Time{})
	s.Attempt, s.Proof, s.Found = id, s.Pulse.Proof(), false
}

// Adopt holds the seat for an attempt whose channel was found in its bridge.
func (s *Seat) Adopt(now time.Time, id dialer.AttemptID) {
	s.Reserve(now, id)
	s.Found = true
}

// Settling reports whether the seat is in the wrap-up after a word, which a waiting consumer may cut short, and its
// phone lives.
func (s *Seat) Settling() bool {
	return s.State == WrapUp && !s.settle.IsZero() && !s.Going() && s.Heard && s.Pause == ""
}

// Take has the seat talk to a caller, which is no attempt.
func (s *Seat) Take(now time.Time, channel string) {
	s.Set(now, Talking, time.Time{})
	s.Attempt, s.Caller, s.Trying = 0, channel, false
}

// Release frees a held seat; it keeps its place in the queue of the idle, since the agent did not talk.
func (s *Seat) Release(idleSince time.Time) {
	s.Set(idleSince, Ready, time.Time{})
}

// Next picks the free seat that has been idle longest, among those that may; ties go by session.
func Next(seats []*Seat, may func(*Seat) bool) *Seat {
	var best *Seat
	for _, s := range seats {
		if !s.Free() || !may(s) {
			continue
		}
		if best == nil || s.Since.Before(best.Since) || s.Since.Equal(best.Since) && s.Session < best.Session {
			best = s
		}
	}
	return best
}
