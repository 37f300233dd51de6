package roster

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Guesses at PINs. What is counted is the phone: it is the phone that names the agent, so that a phone can guess at
// its own agent's PIN alone. See daemon/decisions/0022-a-pin-is-guessed-at-one-phone.md.
const (
	FreePINs    = 3           // wrong PINs in a row that cost no wait
	LongestWait = time.Minute // before the next PIN is taken
	PINLock     = 10          // wrong PINs in a row that lock the phone, where the house sets no other number
	Strangers   = 1000        // phones of no agent that are counted; the PIN of another is refused all the same
)

// PINWait is how long no PIN is taken from a phone after so many wrong ones in a row: 0 for the first three, then 2,
// 4, 8 … s.
func PINWait(wrong int) time.Duration {
	over := wrong - FreePINs
	switch {
	case over <= 0:
		return 0
	case over > 5:
		return LongestWait
	}
	return time.Second << over
}

// Trials are the phones that keyed a wrong PIN last, by endpoint. The zero map is none. They hold at most one entry
// for each agent's phone, and Strangers besides.
type Trials map[string]dialer.PINTrial

// Take counts a fact of the log-in; any other changes nothing. The table of the journal counts by the same rule.
func (t Trials) Take(f dialer.Fact) {
	one, known := t[f.Code]
	switch f.Kind {
	case dialer.FactWrongPIN:
		one.Endpoint, one.Agent, one.Last = f.Code, f.Agent, f.At
		one.Wrong++
		t[f.Code] = one
	case dialer.FactPhoneLocked:
		if known {
			one.Locked = f.At
			t[f.Code] = one
		}
	case dialer.FactRightPIN, dialer.FactPhoneUnlocked:
		delete(t, f.Code)
	}
}

// Until is when the next PIN is taken from a phone, never later than its wait from now, wherever the clock was set
// meanwhile; locked: only after a supervisor's lift.
func (t Trials) Until(now time.Time, endpoint string) (at time.Time, locked bool) {
	one := t[endpoint]
	wait := PINWait(one.Wrong)
	if at = one.Last.Add(wait); at.Sub(now) > wait {
		at = now.Add(wait)
	}
	return at, !one.Locked.IsZero()
}

// Full reports whether a phone of no agent cannot be counted, because too many are.
func (t Trials) Full(endpoint string) bool {
	if _, known := t[endpoint]; known || len(t) < Strangers {
		return false
	}
	strange := 0
	for _, one := range t {
		if one.Agent == "" {
			strange++
		}
	}
	return strange >= Strangers
}

// List gives them by endpoint.
func (t Trials) List() []dialer.PINTrial {
	return slices.SortedFunc(maps.Values(t), func(a, b dialer.PINTrial) int {
		return strings.Compare(a.Endpoint, b.Endpoint)
	})
}
