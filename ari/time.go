package ari

import (
	"fmt"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// Time is an instant as Asterisk writes it (2026-01-31T12:00:00.123+0100), kept in UTC.
type Time struct{ time.Time }

const timeLayout = "2006-01-02T15:04:05.000-0700"

// MarshalJSONTo writes Asterisk's layout, milliseconds and an offset without a colon.
func (t Time) MarshalJSONTo(enc *jsontext.Encoder) error {
	return enc.WriteToken(jsontext.String(t.Format(timeLayout)))
}

// UnmarshalJSONFrom reads Asterisk's layout; null and "" are the zero time.
func (t *Time) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	v, err := dec.ReadValue()
	if err != nil {
		return err
	}
	if v.Kind() == 'n' || string(v) == `""` {
		*t = Time{}
		return nil
	}
	if fast, ok := parseTime(v); ok {
		t.Time = fast
		return nil
	}
	slow, err := time.Parse(`"2006-01-02T15:04:05Z0700"`, string(v))
	if err != nil {
		return fmt.Errorf("time %s: want the form %s", v, timeLayout)
	}
	t.Time = slow.UTC()
	return nil
}

// parseTime reads exactly "YYYY-MM-DDTHH:MM:SS.mmm+hhmm", quotes included: an event has three times,
// and time.Parse would be half of its decoding.
func parseTime(b []byte) (time.Time, bool) {
	const form = `"dddd-dd-ddTdd:dd:dd.ddd+dddd"`
	if len(b) != len(form) {
		return time.Time{}, false
	}
	for i := range form {
		switch c := form[i]; {
		case c == 'd' && (b[i] < '0' || b[i] > '9'), c != 'd' && c != '+' && c != b[i]:
			return time.Time{}, false
		case c == '+' && b[i] != '+' && b[i] != '-':
			return time.Time{}, false
		}
	}
	two := func(i int) int { return int(b[i]-'0')*10 + int(b[i+1]-'0') }
	month, day, hour, minute, second := two(6), two(9), two(12), two(15), two(18)
	if month < 1 || month > 12 || day < 1 || day > 28 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false // the days 29 to 31 are left to time.Parse, which knows the months
	}
	milli := int(b[21]-'0')*100 + two(22)
	offset := time.Duration(two(25))*time.Hour + time.Duration(two(27))*time.Minute
	if b[24] == '-' {
		offset = -offset
	}
	t := time.Date(two(1)*100+two(3), time.Month(month), day, hour, minute, second, milli*1e6, time.UTC)
	return t.Add(-offset), true
}
