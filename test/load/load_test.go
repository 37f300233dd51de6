// Package load_test measures the whole daemon, as a process of its own, on one real Asterisk: attempts a second, and
// the processor time of both for each. It is a benchmark: nothing of it is asserted as time.
//
//	go test -run '^$' -bench . ./test/load
package load_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
	"github.com/ringevett/ringevett/test/child"
	"github.com/ringevett/ringevett/test/clock"
	"github.com/ringevett/ringevett/test/voice"
)

// BenchmarkFloor has agents take calls for a while. Each call goes the whole way: gate, booking on disk, channel,
// bridge, dial, 0.1 s of ringing, answer, 0.3 s of talk, hang-up, journal, a second of wrap-up.
func BenchmarkFloor(b *testing.B) {
	for _, agents := range []int{10, 40, 80} {
		b.Run(fmt.Sprintf("agents=%d", agents), func(b *testing.B) { measure(b, agents, 20*time.Second) })
	}
}

const token = "load"

type house struct {
	b      testing.TB
	dir    string
	pbx    *asterisk.PBX
	trunk  *phone.Trunk
	daemon *exec.Cmd
	agents int
}

func measure(b *testing.B, agents int, window time.Duration) {
	h := &house{b: b, dir: b.TempDir(), agents: agents}
	h.boot()
	h.serve()
	h.logIn()
	h.tool("campaign", "start", "load")
	<-time.After(3 * time.Second) // to full speed
	before, pbx0, own0, t0 := h.figures(), cpu(b, h.pbx.PID()), cpu(b, h.daemon.Process.Pid), time.Now()
	<-time.After(window)
	after, pbx1, own1, took := h.figures(), cpu(b, h.pbx.PID()), cpu(b, h.daemon.Process.Pid), time.Since(t0)
	h.tool("campaign", "pause", "load")
	n := float64(after.Attempted - before.Attempted)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(n/took.Seconds(), "attempts/s")
	b.ReportMetric(1000*(own1-own0).Seconds()/n, "daemon-ms/call")
	b.ReportMetric(1000*(pbx1-pbx0).Seconds()/n, "asterisk-ms/call")
	b.ReportMetric(100*(own1-own0).Seconds()/(pbx1-pbx0).Seconds(), "daemon-%-of-asterisk")
	b.ReportMetric(float64(after.Transferred-before.Transferred)/n, "transferred/attempt")
	if after.Abandoned > 0 {
		b.Errorf("%d abandoned", after.Abandoned)
	}
	h.stop()
}

func (h *house) boot() {
	var err error
	if h.trunk, err = phone.NewTrunk(phone.TrunkOptions{
		Default: phone.Plan{Ring: 100 * time.Millisecond, NoRTP: true, Hold: 300 * time.Millisecond},
	}); err != nil {
		h.b.Fatal(err)
	}
	h.b.Cleanup(func() { h.trunk.Close() })
	h.pbx = asterisk.Start(h.b, asterisk.Options{
		TrunkAddr: h.trunk.Addr(), Agents: h.agents,
		Dialplan: dialplan.Conf(dialplan.Options{SoundsDir: h.path("sounds")}),
		Globals:  map[string]string{"RINGEVETT_DEMO_PBX": token},
	})
}

func (h *house) path(name string) string { return filepath.Join(h.dir, name) }

func (h *house) write(name, text string) {
	if err := os.WriteFile(h.path(name), []byte(text), 0o600); err != nil {
		h.b.Fatal(err)
	}
}

// serve builds, configures and starts the daemon, with everything in its book.
func (h *house) serve() {
	if err := child.Build(h.b.Context(), h.path("ringevett")); err != nil {
		h.b.Fatal(err)
	}
	blanks, _ := configs.Text(configs.ExampleConfig)
	h.write("ringevett.yaml", blanks+fmt.Sprintf(`
asterisk: {url: %q, password_file: %q, calls_per_second: 50, max_calls: 400}
data: {dir: %q, master_key_file: %q}
api: {socket: %q}
sounds: {dir: %q}
`, h.pbx.ARIURL, h.path("password"), h.path("data"), h.path("data/master.key"), h.path("sock"), h.path("sounds")))
	h.write("password", h.pbx.Password)
	h.tool("init")
	if err := voice.Put(h.path("sounds")); err != nil {
		h.b.Fatal(err)
	}
	h.loadBook()
	h.daemon = h.command("serve", "--demo-clock", clock.Day(time.Now()).Format(clock.Layout))
	log, err := os.Create(h.path("daemon.log"))
	if err != nil {
		h.b.Fatal(err)
	}
	h.daemon.Stdout, h.daemon.Stderr = log, log
	if err := h.daemon.Start(); err != nil {
		h.b.Fatal(err)
	}
	h.b.Cleanup(func() { h.daemon.Process.Kill() })
	h.untilConnected()
}

