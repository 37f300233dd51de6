// Package mistakes_test makes the mistakes that admins make, one at a time, and asks what the program says of each.
package mistakes_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/cli"
	"github.com/ringevett/ringevett/daemon/probe"
	"github.com/ringevett/ringevett/test/child"
	"github.com/ringevett/ringevett/test/voice"
)

// house is an installation in a folder, as a careful admin has it: nothing of the examples is left but the wording.
type house struct {
	t   *testing.T
	dir string
	ari string // of the PBX; where there is none, an address without a listener
	agi string
	ins int // drop-ins besides its own
}

const ownConfig = `
callcenter: {name: Storgata Kundesenter AS, spoken: Storgata Kundesenter, phone: 22 00 00 01}
responsible_manager: {name: Per Hansen, contact: 22 00 00 03}
asterisk: {url: "{ari}", password_file: "{dir}/asterisk.password"}
data: {dir: "{dir}/data", master_key_file: "{dir}/keys/master.key"}
api: {socket: "{dir}/run/s"}
agi: {listen: "{agi}", key_file: "{dir}/agi.key"}
sounds: {dir: "{dir}/sounds"}
recording: {dir: "{dir}/data/recordings", key_file: "{dir}/keys/recordings.key"}
`

const agiKey = "0123456789abcdef0123456789abcdef"

func newHouse(t *testing.T, ari string) *house {
	h := &house{t: t, dir: t.TempDir(), ari: ari, agi: freeAddress(t)}
	must(t, os.Mkdir(h.path("run"), 0o755))
	h.write("ringevett.yaml", text(t, configs.Reference))
	h.own()
	h.write("asterisk.password", "secret\n")
	h.write("agi.key", agiKey+"\n")
	h.write("client.yaml", strings.Replace(text(t, configs.ExampleClient), "999 999 999", "974 760 673", 1))
	h.write("agents.yaml", strings.NewReplacer("PJSIP/agent", "PJSIP/good", `"1111"`, `"4711"`).
		Replace(text(t, configs.ExampleAgents)))
	h.write("campaign.yaml", text(t, configs.ExampleCampaign))
	must(t, voice.Put(h.path("sounds")))
	h.fine("init")
	h.fine("client", "add", h.path("client.yaml"))
	h.fine("agent", "add", h.path("agents.yaml"))
	h.fine("campaign", "add", h.path("campaign.yaml"))
	h.fine("training", "add", "--agents", "all", "--people", "all", "--campaigns", "all", "--trainer", "Kari Nordmann")
	h.fine("sounds")
	return h
}

// own writes the house's own values.
func (h *house) own() {
	h.t.Helper()
	places := strings.NewReplacer("{dir}", h.dir, "{ari}", h.ari, "{agi}", h.agi)
	h.write("ringevett.yaml.d/10-local.yaml", places.Replace(ownConfig))
}

// more writes another drop-in, in which {dir} is the house.
func (h *house) more(text string) {
	h.t.Helper()
	h.ins++
	h.write(fmt.Sprintf("ringevett.yaml.d/2%d-more.yaml", h.ins), strings.ReplaceAll(text, "{dir}", h.dir))
}

func (h *house) path(name ...string) string {
	return filepath.Join(append([]string{h.dir}, name...)...)
}

func (h *house) write(name, text string) {
	h.t.Helper()
	must(h.t, os.MkdirAll(filepath.Dir(h.path(name)), 0o755))
	must(h.t, os.WriteFile(h.path(name), []byte(text), 0o600))
}

func (h *house) read(name string) string {
	h.t.Helper()
	b, err := os.ReadFile(h.path(name))
	must(h.t, err)
	return string(b)
}

// run is one command line, in this process.
func (h *house) run(args ...string) (code int, said string) {
	var out bytes.Buffer
	code = cli.Execute(h.t.Context(), append([]string{"--config", h.path("ringevett.yaml")}, args...), "test",
		cli.Streams{In: strings.NewReader(""), Out: &out, Err: &out}, cli.Stops{})
	return code, out.String()
}

// check runs it and reads its findings.
func (h *house) check() (code int, found []probe.Finding) {
	h.t.Helper()
	var out, errs bytes.Buffer
	code = cli.Execute(h.t.Context(), []string{"--config", h.path("ringevett.yaml"), "check", "--json"}, "test",
		cli.Streams{In: strings.NewReader(""), Out: &out, Err: &errs}, cli.Stops{})
	if err := json.Unmarshal(out.Bytes(), &found); err != nil {
		h.t.Fatalf("check printed %s%s: %v", out.String(), errs.String(), err)
	}
	return code, found
}

