package phone

import "time"

// Plan is what a called phone does. The zero value answers at once, sends silence and waits to be hung up on.
type Plan struct {
	RingAfter time.Duration // takes this long before it rings: a slow network
	Ring      time.Duration // rings (180) this long before the outcome; 0: the outcome comes at once

	Code   int    // the outcome's SIP code; 0 means 200
	Reason string // sent with the outcome or the BYE, e.g. "Q.850;cause=17"

	Never          bool // rings until the caller gives up
	Deaf           bool // never answers the INVITE, not even with 100
	AnswerOnCancel bool // with Never: answers just when the caller cancels, so that 200 and CANCEL cross

	Early *Sound // while ringing, 183 and this sound instead of 180

	Send   Sound         // sent from the answer on
	NoRTP  bool          // sends no packets at all
	Press  []Press       // digits pressed after the answer
	Hold   time.Duration // hangs up this long after the answer; 0: waits for the caller to do it
	HangUp bool          // hangs up at once after answering
}

// Press is digits pressed some time after the answer.
type Press struct {
	After  time.Duration
	Digits string
	Info   bool // as SIP INFO; else as RFC 4733 events
}

// Busy and Refused are plans that come up often.
func Busy() Plan { return Plan{Code: 486} }

// Refused answers with a SIP code at once.
func Refused(code int) Plan { return Plan{Code: code} }

func (p Plan) answers() bool { return !p.Never && (p.Code == 0 || p.Code == 200) }
