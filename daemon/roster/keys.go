package roster

import (
	"slices"
	"strings"
	"time"
)

// Times of an agent's keys.
const (
	PinPatience = 20 * time.Second // until the next key of a PIN
	KeyPatience = 3 * time.Second  // until the next key of a code; a code that takes longer is given up
	WordGuard   = 2 * time.Second  // after a bridging: an outcome completed within it is about the call before
	Reaction    = time.Second      // after a bridging: an outcome begun within it is not about the new party either
	maxPin      = 8
)

// Pressed is what a key meant.
type Pressed struct {
	Pin     string // a whole PIN was keyed, ended by #
	Act     Act    // a whole code was
	Digits  string // what the code took further
	Refused bool   // no code that means something now, or the code had been left too long

	// Before says that the code was begun before the agent met the party of the present talk; an outcome also, when
	// it was begun before anybody can have heard who that is. It is never about that party.
	Before bool
}

// Key takes one key of the agent's phone. While the PIN is keyed, * starts it over and # ends it; later * begins a
// code. A key that begins nothing, and one that is pressed during the wait after wrong PINs, is forgotten.
func (s *Seat) Key(now time.Time, digit byte) Pressed {
	switch s.State {
	case Pin:
		return s.pinKey(now, digit)
	case PinWait:
		return Pressed{}
	}
	late := s.keys != "" && now.Sub(s.keyed) > KeyPatience
	switch {
	case digit == '*':
		s.keys, s.keyed, s.before, s.soon = "*", now, false, s.metWithin(now, Reaction)
		return Pressed{}
	case late:
		s.dropKeys()
		return Pressed{Refused: true}
	case s.keys == "":
		return Pressed{}
	}
	s.keys, s.keyed = s.keys+string(digit), now
	code, more := find(s.keys)
	if more {
		return Pressed{}
	}
	p := s.meaning(code)
	s.dropKeys()
	return p
}

// meaning is what the keys stand for, which end a code or none.
func (s *Seat) meaning(c *Code) Pressed {
	if c == nil || !c.means(s) {
		return Pressed{Refused: true}
	}
	digits := strings.TrimPrefix(s.keys, c.Keys)
	if !c.Digits.whole(digits) {
		return Pressed{Refused: true}
	}
	before := !c.OfSeat && (s.before || s.soon && c.Act == Outcome)
	return Pressed{Act: c.Act, Digits: strings.TrimSuffix(digits, "#"), Before: before}
}

// means reports whether the code means something in the seat's state.
func (c *Code) means(s *Seat) bool {
	party := c.Caller || s.State != Talking || s.Caller == "" || s.Trying && c.Act == AskRecording
	return slices.Contains(c.In, s.State) && party
}

func (s *Seat) dropKeys() { s.keys, s.before = "", false }

// Meet tells the seat that its agent and another party can hear each other from now on. What is half-keyed was begun
// before.
func (s *Seat) Meet(now time.Time) { s.met, s.before = now, s.keys != "" }

// MetAt is when the agent last met another party.
func (s *Seat) MetAt() time.Time { return s.met }

// JustMet reports that the bridging is so fresh that an outcome is about the call before.
func (s *Seat) JustMet(now time.Time) bool { return s.metWithin(now, WordGuard) }

func (s *Seat) metWithin(now time.Time, d time.Duration) bool {
	return !s.met.IsZero() && now.Sub(s.met) < d
}

func (s *Seat) pinKey(now time.Time, digit byte) Pressed {
	s.Deadline = now.Add(PinPatience)
	switch {
	case digit == '#':
		pin := s.keys
		s.keys = ""
		return Pressed{Pin: pin}
	case digit == '*' || len(s.keys) >= maxPin:
		s.keys = ""
	default:
		s.keys += string(digit)
	}
	return Pressed{}
}

// WrongPin counts a wrong PIN, and reports whether another of the allowed tries is left.
func (s *Seat) WrongPin(allowed int) bool {
	s.tries++
	return s.tries < allowed
}
