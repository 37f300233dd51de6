package config

import (
	"errors"
	"regexp"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
)

// clock reads "09:00" as time since midnight; "24:00" is the day's end.
func clock(d *document, field, word string) time.Duration {
	t, err := time.Parse("15:04", word)
	switch {
	case word == "24:00":
		return 24 * time.Hour
	case err != nil || len(word) != len("15:04"):
		d.add(field, word, "a time of day as 09:00, Oslo time (4.2 j)")
		return 0
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}

// nightHour reads "03:00" as time since midnight; no calls may be placed at that hour.
func nightHour(d *document, field, word string) time.Duration {
	t, err := time.Parse("15:04", word)
	if err != nil || len(word) != len("15:04") || t.Hour() >= 9 && t.Hour() < 21 {
		d.add(field, word, "a time of the night as 03:00, between 21:00 and 08:59, Oslo time")
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}

// weekday reads all seven, so that a Saturday is refused by the rule and with its clause.
func weekday(word string) (time.Weekday, bool) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if strings.ToLower(day.String()[:3]) == word {
			return day, true
		}
	}
	return 0, false
}

var fiveDigits = regexp.MustCompile(`^0[2-9]\d{3}$`)

// reachable checks a number that consumers are told to ring: Norwegian, and not dearer than an ordinary call
// (mfl. § 11 bars a dearer one from customers' questions about their contract).
func reachable(d *document, field, phone string) {
	if fiveDigits.MatchString(phone) {
		return
	}
	n, err := number.Parse(phone)
	if err == nil {
		err = number.MayShow(n)
	}
	if err != nil {
		d.add(field, phone, reason(err))
	}
}

func invalidOf(err error) (dialer.Invalid, bool) {
	var bad dialer.Invalid
	ok := errors.As(err, &bad)
	return bad, ok
}

// reason is what is allowed, without the field and value that the caller names itself.
func reason(err error) string {
	if bad, ok := invalidOf(err); ok {
		return bad.Why
	}
	return err.Error()
}
