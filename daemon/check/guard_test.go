package check_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/daemon/check"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/probe"
	"github.com/ringevett/ringevett/daemon/telephony"
)

func TestTheCheckTellsOfTheGuard(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	answers := l.Addr().String()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	defer l.Close()
	for name, tt := range map[string]struct {
		global, listen, key string
		want                probe.Level
		says                string
	}{
		"loaded and answered": {answers, answers, "k1", probe.OK, "answered at " + answers},
		"not loaded":          {"", answers, "", probe.Warn, "take the outbound route"},
		"asks somewhere else": {"127.0.0.1:1", answers, "k1", probe.Warn,
			"the dialplan asks at 127.0.0.1:1, agi.listen is " + answers},
		"loaded, and the daemon is not up": {closed.Addr().String(), closed.Addr().String(), "k1", probe.Warn,
			"no one answers"},
		"an old file, which shows no key": {answers, answers, "", probe.Warn, "shows no key"},
		"printed with another key":        {answers, answers, "k2", probe.Warn, "shows another key than"},
	} {
		t.Run(name, func(t *testing.T) {
			ast := aritest.New()
			defer ast.Close()
			if tt.global != "" {
				ast.Global("RINGEVETT_AGI", tt.global)
			}
			if tt.key != "" {
				ast.Global("RINGEVETT_AGI_KEY", tt.key)
			}
			c := config.Defaults()
			c.AGI.Listen, c.AGI.KeyFile = tt.listen, filepath.Join(t.TempDir(), "agi.key")
			if err := os.WriteFile(c.AGI.KeyFile, []byte("k1\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			set := telephony.Settings{
				URL: "http://asterisk.test/ari", User: aritest.User, Password: aritest.Password, App: "ringevett",
				Dial: ast.Dial, Log: logrus.NewEntry(logrus.New()),
			}
			found := check.GuardFindings(t.Context(), c, set)
			if len(found) != 1 || found[0].Level != tt.want || !strings.Contains(found[0].Text+found[0].Do, tt.says) {
				t.Errorf("got %+v, want %s: %q", found, tt.want, tt.says)
			}
		})
	}
}
