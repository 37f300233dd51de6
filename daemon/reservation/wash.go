package reservation

import (
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// How old a wash or a delivery of the national register may be. It never counts beyond its own calendar month, in
// which the call is made (mfl. § 13 a).
const (
	WashLeast   = 24 * time.Hour // with a daily feed
	WashDefault = 7 * 24 * time.Hour
	WashMost    = 30 * 24 * time.Hour
)

// ValidateMaxAge is the fault of a campaign's limit; 0 stands for WashDefault.
func ValidateMaxAge(field string, age time.Duration) error {
	if age != 0 && (age < WashLeast || age > WashMost) {
		return dialer.Invalid{
			Field: field, Value: age.String(),
			Why: fmt.Sprintf("%v to %v, and never over the end of a month (mfl. § 13 a)", WashLeast, WashMost),
		}
	}
	return nil
}

// Freshness tells how long something dated holds: Until when it does, Why when it does not.
type Freshness struct {
	Fresh bool
	Why   string
	Until time.Time
}

// Washed judges the lead's record, or its list's, for this kind of campaign (10 third paragraph).
func Washed(now time.Time, c dialer.Campaign, l dialer.Lead) Freshness {
	own := washed(now, c, l.Wash)
	source, _ := SourceOf(c, l)
	list := washed(now, c, source.Wash)
	if own.Fresh || l.Wash != (dialer.Wash{}) && !list.Fresh {
		return own
	}
	return list
}

// WashedRow judges the lead's own record alone: what is asked of a lead that the register cannot be asked about by
// person.
func WashedRow(now time.Time, c dialer.Campaign, l dialer.Lead) Freshness {
	return washed(now, c, l.Wash)
}

func washed(now time.Time, c dialer.Campaign, w dialer.Wash) Freshness {
	switch {
	case w == (dialer.Wash{}):
		return Freshness{Why: "no record that the person was looked up in the national register"}
	case blank(w.By):
		return Freshness{Why: "the wash does not say who held it"}
	case !w.Scope.Covers(c.Kind):
		return Freshness{Why: fmt.Sprintf("a wash of scope %q is none for %s", string(w.Scope), c.Kind)}
	}
	return age(now, w.At, c.WashMaxAge, "washed")
}

// Delivered judges the national register itself by the day it was delivered.
func Delivered(now time.Time, c dialer.Campaign, v dialer.RegisterVersion) Freshness {
	return age(now, v.LoadedAt, c.WashMaxAge, "delivered")
}

func age(now, at time.Time, most time.Duration, what string) Freshness {
	if most == 0 {
		most = WashDefault
	}
	local := at.In(hours.Oslo())
	end := at.Add(most)
	if month := time.Date(local.Year(), local.Month()+1, 1, 0, 0, 0, 0, hours.Oslo()); month.Before(end) {
		end = month
	}
	day := what + " on " + local.Format(time.DateOnly)
	switch {
	case at.IsZero():
		return Freshness{Why: "not " + what + " on any known day"}
	case at.After(now):
		return Freshness{Why: day + ", which is to come"}
	case !sameMonth(now, at):
		return Freshness{Why: day + ": another month (mfl. § 13 a)"}
	case !now.Before(end):
		return Freshness{Why: fmt.Sprintf("%s: more than %d days ago", day, int(most.Hours()/24))}
	}
	return Freshness{Fresh: true, Why: day, Until: end}
}

func sameMonth(a, b time.Time) bool {
	a, b = a.In(hours.Oslo()), b.In(hours.Oslo())
	return a.Year() == b.Year() && a.Month() == b.Month()
}
