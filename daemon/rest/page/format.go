package page

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/hours"
)

// count groups thousands with a space that does not break.
func count(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "\u00a0" + text[i:]
	}
	return text
}

// percent gives "1,2 %", or "–" of nothing: no share is not 0 %.
func percent(lang string, a, e int) string {
	if e == 0 {
		return "–"
	}
	text := strconv.FormatFloat(100*float64(a)/float64(e), 'f', 1, 64)
	if lang == "nb" {
		text = strings.ReplaceAll(text, ".", ",")
	}
	return text + "\u00a0%"
}

// clock is the time of day in Oslo.
func clock(t time.Time) string { return t.In(hours.Oslo()).Format("15:04:05") }

// moment is a day and a time in Oslo; today's without its day.
func moment(t, now time.Time) string {
	t, now = t.In(hours.Oslo()), now.In(hours.Oslo())
	if t.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return t.Format("15:04")
	}
	return t.Format("02.01.2006 15:04")
}

// day is an Oslo day.
func day(t time.Time) string { return t.In(hours.Oslo()).Format("02.01.2006") }

// stamp is a time for machines.
func stamp(t time.Time) string { return t.In(hours.Oslo()).Format(time.RFC3339) }

// lasting gives "2:31", and from an hour on "1:02:31".
func lasting(since, now time.Time) string {
	s := max(0, int(now.Sub(since)/time.Second))
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}
