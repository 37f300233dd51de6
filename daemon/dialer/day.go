package dialer

import "time"

// Day is a calendar day in Oslo, "2026-11-23", by which the daily figures are kept (4.3).
type Day string

// DayOf gives the Oslo day of t; oslo is the location of Europe/Oslo.
func DayOf(t time.Time, oslo *time.Location) Day { return Day(t.In(oslo).Format(time.DateOnly)) }

// Next is the day after d; "" where d is no day.
func (d Day) Next() Day {
	at, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return Day(at.AddDate(0, 0, 1).Format(time.DateOnly))
}
