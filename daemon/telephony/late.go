package telephony

import (
	"time"

	"github.com/ringevett/ringevett/ari"
)

// heardLate is from when on an event counts as late: below it are the network and a busy machine.
const heardLate = 150 * time.Millisecond

// lateness tells how long an event was on its way. The two clocks need not agree: the quickest event of a connection
// is taken for one that was on its way for no time at all. It belongs to the listener.
type lateness struct {
	known  bool
	offset time.Duration // of the quickest
}

// of is how long ago the event was, by its own time; 0: just now, or not known.
func (l *lateness) of(happened, now time.Time) time.Duration {
	if happened.IsZero() {
		return 0
	}
	took := now.Sub(happened)
	if !l.known || took < l.offset {
		l.known, l.offset = true, took
	}
	if late := took - l.offset; late >= heardLate {
		return late
	}
	return 0
}

// late is how long the event that is being heard was on its way.
func (p *PBX) late(ev ari.Event) time.Duration {
	return p.delay.of(ev.Head().Timestamp.Time, time.Now())
}
