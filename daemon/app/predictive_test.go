package app_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// TestPredictiveNeedsAPersonsWord: a campaign in predictive mode is not started without the acknowledgement of 4.6.1,
// nor with an old one or one for another text.
func TestPredictiveNeedsAPersonsWord(t *testing.T) {
	text := configs.Fingerprint(configs.Predictive)
	for _, tt := range []struct {
		name string
		ack  config.LegalAck
		want string
	}{
		{"nobody's", config.LegalAck{}, "nobody has acknowledged"},
		{"for an old text", config.LegalAck{Name: "Kari Nordmann", Date: "2026-11-01", TextSHA256: strings.Repeat("0", 64)}, "not the text of this version"},
		{"of last year", config.LegalAck{Name: "Kari Nordmann", Date: "2025-11-01", TextSHA256: text}, "renewed yearly"},
		{"given", config.LegalAck{Name: "Kari Nordmann", Date: "2026-11-01", TextSHA256: text}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := open(t)
			file := strings.Replace(example(t, configs.ExampleCampaign), "mode: power", "mode: predictive", 1)
			c, err := h.AddCampaign(t.Context(), []byte(file), "test")
			if err != nil || c.Mode != string(dialer.Predictive) {
				t.Fatalf("got %+v, %v", c, err)
			}
			h.Acknowledge(tt.ack)
			_, err = h.SetRunning(t.Context(), campaign, true, "", "test")
			if tt.want == "" && err != nil || tt.want != "" && (!errors.Is(err, dialer.ErrRefused) || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}
