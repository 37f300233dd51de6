// Package clock chooses the day on which a whole daemon plays in a test or in the demonstration.
package clock

import (
	"time"

	"github.com/ringevett/ringevett/daemon/hours"
)

// Layout is how the daemon is told the day.
const Layout = "2006-01-02T15:04:05"

// Day is ten o'clock in Oslo on the first day after now on which consumers may be called, and on the day after it too
// (4.2 j). It lies ahead: what the tools write by the real clock before the daemon starts is past for the daemon.
func Day(now time.Time) time.Time {
	y, m, d := now.In(hours.Oslo()).Date()
	for i := 1; ; i++ {
		day := time.Date(y, m, d+i, 10, 0, 0, 0, hours.Oslo())
		if open(day) && open(day.AddDate(0, 0, 1)) {
			return day
		}
	}
}

func open(at time.Time) bool { return hours.Norm().At(at, time.Minute).Open }
