package app_test

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/daemon/verb"
)

// floor is a small PBX on this machine and the house beside it.
type floor struct {
	t    *testing.T
	pbx  *aritest.Asterisk
	conf config.Config
}

func newFloor(t *testing.T) *floor {
	t.Helper()
	f := &floor{t: t, pbx: aritest.New(), conf: shipped(t)}
	f.conf.Asterisk.URL = "http://" + relay(t, f.pbx) + "/ari"
	f.conf.Asterisk.User = aritest.User
	f.conf.AGI.Listen = "127.0.0.1:0"
	f.conf.Asterisk.PasswordFile = filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(f.conf.Asterisk.PasswordFile, []byte(aritest.Password), 0o600); err != nil {
		t.Fatal(err)
	}
	f.pbx.Global("RINGEVETT_DEMO_PBX", "word")
	message(t, f.conf.Sounds.Dir)
	for _, cue := range []string{"pin", "login", "logout"} {
		f.pbx.Media("sound:"+filepath.Join(f.conf.Sounds.Dir, "agent", cue), time.Millisecond)
	}
	return f
}

// relay lets the daemon reach the PBX, which is in memory, as it would a real one.
func relay(t *testing.T, pbx *aritest.Asterisk) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close(); pbx.Close() })
	go func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			far, err := pbx.Dial(context.Background(), "", "")
			if err != nil {
				near.Close()
				continue
			}
			go func() { io.Copy(far, near); far.Close() }()
			go func() { io.Copy(near, far); near.Close() }()
		}
	}()
	return l.Addr().String()
}

// init makes the journal before the first run, as an admin does.
func (f *floor) init() {
	f.t.Helper()
	if _, err := os.Stat(filepath.Join(f.conf.Data.Dir, "ringevett.db")); err == nil {
		return
	}
	if _, err := upkeep.Init(f.t.Context(), f.conf); err != nil {
		f.t.Fatal(err)
	}
}

// day is one run of the daemon.
type day struct {
	t     *testing.T
	stop  context.CancelFunc
	cut   chan struct{}
	ended chan error
	heard chan string
	remote
}

// begin runs the daemon with its clock at ten past nine and so many minutes, until it is connected.
func (f *floor) begin(minutes int) *day {
	f.t.Helper()
	f.init()
	ctx, stop := context.WithCancel(context.Background())
	d := &day{t: f.t, stop: stop, cut: make(chan struct{}), ended: make(chan error, 1), heard: make(chan string, 1000)}
	log := logrus.New()
	log.SetOutput(io.Discard)
	log.AddHook(d)
	go func() {
		d.ended <- app.Run(ctx, app.Options{
			Config: f.conf, Version: "test", DemoClock: tuesday(9, 10+minutes, 0), Log: logrus.NewEntry(log),
			Cut: d.cut,
		})
	}()
	f.t.Cleanup(stop)
	d.hear("started")
	d.hear("events from the PBX flow")
	var err error
	if d.Remote, err = rest.Dial(f.t.Context(), f.conf.API.Socket); err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { d.Remote.Close() })
	return d
}

// Levels and Fire make the day hear what the daemon logs.
func (d *day) Levels() []logrus.Level { return logrus.AllLevels }

// Fire hears one line.
func (d *day) Fire(e *logrus.Entry) error {
	d.heard <- e.Message
	return nil
}

// patience is how long the daemon may say nothing at all while a line of its log is awaited. On a machine with much
// else to do, it makes its sounds for half a minute.
const patience = 2 * time.Minute

// hear waits until the daemon has said it, in whatever order.
func (d *day) hear(words string) {
	d.t.Helper()
	var all []string
	for {
		select {
		case m := <-d.heard:
			if all = append(all, m); strings.Contains(m, words) {
				return
			}
			defer func() { d.heard <- m }() // for who waits for it next
		case err := <-d.ended:
			d.t.Fatalf("the daemon ended with %v before it said %q; it said %q", err, words, all)
		case <-time.After(patience):
			d.t.Fatalf("the daemon did not say %q; it said %q", words, all)
		}
	}
}

