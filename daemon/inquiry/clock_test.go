package inquiry_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/inquiry"
)

// friday is 27 November 2026 in Oslo, a working day before a weekend.
func friday(h, m, s int) time.Time { return time.Date(2026, 11, 27, h, m, s, 0, hours.Oslo()) }

func received(at time.Time) dialer.Inquiry {
	return dialer.Inquiry{ID: 7, Received: at, Due: inquiry.Due(at), Number: "+4790000001"}
}

func TestDueIsInHoursOfTheClock(t *testing.T) {
	oslo := func(y int, m time.Month, d, h int) time.Time { return time.Date(y, m, d, h, 0, 0, 0, hours.Oslo()) }
	for _, tt := range []struct {
		name           string
		received, want time.Time
	}{
		{"Friday 20:00 is due Saturday 20:00", friday(20, 0, 0), friday(20, 0, 0).AddDate(0, 0, 1)},
		{"the eve of a holiday is due on the holiday", oslo(2026, 12, 24, 11), oslo(2026, 12, 25, 11)},
		{"a day of 25 hours does not give one more", oslo(2026, 10, 24, 12), oslo(2026, 10, 25, 11)},
		{"a day of 23 hours does not take one", oslo(2026, 3, 28, 12), oslo(2026, 3, 29, 13)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := inquiry.Due(tt.received); !got.Equal(tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestClock(t *testing.T) {
	in := received(friday(20, 0, 0))
	for _, tt := range []struct {
		name  string
		after time.Duration
		want  inquiry.Stage
	}{
		{"at once", 0, inquiry.Early},
		{"a moment before four hours are left", 20*time.Hour - 1, inquiry.Early},
		{"four hours are left", 20 * time.Hour, inquiry.FourHours},
		{"one hour is left", 23 * time.Hour, inquiry.OneHour},
		{"the last instant", 24 * time.Hour, inquiry.OneHour},
		{"over", 24*time.Hour + 1, inquiry.Late},
		{"a year later", 365 * 24 * time.Hour, inquiry.Late},
		{"before it came, by a clock that was put back", -time.Hour, inquiry.Early},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := inquiry.Clock(in.Received.Add(tt.after), in); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
	in.Closed = friday(21, 0, 0)
	if got := inquiry.Clock(friday(20, 0, 0).AddDate(0, 0, 9), in); got != inquiry.Early {
		t.Errorf("answered: got %v", got)
	}
}

func TestAnswerInTime(t *testing.T) {
	due := inquiry.Due(friday(20, 0, 0))
	for after, want := range map[time.Duration]bool{
		23*time.Hour + 59*time.Minute + 59*time.Second: false, 24 * time.Hour: false, 24*time.Hour + time.Second: true,
	} {
		if got := inquiry.WasLate(friday(20, 0, 0).Add(after), due); got != want {
			t.Errorf("answered after %v: late %v, want %v", after, got, want)
		}
	}
}

// FuzzClock lets a watcher look at times that jump at will: each stage is told once, in order, and none that was ever
// reached is lost.
func FuzzClock(f *testing.F) {
	f.Add([]byte{20, 1, 5, 250, 24, 48, 3})
	f.Add([]byte{255, 0, 128, 30, 30, 30})
	f.Fuzz(func(t *testing.T, jumps []byte) {
		in := received(friday(20, 0, 0))
		now, told, furthest := in.Received, inquiry.Early, inquiry.Early
		var log []inquiry.Stage
		for _, j := range jumps {
			now = now.Add(time.Duration(int8(j)) * 17 * time.Minute * 10)
			reached := inquiry.Clock(now, in)
			furthest = max(furthest, reached)
			for _, s := range inquiry.Untold(told, reached) {
				log, told = append(log, s), s
			}
			if at, ok := inquiry.Next(in.Due, told); ok == (told == inquiry.Late) ||
				ok && reached <= told && !at.After(now) && inquiry.Clock(now, in) == told {
				t.Fatalf("told %v, at %v the next is %v, %v", told, now, at, ok)
			}
		}
		var want []inquiry.Stage
		for s := inquiry.FourHours; s <= furthest; s++ {
			want = append(want, s)
		}
		if fmt.Sprint(log) != fmt.Sprint(want) {
			t.Errorf("told %v, want %v", log, want)
		}
	})
}

func TestHowLongADialogueIsKept(t *testing.T) {
	answered := func(at time.Time) dialer.Inquiry { in := received(at); in.Closed = at; return in }
	complaint := func(in dialer.Inquiry) dialer.Inquiry { in.Complaint = true; return in }
	oslo := func(m time.Month, d, h int) time.Time { return time.Date(2026, m, d, h, 0, 0, 0, hours.Oslo()) }
	for _, tt := range []struct {
		name   string
		in     dialer.Inquiry
		now    time.Time
		months int
		goes   bool
		ok     bool
	}{
		{"six months and a day, if six are kept", answered(oslo(1, 10, 12)), oslo(7, 11, 12), 6, true, true},
		{"six months to the hour stay", answered(oslo(1, 10, 12)), oslo(7, 10, 12), 6, false, true},
		{"six months and a day, if seven are kept", answered(oslo(1, 10, 12)), oslo(7, 11, 12), 7, false, true},
		{"seven months and a day", answered(oslo(1, 10, 12)), oslo(8, 11, 12), 7, true, true},
		{"five months are refused", answered(oslo(1, 10, 12)), oslo(7, 11, 12), 5, false, false},
		{"none are refused", answered(oslo(1, 10, 12)), oslo(12, 11, 12), 0, false, false},
		{"twenty-five are refused", answered(oslo(1, 10, 12)), oslo(7, 11, 12), 25, false, false},
		{"a month without such a day ends later, not sooner",
			answered(time.Date(2026, 8, 31, 12, 0, 0, 0, hours.Oslo())),
			time.Date(2027, 2, 28, 13, 0, 0, 0, hours.Oslo()), 6, false, true},
		{"a complaint stays twelve months, whatever others are kept", complaint(answered(oslo(1, 10, 12))),
			oslo(12, 31, 12), 6, false, true},
		{"and no longer", complaint(answered(oslo(1, 10, 12))), time.Date(2027, 1, 11, 12, 0, 0, 0, hours.Oslo()), 6,
			true, true},
		{"unless others are kept longer", complaint(answered(oslo(1, 10, 12))),
			time.Date(2027, 1, 11, 12, 0, 0, 0, hours.Oslo()), 13, false, true},
		{"an open one never goes", received(oslo(1, 10, 12)), oslo(12, 31, 12), 6, false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			goes, err := inquiry.Goes(tt.now, tt.in, inquiry.Keep{
				Months: tt.months, Complaint: inquiry.ComplaintMonths,
			})
			if goes != tt.goes || (err == nil) != tt.ok {
				t.Errorf("got %v, %v", goes, err)
			}
		})
	}
}

func TestFiveMonthsOfAComplaintAreRefused(t *testing.T) {
	err := inquiry.Keep{Months: 5, Complaint: 5}.Check()
	if err == nil || !strings.Contains(err.Error(), "dialogue.retention_months") ||
		!strings.Contains(err.Error(), "dialogue.complaint_months") {
		t.Errorf("got %v, want both named", err)
	}
}
