package app_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/probe"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/test/voice"
)

// A campaign whose sounds are not ready is not started, and check says why.
func TestASoundThatCannotBePlayedStopsItsCampaign(t *testing.T) {
	h := open(t)
	c := h.Config()
	path := speech.AbandonedPath(c.Sounds.Dir, "nb", "fjellvann") + ".wav"
	fine(t, os.Remove(path))
	const want = "make it with: ringevett sounds"
	_, err := h.SetRunning(t.Context(), campaign, true, "", "test")
	if !errors.Is(err, dialer.ErrRefused) || !strings.Contains(err.Error(), want) ||
		!strings.Contains(err.Error(), path) {
		t.Errorf("start: got %v, want it refused, naming %q and the file", err, want)
	}
	fine(t, h.Close())
	found := app.Check(t.Context(), "", func() (config.Config, error) { return c, nil }, "", quiet())
	if !slices.ContainsFunc(found, func(f probe.Finding) bool {
		return f.Name == "campaign "+campaign && f.Level != probe.OK && strings.Contains(f.Text, want)
	}) {
		t.Errorf("check: got %+v, want it to name %q", found, want)
	}
}

func fine(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// speaker puts a voice that hums in the path.
func speaker(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	fine(t, voice.Hum(dir))
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
}
