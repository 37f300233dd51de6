package campaigns_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
)

// reading is a reader of one function.
type reading func([]byte) (int, error)

func (r reading) Read(p []byte) (int, error) { return r(p) }

// TestAPauseDoesNotWaitForAnImport pauses from within an import, which ends only after the pause has.
func TestAPauseDoesNotWaitForAnImport(t *testing.T) {
	h := open(t)
	_, err := h.SetRunning(t.Context(), campaign, true, "", "test")
	noFault(t, err)
	paused := make(chan error, 1)
	asked := false
	list := leads(t, func(text *strings.Reader) io.Reader {
		return reading(func(p []byte) (int, error) {
			if !asked && int64(text.Len()) < text.Size()/2 {
				asked = true
				go func() {
					_, err := h.SetRunning(t.Context(), campaign, false, "stop", "test")
					paused <- err
				}()
				select {
				case err := <-paused:
					paused <- err
				case <-time.After(30 * time.Second):
					t.Error("it waits for the import")
				}
			}
			return text.Read(p[:min(len(p), 100)])
		})
	})
	if _, _, err := h.ImportLeads(t.Context(), list, "test"); err != nil || !asked {
		t.Fatalf("the import: %v; the pause was asked for: %v", err, asked)
	}
	noFault(t, <-paused)
	if all, err := h.Campaigns(t.Context()); err != nil || all[0].Running {
		t.Errorf("running %v, %v; want it paused", all[0].Running, err)
	}
}

// TestAPauseWinsOverAStartThatBeganBefore has a campaign paused while its start is being checked.
func TestAPauseWinsOverAStartThatBeganBefore(t *testing.T) {
	h := open(t)
	h.sounds = func() error {
		got, err := h.SetRunning(t.Context(), campaign, false, "stop", "test")
		if err != nil || got.Changed {
			t.Errorf("the pause: %+v, %v; want no change, and remembered", got, err)
		}
		return nil
	}
	_, err := h.SetRunning(t.Context(), campaign, true, "", "test")
	if !errors.Is(err, dialer.ErrRefused) || !strings.Contains(err.Error(), "paused meanwhile") {
		t.Errorf("the start: got %v, want that it was paused meanwhile", err)
	}
	h.sounds = func() error { return nil }
	_, err = h.SetRunning(t.Context(), campaign, true, "", "test")
	noFault(t, err)
	if got, err := h.SetRunning(t.Context(), campaign, false, "stop", "test"); err != nil || !got.Changed {
		t.Errorf("the pause of one that runs: %+v, %v", got, err)
	}
}

// TestPredictiveNeedsAPersonsWord: a campaign in predictive mode is not started without the acknowledgement of 4.6.1,
// nor with an old one or one for another text.
func TestPredictiveNeedsAPersonsWord(t *testing.T) {
	text := configs.Fingerprint(configs.Predictive)
	in := time.Date(2026, 11, 1, 0, 0, 0, 0, now.Location())
	for _, tt := range []struct {
		name string
		ack  gate.Ack
		want string
	}{
		{"none", gate.Ack{}, "has acknowledged"},
		{"for an old text", gate.Ack{Name: "Kari Nordmann", Date: in, TextSHA256: "00"},
			"not the text of this version"},
		{"of last year", gate.Ack{Name: "Kari Nordmann", Date: in.AddDate(-1, 0, 0), TextSHA256: text},
			"renewed yearly"},
		{"given", gate.Ack{Name: "Kari Nordmann", Date: in, TextSHA256: text}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := open(t)
			file := strings.Replace(example(t, configs.ExampleCampaign), "mode: power", "mode: predictive", 1)
			c, err := h.AddCampaign(t.Context(), []byte(file), "test")
			if err != nil || c.Mode != string(dialer.Predictive) {
				t.Fatalf("got %+v, %v", c, err)
			}
			h.settings.Ack, h.settings.AckText = tt.ack, text
			_, err = h.SetRunning(t.Context(), campaign, true, "", "test")
			refused := errors.Is(err, dialer.ErrRefused) && strings.Contains(err.Error(), tt.want)
			if tt.want == "" && err != nil || tt.want != "" && !refused {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// TestARunningCampaignThatMayNotRunIsPaused: what it depends on went away; the book and the journal say so.
func TestARunningCampaignThatMayNotRunIsPaused(t *testing.T) {
	h := open(t)
	_, err := h.SetRunning(t.Context(), campaign, true, "", "test")
	noFault(t, err)
	h.sounds = func() error { return errors.New("a prompt is missing") }
	_, err = h.AddClients(t.Context(), []byte(example(t, configs.ExampleClient)), "test")
	noFault(t, err)
	if all, err := h.Campaigns(t.Context()); err != nil || all[0].Running {
		t.Errorf("running %v, %v; want it paused", all[0].Running, err)
	}
	_, err = h.SetRunning(t.Context(), campaign, true, "", "test")
	if err == nil || !strings.Contains(err.Error(), "a prompt is missing") {
		t.Errorf("the start: got %v", err)
	}
}
