package dialplan_test

import (
	"testing"

	"github.com/ringevett/ringevett/dialplan"
)

func TestWhoseMessageARecordingIs(t *testing.T) {
	for _, tt := range []struct {
		name    string
		channel string // empty: no message's name
	}{
		{"ringevett/desk/1763974800.7", "1763974800.7"},
		{"ringevett/desk/pbx-1763974800.7", "pbx-1763974800.7"},
		{"ringevett/desk/my_5Fpbx-1763974800.7", "my_pbx-1763974800.7"},
		{"ringevett/desk/_C3_A6_2F1.7", "æ/1.7"},
		{"ringevett/desk/my_pbx-1763974800.7", ""},
		{"ringevett/desk/my_5fpbx-1763974800.7", ""},
		{"ringevett/desk/_31.7", ""},
		{"ringevett/desk/%31.7", ""},
		{"ringevett/desk/", ""},
		{"ringevett/a12-c0", ""},
		{"1763974800.7", ""},
	} {
		if got, ok := dialplan.RecordedBy(tt.name); ok != (tt.channel != "") || ok && got != tt.channel {
			t.Errorf("%s: got %q, %v, want %q", tt.name, got, ok, tt.channel)
		}
	}
}
