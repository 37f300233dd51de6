package app_test

import (
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/voice"
)

// tuesday is a working day's time in Oslo.
func tuesday(h, m, s int) time.Time { return time.Date(2026, 11, 24, h, m, s, 0, hours.Oslo()) }

func quiet() *logrus.Entry {
	l := logrus.New()
	l.SetOutput(io.Discard)
	return logrus.NewEntry(l)
}

// trunk is the operator's line whose callers' numbers are vouched for.
const trunk = "PJSIP/trunk"

// shipped is the example configuration with places of its own.
func shipped(t testing.TB) config.Config {
	t.Helper()
	c, err := config.Parse("example", []byte(example(t, configs.ExampleConfig)))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	c.Data = config.Data{Dir: filepath.Join(dir, "data"), MasterKeyFile: filepath.Join(dir, "data", "master.key")}
	c.Desk.Vouched.Trunks = []string{trunk}
	c.API.Socket, c.Sounds.Dir = filepath.Join(dir, "s"), filepath.Join(dir, "sounds")
	return c
}

func example(t testing.TB, name string) string {
	t.Helper()
	text, err := configs.Text(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// open is a house without a daemon, on a Tuesday at ten, the examples in its book and the campaign's sounds in place.
func open(t *testing.T) *app.Rooms {
	t.Helper()
	c := shipped(t)
	if _, err := upkeep.Init(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	h, err := app.Open(t.Context(), c, app.ToWrite, "test", quiet())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	h.At(tuesday(10, 0, 0))
	_, err1 := h.AddClients(t.Context(), []byte(example(t, configs.ExampleClient)), "test")
	_, err2 := h.AddAgents(t.Context(), []byte(example(t, configs.ExampleAgents)), "test")
	_, err3 := h.AddCampaign(t.Context(), []byte(example(t, configs.ExampleCampaign)), "test")
	list := verb.LeadsFile{
		Campaign: campaign, Name: "leads.csv", Text: strings.NewReader(example(t, configs.ExampleLeads)),
	}
	_, _, err4 := h.ImportLeads(t.Context(), list, "test")
	for _, err := range []error{err1, err2, err3, err4} {
		if err != nil {
			t.Fatal(err)
		}
	}
	message(t, c.Sounds.Dir)
	return h
}

const campaign = "fjellvann-service"

// message puts all sounds of the example's campaign in place.
func message(t *testing.T, dir string) {
	t.Helper()
	if err := voice.Put(dir); err != nil {
		t.Fatal(err)
	}
}
