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

// askAgain is the wait before what could not be learnt, or is going on, is asked again.
const askAgain = 5 * time.Minute

// leadOfCampaign keeps a lead within the campaign, and so the kind, that it was imported for (4.2 k).
func leadOfCampaign(q *inquiry) finding {
	if q.Lead.Campaign != q.Campaign.ID || q.Campaign.ID == "" {
		return no(BlockCampaign, "the lead belongs to another campaign (4.2 k)")
	}
	return yes("of this campaign")
}

// dialable refuses emergency numbers a second time, and all that the plan does not give to subscribers.
func dialable(q *inquiry) finding {
	if err := number.MayDial(q.Lead.Number); err != nil {
		return no(BlockNumber, because(err))
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

// ownRegister has no exemption, for any kind of campaign (4.4.4).
func ownRegister(q *inquiry) finding {
	return reservation(q, q.InOwn, BlockOwn, "the call centre's own register")
}

// clientRegister is kept for every kind, surveys too (norm 2.7).
func clientRegister(q *inquiry) finding {
	return reservation(q, q.InClient, BlockClient, "the client's register")
}

// nationalRegister bars marketing only (mfl. § 12).
func nationalRegister(q *inquiry) finding {
	if !q.Campaign.Kind.Marketing() {
		return yes("not asked for " + string(q.Campaign.Kind))
	}
	return reservation(q, q.National, BlockNational, "the national register")
}

func reservation(q *inquiry, a Answer, code, register string) finding {
	switch a {
	case No:
		return yes("not in it")
	case Yes:
		return no(code, "in "+register)
	}
	return finding{BlockUnknown, register + " gave no answer", q.now.Add(askAgain)}
}

// source asks for the whole reference, not only a name (4.2 a).
func source(q *inquiry) finding {
	i := slices.IndexFunc(q.Campaign.Sources, func(s dialer.Source) bool { return s.Name == q.Lead.Source })
	if q.Lead.Source == "" || i < 0 {
		return no(BlockSource, "no source of the campaign is named (4.2 a)")
	}
	s := q.Campaign.Sources[i]
	switch {
	case !slices.Contains(dialer.SourceKinds(), s.Kind):
		return no(BlockSource, fmt.Sprintf("source %s: %q is no lawful kind (4.2 a)", s.Name, s.Kind))
	case s.ObtainedAt.IsZero():
		return no(BlockSource, fmt.Sprintf("source %s: when it was obtained is missing (4.2 a)", s.Name))
	case s.Basis == "":
		return no(BlockSource, fmt.Sprintf("source %s: the basis is missing (4.2 a)", s.Name))
	}
	return yes(s.Name + ", " + string(s.Kind))
}

// attempts keeps norm 2.9's limits, and one call at a time to one number.
func attempts(q *inquiry) finding {
	limit := q.Campaign.Attempts
	switch {
	case !q.HistoryKnown:
		return finding{BlockUnknown, "earlier attempts on this number could not be read", q.now.Add(askAgain)}
	case q.InFlight:
		return finding{BlockAttempts, "the number is being rung now", q.now.Add(askAgain)}
	case q.CampaignAttempts >= limit.PerCampaign:
		return no(BlockAttempts, fmt.Sprintf("%d of %d attempts made in this campaign", q.CampaignAttempts, limit.PerCampaign))
	case q.ClientToday >= limit.PerClientDay:
		return finding{BlockAttempts, fmt.Sprintf("%d of %d attempts made today for this client", q.ClientToday, limit.PerClientDay), tomorrow(q.now)}
	}
	if at := q.LastUnanswered.Add(limit.Gap); !q.LastUnanswered.IsZero() && q.now.Before(at) {
		return finding{BlockAttempts, fmt.Sprintf("less than %v since the last unanswered attempt", limit.Gap), at}
	}
	if q.now.Before(q.Lead.Due) {
		return finding{BlockAttempts, "not due yet", q.Lead.Due}
	}
	return yes(fmt.Sprintf("%d of %d in this campaign, %d today", q.CampaignAttempts, limit.PerCampaign, q.ClientToday))
}

// tomorrow is the start of the next Oslo day.
func tomorrow(now time.Time) time.Time {
	y, m, d := now.In(hours.Oslo()).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, hours.Oslo())
}
