package app

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/dialplan"
)

// EndFacts tells a call by hand, allowed at the given time, from its end.
func EndFacts(allowed time.Time, e dialplan.HandEnd, at time.Time) ([]dialer.Fact, dialer.Outcome) {
	return endFacts(&handCall{agent: "kari", allowed: allowed}, e, at)
}

// ReasonSound is what the person who dialed hears.
func ReasonSound(code string) string { return string(reasonSound(code)) }
