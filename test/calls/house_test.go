package calls_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
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

// build makes the daemon from the source that the tests stand in.
func (h *house) build() {
	h.t.Helper()
	h.bin = h.path("ringevett")
	must(h.t, child.Build(h.t.Context(), h.bin))
}

// house is the program as a process of its own, on a PBX of its own: it can be stopped, killed, and made to hang.
type house struct {
	t       *testing.T
	dir     string
	bin     string
	token   string
	agi     string
	more    string // of the configuration
	pbx     *asterisk.PBX
	trunk   *phone.Trunk
	process *child.Process
	began   time.Time // of the demonstration's clock
}

// The contexts of the phones: 81 before a number is a marketing context, 82 one of another campaign, a number alone
// is of none. *53 records the phone and logs in. 83 has two trunks, of which the first is out of order. 84 sells, 85
// does and does not say so; 86 is 82 and names no source.
const routes = `
[agents]
exten => *53,1,MixMonitor(${ASTSPOOLDIR}/monitor/agent.wav)
 same => n,Goto(ringevett-agents,*50,1)
exten => _X.,1,Gosub(ringevett-guard,${EXTEN},1)
 same => n,Dial(PJSIP/${EXTEN}@trunk,20)
 same => n,Hangup()
exten => _+X.,1,Gosub(ringevett-guard,${EXTEN},1)
 same => n,Dial(PJSIP/${EXTEN}@trunk,20)
 same => n,Hangup()
exten => _81X.,1,Set(RINGEVETT_MARKETING=fjellvann/fjellvann-service/kunder-2026)
 same => n,Gosub(ringevett-guard,${EXTEN:2},1)
 same => n,Dial(PJSIP/${EXTEN:2}@trunk,20)
 same => n,Hangup()
exten => _84X.,1,Set(RINGEVETT_MARKETING=fjellvann/fjellvann-salg)
 same => n,Gosub(ringevett-guard,${EXTEN:2},1)
 same => n,Dial(PJSIP/${EXTEN:2}@trunk,20)
 same => n,Hangup()
exten => _85X.,1,Set(RINGEVETT_CAMPAIGN=fjellvann/fjellvann-salg)
 same => n,Gosub(ringevett-guard,${EXTEN:2},1)
 same => n,Dial(PJSIP/${EXTEN:2}@trunk,20)
 same => n,Hangup()
exten => _83X.,1,Set(RINGEVETT_MARKETING=fjellvann/fjellvann-service/kunder-2026)
 same => n,Gosub(ringevett-guard,${EXTEN:2},1)
 same => n,Dial(PJSIP/${EXTEN:2}@nowhere,20)
 same => n,Gosub(ringevett-guard,${EXTEN:2},1)
 same => n,Dial(PJSIP/${EXTEN:2}@trunk,20)
 same => n,Hangup()
exten => _82X.,1,Set(RINGEVETT_CAMPAIGN=fjellvann/fjellvann-service/kunder-2026)
 same => n,Gosub(ringevett-guard,${EXTEN:2},1)
 same => n,Dial(PJSIP/${EXTEN:2}@trunk,20)
 same => n,Hangup()
exten => _86X.,1,Set(RINGEVETT_CAMPAIGN=fjellvann/fjellvann-service)
 same => n,Gosub(ringevett-guard,${EXTEN:2},1)
 same => n,Dial(PJSIP/${EXTEN:2}@trunk,20)
 same => n,Hangup()
`

const (
	marketing = "81"
	service   = "82"
	failover  = "83"
	sale      = "84"
	slySale   = "85"
	unsourced = "86"
	nowhere   = ""
)

// newHouse boots the PBX, loads the examples and starts the campaign. The daemon runs. more is of the configuration.
func newHouse(t *testing.T, more ...string) *house {
	t.Helper()
	h := emptyHouse(t, 3, more...)
	h.write("client.yaml", example(t, configs.ExampleClient))
	h.write("agents.yaml", example(t, configs.ExampleAgents))
	h.write("campaign.yaml", example(t, configs.ExampleCampaign))
	must(t, voice.Put(h.path("sounds")))
	h.run("client", "add", h.path("client.yaml"))
	h.run("agent", "add", h.path("agents.yaml"))
	h.run("campaign", "add", h.path("campaign.yaml"))
	h.teach()
	h.run("campaign", "start", "fjellvann-service")
	return h
}

// emptyHouse boots a PBX with so many agents' phones and starts the daemon, whose book is empty.
func emptyHouse(t *testing.T, phones int, more ...string) *house {
	t.Helper()
	h := &house{t: t, dir: t.TempDir(), token: rand.Text(), agi: freePort(t), more: strings.Join(more, "\n")}
	h.build()
	var err error
	h.trunk, err = phone.NewTrunk(phone.TrunkOptions{Keep: phone.Keep{Audio: time.Minute, Calls: 400}})
	must(t, err)
	t.Cleanup(func() { h.trunk.Close() })
	h.pbx = asterisk.Start(t, asterisk.Options{
		TrunkAddr: h.trunk.Addr(), Agents: phones, FromTrunk: []string{
			dialplan.ContextDesk,
		}, Globals: map[string]string{"RINGEVETT_DEMO_PBX": h.token},
		Dialplan: dialplan.Conf(dialplan.Options{SoundsDir: h.path("sounds"), AGI: h.agi, Key: h.token}),
		Conf:     map[string]string{"extensions.conf": routes},
	})
	h.move()
	return h
}

