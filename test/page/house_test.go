package page

import (
	"context"
	"io"
	"net"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/training"
	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/voice"
)

// house is a daemon with the examples in its book, and its PBX in memory.
type house struct {
	t    *testing.T
	pbx  *aritest.Asterisk
	conf config.Config
	stop func()
	*rest.Remote
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func example(t *testing.T, name string) []byte {
	t.Helper()
	text, err := configs.Text(name)
	check(t, err)
	return []byte(text)
}

// begin starts the daemon on a Tuesday at ten past nine.
func begin(t *testing.T) *house {
	t.Helper()
	c, err := config.Parse("example", example(t, configs.ExampleConfig))
	check(t, err)
	dir, pbx := t.TempDir(), aritest.New()
	c.Data = config.Data{Dir: filepath.Join(dir, "data"), MasterKeyFile: filepath.Join(dir, "data", "master.key")}
	c.API.Socket, c.Sounds.Dir = filepath.Join(dir, "s"), filepath.Join(dir, "sounds")
	c.Asterisk.URL, c.Asterisk.User = "http://"+relay(t, pbx)+"/ari", aritest.User
	c.Asterisk.PasswordFile = filepath.Join(dir, "password")
	c.AGI.Listen, c.Page.Listen = "127.0.0.1:0", "127.0.0.1:0"
	check(t, os.WriteFile(c.Asterisk.PasswordFile, []byte(aritest.Password), 0o600))
	check(t, voice.Put(c.Sounds.Dir))
	pbx.Global("RINGEVETT_DEMO_PBX", "word")
	for _, cue := range []string{"pin", "login", "logout"} {
		pbx.Media("sound:"+filepath.Join(c.Sounds.Dir, "agent", cue), time.Millisecond)
	}
	_, err = upkeep.Init(t.Context(), c)
	check(t, err)
	h := &house{t: t, pbx: pbx, conf: c}
	h.run()
	return h
}

// relay lets the daemon reach the PBX, which is in memory, as it would a real one.
func relay(t *testing.T, pbx *aritest.Asterisk) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
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

// started hears the daemon say that all its parts are up, the API among them.
type started chan string

func (s started) Levels() []logrus.Level { return logrus.AllLevels }

func (s started) Fire(e *logrus.Entry) error {
	if e.Message == "started" {
		s <- e.Message
	}
	return nil
}

func TestMain(m *testing.M) {
	os.Setenv("RINGEVETT_DEMO_TOKEN", "word") // of the tests' PBX, before any of them runs
	os.Exit(m.Run())
}

// patience is how long anything may take on a machine with much else to do.
const patience = 2 * time.Minute

func (h *house) run() {
	h.t.Helper()
	log, heard, ended := logrus.New(), make(started, 10), make(chan error, 1)
	log.SetOutput(io.Discard)
	log.AddHook(heard)
	ctx, stop := context.WithCancel(context.Background())
	cut := make(chan struct{})
	go func() {
		ended <- app.Run(ctx, app.Options{
			Config: h.conf, Version: "test", DemoClock: time.Date(2026, 11, 24, 9, 10, 0, 0, hours.Oslo()),
			Log: logrus.NewEntry(log), Cut: cut,
		})
	}()
	over := false
	h.stop = func() {
		if over {
			return
		}
		over = true
		close(cut)
		stop()
		if err := <-ended; err != nil {
			h.t.Errorf("the daemon ended with: %v", err)
		}
	}
	h.t.Cleanup(h.stop)
	select {
	case <-heard:
	case err := <-ended:
		h.t.Fatalf("the daemon ended with %v before it was connected", err)
	case <-time.After(patience):
		h.t.Fatal("the daemon was not connected in time")
	}
	var err error
	h.Remote, err = rest.Dial(h.t.Context(), h.conf.API.Socket)
	check(h.t, err)
	h.t.Cleanup(func() { h.Remote.Close() })
}

func ask[In, Out any](h *house, v verb.Verb[In, Out], in In) Out {
	h.t.Helper()
	out, err := rest.Call(h.t.Context(), h.Remote, v, in)
	check(h.t, err)
	return out
}

const campaign = "fjellvann-service"

// fill does what an admin does on the first day. The account that runs the test is its supervisor.
func (h *house) fill() {
	h.t.Helper()
	ask(h, verb.AddClients, verb.File{Text: example(h.t, configs.ExampleClient)})
	ask(h, verb.AddAgents, verb.File{Text: example(h.t, configs.ExampleAgents)})
	ask(h, verb.AddCampaign, verb.File{Text: example(h.t, configs.ExampleCampaign)})
	ask(h, verb.AddTraining, verb.TrainingSession{
		Agents: []string{training.All}, Campaigns: []string{training.All}, Trainer: "Kari Nordmann",
	})
	ask(h, verb.StartCampaign, verb.CampaignChange{Campaign: campaign})
	me, err := user.Current()
	check(h.t, err)
	ask(h, verb.PutPerson, verb.PersonEntry{
		ID: "kari", Name: "Kari Nordmann", Login: me.Username, Roles: []string{"operator", "supervisor"}, Add: true,
	})
}

// lead brings in a number that answers.
func (h *house) lead(number string) {
	h.t.Helper()
	h.pbx.Plan("PJSIP/"+number+"@trunk", aritest.Answers(time.Millisecond))
	list := verb.LeadsFile{Campaign: campaign, Text: strings.NewReader("number;source\n" + number + ";kunder-2026\n")}
	ask(h, verb.ImportLeads, list)
}
