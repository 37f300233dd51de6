package roster

import "time"

// An agent whose open line died with the PBX may not notice: the phone falls silent, or shows a call that has ended. So
// the phone is rung when the PBX is back, and the agent logs in on that call.

// RingBackLasts is how long each ringing of such a phone lasts.
const RingBackLasts = 20 * time.Second

// ringBackWithin is how long the PBX may have been away: after a longer time the agent may have gone home.
const ringBackWithin = 15 * time.Minute

// ringBacks are when the phone is rung, from when the PBX is back. Phones register again in the meantime.
var ringBacks = [...]time.Duration{3 * time.Second, 33 * time.Second, 93 * time.Second}

// RingsBack reports whether the phone is rung, once the PBX is back, of an agent whose leg died with it: one who
// neither asked to log out nor pauses, and whose other leg is not in use.
func (s *Seat) RingsBack(now, lost time.Time) bool {
	return s.OnLine() && !s.Leaving && !s.Behind && s.Pause == "" && now.Sub(lost) <= ringBackWithin
}

// RingBackIn is the wait before the phone is rung for the nth time, counted from 0; false after the last.
func RingBackIn(n int) (time.Duration, bool) {
	if n >= len(ringBacks) {
		return 0, false
	}
	if n == 0 {
		return ringBacks[0], true
	}
	return ringBacks[n] - ringBacks[n-1], true
}
