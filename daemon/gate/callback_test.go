package gate_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
)

func TestACallBackObeysTheHours(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, hours.Oslo()) // a Monday
	for _, tt := range []struct {
		name, keyed, due, why string // due "": refused
	}{
		{"a day and a time that are open", "24111300", "2026-11-24 13:00", ""},
		{"the last minute in which a call of 20 s fits", "24112059", "2026-11-24 20:59", ""},
		{"21:00 is closed: the next morning", "24112100", "2026-11-25 09:00", "after 21:00"},
		{"08:59 is closed", "24110859", "2026-11-24 09:00", "before 09:00"},
		{"a Saturday", "28111300", "2026-11-30 09:00", "Saturday"},
		{"a public holiday", "25121300", "2026-12-28 09:00", "25 December"},
		{"our own closing day", "24121300", "2026-12-28 09:00", "24 December"},
		{"later today: the next day, since a number is rung once a day", "1500", "2026-11-24 15:00", "one call a day"},
		{"a time that is over today is tomorrow's", "1000", "2026-11-24 10:00", ""},
		{"a day that is over is next year's, which is too far", "22111300", "", ""},
		{"more than 90 days ahead", "24021300", "", ""},
		{"no such day", "31111300", "", ""},
		{"no such hour", "24112560", "", ""},
		{"no such minute", "1060", "", ""},
		{"neither four nor eight digits", "241113", "", ""},
		{"nothing", "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wished, is := gate.Wished(now, tt.keyed)
			if !is {
				if tt.due != "" {
					t.Fatal("refused")
				}
				return
			}
			due, why := gate.CallBack(now, wished, hours.Norm(), 20*time.Second)
			got := due.Format("2006-01-02 15:04")
			if got != tt.due || !strings.HasPrefix(why, tt.why) || (why == "") != (tt.why == "") {
				t.Errorf("got %s, %q; want %s, %q", got, why, tt.due, tt.why)
			}
		})
	}
}

func TestACallBackInPersonIsKeptForItsAgent(t *testing.T) {
	for _, tt := range []struct{ name, now, due, until string }{
		{"from when it came due", "2026-11-23 13:05", "2026-11-23 13:00", "2026-11-23 13:10"},
		{"an hour later it is anyone's", "2026-11-23 14:00", "2026-11-23 13:00", "2026-11-23 13:10"},
		{"from the opening, where it came due in the evening before", "2026-11-24 09:03", "2026-11-23 20:58",
			"2026-11-24 09:10"},
		{"and on Monday for a Friday's", "2026-11-30 09:03", "2026-11-27 20:58", "2026-11-30 09:10"},
		{"one that is still to come", "2026-11-24 08:00", "2026-11-24 13:00", "2026-11-24 13:10"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			at := func(s string) time.Time {
				got, err := time.ParseInLocation("2006-01-02 15:04", s, hours.Oslo())
				if err != nil {
					t.Fatal(err)
				}
				return got
			}
			got := gate.OwnUntil(at(tt.now), at(tt.due), hours.Norm(), 20*time.Second, 10*time.Minute)
			if !got.Equal(at(tt.until)) {
				t.Errorf("got %v, want %s", got, tt.until)
			}
		})
	}
}
