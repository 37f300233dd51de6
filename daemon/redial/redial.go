// Package redial decides what becomes of a lead: after an attempt, after a refusal of the gate, and after its person
// has rung us. No other package does; a test holds that.
//
// The norm is silent on attempts; the limits are ours (norm 2.9) and can only be tightened. Due is a not-before only:
// the gate decides at that time, with the hours and the day's attempts of the client before it.
package redial

import (
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// The limits of norm 2.9: ceilings for the attempts, a floor for the gap.
const (
	MaxPerCampaign  = 3
	MaxPerClientDay = 1
	MinGap          = 4 * time.Hour
	MinRest         = 4 * time.Hour // of a number after a talk or a message, for any client
)

// soon is the wait after an attempt that was never placed: long enough for the PBX to come back.
const soon = 5 * time.Minute

// outage is the wait after an attempt that only met a trunk that refused. The trunk itself is tried with other leads
// meanwhile.
const outage = 15 * time.Minute

// morning is the hour of a next-day Due.
const morning = 9

// Next is what becomes of the lead.
type Next struct {
	Again bool
	Due   time.Time // not before; zero when never
	Why   string
}

// Validate gives every fault of the limits at once; field is the key they stand under.
func Validate(field string, a dialer.Attempts) []error {
	var errs []error
	fault := func(key, value, why string) {
		errs = append(errs, dialer.Invalid{Field: field + "." + key, Value: value, Why: why})
	}
	if a.PerCampaign < 1 || a.PerCampaign > MaxPerCampaign {
		fault("per_campaign", fmt.Sprint(a.PerCampaign),
			fmt.Sprintf("1 to %d attempts on a number in one campaign (norm 2.9)", MaxPerCampaign))
	}
	if a.PerClientDay < 1 || a.PerClientDay > MaxPerClientDay {
		fault("per_client_day", fmt.Sprint(a.PerClientDay),
			fmt.Sprintf("%d attempt on a number in one day for one client (norm 2.9)", MaxPerClientDay))
	}
	if a.Gap < MinGap {
		fault("gap", a.Gap.String(), fmt.Sprintf("at least %v between unanswered attempts (norm 2.9)", MinGap))
	}
	return errs
}

// after follows the outcome and the agent's word. attempts counts this one too, unless it was never placed. An answered
// call without a word counts as a person's.
func after(now time.Time, o dialer.Outcome, d dialer.Disposition, attempts int, a dialer.Attempts) Next {
	due, never := wait(now, o, d, a)
	if never != "" {
		return Next{Why: never}
	}
	if attempts >= a.PerCampaign {
		return Next{Why: fmt.Sprintf("%d of %d attempts made", attempts, a.PerCampaign)}
	}
	return Next{Again: true, Due: due, Why: reason(o, d)}
}

// abandoned allows one more call, not before the next day, with agents held for it alone (4.6.3). A lead that was
// dialed so and abandoned all the same is done: the gate blocks the number for twelve months.
func abandoned(now time.Time, dedicated bool, attempts int, a dialer.Attempts) Next {
	switch {
	case dedicated:
		return Next{Why: "abandoned again: the number is not dialed for twelve months (4.6.3)"}
	case attempts >= a.PerCampaign:
		return Next{Why: fmt.Sprintf("%d of %d attempts made", attempts, a.PerCampaign)}
	}
	return Next{Again: true, Due: nextDay(now), Why: "abandoned: next with agents held for it alone (4.6.3)"}
}

// spared tries the lead again, the attempt uncounted, once the trunk may be back.
func spared(now time.Time) Next {
	return Next{Again: true, Due: now.Add(outage), Why: "the trunk refused"}
}

// AnotherDay is when a person who asked for it is called again: the next morning, where now is.
func AnotherDay(now time.Time) time.Time { return nextDay(now) }

func invalidNumber() Next { return Next{Why: "the network says that the number does not exist"} }

// wait gives the earliest next time, or why there is none.
func wait(now time.Time, o dialer.Outcome, d dialer.Disposition, a dialer.Attempts) (due time.Time, never string) {
	switch o {
	case dialer.Answered:
		return afterAnswer(now, d)
	case dialer.NoAnswer, dialer.Busy:
		return later(now.Add(a.Gap), nextDay(now)), ""
	case dialer.TrunkFailed, dialer.CancelledRinging:
		return now.Add(a.Gap), ""
	case dialer.NotPlaced:
		return now.Add(soon), ""
	case dialer.Lost:
		return time.Time{}, "lost: counted as abandoned, so a person must decide (4.6.3)"
	}
	return time.Time{}, fmt.Sprintf("no outcome that can be tried again: %q", o)
}

// afterAnswer follows the agent's word. One who asked to be called later is, within the limits, on another day.
func afterAnswer(now time.Time, d dialer.Disposition) (due time.Time, never string) {
	switch d {
	case dialer.Machine, dialer.CallLater, dialer.Away:
		return nextDay(now), ""
	case dialer.NotInterested:
		return time.Time{}, "a person declined"
	case dialer.Completed:
		return time.Time{}, "settled with a person"
	case dialer.WrongNumber:
		return time.Time{}, "wrong number"
	case dialer.Person, dialer.Sold:
		return time.Time{}, "answered by a person"
	case dialer.DutyOfCare, dialer.Minor:
		return time.Time{}, "ended for the person's sake: never again in this campaign (4.2 e, f)"
	}
	return time.Time{}, "answered, and no word on who it was"
}

// nextDay is the next morning where now is.
func nextDay(now time.Time) time.Time {
	y, m, d := now.Date()
	return time.Date(y, m, d+1, morning, 0, 0, 0, now.Location())
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func reason(o dialer.Outcome, d dialer.Disposition) string {
	switch {
	case d == dialer.CallLater:
		return "asked to be called another day"
	case d == dialer.Machine:
		return "a machine answered"
	case d == dialer.Away:
		return "the person was not there"
	}
	return string(o)
}
