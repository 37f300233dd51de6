// Package hours says whether a person may be called at an instant, through the whole ring time, and if not, when next.
//
// The norm bars ringing before 09:00 and after 21:00, and on Saturdays, Sundays and public holidays (4.2 j; mfl. § 14).
// The window applies to every kind of campaign. A campaign can narrow it, never widen it. All clock times are Oslo's.
package hours

import (
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// The ceiling of 4.2 j, since midnight.
const (
	Earliest = 9 * time.Hour
	Latest   = 21 * time.Hour
)

// Rules are the hours in which may be rung. The zero Rules never open.
type Rules struct {
	Start, End time.Duration // since midnight, within 09:00–21:00
	Days       []time.Weekday
	Closed     []Closure // closed besides the holidays of the law

	always bool // see Always
}

// Norm gives the widest hours the norm allows, and our default: all of 24 December and 31 December from 16:00 are
// closed too. The law is silent on those two (norm 3.2), so an operator may leave them out.
func Norm() Rules {
	return Rules{
		Start: Earliest,
		End:   Latest,
		Days:  []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday},
		Closed: []Closure{
			{Month: time.December, Day: 24},
			{Month: time.December, Day: 31, From: 16 * time.Hour},
		},
	}
}

// Always gives rules that are open at any time, for the simulator and stories; no configuration can express it.
func Always() Rules { return Rules{always: true} }

// Window is the answer at one instant.
type Window struct {
	Open  bool
	Until time.Time // when open: ringing must have ended by then
	Next  time.Time // when closed: the next opening in which a call with this ring time fits; zero when there is none
	Why   string    // when closed: "Saturday", "1 May", "before 09:00", "would still ring at 21:00"
}

// alwaysUntil is the distance of Until under Always: far beyond any ring time.
const alwaysUntil = 24 * time.Hour

// At tells whether ringing may start at now and go on for ring.
func (r Rules) At(now time.Time, ring time.Duration) Window {
	if r.always {
		return Window{Open: true, Until: now.Add(alwaysUntil)}
	}
	d := r.day(now)
	if why := d.bars(now, ring); why != "" {
		return Window{Next: r.next(now, ring), Why: why}
	}
	return Window{Open: true, Until: d.end}
}

// horizon bounds the search for the next opening; no lawful rules stay closed for longer.
const horizon = 400

// next finds the first opening at or after now that holds the whole ring time.
func (r Rules) next(now time.Time, ring time.Duration) time.Time {
	y, m, date := now.In(oslo).Date()
	for i := range horizon {
		d := r.day(time.Date(y, m, date+i, 12, 0, 0, 0, oslo)) // noon exists on every day, DST or not
		if d.why == "" && !d.start.Before(now) && !d.start.Add(ring).After(d.end) {
			return d.start
		}
	}
	return time.Time{}
}

// day is one Oslo day's opening, or why it has none.
type day struct {
	start, end time.Time
	why        string
}

// bars says why ringing from now for ring is not within the day's opening; "" when it is.
func (d day) bars(now time.Time, ring time.Duration) string {
	switch {
	case d.why != "":
		return d.why
	case now.Before(d.start):
		return "before " + d.start.Format("15:04")
	case !now.Before(d.end):
		return "after " + d.end.Format("15:04")
	case now.Add(ring).After(d.end):
		return "would still ring at " + d.end.Format("15:04")
	}
	return ""
}

// day works out the opening of the Oslo day that t is in.
func (r Rules) day(t time.Time) day {
	t = t.In(oslo)
	if why := r.closedAllDay(t); why != "" {
		return day{why: why}
	}
	end := r.End
	for _, c := range r.Closed {
		if c.on(t) {
			end = min(end, c.From)
		}
	}
	if end <= r.Start {
		return day{why: dayName(t)}
	}
	return day{start: clock(t, r.Start), end: clock(t, end)}
}

// closedAllDay names the weekday, the holiday or the closure that takes the whole day.
func (r Rules) closedAllDay(t time.Time) string {
	if !slices.Contains(r.Days, t.Weekday()) {
		return t.Weekday().String()
	}
	if name := Holiday(t); name != "" {
		return name
	}
	for _, c := range r.Closed {
		if c.From == 0 && c.on(t) {
			return dayName(t)
		}
	}
	return ""
}

// clock is the wall-clock time since midnight on t's day; adding a duration to midnight would be off on DST days.
func clock(t time.Time, since time.Duration) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, int(since/time.Second), int(since%time.Second), oslo)
}

func dayName(t time.Time) string { return fmt.Sprintf("%d %s", t.Day(), t.Month()) }

// Validate gives every fault of the rules at once; field is the key they stand under.
func (r Rules) Validate(field string) []error {
	if r.always {
		return nil
	}
	var errs []error
	fault := func(key, value, why string) {
		errs = append(errs, dialer.Invalid{Field: field + "." + key, Value: value, Why: why})
	}
	if r.Start < Earliest || r.Start >= Latest {
		fault("start", hhmm(r.Start), "must be within 09:00–21:00; it can only be narrowed (4.2 j)")
	}
	if r.End > Latest || r.End <= Earliest {
		fault("end", hhmm(r.End), "must be within 09:00–21:00; it can only be narrowed (4.2 j)")
	}
	if r.End <= r.Start {
		fault("end", hhmm(r.End), "must be later than start, "+hhmm(r.Start))
	}
	if len(r.Days) == 0 {
		fault("days", "", "at least one of Monday to Friday")
	}
	for _, d := range r.Days {
		if d < time.Monday || d > time.Friday {
			fault("days", d.String(), "only Monday to Friday; no one is rung on Saturdays and Sundays (4.2 j)")
		}
	}
	for _, c := range r.Closed {
		if !c.valid() {
			fault("extra_closed", c.String(), closureForms)
		}
	}
	return errs
}

func hhmm(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	return fmt.Sprintf("%s%02d:%02d", sign, d/time.Hour, d%time.Hour/time.Minute)
}
