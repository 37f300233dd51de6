package phone

import (
	"maps"
	"slices"
	"time"
)

// Record is what is known of one call. Instants that did not come are zero.
type Record struct {
	CallID   string
	Incoming bool              // to this phone
	Number   string            // dialled
	From     string            // number in the From header
	FromName string            // display name in it
	Asserted string            // number in P-Asserted-Identity
	Headers  map[string]string // X- headers of the INVITE, and of requests within the call that changed the display
	Display  []Shown           // what the display showed, in order

	Invited, Ringing, Answered, Confirmed, Ended time.Time // Confirmed: the ACK
	Code                                         int       // final SIP code
	Cancelled                                    bool
	EndedBy                                      string // "us", "them" or "" while it lasts
	Reason                                       string // Reason header of the other side's BYE or CANCEL

	FirstRTP time.Time
	Packets  int
	Loud     []Span  // when sound was heard, gaps under 100 ms closed
	Audio    []int16 // what was received from FirstRTP on, bounded
	Digits   []Digit // received
}

// Span is a stretch of time.
type Span struct{ From, To time.Time }

// Digit is one key heard.
type Digit struct {
	Key  byte
	At   time.Time
	Info bool // came as SIP INFO
}

// FirstLoud is when sound was first heard; zero if never.
func (r Record) FirstLoud() time.Time {
	if len(r.Loud) == 0 {
		return time.Time{}
	}
	return r.Loud[0].From
}

// LoudAfter is when sound was first heard at or after t; zero if not.
func (r Record) LoudAfter(t time.Time) time.Time {
	for _, s := range r.Loud {
		if !s.To.Before(t) {
			if s.From.Before(t) {
				return t
			}
			return s.From
		}
	}
	return time.Time{}
}

// Between is the sound received between two instants.
func (r Record) Between(from, to time.Time) []int16 {
	index := func(t time.Time) int {
		return min(len(r.Audio), max(0, int(t.Sub(r.FirstRTP)*Rate/time.Second)))
	}
	if r.FirstRTP.IsZero() || to.Before(from) {
		return nil
	}
	return r.Audio[index(from):index(to)]
}

// Keys are the digits received, in one string.
func (r Record) Keys() string {
	var b []byte
	for _, d := range r.Digits {
		b = append(b, d.Key)
	}
	return string(b)
}

func (r Record) clone() Record {
	r.Loud, r.Audio, r.Digits = slices.Clone(r.Loud), slices.Clone(r.Audio), slices.Clone(r.Digits)
	r.Display, r.Headers = slices.Clone(r.Display), maps.Clone(r.Headers)
	return r
}
