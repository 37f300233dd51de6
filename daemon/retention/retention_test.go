package retention_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/retention"
)

var monday = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func category(change func(*retention.Category)) retention.Category {
	c := retention.Category{
		ID: "quality", Purpose: "quality", LIARef: "doc 12", LIADate: "2026-10-01", Days: 3,
		Reason: "one shift's listening",
	}
	change(&c)
	return c
}

func TestCategories(t *testing.T) {
	assessed := func(days int) func(*retention.Category) {
		return func(c *retention.Category) {
			c.Days, c.AssessmentRef, c.AssessedOn, c.AssessedBy = days, "doc 13", "2026-10-02", "Kari Eksempel"
		}
	}
	tests := []struct {
		name   string
		change func(*retention.Category)
		want   string // in the faults; empty: none
	}{
		{"three days with a reason", func(*retention.Category) {}, ""},
		{"three days without one", func(c *retention.Category) { c.Reason = "" }, "retention_reason"},
		{"seven days", func(c *retention.Category) { c.Days = 7 }, ""},
		{"eight days need an assessment", func(c *retention.Category) { c.Days = 8 }, "assessment_ref"},
		{"fourteen days without one", func(c *retention.Category) { c.Days = 14 }, "assessment_by"},
		{"fourteen days with one", assessed(14), ""},
		{"an assessment without a day", func(c *retention.Category) { assessed(14)(c); c.AssessedOn = "last autumn" },
			"assessment_date"},
		{"thirty days with one", assessed(30), ""},
		{"thirty-one days, whatever is assessed", assessed(31), "never over 30"},
		{"no days", func(c *retention.Category) { c.Days = 0 }, "at least 1"},
		{"days before they began", func(c *retention.Category) { c.Days = -3 }, "at least 1"},
		{"without a ground", func(c *retention.Category) { c.LIARef = "" }, "lia_ref"},
		{"a ground without a day", func(c *retention.Category) { c.LIADate = "" }, "lia_date"},
		{"a sale's proof is no purpose", func(c *retention.Category) { c.Purpose = "proof" }, "purpose"},
		{"without a name", func(c *retention.Category) { c.ID = "" }, "recording.category"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := fmt.Sprint(category(tt.change).Check("recording"))
			if tt.want == "" && got != "[]" || !strings.Contains(got, tt.want) {
				t.Errorf("got %s, want %q", got, tt.want)
			}
		})
	}
}

func TestWhatGoes(t *testing.T) {
	held := func(until time.Duration) []dialer.RecordingHold {
		return []dialer.RecordingHold{{Until: monday.Add(until)}}
	}
	tests := []struct {
		name string
		r    dialer.Recording
		want bool
	}{
		{"past its time", dialer.Recording{State: dialer.RecordingKept, Due: monday.Add(-1)}, true},
		{"at its time", dialer.Recording{State: dialer.RecordingKept, Due: monday}, true},
		{"before its time", dialer.Recording{State: dialer.RecordingKept, Due: monday.Add(1)}, false},
		{"left with the PBX, past its time", dialer.Recording{State: dialer.RecordingLeft, Due: monday}, true},
		{"held", dialer.Recording{State: dialer.RecordingKept, Due: monday, Holds: held(time.Hour)}, false},
		{"the hold has ended", dialer.Recording{State: dialer.RecordingKept, Due: monday, Holds: held(0)}, true},
		{"one of two holds has ended",
			dialer.Recording{State: dialer.RecordingKept, Due: monday, Holds: append(held(0), held(time.Hour)...)},
			false},
		{"still running", dialer.Recording{State: dialer.RecordingRuns}, false},
		{"gone", dialer.Recording{State: dialer.RecordingGone, Due: monday}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := retention.Goes(monday, tt.r); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestHolds(t *testing.T) {
	tests := []struct {
		name, kind, why string
		days            int
		want            string // the fault, or the days it lasts
	}{
		{"a complaint lasts at most 90 days", "complaint", "case 7", 0, "90"},
		{"fewer by word", "complaint", "case 7", 10, "10"},
		{"not more", "complaint", "case 7", 91, "1 to 90"},
		{"a request for access lasts at most 30", "access", "case 8", 0, "30"},
		{"not more", "access", "case 8", 31, "1 to 30"},
		{"not without a reason", "access", "", 3, "why"},
		{"not backwards", "access", "case 8", -1, "1 to 30"},
		{"not for ever", "litigation", "case 9", 3, "complaint or access"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h, err := retention.Hold(monday, dialer.HoldKind(tt.kind), tt.days, tt.why, "cli:per")
			got := fmt.Sprint(int(h.Until.Sub(h.From).Hours() / 24))
			if err != nil {
				got = err.Error()
			}
			if !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAClockPutBackKeepsNothingLonger(t *testing.T) {
	if got := retention.Now(monday.Add(-48*time.Hour), monday); !got.Equal(monday) {
		t.Errorf("got %v, want %v", got, monday)
	}
	if got := retention.Now(monday.Add(time.Hour), monday); !got.Equal(monday.Add(time.Hour)) {
		t.Errorf("got %v", got)
	}
	if got := retention.Due(monday, 3); !got.Equal(monday.Add(72 * time.Hour)) {
		t.Errorf("three days are 72 hours: got %v", got)
	}
}

func TestEachPartyHearsItself(t *testing.T) {
	for _, tt := range []struct {
		party string
		side  dialer.Side
		want  bool
	}{
		{"consumer", dialer.ConsumerSide, true}, {"consumer", dialer.AgentSide, false},
		{"agent", dialer.AgentSide, true},
		{"agent", dialer.ConsumerSide, false}, {"quality", dialer.AgentSide, true},
		{"quality", dialer.ConsumerSide, true},
		{"", dialer.ConsumerSide, false},
	} {
		if got := retention.MayHear(tt.party, tt.side); got != tt.want {
			t.Errorf("%q hears the %s: got %v, want %v", tt.party, tt.side, got, tt.want)
		}
	}
}
