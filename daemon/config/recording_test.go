package config_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/config"
)

// The prompt before a recording names the address where the consumer can read more (8.2.1 a).
func TestWhoRecordsNamesAnAddressThatCanBeSaid(t *testing.T) {
	const on = "recording: {mode: opt_in, category: quality, lia_ref: mappe 4, lia_date: 2026-11-02, " +
		"retention_reason: samtaler høres uken etter, website: %}"
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

// TestEvidenceOfADayToComeIsNone: an assessment that has not been made allows no recording.
func TestEvidenceOfADayToComeIsNone(t *testing.T) {
	const on = "recording: {mode: opt_in, category: quality, lia_ref: mappe 4, lia_date: LIA, retention_days: 9, " +
		"retention_reason: de høres uken etter, " +
		"website: example.no/opptak, assessment_ref: mappe 5, assessment_by: Kari Nordmann, assessment_date: ASSESSED}"
	been, toCome := time.Now().AddDate(0, 0, -2), time.Now().AddDate(0, 0, 2)
	for field, days := range map[string][2]time.Time{
		"": {been, been}, "recording.lia_date": {toCome, been}, "recording.assessment_date": {been, toCome},
	} {
		text := strings.NewReplacer("LIA", days[0].Format(time.DateOnly), "ASSESSED",
			days[1].Format(time.DateOnly)).Replace(on)
		_, err := config.Parse("f.yaml", []byte(text))
		if field == "" && err != nil {
			t.Errorf("both have been: %v", err)
		}
		if field != "" {
			wantFault(t, err, field, "a day that has been")
		}
	}
}
