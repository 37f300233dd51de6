package number_test

import (
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
)

func TestWhatAPersonDialedReadsAs(t *testing.T) {
	plain, with0 := number.Dialing{}, number.Dialing{Outside: []string{"0"}, Extensions: []string{"2XXX", "9000000X"}}
	const reserved = "+4790000002"
	tests := []struct {
		text string
		by   number.Dialing
		kind number.Kind
		n    dialer.Number
	}{
		{"90000002", plain, number.Subscriber, reserved},
		{"+4790000002", plain, number.Subscriber, reserved},
		{"004790000002", plain, number.Subscriber, reserved},
		{"4790000002", plain, number.Subscriber, reserved},
		{"900 00 002", plain, number.Subscriber, reserved},
		{"90000002#", plain, number.Subscriber, reserved},
		{"90000002*", plain, number.Subscriber, reserved},
		{"90000002##", plain, number.Subscriber, reserved},
		{"*31*90000002", plain, number.Subscriber, reserved},
		{"#31#90000002", plain, number.Subscriber, reserved},
		{"*31#90000002", plain, number.Subscriber, reserved},
		{"**21*90000002#", plain, number.Subscriber, reserved},
		{"*31*#31#90000002", plain, number.Subscriber, reserved},
		{"#31#+4790000002", plain, number.Unreadable, ""}, // a plus within
		{"90000002a", plain, number.Unreadable, ""},
		{"90000002p1", plain, number.Unreadable, ""},
		{"90000002;foo", plain, number.Unreadable, ""},
		{"90000002^", plain, number.Unreadable, ""},
		{"90000002&PJSIP/90000003", plain, number.Unreadable, ""},
		{"90000002#1", plain, number.Unreadable, ""},
		{"900000021", plain, number.Unreadable, ""},
		{"9000000290000003", plain, number.Unreadable, ""},
		{"090000002", plain, number.Unreadable, ""},
		{"090000002", with0, number.Subscriber, reserved},
		{"*31*090000002", with0, number.Unreadable, ""},
		{"0+4790000002", with0, number.Unreadable, ""},
		{"0004790000002", with0, number.Subscriber, reserved},
		{"+90000002", plain, number.Unreadable, ""}, // Turkey's numbers are longer
		{"0090000002", plain, number.Unreadable, ""},
		{"+900000020", plain, number.Unreadable, ""}, // so many digits only within an area
		{"00900000021", plain, number.Unreadable, ""},
		{"+46700000001", plain, number.Foreign, "+46700000001"},
		{"0046700000001", plain, number.Foreign, "+46700000001"},
		{"112", plain, number.Short, ""}, {"+47112", plain, number.Short, ""}, {"0047113", plain, number.Short, ""},
		{"112#", plain, number.Short, ""}, {"*31*110", plain, number.Short, ""}, {"116117", plain, number.Short, ""},
		{"1881", plain, number.Short, ""}, {"0112", with0, number.Short, ""},
		{"0112", plain, number.Unreadable, ""},
		{"02000", plain, number.Service, ""}, {"*21#", plain, number.Service, ""}, {"#31#", plain, number.Service, ""},
		{"*#06#", plain, number.Service, ""}, {"*50", plain, number.Service, ""},
		{"580000000001", plain, number.Service, ""},
		{"02001", with0, number.Unreadable, ""}, // a five-digit number, or an outside line and an extension
		{"2001", plain, number.Unreadable, ""}, {"2001", with0, number.Extension, ""},
		{"90000002", with0, number.Subscriber, reserved}, // no extension takes a subscriber's number
		{"", plain, number.Service, ""}, {"agent1", plain, number.Unreadable, ""},
		{strings.Repeat("9", 60), plain, number.Unreadable, ""},
	}
	for _, tt := range tests {
		got := number.ReadDialed(tt.text, tt.by)
		if got.Kind != tt.kind || got.Number != tt.n || (got.Why == "") != (got.Kind != number.Unreadable) {
			t.Errorf("%q with %v: got %v %q (%s), want %v %q", tt.text, tt.by.Outside, got.Kind, got.Number, got.Why,
				tt.kind, tt.n)
		}
	}
}

// FuzzDialed holds that a text whose keys are a subscriber's number, with at most a service prefix before and keys
// behind, never reads as anything else than that number or Unreadable.
func FuzzDialed(f *testing.F) {
	for _, s := range []string{"90000002", "*31*", "#", "0", "+", "&PJSIP/90000003", "a", " ", "00"} {
		f.Add(s, "")
		f.Add("", s)
	}
	by := number.Dialing{Outside: []string{"0", "9"}, Extensions: []string{"XXXX"}}
	f.Fuzz(func(t *testing.T, before, behind string) {
		got := number.ReadDialed(before+"90000002"+behind, by)
		digits := strings.Count(before+behind, "")
		only := !strings.ContainsAny(before+behind, "0123456789")
		switch {
		case got.Kind == number.Unreadable:
			if got.Why == "" {
				t.Errorf("%q: no reason", before+"90000002"+behind)
			}
		case only && (got.Kind != number.Subscriber || got.Number != "+4790000002") && !strings.Contains(before, "+"):
			t.Errorf("%q (%d): reads as %v %q", before+"90000002"+behind, digits, got.Kind, got.Number)
		case got.Kind == number.Short || got.Kind == number.Extension:
			t.Errorf("%q: reads as %v", before+"90000002"+behind, got.Kind)
		}
	})
}
