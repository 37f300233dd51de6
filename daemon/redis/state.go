package redis

// state is how far this daemon trusts one register in Redis. Only a trusted register is asked or written to.
// protocol.md shows next as a table; a test holds the two equal.
type state uint8

const (
	untrusted state = iota // to be settled at the next tick
	settling               // settle runs
	outdated               // settle runs, and something happened that it may not have seen: its result does not count
	trusted                // a token says what each check must find
)

// event is what happens to the trust in a register.
type event uint8

const (
	started  event = iota // the loop begins to settle it
	settled               // settle found it whole, with all that this daemon knows
	failed                // settle ended with an error
	baseSeen              // a check read a newer base of the same settling

	serverChanged   // another server answers, or the same one after a restart
	keyMissing      // a check or the patrol missed a key
	wrongType       // a key holds another type than ours
	settledAgain    // another daemon has settled it, or is at it
	calledToSend    // the log says that another daemon waits for what this one knows
	entryUnread     // an entry of the log cannot be read, and may be an addition
	countWentBack   // Redis knows fewer changes than this daemon has seen
	differs         // the answer, or an overlay, differs from this daemon's disk
	writeFailed     // a change is on this daemon's disk and perhaps not in Redis
	baseUnpublished // a delivered base is on this daemon's disk and not in Redis
)

// next is the state after e.
func (st state) next(e event) state {
	switch e {
	case started:
		if st == untrusted {
			return settling
		}
		return st
	case settled:
		if st == settling {
			return trusted
		}
		return untrusted
	case failed:
		return untrusted
	case baseSeen:
		return st
	}
	switch {
	case st == trusted:
		return untrusted
	case st == settling && !e.seenBySettle():
		return outdated
	}
	return st
}

// seenBySettle reports whether settle sees e itself when it comes in between: it reads the log and compares the
// settling at each look.
func (e event) seenBySettle() bool { return e == settledAgain || e == calledToSend || e == entryUnread }

// needsCompare reports whether the register must be compared with this daemon's disk, member by member, before it is
// trusted again.
func (e event) needsCompare() bool { return e == countWentBack || e == differs }
