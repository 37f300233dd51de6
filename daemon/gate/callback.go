package gate

import (
	"strconv"
	"time"

	"github.com/ringevett/ringevett/daemon/hours"
)

// farthest is how far ahead a person can be promised a call.
const farthest = 90 * 24 * time.Hour

// Wished reads the time at which a person wants to be called, as an agent keys it: HHMM is the next such clock time,
// DDMMHHMM the next such day of the year. now carries the Oslo location. It reports false for what is no time, or is
// more than 90 days ahead.
func Wished(now time.Time, keyed string) (time.Time, bool) {
	n := make([]int, len(keyed)/2)
	for i := range n {
		n[i], _ = strconv.Atoi(keyed[2*i : 2*i+2])
	}
	y, m, d := now.Date()
	var at time.Time
	switch len(keyed) {
	case 4:
		if at = time.Date(y, m, d, n[0], n[1], 0, 0, now.Location()); !at.After(now) {
			at = at.AddDate(0, 0, 1)
		}
	case 8:
		if at = time.Date(y, time.Month(n[1]), n[0], n[2], n[3], 0, 0, now.Location()); !at.After(now) {
			at = at.AddDate(1, 0, 0)
		}
		if at.Day() != n[0] || int(at.Month()) != n[1] { // 31 November
			return time.Time{}, false
		}
	default:
		return time.Time{}, false
	}
	clock := n[len(n)-2:]
	if at.Hour() != clock[0] || at.Minute() != clock[1] || at.Sub(now) > farthest {
		return time.Time{}, false
	}
	return at, true
}

// OwnUntil is until when a call-back that one agent promised is kept for that agent: grace from when it came due, or
// from the opening of today's hours where it came due before. Then any agent of the campaign makes it. now carries the
// Oslo location.
func OwnUntil(now, due time.Time, h hours.Rules, ring, grace time.Duration) time.Time {
	y, m, d := now.Date()
	if w := h.At(time.Date(y, m, d, 0, 0, 0, 0, now.Location()), ring); !w.Open && w.Next.After(due) {
		due = w.Next
	}
	return due.Add(grace)
}

// CallBack is when the person is called who wished to be at that time: then, where it is allowed, else at the next time
// that is; why says what moved it, "" where nothing did. A number is rung once a day for one client (norm 2.9), so that
// today becomes the next day that is open, at the same clock time where that is open. At the dial the gate decides.
func CallBack(now, wished time.Time, h hours.Rules, ring time.Duration) (due time.Time, why string) {
	due = wished
	if y, m, d := now.Date(); due.Before(time.Date(y, m, d+1, 0, 0, 0, 0, now.Location())) {
		due, why = due.AddDate(0, 0, 1), "one call a day to a number for one client"
	}
	if w := h.At(due, ring); !w.Open {
		due, why = w.Next, w.Why
	}
	return due, why
}
