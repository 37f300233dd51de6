package aritest

import "time"

// Plan is what a far end does once it is dialled. The zero value never reacts, not even by ringing.
type Plan struct {
	Unreachable bool          // no such endpoint, or not registered: creating the channel fails with 500
	Ring        time.Duration // before it rings; below 0 it does not
	Answer      time.Duration // before it answers; 0 it does not
	Refuse      time.Duration // before it refuses with Code
	Code        int           // SIP status of the refusal
	Hangup      time.Duration // after the answer; 0 it waits
	Digits      string        // sent after the answer
	DigitsAfter time.Duration
}

// Rings rings at once and for ever.
func Rings() Plan { return Plan{} }

// Silence never rings and never answers: a dead trunk.
func Silence() Plan { return Plan{Ring: -1} }

// Unreachable is an unknown endpoint or an agent that is not registered.
func Unreachable() Plan { return Plan{Unreachable: true} }

// Answers rings at once and answers after d (at least a nanosecond).
func Answers(d time.Duration) Plan { return Plan{Answer: max(d, 1)} }

// Refuses rings at once and refuses with a SIP status after d.
func Refuses(code int, d time.Duration) Plan { return Plan{Code: code, Refuse: max(d, 1)} }

// HangsUp adds a hang-up by the far end, d after the answer.
func (p Plan) HangsUp(d time.Duration) Plan { p.Hangup = max(d, 1); return p }

// Sends adds digits (RFC 4733 or INFO), the first d after the answer and then every 300 ms.
func (p Plan) Sends(digits string, d time.Duration) Plan {
	p.Digits, p.DigitsAfter = digits, max(d, 1)
	return p
}
