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

// causeOf is how Asterisk 22 translates a SIP refusal into a Q.850 cause.
func causeOf(code int) int {
	switch code {
	case 401, 402, 403, 407, 603:
		return 21
	case 404, 604:
		return 1
	case 408:
		return 18
	case 410:
		return 22
	case 480:
		return 19
	case 483, 607:
		return 127
	case 484:
		return 28
	case 486, 600:
		return 17
	case 488, 606:
		return 58
	case 500:
		return 38
	case 502:
		return 27
	case 503:
		return 34
	case 504:
		return 102
	}
	return 127
}

// dialStatusOf is the last Dial status of an originated (not of a created) channel that was refused.
func dialStatusOf(cause int) string {
	switch cause {
	case 17:
		return "BUSY"
	case 34:
		return "CONGESTION"
	}
	return "NOANSWER"
}

func causeText(cause int) string {
	switch cause {
	case 0:
		return "Unknown"
	case 1:
		return "Unallocated (unassigned) number"
	case 16:
		return "Normal Clearing"
	case 17:
		return "User busy"
	case 18:
		return "No user responding"
	case 19:
		return "User alerting, no answer"
	case 21:
		return "Call Rejected"
	case 34:
		return "Circuit/channel congestion"
	}
	return "Cause " + string(rune('0'+cause/100%10)) + string(rune('0'+cause/10%10)) + string(rune('0'+cause%10))
}

// causeOfReason is what the words of a hang-up request mean.
func causeOfReason(reason string) (int, bool) {
	switch reason {
	case "", "normal":
		return 16, true
	case "busy":
		return 17, true
	case "congestion":
		return 34, true
	case "no_answer":
		return 19, true
	case "timeout":
		return 19, true
	case "rejected":
		return 21, true
	case "unallocated":
		return 1, true
	case "normal_unspecified":
		return 31, true
	case "number_incomplete":
		return 28, true
	case "codec_mismatch":
		return 58, true
	case "interworking":
		return 127, true
	case "failure":
		return 38, true
	case "answered_elsewhere":
		return 26, true
	}
	return 0, false
}
