package hours_test

import (
	"testing"
	"time"
	_ "time/tzdata" // the standard library's own copy, to hold ours against

	"github.com/ringevett/ringevett/daemon/hours"
)

// easter is Easter Sunday by Butcher's rule of 1876: not the way the calendar's library goes.
func easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Date(year, time.Month(n/31), n%31+1, 12, 0, 0, 0, hours.Oslo())
}

// byTheActs lists a year's holidays from the acts of 1947 and 1995, leaving out the ordinary Sundays.
func byTheActs(year int) map[string]bool {
	e := easter(year)
	list := map[string]bool{}
	for _, offset := range []int{-3, -2, 0, 1, 39, 49, 50} {
		list[e.AddDate(0, 0, offset).Format(time.DateOnly)] = true
	}
	for _, date := range []string{"-01-01", "-05-01", "-05-17", "-12-25", "-12-26"} {
		list[e.Format("2006")+date] = true
	}
	return list
}

func TestEasterOfTheTestItself(t *testing.T) {
	for year, want := range map[int]string{
		2025: "2025-04-20", 2026: "2026-04-05", 2027: "2027-03-28", 2038: "2038-04-25", 2049: "2049-04-18",
		2076: "2076-04-19",
	} {
		if got := easter(year).Format(time.DateOnly); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestHolidaysAgainstTheActs asks every day of 61 years.
func TestHolidaysAgainstTheActs(t *testing.T) {
	days := 0
	for year := 2020; year <= 2080; year++ {
		want := byTheActs(year)
		for day := time.Date(year, 1, 1, 12, 0, 0, 0, hours.Oslo()); day.Year() == year; day = day.AddDate(0, 0, 1) {
			days++
			got := hours.Holiday(day) != "" || day.Weekday() == time.Sunday
			if should := want[day.Format(time.DateOnly)] || day.Weekday() == time.Sunday; got != should {
				t.Errorf("%s: got holiday %t, the acts say %t", day.Format(time.DateOnly), got, should)
			}
			if open := hours.Norm().At(day, ring).Open; open && (got || day.Weekday() == time.Saturday) {
				t.Errorf("%s: open on a closed day", day.Format(time.DateOnly))
			}
		}
	}
	if days != 22281 {
		t.Errorf("got %d days asked, want 22281", days)
	}
}

// TestOsloAgainstTheStandardLibrary compares each hour of 2020–2080 with the zone that Go carries.
func TestOsloAgainstTheStandardLibrary(t *testing.T) {
	t.Setenv("ZONEINFO", "")
	lib, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	end := time.Date(2081, 1, 1, 0, 0, 0, 0, time.UTC)
	for at := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC); at.Before(end); at = at.Add(time.Hour) {
		name, got := at.In(hours.Oslo()).Zone()
		if libName, want := at.In(lib).Zone(); got != want || name != libName {
			t.Fatalf("%s: got %s, %d s; the library has %s, %d s", at, name, got, libName, want)
		}
	}
}

func TestSummerTimeIsInTheZone(t *testing.T) {
	for at, want := range map[time.Time]int{
		time.Date(2026, 3, 29, 0, 59, 59, 0, time.UTC):  3600,
		time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC):    7200,
		time.Date(2026, 10, 25, 0, 59, 59, 0, time.UTC): 7200,
		time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC):   3600,
	} {
		if _, got := at.In(hours.Oslo()).Zone(); got != want {
			t.Errorf("%s: got %d s from UTC, want %d", at, got, want)
		}
	}
}

func BenchmarkAt(b *testing.B) {
	open := time.Date(2026, 11, 23, 12, 0, 0, 0, hours.Oslo())
	closed := time.Date(2026, 12, 23, 22, 0, 0, 0, hours.Oslo())
	r := hours.Norm()
	for name, now := range map[string]time.Time{"open": open, "closed": closed} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				r.At(now, ring)
			}
		})
	}
}
