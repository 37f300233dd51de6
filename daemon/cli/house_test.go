package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/cli"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/test/child"
	"github.com/ringevett/ringevett/test/voice"
)

// house is a folder with all that an admin has: the shipped examples, and places of its own.
type house struct {
	t   *testing.T
	dir string
}

func newHouse(t *testing.T) house {
	h := house{t, t.TempDir()}
	for to, from := range map[string]string{
		"ringevett.yaml": configs.Reference, "ringevett.yaml.d/10-local.yaml": configs.ExampleConfig,
		"client.yaml":   configs.ExampleClient,
		"campaign.yaml": configs.ExampleCampaign, "agents.yaml": configs.ExampleAgents,
		"leads.csv": configs.ExampleLeads,
	} {
		text, err := configs.Text(from)
		if err != nil {
			t.Fatal(err)
		}
		h.write(to, text)
	}
	h.write("password", "secret\n")
	h.ari("http://" + closedPort(t) + "/ari")
	return h
}

// ari points the house at a PBX.
func (h house) ari(url string) {
	h.write("ringevett.yaml.d/20-places.yaml", fmt.Sprintf(`asterisk: {url: %q, password_file: %q}
data: {dir: %q, master_key_file: %q}
api: {socket: %q}
sounds: {dir: %q}
`, url, h.path("password"), h.path("data"), h.path("data/master.key"), h.path("s"), h.path("sounds")))
}

func (h house) path(name string) string { return filepath.Join(h.dir, name) }

func (h house) write(name, text string) string {
	h.t.Helper()
	if err := os.MkdirAll(filepath.Dir(h.path(name)), 0o755); err != nil {
		h.t.Fatal(err)
	}
	if err := os.WriteFile(h.path(name), []byte(text), 0o600); err != nil {
		h.t.Fatal(err)
	}
	return h.path(name)
}

func (h house) read(name string) string {
	h.t.Helper()
	text, err := os.ReadFile(h.path(name))
	if err != nil {
		h.t.Fatal(err)
	}
	return string(text)
}

// message puts all sounds of the example's campaign in place.
func (h house) message() {
	h.t.Helper()
	if err := voice.Put(h.path("sounds")); err != nil {
		h.t.Fatal(err)
	}
}

// run is one command line.
func (h house) run(args ...string) (code int, out, errs string) {
	h.t.Helper()
	var stdout, stderr bytes.Buffer
	args = append([]string{"--config", h.path("ringevett.yaml")}, args...)
	code = cli.Execute(h.t.Context(), args, "test", cli.Streams{In: strings.NewReader(""), Out: &stdout, Err: &stderr},
		cli.Stops{})
	return code, stdout.String(), stderr.String()
}

// must runs a command line that is to end with the code, and gives all that it said.
func (h house) must(want int, args ...string) string {
	h.t.Helper()
	code, out, errs := h.run(args...)
	if code != want {
		h.t.Fatalf("ringevett %s: exit code %d, want %d\n%s%s", strings.Join(args, " "), code, want, out, errs)
	}
	return out + errs
}

// until runs a command line again until it says want: what a daemon does after its start comes when it comes.
func (h house) until(want string, args ...string) {
	h.t.Helper()
	h.untilWith(0, want, args...)
}

// untilWith is until of a command line that ends with the code.
func (h house) untilWith(code int, want string, args ...string) {
	h.t.Helper()
	for range 1000 {
		if strings.Contains(h.must(code, args...), want) {
			return
		}
		<-time.After(10 * time.Millisecond)
	}
	h.t.Fatalf("ringevett %s never said %q:\n%s", strings.Join(args, " "), want, h.must(code, args...))
}

// loaded is a house with the examples in its book.
func loaded(t *testing.T) house {
	h := newHouse(t)
	h.must(0, "init")
	h.examples()
	return h
}

// loadedBefore is the same, made before there were people: it does by one hand what needs two elsewhere.
func loadedBefore(t *testing.T) house {
	h := newHouse(t)
	c, err := config.Load(h.path("ringevett.yaml"))
	if err == nil {
		_, err = upkeep.Init(t.Context(), c)
	}
	if err != nil {
		t.Fatal(err)
	}
	h.examples()
	return h
}

// examples come into the book.
func (h house) examples() {
	h.t.Helper()
	h.must(0, "client", "add", h.path("client.yaml"))
	h.must(0, "agent", "add", h.path("agents.yaml"))
	h.must(0, "campaign", "add", h.path("campaign.yaml"))
	h.must(0, "training", "add", "--agents", "all", "--people", "all", "--campaigns", "all", "--trainer", "Kari Nordmann")
	h.message()
}

// daemon is a running one.
type daemon struct {
	stop func() int // tells it to stop, and gives its exit code
	cut  chan struct{}
	hup  chan struct{}
	said *child.Log
}

// serve runs the daemon until the test stops it; it has started when this returns.
func (h house) serve() daemon {
	h.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	d := daemon{cut: make(chan struct{}), hup: make(chan struct{}, 1), said: child.NewLog()}
	ended := make(chan int, 1)
	go func() {
		ended <- cli.Execute(ctx, []string{"serve", "--config", h.path("ringevett.yaml")}, "test",
			cli.Streams{Out: d.said, Err: d.said}, cli.Stops{Cut: d.cut, Reload: d.hup})
	}()
	d.stop = sync.OnceValue(func() int { cancel(); return <-ended })
	select {
	case <-d.said.Started():
	case code := <-ended:
		h.t.Fatalf("serve ended with code %d:\n%s", code, d.said)
	}
	h.t.Cleanup(func() { d.stop() })
	return d
}

// closedPort is an address without a listener.
func closedPort(t *testing.T) string {
	t.Helper()
	at, err := child.FreeAddress()
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func wants(t *testing.T, got string, all ...string) {
	t.Helper()
	for _, want := range all {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in:\n%s", want, got)
		}
	}
}
