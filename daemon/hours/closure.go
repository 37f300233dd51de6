package hours

import (
	"fmt"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

const closureForms = `a date as "12-24" (every year) or "2026-12-27", for the whole day, or from an hour on as ` +
	`"12-31T16:00/"`

// Closure is a day, or the rest of a day, on which no one is rung though the law would allow it.
type Closure struct {
	Year  int // 0 is every year
	Month time.Month
	Day   int
	From  time.Duration // since midnight; 0 is the whole day
}

// ParseClosure reads "12-24", "2026-12-27", "12-31T16:00/" or "2026-12-27T16:00/".
func ParseClosure(s string) (Closure, error) {
	date, hour, part := strings.Cut(s, "T")
	c, err := parseDate(date)
	if err == nil && part {
		c.From, err = parseFrom(hour)
	}
	if err != nil || !c.valid() {
		return Closure{}, dialer.Invalid{Field: "extra_closed", Value: s, Why: closureForms}
	}
	return c, nil
}

// parseDate reads the date; a leap year is assumed where no year is given, so that 02-29 is a date.
func parseDate(s string) (Closure, error) {
	every := len(s) == len("12-24")
	if every {
		s = "2000-" + s
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Closure{}, err
	}
	c := Closure{Year: t.Year(), Month: t.Month(), Day: t.Day()}
	if every {
		c.Year = 0
	}
	return c, nil
}

// parseFrom reads "16:00/": the slash with nothing behind it means to the end of the day.
func parseFrom(s string) (time.Duration, error) {
	t, err := time.Parse("15:04/", s)
	if err != nil {
		return 0, err
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, nil
}

// String gives the form that ParseClosure reads.
func (c Closure) String() string {
	s := fmt.Sprintf("%02d-%02d", int(c.Month), c.Day)
	if c.Year != 0 {
		s = fmt.Sprintf("%04d-%s", c.Year, s)
	}
	if c.From != 0 {
		s += "T" + hhmm(c.From) + "/"
	}
	return s
}

// on reports whether c concerns the day of t, which is in Oslo time.
func (c Closure) on(t time.Time) bool {
	return t.Month() == c.Month && t.Day() == c.Day && (c.Year == 0 || c.Year == t.Year())
}

// valid reports a date that exists and an hour within the day.
func (c Closure) valid() bool {
	year := c.Year
	if year == 0 {
		year = 2000
	}
	t := time.Date(year, c.Month, c.Day, 0, 0, 0, 0, time.UTC)
	return t.Month() == c.Month && t.Day() == c.Day && c.Year >= 0 && c.From >= 0 && c.From < 24*time.Hour
}
