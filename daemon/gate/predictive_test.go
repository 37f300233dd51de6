package gate_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/gate"
)

func TestAcknowledged(t *testing.T) {
	given := func(change func(*gate.Ack)) gate.Ack {
		a := gate.Ack{Name: "Kari Nordmann", Date: monday().AddDate(0, -1, 0), TextSHA256: "ab"}
		change(&a)
		return a
	}
	for _, tt := range []struct {
		name string
		ack  gate.Ack
		text string
		want string
	}{
		{"given a month ago", given(func(*gate.Ack) {}), "ab", ""},
		{"given today", given(func(a *gate.Ack) { a.Date = monday() }), "ab", ""},
		{"never given", gate.Ack{}, "ab", "no one has acknowledged"},
		{"given without a name", given(func(a *gate.Ack) { a.Name = "" }), "ab", "no one has acknowledged"},
		{"without a date", given(func(a *gate.Ack) { a.Date = time.Time{} }), "ab", "no one has acknowledged"},
		{"for an old text", given(func(*gate.Ack) {}), "cd", "not the text of this version"},
		{"a year less a day ago", given(func(a *gate.Ack) { a.Date = monday().AddDate(-1, 0, 1) }), "ab", ""},
		{"a year ago", given(func(a *gate.Ack) { a.Date = monday().AddDate(-1, 0, 0) }), "ab", "ended on 2026-11-23"},
		{"dated tomorrow", given(func(a *gate.Ack) { a.Date = monday().AddDate(0, 0, 1) }), "ab", "future"},
		{"no text was shipped", given(func(*gate.Ack) {}), "", "no text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := gate.Acknowledged(monday(), tt.ack, tt.text)
			if (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
