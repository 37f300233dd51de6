package desk_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/dialplan/agi"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/child"
)

// TestDesk is no test: it is a daemon's desk in a process of its own, which can be killed and stopped. It does what
// the visits' script says, and prints what it is told.
func TestDesk(t *testing.T) {
	// address, folder of sounds, the PBX's ARI, its user and password
	at := strings.Fields(os.Getenv("RINGEVETT_TEST_DESK"))
	if len(at) != 5 {
		return // this process was not started as a daemon
	}
	ln, err := net.Listen("tcp", at[0])
	if err != nil {
		t.Fatal(err)
	}
	pbx := must(ari.Connect(t.Context(), ari.Config{URL: at[2], App: "desk", User: at[3], Password: at[4]}))(t)
	defer pbx.Close()
	fmt.Println("ready")
	desk := dialplan.ServeDesk(&script{dir: at[1]}, truth{telephony.NewChannels(pbx)})
	srv := &agi.Server{
		Handler: agi.Scripts{dialplan.ScriptDesk: desk}, Prove: dialplan.Prove(deskKey), Log: logrus.New(),
	}
	if err := srv.Serve(t.Context(), ln); err != nil {
		t.Fatal(err)
	}
}

// deskKey is what the dialplan shows the desk.
const deskKey = "desk"

// truth is what the PBX holds of a channel.
type truth struct{ channels telephony.Channels }

func (p truth) Channel(ctx context.Context, id string, vars ...string) (dialplan.Channel, error) {
	k, known, err := p.channels.Know(ctx, id, vars...)
	if err == nil && !known {
		err = dialplan.ErrNoChannel
	}
	return dialplan.Channel{Name: k.Name, Context: k.Context, Vars: k.Vars}, err
}

// script is a desk that does what the visits say.
type script struct{ dir string }

func (d *script) Open(_ context.Context, r dialplan.Caller) (dialplan.Visit, error) {
	v, ok := visitOf(r.Visible)
	told(v, "open %s from %q busy %t", r.Visible, r.Number, r.Busy)
	if !ok || v.refuses == "open" {
		return nil, errors.New("no register")
	}
	return scripted{visit: v, dir: d.dir}, nil
}

func told(v visit, format string, args ...any) {
	fmt.Printf("told %s %s\n", v.visible(), fmt.Sprintf(format, args...))
}

type scripted struct {
	visit
	dir string
}

func (v scripted) Language() string { return v.lang }

func (v scripted) Words(lang string, p dialplan.Part) ([]string, error) {
	name := wordName(lang, p)
	words := []string{filepath.Join(v.dir, fileOf(name))}
	if v.refuses == string(p) {
		words = []string{filepath.Join(v.dir, "no-such-sound")}
	}
	if p == dialplan.PartGreeting {
		words = append(words, filepath.Join(v.dir, fileOf(name+second)))
	}
	return words, nil
}

func (v scripted) Reserve(_ context.Context, s dialplan.Scope) error {
	told(v.visit, "reserve %d", s)
	switch v.refuses {
	case "reserve":
		return errors.New("the disk is full")
	case "foreign":
		return dialplan.ErrNoNumber
	case "slow":
		time.Sleep(5 * time.Second) // whatever the context says
	}
	return nil
}

func (v scripted) Staffed() bool { return v.staffed }

func (v scripted) Message(_ context.Context, m dialplan.Message) error {
	told(v.visit, "message %t %s %s", m.Recording != "", lasting(m.Seconds), m.Why)
	if m.Recording != "" {
		fmt.Printf("recorded %s %s\n", v.visible(), m.Recording)
	}
	if v.refuses == "message" {
		return errors.New("the journal is full")
	}
	return nil
}

// lasting is a length in words: those who speak for two seconds may be heard for one more on a machine that is busy.
func lasting(seconds int) string {
	if seconds >= 1 && seconds <= 4 {
		return "about 2s"
	}
	return fmt.Sprintf("%ds", seconds)
}

func (v scripted) Over(ctx context.Context, e dialplan.VisitEnd) error {
	told(v.visit, "over whole %t: %s", e.Whole, strings.Join(e.Heard, ", "))
	return ctx.Err()
}

// daemon is that process, as the test sees it.
type daemon struct {
	t    *testing.T
	at   string
	dir  string
	pbx  *asterisk.PBX
	read sync.WaitGroup // all that the process said

	process *child.Process

	mu       sync.Mutex
	told     map[string][]string // by the visible number
	recorded map[string]string
	news     chan struct{}
}

func (d *daemon) start() {
	d.t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^TestDesk$", "-test.timeout", "10m")
	cmd.Env = append(os.Environ(),
		fmt.Sprintf("RINGEVETT_TEST_DESK=%s %s %s %s %s", d.at, d.dir, d.pbx.ARIURL, d.pbx.User, d.pbx.Password))
	cmd.Stderr = d.t.Output()
	out, in := io.Pipe()
	cmd.Stdout = in
	d.process = must(child.Start(cmd))(d.t)
	ready := make(chan struct{})
	d.read.Go(func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if lines.Text() == "ready" {
				close(ready)
			}
			d.line(lines.Text())
		}
	})
	d.read.Go(func() { <-d.process.Ended(); in.Close() })
	<-ready
}

func (d *daemon) line(text string) {
	kind, rest, _ := strings.Cut(text, " ")
	visible, what, _ := strings.Cut(rest, " ")
	d.mu.Lock()
	defer d.mu.Unlock()
	switch kind {
	case "told":
		d.told[visible] = append(d.told[visible], what)
	case "recorded":
		d.recorded[visible] = what
	}
	close(d.news)
	d.news = make(chan struct{})
}

// await gives what was told of a visit once the last of it has come.
func (d *daemon) await(ctx context.Context, visible, last string) []string {
	for {
		d.mu.Lock()
		all, news := append([]string(nil), d.told[visible]...), d.news
		d.mu.Unlock()
		if len(all) > 0 && strings.HasPrefix(all[len(all)-1], last) {
			return all
		}
		select {
		case <-news:
		case <-ctx.Done():
			return append(all, "(waited in vain for: "+last+")")
		}
	}
}

func (d *daemon) stop() {
	d.process.Kill()
	d.read.Wait()
}