// teach enters that all are taught what the campaigns of now need (5).
func (h *house) teach() {
	h.t.Helper()
	h.run("training", "add", "--agents", "all", "--people", "all", "--campaigns", "all", "--trainer", "Kari Nordmann")
}

// beside is another daemon with a journal of its own, as another application of the same PBX. It has no campaign.
func (h *house) beside() *house {
	h.t.Helper()
	b := &house{t: h.t, dir: h.t.TempDir(), bin: h.bin, token: h.token, agi: freePort(h.t), pbx: h.pbx, trunk: h.trunk,
		more: h.more + "\nasterisk: {app: ringevett-beside}\n"}
	b.move()
	return b
}

// move writes the configuration, makes the journal and starts the daemon.
func (h *house) move() {
	h.t.Helper()
	h.configure()
	h.run("init")
	h.t.Cleanup(h.stop)
	h.serve()
}

func (h *house) path(name ...string) string {
	return filepath.Join(append([]string{h.dir}, name...)...)
}

func (h *house) write(name, text string) {
	h.t.Helper()
	must(h.t, os.MkdirAll(filepath.Dir(h.path(name)), 0o755))
	must(h.t, os.WriteFile(h.path(name), []byte(text), 0o600))
}

func example(t *testing.T, name string) string {
	t.Helper()
	text, err := configs.Text(name)
	must(t, err)
	return text
}

func freePort(t *testing.T) string {
	t.Helper()
	at, err := child.FreeAddress()
	must(t, err)
	return at
}

func (h *house) configure() {
	h.t.Helper()
	h.write("ringevett.yaml", example(h.t, configs.Reference))
	h.write("ringevett.yaml.d/10-local.yaml", example(h.t, configs.ExampleConfig))
	h.write("ringevett.yaml.d/20-test.yaml",
		strings.NewReplacer("{dir}", h.dir, "{ari}", h.pbx.ARIURL, "{agi}", h.agi).Replace(`
asterisk: {url: "{ari}", password_file: "{dir}/asterisk.password"}
data: {dir: "{dir}/data", master_key_file: "{dir}/data/master.key"}
api: {socket: "{dir}/s"}
agi: {listen: "{agi}", key_file: "{dir}/agi.key"}
sounds: {dir: "{dir}/sounds"}
desk: {vouched: {trunks: ["PJSIP/trunk"]}}
`))
	if h.more != "" {
		h.write("ringevett.yaml.d/30-more.yaml", h.more)
	}
	h.write("asterisk.password", h.pbx.Password+"\n")
	h.write("agi.key", h.token+"\n")
}

func (h *house) environment() []string {
	env := []string{"RINGEVETT_DEMO_TOKEN=" + h.token}
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "RINGEVETT_") && !strings.HasPrefix(e, "NOTIFY_SOCKET=") &&
			!strings.HasPrefix(e, "WATCHDOG_") {
			env = append(env, e)
		}
	}
	return env
}

// run runs one command line of the program; exit code 1 is no failure.
func (h *house) run(args ...string) []byte {
	h.t.Helper()
	cmd := exec.CommandContext(h.t.Context(), h.bin, append([]string{"--config", h.path("ringevett.yaml")}, args...)...)
	cmd.Env = h.environment()
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		h.t.Fatalf("ringevett %s: %v: %s", strings.Join(args, " "), err, said.String())
	}
	return out
}

// ask runs a verb and reads what it prints.
func (h *house) ask(into any, args ...string) {
	h.t.Helper()
	out := h.run(append(args, "--json")...)
	if err := json.Unmarshal(out, into); err != nil {
		h.t.Fatalf("ringevett %s printed %s: %v", strings.Join(args, " "), out, err)
	}
}

// ahead is when the whole daemon plays.
var ahead = clock.Day(time.Now())

// clock is the demonstration's, which goes on over a restart. It is told in whole seconds, so the daemon starts on one.
func (h *house) clock() time.Time {
	if h.began.IsZero() {
		h.began = time.Now()
		return ahead
	}
	<-time.After(time.Second - time.Since(h.began)%time.Second)
	return ahead.Add(time.Since(h.began).Round(time.Second))
}

