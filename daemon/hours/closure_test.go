package hours_test

import (
	"errors"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

func TestParseClosure(t *testing.T) {
	for text, want := range map[string]hours.Closure{
		"12-24":             {Month: time.December, Day: 24},
		"02-29":             {Month: time.February, Day: 29},
		"2026-12-27":        {Year: 2026, Month: time.December, Day: 27},
		"12-31T16:00/":      {Month: time.December, Day: 31, From: 16 * time.Hour},
		"2026-06-23T12:30/": {Year: 2026, Month: time.June, Day: 23, From: 12*time.Hour + 30*time.Minute},
	} {
		got, err := hours.ParseClosure(text)
		if err != nil || got != want {
			t.Errorf("%s: got %+v, %v; want %+v", text, got, err, want)
		}
		if got.String() != text {
			t.Errorf("%s: comes back as %s", text, got)
		}
	}
}

func TestParseClosureRefuses(t *testing.T) {
	for _, text := range []string{
		"", "24", "24-12", "12-32", "02-30", "2026-02-29", "12-31T", "12-31T16:00", "12-31T25:00/", "12-31T16:00/18:00",
		"0000-12-24x", "christmas", "-001-12-24",
	} {
		got, err := hours.ParseClosure(text)
		if _, ok := errors.AsType[dialer.Invalid](err); !ok {
			t.Errorf("%q: got %+v, %v; want a refusal", text, got, err)
		}
	}
}

func TestClosures(t *testing.T) {
	r := hours.Norm()
	for _, s := range []string{"2026-11-24", "11-25T12:00/", "11-25T10:00/", "11-26T09:00/", "02-29"} {
		c, err := hours.ParseClosure(s)
		if err != nil {
			t.Fatal(err)
		}
		r.Closed = append(r.Closed, c)
	}
	for _, tt := range []struct{ name, now, why, next string }{
		{"a day of one year", "2026-11-24 12:00:00", "24 November", "2026-11-25 09:00:00"},
		{"not the next year", "2027-11-24 12:00:00", "", ""},
		{"the earlier of two hours holds", "2026-11-25 10:00:00", "after 10:00", "2026-11-27 09:00:00"},
		{"closed from the very start", "2026-11-26 09:00:00", "26 November", "2026-11-27 09:00:00"},
		{"29 February does not close 1 March", "2027-03-01 12:00:00", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := r.At(oslo(t, tt.now), ring)
			if got.Why != tt.why || got.Open != (tt.why == "") || !got.Open && !got.Next.Equal(oslo(t, tt.next)) {
				t.Errorf("got %+v, want %q and next %s", got, tt.why, tt.next)
			}
		})
	}
}
