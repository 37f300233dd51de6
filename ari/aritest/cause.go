package aritest

import "fmt"

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
	return fmt.Sprintf("cause %d", cause)
}

// techOf is the SIP status that Asterisk 22 notes for a cause of ours: a hang-up for "busy" shows as tech_cause 486,
// as if the far end had been busy.
func techOf(cause int) int {
	switch cause {
	case 1:
		return 404
	case 17:
		return 486
	case 18:
		return 408
	case 19, 20, 31:
		return 480
	case 21:
		return 403
	case 22:
		return 410
	case 27:
		return 502
	case 28:
		return 484
	case 34, 42:
		return 503
	case 38, 127:
		return 500
	case 58:
		return 488
	}
	return 0
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
		return 18, true
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
