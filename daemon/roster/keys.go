package roster

import (
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Times of an agent's keys.
const (
	PinPatience = 20 * time.Second // until the next key of a PIN
	KeyPatience = 4 * time.Second  // until the next key of a code; a code that takes longer is given up
	WordGuard   = 2 * time.Second  // after a bridging: an outcome completed within it is about the call before
	Reaction    = time.Second      // after a bridging: an outcome begun within it is not about the new party either
	maxPin      = 8
)

// Pressed is what a key meant.
type Pressed struct {
	Pin         string             // a whole PIN was keyed, ended by #
	Disposition dialer.Disposition // *0 and a digit
	Recording   RecordingKey       // *60, *61 or *2
	Note        bool               // *97: the other party wants an answer (4.4.3 a)
	Refused     bool               // it ended no code that we know, or the code had been left too long

	// Before says that the code was begun before the agent met the party of the present talk; an outcome also, when
	// it was begun before anybody can have heard who that is. It is never about that party.
	Before bool
}

// noteKey makes an inquiry of the conversation.
const noteKey = "*97"

// RecordingKey is an agent's word about the recording of the conversation (norm 2.6).
type RecordingKey string

// The keys.
const (
	AskRecording RecordingKey = "*60" // ask the consumer
	SpokenYes    RecordingKey = "*61" // the consumer said yes
	SpokenNo     RecordingKey = "*2"  // the consumer said no
)

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
	if s.keys == "*0" || s.keys == "*6" || s.keys == "*9" {
		return Pressed{}
	}
	p := meaning(s.keys)
	p.Before = s.before || s.soon && p.Disposition != ""
	s.dropKeys()
	return p
}

// meaning is what a whole code stands for.
func meaning(code string) Pressed {
	if code == noteKey {
		return Pressed{Note: true}
	}
	switch key := RecordingKey(code); key {
	case AskRecording, SpokenYes, SpokenNo:
		return Pressed{Recording: key}
	}
	if digit, outcome := strings.CutPrefix(code, "*0"); outcome {
		if d, known := dialer.DispositionByKey(digit[0]); known {
			return Pressed{Disposition: d}
		}
	}
	return Pressed{Refused: true}
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
