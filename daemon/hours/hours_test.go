package hours_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

const ring = 30 * time.Second

// oslo reads an Oslo wall-clock time.
func oslo(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04:05", s, hours.Oslo())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestNorm(t *testing.T) {
	for _, tt := range []struct {
		name, now string
		why       string // "" when open
		next      string // when closed
	}{
		{"Monday 09:00:00", "2026-11-23 09:00:00", "", ""},
		{"a tenth of a second before", "2026-11-23 08:59:59.9", "before 09:00", "2026-11-23 09:00:00"},
		{"night before a working day", "2026-11-23 00:00:00", "before 09:00", "2026-11-23 09:00:00"},
		{"noon", "2026-11-23 12:00:00", "", ""},
		{"the last moment that 30 s fit", "2026-11-23 20:59:30", "", ""},
		{"one nanosecond later", "2026-11-23 20:59:30.000000001", "would still ring at 21:00", "2026-11-24 09:00:00"},
		{"20:59:50", "2026-11-23 20:59:50", "would still ring at 21:00", "2026-11-24 09:00:00"},
		{"21:00:00", "2026-11-23 21:00:00", "after 21:00", "2026-11-24 09:00:00"},
		{"Friday evening", "2026-11-27 21:30:00", "after 21:00", "2026-11-30 09:00:00"},
		{"Saturday", "2026-11-28 12:00:00", "Saturday", "2026-11-30 09:00:00"},
		{"Sunday", "2026-11-29 12:00:00", "Sunday", "2026-11-30 09:00:00"},
		{"1 May 2028, a Monday", "2028-05-01 12:00:00", "1 May", "2028-05-02 09:00:00"},
		{"17 May 2027, Whit Monday too", "2027-05-17 12:00:00", "17 May", "2027-05-18 09:00:00"},
		{"Ascension 2025", "2025-05-29 12:00:00", "Ascension Day", "2025-05-30 09:00:00"},
		{"Ascension 2026", "2026-05-14 12:00:00", "Ascension Day", "2026-05-15 09:00:00"},
		{"Whit Monday 2026", "2026-05-25 12:00:00", "Whit Monday", "2026-05-26 09:00:00"},
		{"Ascension 2027", "2027-05-06 12:00:00", "Ascension Day", "2027-05-07 09:00:00"},
		{"Wednesday before Easter 2027", "2027-03-24 12:00:00", "", ""},
		{"Maundy Thursday 2027: next is the Tuesday after", "2027-03-25 12:00:00", "Maundy Thursday",
			"2027-03-30 09:00:00"},
		{"Good Friday 2027", "2027-03-26 12:00:00", "Good Friday", "2027-03-30 09:00:00"},
		{"Easter Monday 2027", "2027-03-29 12:00:00", "Easter Monday", "2027-03-30 09:00:00"},
		{"Easter 2076, 19 April", "2076-04-19 12:00:00", "Sunday", "2076-04-21 09:00:00"},
		{"Easter Monday 2076", "2076-04-20 12:00:00", "Easter Monday", "2076-04-21 09:00:00"},
		{"Maundy Thursday 2076", "2076-04-16 12:00:00", "Maundy Thursday", "2076-04-21 09:00:00"},
		{"1 January", "2027-01-01 12:00:00", "1 January", "2027-01-04 09:00:00"},
		{"23 December evening: over Christmas", "2026-12-23 21:00:00", "after 21:00", "2026-12-28 09:00:00"},
		{"24 December", "2026-12-24 10:00:00", "24 December", "2026-12-28 09:00:00"},
		{"25 December", "2026-12-25 12:00:00", "25 December", "2026-12-28 09:00:00"},
		{"26 December on a weekday", "2028-12-26 12:00:00", "26 December", "2028-12-27 09:00:00"},
		{"31 December before four", "2026-12-31 15:59:30", "", ""},
		{"31 December, would ring at four", "2026-12-31 15:59:31", "would still ring at 16:00", "2027-01-04 09:00:00"},
		{"31 December after four", "2026-12-31 18:00:00", "after 16:00", "2027-01-04 09:00:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := hours.Norm().At(oslo(t, tt.now), ring)
			want := hours.Window{Open: tt.why == "", Why: tt.why}
			if want.Open {
				got.Until = time.Time{} // see TestUntil
			} else {
				want.Next = oslo(t, tt.next)
			}
			if got.Open != want.Open || got.Why != want.Why || !got.Next.Equal(want.Next) || !got.Until.IsZero() {
				t.Errorf("at %s: got %+v, want %+v", tt.now, got, want)
			}
		})
	}
}

