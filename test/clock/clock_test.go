package clock

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/hours"
)

func TestDay(t *testing.T) {
	for _, c := range []struct{ now, want string }{
		{"2026-11-22 12:00:00", "2026-11-23 10:00:00"}, // Sunday
		{"2026-11-24 00:00:00", "2026-11-25 10:00:00"}, // Tuesday: never the day itself
		{"2026-11-24 23:59:59", "2026-11-25 10:00:00"},
		{"2026-11-25 08:00:00", "2026-11-26 10:00:00"},
		{"2026-11-26 08:00:00", "2026-11-30 10:00:00"}, // Friday's next day is a Saturday
		{"2026-12-22 08:00:00", "2026-12-28 10:00:00"}, // Wednesday, Christmas Eve closed with the days after it
		{"2027-03-24 08:00:00", "2027-03-30 10:00:00"}, // Easter, and the clock set forward
	} {
		now, err := time.ParseInLocation(time.DateTime, c.now, hours.Oslo())
		if err != nil {
			t.Fatal(err)
		}
		if got := Day(now).Format(time.DateTime); got != c.want {
			t.Errorf("from %s: %s, wanted %s", c.now, got, c.want)
		}
	}
}
