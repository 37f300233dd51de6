package call_test

import (
	"testing"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// The causes are those that a real Asterisk told for each SIP answer (22 with the SIP code, 16 without).
func TestJudge(t *testing.T) {
	for _, c := range []struct {
		name        string
		cause, tech int
		rang        bool
		want        dialer.Outcome
		detail      string
	}{
		{"486 busy", 17, 486, true, dialer.Busy, ""},
		{"600 busy everywhere", 17, 600, false, dialer.Busy, ""},
		{"603 declined", 21, 603, true, dialer.Busy, ""},
		{"607 unwanted", 127, 607, true, dialer.Busy, ""},
		{"403 forbidden, where the SIP code is known", 21, 403, false, dialer.TrunkFailed, "forbidden by the trunk"},
		{"403 or 603, where it is not", 21, 0, false, dialer.Busy, ""},
		{"408", 18, 408, true, dialer.NoAnswer, ""},
		{"480", 19, 480, true, dialer.NoAnswer, ""},
		{"480 without its code", 19, 0, true, dialer.NoAnswer, ""},
		{"404", 1, 404, false, dialer.TrunkFailed, call.InvalidNumber},
		{"404 without its code", 1, 0, false, dialer.TrunkFailed, call.InvalidNumber},
		{"410 gone", 22, 410, false, dialer.TrunkFailed, call.InvalidNumber},
		{"484 incomplete", 28, 484, false, dialer.TrunkFailed, call.InvalidNumber},
		{"604 nowhere", 1, 604, false, dialer.TrunkFailed, call.InvalidNumber},
		{"488 not acceptable", 58, 488, false, dialer.TrunkFailed, ""},
		{"500", 38, 500, false, dialer.TrunkFailed, ""},
		{"503", 34, 503, false, dialer.TrunkFailed, ""},
		{"504", 102, 504, false, dialer.TrunkFailed, ""},
		{"cleared by a route after ringing", 16, 0, true, dialer.NoAnswer, ""},
		{"cleared by a route that never rang", 16, 0, false, dialer.TrunkFailed, ""},
		{"no cause, had rung", 0, 0, true, dialer.NoAnswer, ""},
		{"no cause, nothing rang", 0, 0, false, dialer.TrunkFailed, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, detail := call.Judge(c.cause, c.tech, c.rang)
			if got != c.want || detail != c.detail {
				t.Errorf("got %s %q, want %s %q", got, detail, c.want, c.detail)
			}
		})
	}
}