// daemon runs serve in this process, until it has started or ended; it gives what was logged so far. stop ends it.
func (h *house) daemon() (log *child.Log, stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	log = child.NewLog()
	ended := make(chan struct{})
	cut := make(chan struct{})
	close(cut)
	go func() {
		defer close(ended)
		cli.Execute(ctx, []string{"serve", "--config", h.path("ringevett.yaml")}, "test",
			cli.Streams{Out: log, Err: log}, cli.Stops{Cut: cut})
	}()
	select {
	case <-log.Started():
	case <-ended:
	}
	return log, sync.OnceFunc(func() { cancel(); <-ended })
}

// until waits for something that nothing tells.
func (h *house) until(what string, is func() bool) {
	h.t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); <-time.After(50 * time.Millisecond) {
		if is() {
			return
		}
	}
	h.t.Fatalf("waited in vain: %s", what)
}

func freeAddress(t *testing.T) string {
	t.Helper()
	at, err := child.FreeAddress()
	must(t, err)
	return at
}

func text(t *testing.T, name string) string {
	t.Helper()
	s, err := configs.Text(name)
	must(t, err)
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// mistake is one that an admin makes: what it does to a house that is as it should be, and what check then says.
type mistake struct {
	name  string
	make  func(h *house)
	probe string // whose finding it is
	says  string // in it
	alone bool   // it hides others, or is one of several that exclude each other
}

// row is what is said of a mistake.
type row struct{ name, check, status, log string }

// together makes all mistakes that do not hide each other in one house, and looks once.
func together(h *house, all []mistake) (rows []row) {
	h.t.Helper()
	all = slices.DeleteFunc(all, func(m mistake) bool { return m.alone })
	for _, m := range all {
		m.make(h)
	}
	_, found := h.check()
	for _, m := range all {
		rows = append(rows, m.among(h.t, found))
	}
	return rows
}

// play makes one mistake, and asks what check, status and the log of a daemon say.
func (m mistake) play(h *house) row {
	h.t.Helper()
	m.make(h)
	_, found := h.check()
	out := m.among(h.t, found)
	log, stop := h.daemon()
	_, out.status = h.run("status")
	stop()
	out.status = saying(out.status, "NOTHING", "DOES NOT", "FAULT", "LOCKED", "ASKED", "refused", "ringevett:",
		".yaml:")
	out.log = saying(log.String(), "level=error", "level=warning", "ringevett:", ".yaml:")
	return out
}

// among finds what check says of the mistake.
func (m mistake) among(t *testing.T, found []probe.Finding) row {
	t.Helper()
	out := row{name: m.name}
	for _, f := range found {
		if f.Level != probe.OK && f.Name == m.probe && strings.Contains(f.Text, m.says) {
			out.check = fmt.Sprintf("%s %s: %s", f.Level, f.Name, f.Text)
			if f.Do == "" {
				t.Errorf("%s: check does not say what to do: %+v", m.name, f)
			}
		}
	}
	if out.check == "" {
		t.Errorf("SILENT: %s: check says nothing of %q with %q in it; it says %s", m.name, m.probe, m.says,
			notOK(found))
	}
	return out
}

// notOK are the findings that are not ok; that a test's own folder lies in memory is none.
func notOK(found []probe.Finding) (all []string) {
	for _, f := range found {
		if f.Level != probe.OK && !strings.Contains(f.Text, "lies in memory") {
			all = append(all, fmt.Sprintf("%s %s: %s", f.Level, f.Name, f.Text))
		}
	}
	return all
}

// usual is what a house that is as it should be says too while its daemon starts and is stopped at once.
var usual = []string{"not connected to the PBX: ari: GET events: asterisk is unavailable",
	"not connected to the PBX yet",
	"events from the PBX stopped", "no daemon runs", "context canceled", "ringevett: configuration:"}

// saying is the first line of a text that has one of the words and is not usual.
func saying(text string, words ...string) string {
	has := func(line string, any []string) bool {
		return slices.ContainsFunc(any, func(w string) bool { return strings.Contains(line, w) })
	}
	for line := range strings.Lines(text) {
		if has(line, words) && !has(line, usual) {
			return strings.TrimSpace(line)
		}
	}
	return "nothing of it"
}

// table prints what is said of each.
func table(t *testing.T, rows []row) {
	var b strings.Builder
	for i, r := range rows {
		fmt.Fprintf(&b, "%2d  %s\n    check:  %s\n", i+1, r.name, r.check)
		if r.status != "" {
			fmt.Fprintf(&b, "    status: %s\n", r.status)
		}
		if r.log != "" {
			fmt.Fprintf(&b, "    log:    %s\n", r.log)
		}
	}
	t.Logf("%d mistakes\n%s", len(rows), b.String())
}
