package roster

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Times of reading a notice to an agent (8.1).
const (
	// ReadPatience is how long reading one may take. After it the agent has not heard it.
	ReadPatience = 75 * time.Second
	// ReadAgain is how long the agent takes calls after a reading that was cut off or failed, before the next one.
	ReadAgain = 5 * time.Minute
)

// Notices is what an agent has heard of notices of recording and monitoring in one session.
type Notices struct {
	heard map[dialer.NoticeID]bool
	reads dialer.NoticeID // being read; 0: none
	after time.Time       // no reading begins before
}

// Heard reports whether the agent heard a notice to its end in this session.
func (n Notices) Heard(id dialer.NoticeID) bool { return n.heard[id] }

// Read begins to read a notice to an agent who is free. Until it has ended the seat takes no call.
func (s *Seat) Read(now time.Time, id dialer.NoticeID) {
	s.Set(now, Turning, now.Add(ReadPatience))
	s.For.next, s.Notices.reads = "", id
}

// Reads is the notice that is being read to the agent; 0: none.
func (s *Seat) Reads() dialer.NoticeID {
	if s.State != Turning || s.For.next != "" {
		return 0
	}
	return s.Notices.reads
}

// MayRead reports whether the pause after a reading that failed is over.
func (s *Seat) MayRead(now time.Time) bool { return !now.Before(s.Notices.after) }

// ReadSoon ends that pause: the agent has asked for the notice, and a code may still be on its way.
func (s *Seat) ReadSoon(now time.Time) { s.Notices.after = now.Add(KeyPatience) }

// HasRead ends a reading. whole: the agent heard it to its end. The caller then frees the seat.
func (s *Seat) HasRead(now time.Time, whole bool) {
	n := &s.Notices
	if !whole {
		n.after = now.Add(ReadAgain)
	} else {
		if n.heard == nil {
			n.heard = map[dialer.NoticeID]bool{}
		}
		n.heard[n.reads] = true
	}
	n.reads = 0
}
