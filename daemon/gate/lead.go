package gate

import (
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/number"
)

// adult is the age from which a person may be rung (4.2 e).
const adult = 18

// askAgain is the wait before what could not be learnt is asked again: registers come back by themselves.
const askAgain = 30 * time.Second

// ringsNow is the wait before a number that is being rung is asked for again.
const ringsNow = 5 * time.Minute

// After a survey has reached a number, in Oslo days: how long none of the same client's sales may, and none of
// another's (4.2 k; norm 5.34). They may only rise.
const (
	surveyedHere      = 90
	surveyedElsewhere = 7
)

// path refuses what has not said how it comes to dial.
func path(q *inquiry) finding {
	if !slices.Contains(Paths(), q.Path) {
		return no(BlockUnknown, fmt.Sprintf("%q is no path to the phone", string(q.Path)))
	}
	return yes(string(q.Path))
}

// leadOfCampaign keeps a lead within the campaign, and so the kind, that it was imported for (4.2 k).
func leadOfCampaign(q *inquiry) finding {
	if q.Lead.Campaign != q.Campaign.ID || q.Campaign.ID == "" {
		return no(BlockCampaign, "the lead belongs to another campaign (4.2 k)")
	}
	return yes("of this campaign")
}

// surveyedBefore keeps sales apart from surveys, which may call where sales may not (4.2 k).
func surveyedBefore(q *inquiry) finding {
	if !q.Campaign.Kind.Marketing() {
		return yes("not asked for " + string(q.Campaign.Kind))
	}
	if !q.HistoryKnown {
		return q.unknown("earlier surveys could not be read")
	}
	end := later(dayAfter(q.Surveyed, surveyedHere), dayAfter(q.SurveyedElsewhere, surveyedElsewhere))
	if q.now.Before(end) {
		return finding{BlockSurveyed,
			fmt.Sprintf("a survey reached the number less than %d days ago for this client, or %d for another (4.2 k)",
				surveyedHere+1, surveyedElsewhere+1), end}
	}
	return yes("none lately")
}

// dialable refuses emergency numbers a second time, and all that the plan does not give to subscribers.
func dialable(q *inquiry) finding {
	if err := number.MayDial(q.Lead.Number); err != nil {
		return no(BlockNumber, dialer.Reason(err))
	}
	return yes("may be dialed")
}

// age counts by Oslo's calendar; the birthday itself is enough. Who was born on 29 February is 18 on 1 March.
func age(q *inquiry) finding {
	if q.Lead.Birth.IsZero() {
		return yes("not given")
	}
	y, m, d := q.Lead.Birth.Date()
	birthday := time.Date(y+adult, m, d, 0, 0, 0, 0, hours.Oslo())
	if q.now.Before(birthday) {
		return finding{BlockAge, "under 18 (4.2 e)", birthday}
	}
	return yes("18 or more")
}

// suppressedMonths is for how long a number is left alone after a call to it was abandoned again (4.6.3; norm 1.5).
// It may only rise.
const suppressedMonths = 12

// SuppressedUntil is the day from which a number may be dialed again after such a call: nothing but time lifts it.
func SuppressedUntil(at time.Time) time.Time {
	y, m, d := at.In(hours.Oslo()).Date()
	return time.Date(y, m+suppressedMonths, d+1, 0, 0, 0, 0, hours.Oslo())
}

// cared numbers are never dialed again in the campaign in which an agent ended a call for the person's sake.
func cared(q *inquiry) finding {
	switch {
	case !q.HistoryKnown:
		return q.unknown("whether a call to it was ended for the person's sake could not be read")
	case q.Cared:
		return no(BlockCare, "an agent ended a call to it for the person's sake (4.2 e, f)")
	}
	return yes("no")
}

// suppressed numbers were promised that it would not happen again, and it did.
func suppressed(q *inquiry) finding {
	switch {
	case !q.HistoryKnown:
		return q.unknown("whether a call to it was abandoned again could not be read")
	case q.SuppressedAt.IsZero():
		return yes("no")
	}
	if end := SuppressedUntil(q.SuppressedAt); q.now.Before(end) {
		return finding{BlockAgain,
			fmt.Sprintf("a call was abandoned again on %s, with agents held for it alone: not dialed for %d months, "+
				"for anybody (4.6.3)",
				q.SuppressedAt.In(hours.Oslo()).Format(time.DateOnly), suppressedMonths), end}
	}
	return yes("more than twelve months ago")
}

// flagged numbers need an agent held for them, and another who stands by, on a later day than that of the abandoned
// call.
func flagged(q *inquiry) finding {
	switch q.Flagged {
	case No:
		return yes("no")
	case Yes:
		return q.dedicated()
	}
	return q.unknown("whether a call to it was abandoned could not be read")
}

func (q *inquiry) dedicated() finding {
	oslo := q.FlaggedAt.In(hours.Oslo())
	nextDay := time.Date(oslo.Year(), oslo.Month(), oslo.Day()+1, 0, 0, 0, 0, oslo.Location())
	switch {
	case q.FlaggedAt.IsZero():
		return no(BlockFlag, "a call to it was abandoned, no one knows when; a later one must not be (4.6.3)")
	case q.now.Before(nextDay):
		return finding{BlockFlag, "a call to it was abandoned today (4.6.3)", nextDay}
	case !q.Dedicated:
		return no(BlockFlag, "a call to it was abandoned, and no two agents are held for this one (4.6.3)")
	}
	return yes("yes; one agent for it alone, and another stands by")
}

// attempts keeps norm 2.9's limits, and one call at a time to one number.
func attempts(q *inquiry) finding {
	limit := q.Campaign.Attempts
	switch {
	case !q.HistoryKnown:
		return q.unknown("earlier attempts on this number could not be read")
	case q.InFlight:
		return finding{BlockAttempts, "the number is being rung now", q.now.Add(ringsNow)}
	case q.CampaignAttempts >= limit.PerCampaign:
		return no(BlockAttempts,
			fmt.Sprintf("%d of %d attempts made in this campaign", q.CampaignAttempts, limit.PerCampaign))
	case q.ClientToday >= limit.PerClientDay:
		return finding{
			BlockAttempts,
			fmt.Sprintf("%d of %d attempts made today for this client", q.ClientToday, limit.PerClientDay),
			tomorrow(q.now),
		}
	}
	if at := q.LastUnanswered.Add(limit.Gap); !q.LastUnanswered.IsZero() && q.now.Before(at) {
		return finding{BlockAttempts, fmt.Sprintf("less than %v since the last unanswered attempt", limit.Gap), at}
	}
	if q.Path != PathByHand && q.now.Before(q.Lead.Due) {
		return finding{BlockAttempts, "not due yet", q.Lead.Due}
	}
	return yes(fmt.Sprintf("%d of %d in this campaign, %d today", q.CampaignAttempts, limit.PerCampaign, q.ClientToday))
}

// tomorrow is the start of the next Oslo day.
func tomorrow(now time.Time) time.Time {
	y, m, d := now.In(hours.Oslo()).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, hours.Oslo())
}

// dayAfter is the start of the Oslo day that comes after so many more have gone by; zero for the zero time.
func dayAfter(t time.Time, days int) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	y, m, d := t.In(hours.Oslo()).Date()
	return time.Date(y, m, d+days+1, 0, 0, 0, 0, hours.Oslo())
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
