package engine

import "time"

const (
	startsIn = time.Second // calls_per_second holds in every one of these, wherever it begins
	// what a late look may make up for at once: a 50th of calls_per_second, and one
	startsCredit = 20 * time.Millisecond
	startsEvery  = 5 * time.Millisecond // starts nearer to each other than this go out together
)

// turns spread the starts evenly over the second, since a carrier cuts a volley off. The starts of the last second
// are beside them in Engine.starts, oldest first.
type turns struct {
	next time.Time // when the next start has its turn
	wake time.Time // the deadline set for it
}

// started notes that an attempt begins now.
func (e *Engine) started(now time.Time) {
	if e.set.PerSecond == 0 {
		return
	}
	s := &e.turns
	e.starts = append(e.starts, now)
	if earliest := now.Add(-startsCredit); s.next.Before(earliest) {
		s.next = earliest
	}
	s.next = s.next.Add(startsIn / time.Duration(e.set.PerSecond))
}

// startsLeft is how many attempts may start now; below 0: no limit. Where none may, the floor looks again when one may.
func (e *Engine) startsLeft(now time.Time) int {
	if e.set.PerSecond == 0 {
		return -1
	}
	s := &e.turns
	old := 0
	for old < len(e.starts) && now.Sub(e.starts[old]) >= startsIn {
		old++
	}
	e.starts = e.starts[:copy(e.starts, e.starts[old:])]
	turns := 0
	if !now.Before(s.next) {
		turns = 1 + int(min(now.Sub(s.next), startsCredit)*time.Duration(e.set.PerSecond)/startsIn)
	}
	left := min(turns, e.set.PerSecond-len(e.starts))
	if left > 0 {
		return left
	}
	e.wakeToStart(now)
	return 0
}

func (e *Engine) wakeToStart(now time.Time) {
	s := &e.turns
	if now.Before(s.wake) {
		return
	}
	at := s.next
	if len(e.starts) >= e.set.PerSecond && at.Before(e.starts[0].Add(startsIn)) {
		at = e.starts[0].Add(startsIn)
	}
	if soonest := now.Add(startsEvery); at.Before(soonest) {
		at = soonest
	}
	s.wake = at
	e.remind(at, ofCampaign, -1, func(time.Time) {})
}
