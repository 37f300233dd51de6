package retention_test

import (
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/retention"
)

func TestEachFigureHasItsWordOfRetention(t *testing.T) {
	p := retention.Periods{CallRecordMonths: 9, ComplaintMonths: 13, RecordingDays: 4}
	for figure, want := range map[string]string{
		"attempted": "9 months", "answered": "9 months", "connected": "9 months", "transferred": "9 months",
		"abandoned": "until a person is spoken with", "complaints": "13 months after its last message",
		"consent_yes": "4 days",
		"consent_no":  "archived", "blocked": "without any number", "redial_failed": "bars the number",
	} {
		if got := p.Behind(figure); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q in it", figure, got, want)
		}
	}
	p.RecordingDays = 0
	if got := p.Behind("consent_yes"); !strings.Contains(got, "nothing is recorded") {
		t.Errorf("with recording off: %q", got)
	}
	for _, figure := range retention.Figures() {
		if p.Behind(figure) == "" {
			t.Errorf("%s has no word", figure)
		}
	}
}