func (h *house) untilConnected() {
	for range 500 {
		if api, err := rest.Dial(h.b.Context(), h.path("sock")); err == nil {
			s, err := rest.Call(h.b.Context(), api, verb.ShowStatus, verb.Nothing{})
			api.Close()
			if err == nil && s.Connected {
				return
			}
		}
		<-time.After(20 * time.Millisecond)
	}
	text, _ := os.ReadFile(h.path("daemon.log"))
	h.b.Fatalf("the daemon did not connect: %s", text)
}

func (h *house) loadBook() {
	client, _ := configs.Text(configs.ExampleClient)
	h.write("client.yaml", client)
	var agents, ids, leads strings.Builder
	agents.WriteString("agents:\n")
	for n := range h.agents {
		fmt.Fprintf(&agents, "  - {id: agent-%d, full_name: Agent Nummer, endpoint: PJSIP/agent%d, pin: \"1234\"}\n",
			n+1, n+1)
		fmt.Fprintf(&ids, "agent-%d, ", n+1)
	}
	h.write("agents.yaml", agents.String())
	h.write("campaign.yaml", fmt.Sprintf(`id: load
client: fjellvann
kind: service
purpose: måle
subject: måling
visible: "+4722000001"
language: nb
ring_seconds: 20
wrap_up_seconds: 1
agents: [%s]
sources:
  - {name: kunder, kind: client_customers, obtained_at: 2026-10-01, basis: avtale, spoken: kundelisten}
`, strings.TrimSuffix(ids.String(), ", ")))
	leads.WriteString("number\n")
	for n := range 10000 {
		fmt.Fprintf(&leads, "9000%04d\n9100%04d\n", n, n)
	}
	h.write("leads.csv", leads.String())
	h.tool("client", "add", h.path("client.yaml"))
	h.tool("agent", "add", h.path("agents.yaml"))
	h.tool("campaign", "add", h.path("campaign.yaml"))
	h.tool("training", "add", "--agents", "all", "--people", "all", "--campaigns", "all", "--trainer", "Kari Nordmann")
	h.tool("sounds")
	h.tool("lead", "import", h.path("leads.csv"), "--campaign", "load", "--source", "kunder")
}

func (h *house) command(words ...string) *exec.Cmd {
	cmd := exec.Command(h.path("ringevett"), append([]string{"--config", h.path("ringevett.yaml")}, words...)...)
	cmd.Env = append(os.Environ(), "RINGEVETT_DEMO_TOKEN="+token)
	return cmd
}

func (h *house) tool(words ...string) []byte {
	h.b.Helper()
	var said strings.Builder
	cmd := h.command(words...)
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil && cmd.ProcessState.ExitCode() != 1 {
		h.b.Fatalf("ringevett %s: %v: %s", strings.Join(words, " "), err, said.String())
	}
	return out
}

func (h *house) logIn() {
	var wg sync.WaitGroup
	for n := range h.agents {
		wg.Go(func() {
			a, err := phone.NewAgent(phone.AgentOptions{
				User: fmt.Sprintf("agent%d", n+1), Password: fmt.Sprintf("pw%d", n+1), PBX: h.pbx.SIPAddr,
				Keep: phone.Keep{},
			})
			if err != nil {
				h.b.Error(err)
				return
			}
			h.b.Cleanup(func() { a.Close() })
			if err := a.Register(h.b.Context()); err != nil {
				h.b.Error(err)
				return
			}
			c, err := a.Dial(h.b.Context(), "*50", phone.Plan{NoRTP: true})
			if err != nil {
				h.b.Error(err)
				return
			}
			if err := c.Press(h.b.Context(), "1234#"); err != nil {
				h.b.Error(err)
			}
		})
	}
	wg.Wait()
	<-time.After(4 * time.Second) // the cue
}

type row struct {
	Attempted, Transferred, Abandoned int
}

func (h *house) figures() row {
	var f verb.Figures
	if err := json.Unmarshal(h.tool("figures", "--json"), &f); err != nil {
		h.b.Fatal(err)
	}
	var r row
	for _, d := range f.Days {
		r.Attempted += d.Attempted
		r.Transferred += d.Transferred
		r.Abandoned += d.Abandoned
	}
	return r
}

func (h *house) stop() {
	h.daemon.Process.Signal(syscall.SIGTERM)
	h.daemon.Wait()
}

// cpu is the processor time that a process has used.
func cpu(b testing.TB, pid int) time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	var user, system int64
	fmt.Sscan(fields[11], &user)
	fmt.Sscan(fields[12], &system)
	return time.Duration(user+system) * time.Second / 100 // clock ticks are hundredths
}