func TestUntil(t *testing.T) {
	for now, want := range map[string]string{
		"2026-11-23 09:00:00": "2026-11-23 21:00:00",
		"2026-12-31 10:00:00": "2026-12-31 16:00:00",
	} {
		if got := hours.Norm().At(oslo(t, now), ring); !got.Until.Equal(oslo(t, want)) {
			t.Errorf("at %s: got until %s, want %s", now, got.Until, want)
		}
	}
}

// TestHostInUTC gives the same instants in other zones: on a night of the change to summer time 09:00 in Oslo
// is 08:00 UTC on the Friday before and 07:00 UTC on the Monday after.
func TestHostInUTC(t *testing.T) {
	for _, tt := range []struct {
		name, utc string
		open      bool
	}{
		{"Friday before summer time, 08:59:59 in Oslo", "2026-03-27T07:59:59Z", false},
		{"Friday before summer time, 09:00 in Oslo", "2026-03-27T08:00:00Z", true},
		{"Monday after, 08:59:59 in Oslo", "2026-03-30T06:59:59Z", false},
		{"Monday after, 09:00 in Oslo", "2026-03-30T07:00:00Z", true},
		{"Monday after, 20:59:31 in Oslo", "2026-03-30T18:59:31Z", false},
		{"Friday before winter time, 09:00 in Oslo", "2026-10-23T07:00:00Z", true},
		{"Monday after, 08:59 in Oslo", "2026-10-26T07:59:00Z", false},
		{"Monday after, 09:00 in Oslo", "2026-10-26T08:00:00Z", true},
		{"Sunday in Oslo, Saturday still in UTC", "2026-11-28T23:30:00Z", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			now, err := time.Parse(time.RFC3339, tt.utc)
			if err != nil {
				t.Fatal(err)
			}
			for _, zone := range []*time.Location{time.UTC, time.FixedZone("far", 13*3600)} {
				if got := hours.Norm().At(now.In(zone), ring); got.Open != tt.open {
					t.Errorf("in %s: got %+v, want open %t", zone, got, tt.open)
				}
			}
		})
	}
}

// TestNextCrossesDST: from the Friday evening before either change the next opening is Monday 09:00 by the wall.
func TestNextCrossesDST(t *testing.T) {
	for now, want := range map[string]time.Time{
		"2027-10-29 21:00:00": time.Date(2027, 11, 1, 8, 0, 0, 0, time.UTC),
		"2026-03-27 21:00:00": time.Date(2026, 3, 30, 7, 0, 0, 0, time.UTC),
	} {
		if got := hours.Norm().At(oslo(t, now), ring); !got.Next.Equal(want) {
			t.Errorf("from %s: got %s, want %s", now, got.Next, want)
		}
	}
}

func TestNarrowed(t *testing.T) {
	narrow := hours.Norm()
	narrow.Start, narrow.End = 10*time.Hour+30*time.Minute, 15*time.Hour
	narrow.Days = []time.Weekday{time.Tuesday}
	if got := narrow.At(oslo(t, "2026-11-23 12:00:00"), ring); got.Why != "Monday" ||
		!got.Next.Equal(oslo(t, "2026-11-24 10:30:00")) {
		t.Errorf("Monday, with Tuesdays only: got %+v", got)
	}
	if got := narrow.At(oslo(t, "2026-11-24 15:00:00"), ring); got.Why != "after 15:00" ||
		!got.Next.Equal(oslo(t, "2026-12-01 10:30:00")) {
		t.Errorf("at the narrowed end: got %+v", got)
	}
}

