package config_test

import (
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/config"
)

// The prompt before a recording names the address where the consumer can read more (8.2.1 a).
func TestWhoRecordsNamesAnAddressThatCanBeSaid(t *testing.T) {
	const on = "recording: {mode: opt_in, category: quality, lia_ref: mappe 4, lia_date: 2026-11-02, retention_reason: samtaler høres uken etter, website: %}"
	tests := []struct {
		name, yaml string
		want       bool // a fault
	}{
		{"a page", strings.Replace(on, "%", "example.no/opptak", 1), false},
		{"with what a browser shows", strings.Replace(on, "%", `"https://www.example.no/opptak/"`, 1), false},
		{"none", strings.Replace(on, "%", `""`, 1), true},
		{"a word", strings.Replace(on, "%", "nettsiden", 1), true},
		{"two words", strings.Replace(on, "%", "example.no og opptak", 1), true},
		{"an e-mail address", strings.Replace(on, "%", "post@example.no", 1), true},
		{"a question to a program", strings.Replace(on, "%", `"example.no/?id=4"`, 1), true},
		{"none, and nothing is recorded", "recording: {mode: 'off'}", false},
		{"none, and only told", strings.Replace(strings.Replace(on, "opt_in", "opt_out", 1), "%", `""`, 1), true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := config.Parse("f.yaml", []byte(tt.yaml))
			if tt.want {
				wantFault(t, err, "recording.website", "example.no/opptak")
			} else if err != nil {
				t.Errorf("got %v, want none", err)
			}
		})
	}
}
