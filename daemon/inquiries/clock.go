package inquiries

import (
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// clock gives the time for each open inquiry, by the wall clock and by the one that only goes forward.
type clock struct {
	ticking func() time.Time

	mu   sync.Mutex // guards seen
	seen map[dialer.InquiryID]sighting
}

// sighting is when this process first saw an open inquiry, by both clocks.
type sighting struct {
	wall, ticking time.Time
	ahead         time.Time // since when, by the ticking clock, the wall clock is ahead of it; zero: it is not
}

// A wall clock that jumps ahead is believed when it has stayed there for a while. A machine that slept is late by that
// much, and a clock that is set right again meanwhile causes no breach.
const (
	jumpFrom     = time.Minute
	jumpBelieved = 10 * time.Minute
)

// at is the time for an inquiry: the wall clock's, or, where that was put back or has just jumped ahead, the time that
// has passed since the inquiry was first seen. So a clock that jumps back hides no breach.
func (c *clock) at(id dialer.InquiryID, wall time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	wall = wall.Round(0) // without the ticking reading, which time.Time would compare by
	tick := c.ticking()
	first, known := c.seen[id]
	if !known {
		first = sighting{wall: wall, ticking: tick}
	}
	now, ahead := first.weigh(wall, tick)
	if c.seen == nil {
		c.seen = map[dialer.InquiryID]sighting{}
	}
	first.ahead = ahead
	c.seen[id] = first
	return now
}

// weigh compares the clocks; ahead is what the sighting remembers of a jump.
func (s sighting) weigh(wall, tick time.Time) (now, ahead time.Time) {
	passed := s.wall.Add(tick.Sub(s.ticking))
	switch jump := wall.Sub(passed); {
	case jump < 0:
		return passed, time.Time{}
	case jump <= jumpFrom:
		return wall, time.Time{}
	case s.ahead.IsZero():
		return passed, tick
	case tick.Sub(s.ahead) < jumpBelieved:
		return passed, s.ahead
	}
	return wall, s.ahead
}

// forget drops the inquiries that are not among the open ones.
func (c *clock) forget(open []sqlite.Inquiry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	still := map[dialer.InquiryID]sighting{}
	for _, in := range open {
		if s, known := c.seen[in.ID]; known {
			still[in.ID] = s
		}
	}
	c.seen = still
}