func TestNeverOpen(t *testing.T) {
	now := oslo(t, "2026-11-23 12:00:00")
	if got := (hours.Rules{}).At(now, ring); got.Open || !got.Next.IsZero() {
		t.Errorf("zero rules: got %+v, want them closed for good", got)
	}
	if got := hours.Norm().At(now, 13*time.Hour); got.Open || !got.Next.IsZero() {
		t.Errorf("ringing longer than any day: got %+v, want no next opening", got)
	}
}

func TestAlways(t *testing.T) {
	now := oslo(t, "2026-12-25 03:00:00")
	if got := hours.Always().At(now, ring); !got.Open || !got.Until.After(now.Add(ring)) {
		t.Errorf("got %+v, want open beyond the ring time", got)
	}
	if errs := hours.Always().Validate("hours"); errs != nil {
		t.Errorf("got %v", errs)
	}
}

func TestValidate(t *testing.T) {
	with := func(change func(*hours.Rules)) hours.Rules {
		r := hours.Norm()
		change(&r)
		return r
	}
	for _, tt := range []struct {
		name  string
		rules hours.Rules
		want  []string // the faults' fields
	}{
		{"the norm itself", hours.Norm(), nil},
		{"narrower", with(func(r *hours.Rules) { r.Start, r.End = 10*time.Hour, 20*time.Hour }), nil},
		{"the operator opens 24 and 31 December", with(func(r *hours.Rules) { r.Closed = nil }), nil},
		{"08–22", with(func(r *hours.Rules) { r.Start, r.End = 8*time.Hour, 22*time.Hour }), []string{
			"hours.start", "hours.end",
		}},
		{"one nanosecond early", with(func(r *hours.Rules) { r.Start-- }), []string{"hours.start"}},
		{"one nanosecond late", with(func(r *hours.Rules) { r.End++ }), []string{"hours.end"}},
		{"ends before it starts", with(func(r *hours.Rules) { r.Start, r.End = 15*time.Hour, 14*time.Hour }), []string{
			"hours.end",
		}},
		{"Saturday", with(func(r *hours.Rules) { r.Days = append(r.Days, time.Saturday) }), []string{"hours.days"}},
		{"Sunday", with(func(r *hours.Rules) { r.Days = []time.Weekday{time.Sunday} }), []string{"hours.days"}},
		{"no day at all", with(func(r *hours.Rules) { r.Days = nil }), []string{"hours.days"}},
		{"a day that is none", with(func(r *hours.Rules) { r.Closed = []hours.Closure{{Month: 2, Day: 30}} }), []string{
			"hours.extra_closed",
		}},
		{"29 February of a year without it",
			with(func(r *hours.Rules) { r.Closed = []hours.Closure{{Year: 2026, Month: 2, Day: 29}} }),
			[]string{"hours.extra_closed"}},
		{"29 February of every year", with(func(r *hours.Rules) { r.Closed = []hours.Closure{{Month: 2, Day: 29}} }),
			nil},
		{"a month that is none", with(func(r *hours.Rules) { r.Closed = []hours.Closure{{Month: 13, Day: 1}} }),
			[]string{"hours.extra_closed"}},
		{"an hour beyond the day",
			with(func(r *hours.Rules) { r.Closed = []hours.Closure{{Month: 1, Day: 1, From: 24 * time.Hour}} }),
			[]string{"hours.extra_closed"}},
		{"zero rules", hours.Rules{}, []string{"hours.start", "hours.end", "hours.end", "hours.days"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, err := range tt.rules.Validate("hours") {
				got = append(got, err.(dialer.Invalid).Field)
			}
			if g, w := strings.Join(got, " "), strings.Join(tt.want, " "); g != w {
				t.Errorf("got faults %q, want %q", g, w)
			}
		})
	}
}