// serve starts the daemon, at ten on a day that lies ahead, and waits until it is connected and the guard listens.
func (h *house) serve() {
	h.t.Helper()
	log, err := os.OpenFile(h.path("daemon.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	must(h.t, err)
	cmd := exec.Command(h.bin, "--config", h.path("ringevett.yaml"), "serve", "--demo-clock",
		h.clock().Format(clock.Layout))
	cmd.Env, cmd.Stdout, cmd.Stderr = h.environment(), log, log
	h.process, err = child.Start(cmd)
	must(h.t, err)
	must(h.t, log.Close()) // the program has its own
	h.until("the daemon is connected, and the guard listens", func() bool {
		api, err := rest.Dial(h.t.Context(), h.path("s"))
		if err != nil {
			return false
		}
		defer api.Close()
		health, err := rest.Call(h.t.Context(), api, verb.ShowHealth, verb.Nothing{})
		if err != nil || !health.Ready {
			return false
		}
		c, err := net.Dial("tcp", h.agi)
		if err != nil {
			return false
		}
		return c.Close() == nil
	})
}

// signal sends the daemon one.
func (h *house) signal(s syscall.Signal) {
	h.t.Helper()
	h.process.Signal(s)
}

// kill ends the daemon as a crash does.
func (h *house) kill() {
	h.t.Helper()
	h.process.Kill()
}

func (h *house) stop() {
	if h.process == nil {
		return
	}
	h.process.Stop(10 * time.Second)
	if text, err := os.ReadFile(h.path("daemon.log")); err == nil && h.t.Failed() {
		h.t.Logf("the daemon said:\n%s", text)
	}
}

// until waits for something that comes without an event.
func (h *house) until(what string, is func() bool) {
	h.t.Helper()
	pause := 20 * time.Millisecond // to look may be a program of its own
	for deadline := time.Now().Add(90 * time.Second); time.Now().Before(deadline); <-time.After(pause) {
		if is() {
			return
		}
		pause = min(pause*3/2, 250*time.Millisecond)
	}
	h.t.Fatalf("waited in vain: %s", what)
}

// lately is the day before the test, by the real clock.
var lately = time.Now().AddDate(0, 0, -1).Format(time.DateOnly)

// sells adds the example of marketing, its number found in a directory, and a national register with one number.
func (h *house) sells(reserved int) {
	h.t.Helper()
	h.write("client.yaml", clientWithDirectory(h.t))
	h.write("sale.yaml", strings.ReplaceAll(example(h.t, configs.ExampleSale), "2026-11-20", lately))
	h.write("national.csv", number(reserved).National()+"\n")
	h.run("client", "add", h.path("client.yaml"))
	h.run("campaign", "add", h.path("sale.yaml"))
	h.run("register", "import", "national", h.path("national.csv"), "--delivered", lately, "--expect", "1")
	h.run("campaign", "start", "fjellvann-salg")
}

// load imports numbers as leads of the service campaign.
func (h *house) load(numbers ...int) { h.t.Helper(); h.loadFor("fjellvann-service", numbers...) }

func (h *house) loadFor(campaign string, numbers ...int) {
	h.t.Helper()
	var b strings.Builder
	// marketing dials only people that the national register can be asked about
	b.WriteString("number;name;birth_date;source\n")
	for _, n := range numbers {
		fmt.Fprintf(&b, "%s;Nummer%d Eksempel;1970-01-31;kunder-2026\n", number(n).National(), n)
	}
	h.write("leads.csv", b.String())
	h.run("lead", "import", h.path("leads.csv"), "--campaign", campaign)
}

// day is the campaign's row of the day.
func (h *house) day() verb.Day {
	h.t.Helper()
	var f verb.Figures
	h.ask(&f, "figures", "--day", ahead.Format(time.DateOnly))
	if len(f.Broken) > 0 {
		h.t.Errorf("the figures do not add up: %q", f.Broken)
	}
	for _, d := range f.Days {
		if d.Campaign == "fjellvann-service" {
			return d
		}
	}
	return verb.Day{}
}

// extension is one of the phones, registered.
func (h *house) extension(n int) *phone.Agent {
	h.t.Helper()
	a, err := phone.NewAgent(phone.AgentOptions{User: fmt.Sprintf("agent%d", n), Password: fmt.Sprintf("pw%d", n),
		PBX:  h.pbx.SIPAddr,
		Keep: phone.Keep{Audio: time.Minute}})
	must(h.t, err)
	h.t.Cleanup(func() { a.Close() })
	must(h.t, a.Register(h.t.Context()))
	return a
}

// dial dials by hand and gives the call when it is answered or over.
func (h *house) dial(a *phone.Agent, number string) (*phone.Call, error) {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), 25*time.Second)
	defer cancel()
	return a.Dial(ctx, number, phone.Plan{})
}

// clientWithDirectory is the example's client, its number found in a directory lately.
func clientWithDirectory(t *testing.T) string {
	t.Helper()
	return example(t, configs.ExampleClient) + `    directory_checked: [{number: "+4722000002", at: ` + lately +
		`, ref: "picture of the entry"}]` + "\n"
}

const umbraClient = `clients:
  - {id: umbra, name: Umbra AS, spoken: Umbra, orgno: "999 999 998", phone: 22 00 00 04,
     visible: ["+4722000004", "+4722000005"]}
`

// umbraCampaign is the example's campaign for the other client.
func umbraCampaign(t *testing.T, id, visible string) string {
	t.Helper()
	return strings.NewReplacer("id: fjellvann-service", "id: "+id, "client: fjellvann", "client: umbra", "+4722000001",
		visible).Replace(example(t, configs.ExampleCampaign))
}
