package test_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	settings "github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/sounds"
)

// What is shipped for Asterisk and what the daemon believes of it are the same values, written down twice.
func TestTheDialplanIsWhatTheConfigSays(t *testing.T) {
	c, d := settings.Defaults(), dialplan.Defaults()
	got := dialplan.Options{
		App: c.Asterisk.App, LoginCode: c.Agents.LoginCode, LogoutCode: c.Agents.LogoutCode, SoundsDir: c.Sounds.Dir,
		AGI: c.AGI.Listen,
	}
	if diff := cmp.Diff(d, got); diff != "" {
		t.Errorf("(-dialplan +config):\n%s", diff)
	}
	if text := read(t, "dialplan/ari.example.conf"); !strings.Contains(text, "\n["+c.Asterisk.User+"]\n") {
		t.Errorf("ari.example.conf has no user %q", c.Asterisk.User)
	}
	if want := "http://127.0.0.1:8088/"; !strings.HasPrefix(c.Asterisk.URL, want) ||
		!strings.Contains(dialplan.HTTPExample, "\nbindport = 8088\n") {
		t.Errorf("the config speaks to %s, http.example.conf serves %s", c.Asterisk.URL, want)
	}
}

func TestTheDialplanPlaysAShippedPrompt(t *testing.T) {
	want := dialplan.VarAbandoned + " = " + dialplan.Defaults().SoundsDir + "/" +
		sounds.Abandoned.File(settings.Defaults().Sounds.Language) + "\n"
	if !strings.Contains(dialplan.Conf(dialplan.Options{}), want) {
		t.Errorf("the dialplan has no line %q", want)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
