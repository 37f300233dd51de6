package app_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

func TestStatusNamesWhatTheJournalRefused(t *testing.T) {
	h := open(t)
	if s, err := h.Status(t.Context()); err != nil || s.SetAside != "" {
		t.Errorf("before: got %q, %v", s.SetAside, err)
	}
	fine(t, h.SetAside(dialer.Batch{Facts: []dialer.Fact{{Kind: dialer.FactEnded, Attempt: 7}}}, errors.New("no good")))
	s, err := h.Status(t.Context())
	if err != nil || !strings.Contains(s.SetAside, "refused: 1, in") || !strings.Contains(s.SetAside, "set-aside.jsonl") || !strings.Contains(s.SetAside, "no good") {
		t.Errorf("got %q, %v", s.SetAside, err)
	}
}

// reading is a reader of one function.
type reading func([]byte) (int, error)

func (r reading) Read(p []byte) (int, error) { return r(p) }

// TestAPauseDoesNotWaitForAnImport pauses from within an import, which ends only after the pause has.
func TestAPauseDoesNotWaitForAnImport(t *testing.T) {
	h := open(t)
	if _, err := h.SetRunning(t.Context(), campaign, true, "", "test"); err != nil {
		t.Fatal(err)
	}
	paused := make(chan error, 1)
	asked := false
	text := strings.NewReader(example(t, configs.ExampleLeads))
	list := verb.LeadsFile{Campaign: campaign, Name: "leads.csv", Text: reading(func(p []byte) (int, error) {
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
	})}
	if _, _, err := h.ImportLeads(t.Context(), list, "test"); err != nil || !asked {
		t.Fatalf("the import: %v; the pause was asked for: %v", err, asked)
	}
	fine(t, <-paused)
	if all, err := h.Campaigns(t.Context()); err != nil || all[0].Running {
		t.Errorf("running %v, %v; want it paused", all[0].Running, err)
	}
}

// TestAPauseWinsOverAStartThatBeganBefore has a campaign paused while its start is being checked.
func TestAPauseWinsOverAStartThatBeganBefore(t *testing.T) {
	h := open(t)
	began := h.PausesOf(campaign)
	got, err := h.SetRunning(t.Context(), campaign, false, "stop", "test")
	if err != nil || got.Changed {
		t.Errorf("the pause: %+v, %v; want no change, and remembered", got, err)
	}
	if err := h.SetStarted(t.Context(), campaign, began); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("the start: got %v, want that it was paused meanwhile", err)
	}
	fine(t, h.SetStarted(t.Context(), campaign, h.PausesOf(campaign)))
	if got, err := h.SetRunning(t.Context(), campaign, false, "stop", "test"); err != nil || !got.Changed {
		t.Errorf("the pause of one that runs: %+v, %v", got, err)
	}
}
