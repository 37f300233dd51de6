package roster

import (
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// PinPatience is how long a phone may take for the next key of a PIN.
const (
	PinPatience = 20 * time.Second
	maxPin      = 8
)

// Pressed is what a key meant.
type Pressed struct {
	Pin         string             // a whole PIN was keyed, ended by #
	Disposition dialer.Disposition // *0 and a digit
	Recording   RecordingKey       // *60, *61 or *2
	Note        bool               // *97: the other party wants an answer (4.4.3 a)
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

// Key takes one key of the agent's phone. While the PIN is keyed, * starts it over and # ends it; later *0 and a digit is a
// disposition, *60, *61 and *2 are about the recording, and *97 notes an inquiry. A key that starts nothing is forgotten.
func (s *Seat) Key(now time.Time, digit byte) Pressed {
	if s.State == Pin {
		return s.pinKey(now, digit)
	}
	if digit == '*' {
		s.keys = "*"
		return Pressed{}
	}
	if s.keys == "" {
		return Pressed{}
	}
	s.keys += string(digit)
	if s.keys == "*0" || s.keys == "*6" || s.keys == "*9" {
		return Pressed{}
	}
	if s.keys == noteKey {
		s.keys = ""
		return Pressed{Note: true}
	}
	switch key := RecordingKey(s.keys); key {
	case AskRecording, SpokenYes, SpokenNo:
		s.keys = ""
		return Pressed{Recording: key}
	}
	rest, outcome := strings.CutPrefix(s.keys, "*0")
	s.keys = ""
	if !outcome {
		return Pressed{}
	}
	d, _ := dialer.DispositionByKey(rest[0])
	return Pressed{Disposition: d}
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
