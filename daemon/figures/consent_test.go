package figures_test

import (
	"slices"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
)

// TestConsentIsCountedFromTheFacts: by the last word on it, on the day of the answer.
func TestConsentIsCountedFromTheFacts(t *testing.T) {
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, hours.Oslo())
	for _, tt := range []struct {
		name          string
		said          []dialer.FactKind
		yes, no, none int
	}{
		{"never asked", nil, 0, 0, 0},
		{"asked, and the call ended", []dialer.FactKind{dialer.FactConsentAsked}, 0, 0, 1},
		{"asked, and nothing said", []dialer.FactKind{dialer.FactConsentAsked, dialer.FactNoConsent}, 0, 0, 1},
		{"yes", []dialer.FactKind{dialer.FactConsentAsked, dialer.FactConsent}, 1, 0, 0},
		{"no", []dialer.FactKind{dialer.FactConsentAsked, dialer.FactConsentRefused}, 0, 1, 0},
		{"no before it was asked", []dialer.FactKind{dialer.FactConsentRefused}, 0, 1, 0},
		{"a yes taken back", []dialer.FactKind{dialer.FactConsentAsked, dialer.FactConsent, dialer.FactWithdrawn}, 0, 1,
			0},
		{"a no, then a yes", []dialer.FactKind{dialer.FactConsentRefused, dialer.FactConsentAsked, dialer.FactConsent},
			1, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			kinds := slices.Concat([]dialer.FactKind{
				dialer.FactBooked, dialer.FactDialed, dialer.FactAnswered, dialer.FactBridged,
			},
				tt.said, []dialer.FactKind{dialer.FactEnded})
			var facts []dialer.Fact
			for i, k := range kinds {
				f := dialer.Fact{At: noon.Add(time.Duration(i) * time.Second), Kind: k, Attempt: 1, Campaign: "wool"}
				if k == dialer.FactEnded {
					f.Outcome = dialer.Answered
				}
				facts = append(facts, f)
			}
			days := figures.Derive(slices.Values(facts), hours.Oslo())
			if len(days) != 1 || days[0].ConsentYes != tt.yes || days[0].ConsentNo != tt.no ||
				days[0].ConsentNone != tt.none {
				t.Errorf("got %+v", days)
			}
		})
	}
}
