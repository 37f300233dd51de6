package call

import (
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Blame is what an unanswered call says of the trunk that carried it.
type Blame uint8

// What it can say.
const (
	Unclear  Blame = iota // nothing: we ended it, or its end was not seen
	Callee                // the trunk reached the callee
	Refused               // the trunk refused, and no phone rang
	NoNumber              // the trunk says that there is no such number, and no phone rang
	Mute                  // no sign of the callee, but the phone may have rung
)

// refusedSoon is how soon after dialing a refusal comes that no ringing went before: later the trunk may have tried a
// phone.
const refusedSoon = 5 * time.Second

// BlameOf judges the end of a call. f is its FactEnded; it tells what the trunk said too, for people.
func (c *Call) BlameOf(f dialer.Fact) (b Blame, words string) {
	switch {
	case f.Kind != dialer.FactEnded:
		return Unclear, ""
	case c.rang || !c.AnsweredAt.IsZero():
		return Callee, ""
	case f.Party == dialer.ByUs && f.Outcome == dialer.TrunkFailed:
		return Mute, f.Detail
	case f.Party != dialer.ByNetwork:
		return Unclear, ""
	}
	words = fmt.Sprintf("SIP %d", f.TechCause)
	b = blameOfCode(f.TechCause)
	if f.TechCause == 0 {
		words = fmt.Sprintf("cause %d", f.Cause)
		b = blameOfCause(f.Cause)
	}
	if (b == Refused || b == NoNumber) && f.At.Sub(c.DialedAt) > refusedSoon {
		b = Mute
	}
	return b, words
}

func blameOfCode(tech int) Blame {
	switch {
	case tech == 486, tech == 600, tech == 603, tech == 607, tech == 480:
		return Callee
	case tech == 404, tech == 410, tech == 484, tech == 604:
		return NoNumber
	case tech == 408, tech == 504: // something was waited for
		return Mute
	case tech >= 300 && tech < 700:
		return Refused
	}
	return Mute
}

// blameOfCause goes by Q.850, where the PBX gives no SIP code: Asterisk before 22.7, other technologies.
func blameOfCause(cause int) Blame {
	switch cause {
	case 0, 16:
		return Unclear
	case 17, 19: // busy, no answer
		return Callee
	case 1, 22, 28: // unallocated, changed, incomplete number
		return NoNumber
	// no route, out of order, rejected, congestion, failure, no channel, not available
	case 3, 27, 29, 34, 38, 41, 42, 44, 47, 58:
		return Refused
	}
	return Mute // 18, 21 and 102 among them: a 408 or a 403 looks like a phone that did not answer, or was turned off
}