func (d *day) end() {
	d.t.Helper()
	d.stop()
	if err := <-d.ended; err != nil {
		d.t.Errorf("the daemon ended with: %v", err)
	}
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// fill loads the examples over the socket and starts the campaign.
func (d *day) fill() {
	d.t.Helper()
	ctx := d.t.Context()
	must[[]verb.Client](d.t)(d.AddClients(ctx, []byte(example(d.t, configs.ExampleClient)), ""))
	must[[]verb.Agent](d.t)(d.AddAgents(ctx, []byte(example(d.t, configs.ExampleAgents)), ""))
	must[verb.Campaign](d.t)(d.AddCampaign(ctx, []byte(example(d.t, configs.ExampleCampaign)), ""))
	must[verb.TrainingAdded](d.t)(d.AddTraining(ctx, fullTraining(), ""))
	must[verb.Change](d.t)(d.SetRunning(ctx, campaign, true, "", ""))
	list := verb.LeadsFile{Campaign: campaign, Text: strings.NewReader("number;source\n90000001;kunder-2026\n")}
	_, _, err := d.ImportLeads(ctx, list, "")
	fine(d.t, err)
}

// A conversation is under way when the daemon is stopped in a hurry, goes on in the PBX, is adopted by the next daemon,
// ends, and is counted once.
func TestAConversationOutlivesTheDaemon(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	f.pbx.Plan("PJSIP/90000001@trunk", aritest.Answers(time.Millisecond))
	d := f.begin(0)
	d.fill()
	agent := f.pbx.Incoming("ringevett", aritest.Incoming{Endpoint: "PJSIP/agent1", Args: []string{"login"}})
	agent.Digits("1111#")
	d.hear("logged in")
	d.hear("bridged")
	s := must[verb.Status](t)(d.Status(t.Context()))
	if len(s.Calls) != 1 || s.Calls[0].State != "talking" || s.Agents[0].State != "talking" || !s.Hours.Open ||
		s.DemoClock == "" || s.Halted != "" {
		t.Errorf("while they talk: got %+v", s)
	}
	told := string(must[verb.Exposition](t)(d.Metrics(t.Context())))
	for _, line := range []string{
		`ringevett_calls{state="talking"} 1`, `ringevett_seats{state="talking"} 1`, `ringevett_facts_total{kind="booked"} 1`,
		`ringevett_pbx_connected 1`,
	} {
		if !strings.Contains(told, "\n"+line+"\n") {
			t.Errorf("the metrics have no line %s", line)
		}
	}
	if !strings.Contains(told, `ringevett_pbx_request_seconds_count{result="ok"}`) {
		t.Error("no request to the PBX was timed")
	}
	if _, err := d.Forget(t.Context(), "90000001", "asked", ""); err == nil ||
		!strings.Contains(err.Error(), "is open") {
		t.Errorf("forgetting who is on the line: got %v, want a refusal", err)
	}
	d.stop()
	d.hear("stopping")
	close(d.cut)
	d.end()
	for len(d.heard) > 0 {
		if m := <-d.heard; strings.Contains(m, "calls open") {
			t.Errorf("it waited for the conversation in vain: %s", m)
		}
	}

	d = f.begin(5)
	s = must[verb.Status](t)(d.Status(t.Context()))
	if len(s.Calls) != 1 || s.Calls[0].Attempt != 1 || s.Calls[0].State != "talking" {
		t.Fatalf("after the restart: got %+v", s.Calls)
	}
	for _, id := range f.pbx.Channels() {
		if id != agent.ID() {
			f.pbx.Line(id).Hangup()
		}
	}
	d.hear("ended")
	if err := d.Dispose(t.Context(), 1, "person", "test"); err != nil {
		t.Error(err)
	}
	d.end()
	f.counted()
}

// counted reads the figures when the daemon is gone: it writes its facts a moment after it has told them.
func (f *floor) counted() {
	f.t.Helper()
	h := must[*app.Rooms](f.t)(app.Open(f.t.Context(), f.conf, app.ToRead, "test", quiet()))
	defer h.Close()
	fig := must[verb.Figures](f.t)(h.Figures(f.t.Context(), verb.FiguresQuery{From: "2026-11-24"}))
	if len(fig.Days) != 1 || len(fig.Broken) > 0 || fig.DemoClock == "" {
		f.t.Fatalf("got %+v", fig)
	}
	if x := fig.Days[0]; x.Attempted != 1 || x.Answered != 1 || x.Transferred != 1 || x.Abandoned != 0 ||
		x.Established != 0 || x.TypedPerson != 1 {
		f.t.Errorf("got %+v", x)
	}
}

func TestADaemonWhoseApplicationIsTakenDialsNothing(t *testing.T) {
	f := newFloor(t)
	d := f.begin(0)
	f.pbx.Replace("ringevett")
	d.hear("another instance took our application over")
	h := must[verb.Health](t)(d.Health(t.Context()))
	if !h.Live || h.Ready || !strings.Contains(h.Why, "restarted") {
		t.Errorf("got %+v, want it alive and not ready", h)
	}
	d.end()
}

func TestTheClockOfAnotherPBXIsNotShifted(t *testing.T) {
	f := newFloor(t)
	f.pbx.Global("RINGEVETT_DEMO_PBX", "another word")
	err := app.Run(t.Context(), app.Options{Config: f.conf, DemoClock: tuesday(10, 0, 0), Log: quiet()})
	if !errors.Is(err, dialer.ErrRefused) || !strings.Contains(err.Error(), "RINGEVETT_DEMO_PBX") {
		t.Errorf("got %v, want a refusal", err)
	}
}

// The service manager hears when the daemon is ready, and when it stops.
func TestTheServiceManagerIsTold(t *testing.T) {
	f := newFloor(t)
	path := filepath.Join(t.TempDir(), "notify")
	c, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	t.Setenv("NOTIFY_SOCKET", path)
	told := func(want string) {
		t.Helper()
		b := make([]byte, 100)
		n, err := c.Read(b)
		if err != nil || string(b[:n]) != want {
			t.Errorf("told %q, %v; want %q", b[:n], err, want)
		}
	}
	d := f.begin(0)
	told("READY=1")
	d.end()
	told("STOPPING=1")
}
