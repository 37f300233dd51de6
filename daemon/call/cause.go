package call

import "github.com/ringevett/ringevett/daemon/dialer"

// InvalidNumber is the Detail of a trunk_failed attempt whose number does not exist: it is never rung again.
const InvalidNumber = "invalid number"

// Judge tells how an attempt ended that was never answered and that we did not end. It goes by the SIP code where the
// PBX gives one (tech, Asterisk 22.7 and later), else by the Q.850 cause, and by whether anything rang; never by the
// status words of a Dial event, which call a 404 and a 603 alike "no answer".
func Judge(cause, tech int, rang bool) (dialer.Outcome, string) {
	if o, detail, known := byCode(tech); known {
		return o, detail
	}
	switch cause {
	case 17, 21: // user busy, call rejected
		return dialer.Busy, ""
	case 18, 19: // no user responding, no answer from user
		return dialer.NoAnswer, ""
	case 1, 22, 28: // unallocated, changed, incomplete number
		return dialer.TrunkFailed, InvalidNumber
	case 0, 16: // cleared in order, without a word why: a route's own patience, when it had rung
		if rang {
			return dialer.NoAnswer, ""
		}
	}
	return dialer.TrunkFailed, ""
}

func byCode(tech int) (o dialer.Outcome, detail string, known bool) {
	switch tech {
	case 486, 600, 603, 607:
		return dialer.Busy, "", true
	case 408, 480:
		return dialer.NoAnswer, "", true
	case 404, 410, 484, 604:
		return dialer.TrunkFailed, InvalidNumber, true
	case 403:
		return dialer.TrunkFailed, "forbidden by the trunk", true
	}
	return "", "", false
}
