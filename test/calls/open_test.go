package calls_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// abandoned is the message on these calls, without its ending.
func abandoned() string { return filepath.Join(sounds(), "nb", "abandoned.example") }

// TestOpenCaller is no test: it is the daemon's telephony in a process of its own, which can be killed. It places one
// call, with no agent held, says what it hears of it, and takes it no further.
func TestOpenCaller(t *testing.T) {
	at := strings.Fields(os.Getenv("RINGEVETT_TEST_CALLER")) // URL, user, password, trunk's number, open or created
	if len(at) != 5 {
		return // TestOpenUnattended has not started this process: nothing to do
	}
	done := make(chan struct{})
	made := make(chan struct{}, 1)
	tel := telephony.Start(t.Context(), telephony.Settings{
		URL: at[0], User: at[1], Password: at[2], App: "ringevett", Install: "0a1b2c",
		Log:       logrus.NewEntry(logrus.New()),
		Endpoint:  func(n dialer.Number) string { return "PJSIP/" + n.National() + "@trunk" },
		Abandoned: func(dialer.CampaignID) string { return abandoned() },
	}, func(ev engine.Event) {
		switch ev := ev.(type) {
		case engine.Up:
			made <- struct{}{}
		case engine.CallEvent:
			fmt.Printf("heard %T\n", ev.Ev)
			if _, created := ev.Ev.(call.Created); created {
				made <- struct{}{}
			}
		}
	})
	<-made
	must(t,
		tel.Do(t.Context(), 1, call.Create{
			To: dialer.Number(at[3]), Show: visible, Campaign: "c1", Open: at[4] == "open",
		}))
	<-made
	must(t, tel.Do(t.Context(), 1, call.Dial{Limit: 30 * time.Second}))
	<-done
}

// caller starts that process, and returns when it has heard what is waited for.
func caller(t *testing.T, pbx *asterisk.PBX, to dialer.Number, how, until string) *os.Process {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^TestOpenCaller$", "-test.timeout", "2m")
	cmd.Env = append(os.Environ(),
		fmt.Sprintf("RINGEVETT_TEST_CALLER=%s %s %s %s %s", pbx.ARIURL, pbx.User, pbx.Password, to, how))
	said, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		t.Log(lines.Text())
		if lines.Text() == "heard "+until {
			return cmd.Process
		}
	}
	t.Fatalf("the caller never heard %s", until)
	return nil
}

// TestOpenUnattended: a call that no agent is held for finds none free: the daemon was killed while it rang, or
// right after the answer, or hangs. The consumer hears the message and is hung up. A call made the other way is the
// control: silence.
func TestOpenUnattended(t *testing.T) {
	t.Parallel()
	trunk, err := phone.NewTrunk(phone.TrunkOptions{})
	must(t, err)
	t.Cleanup(func() { trunk.Close() })
	pbx := asterisk.Start(t, asterisk.Options{
		TrunkAddr: trunk.Addr(), Agents: 3, Dialplan: dialplan.Conf(dialplan.Options{SoundsDir: sounds()}),
	})
	prompt, err := phone.ReadWAV(abandoned() + ".wav")
	must(t, err)
	message := time.Duration(len(prompt)) * time.Second / 8000
	for n, c := range []struct {
		name, how, until string
		signal           syscall.Signal
		within           time.Duration // of the answer, the message; 0: never
	}{
		{"killed while it rings", "open", "call.Ringing", syscall.SIGKILL, time.Second},
		{"killed after the answer", "open", "call.Answered", syscall.SIGKILL, 5 * time.Second},
		{"hangs from the ringing on", "open", "call.Ringing", syscall.SIGSTOP, 5 * time.Second},
		{"control: killed while a created one rings", "created", "call.Ringing", syscall.SIGKILL, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			to := number(n + 1)
			trunk.Plan(to.National(), phone.Plan{
				Ring: 1500 * time.Millisecond, Send: phone.Silence(), Hold: message + 12*time.Second,
			})
			must(t, caller(t, pbx, to, c.how, c.until).Signal(c.signal))
			r := overOf(t, trunk, to)
			score, at := phone.Likeness(r.Audio, prompt)
			began, held := r.FirstRTP.Add(at).Sub(r.Answered), r.Ended.Sub(r.Answered)
			t.Logf("likeness %.2f, %v after the answer; a message of %v; ended by %s after %v", score,
				began.Round(time.Millisecond), message, r.EndedBy, held.Round(time.Millisecond))
			if c.within == 0 {
				if score > 0.2 || r.EndedBy == "them" {
					t.Errorf("the control is not silent")
				}
				return
			}
			if score < 0.5 || began > c.within {
				t.Errorf("message heard %v after the answer with likeness %.2f; want within %v", began, score, c.within)
			}
			if r.EndedBy != "them" || held > began+message+2*time.Second {
				t.Errorf("ended by %s, %v after the answer", r.EndedBy, held)
			}
			if r.From != string(visible) {
				t.Errorf("the consumer saw %q, want %s", r.From, visible)
			}
		})
	}
}

// overOf waits for the end of the only call to a number, as its phone saw it: the journal may write the end before.
func overOf(t testing.TB, trunk *phone.Trunk, to dialer.Number) phone.Record {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c, err := trunk.Await(ctx, func(r phone.Record) bool { return r.Number == to.National() && !r.Ended.IsZero() })
	if err != nil {
		t.Fatalf("the call to %s did not end: %v", to.Masked(), err)
	}
	if n := len(trunk.CallsTo(to.National())); n != 1 {
		t.Fatalf("%s was rung %d times", to.Masked(), n)
	}
	return c.Record()
}

// everOpen dials one call at a time, with no agent held for it.
type everOpen struct{}

func (everOpen) Event(pacing.Event) {}
func (everOpen) Decide(o *pacing.Observation) pacing.Decision {
	return pacing.Decision{Open: max(0, 1-len(o.Calls))}
}

// TestOpenAnswered: a call that no agent is held for gets the agent as fast by the dialplan as it did before there
// was a way by it. What is written of it is the same, also where it is refused, and nothing of it stays on the PBX.
// More calls by each way are for the night.
func TestOpenAnswered(t *testing.T) {
	t.Parallel()
	openWays(t, 3)
}

func openWays(t *testing.T, calls int) {
	for name, edit := range map[string]func(string) string{
		"by the dialplan": func(s string) string { return s },
		"a PBX with the old dialplan": func(s string) string {
			return strings.NewReplacer(fmt.Sprintf("RINGEVETT_DIALPLAN = %d", dialplan.Version),
				"RINGEVETT_DIALPLAN = 2", "[ringevett-open]", "[other]").Replace(s)
		},
		"by the dialplan and a local route": nil,
	} {
		t.Run(name, func(t *testing.T) { openAnswered(t, name, edit, calls) })
	}
}

func openAnswered(t *testing.T, name string, edit func(string) string, calls int) {
	set := pacing.Defaults()
	o := options{agents: 3, pacing: &set, morning: smallMorning, newPacer: everOpen{}}
	if edit == nil {
		o.endpoint = "Local/%s@outbound/n"
	} else {
		o.pbx = func(po *asterisk.Options) { po.Dialplan = edit(po.Dialplan) }
	}
	f := newFloor(t, o)
	leg := f.agent(1, phone.Tone(1000))
	var took []time.Duration
	for n := range calls {
		f.lead(n+1, phone.Plan{Ring: 100 * time.Millisecond, Send: phone.Tone(400), Hold: 1500 * time.Millisecond})
		id := f.fact("answered", func(x dialer.Fact) bool {
			return x.Kind == dialer.FactAnswered && x.Attempt == dialer.AttemptID(smallMorning+n+1)
		})
		if id.Reserved {
			t.Errorf("%s was reserved", id.Attempt)
		}
		f.kind(id.Attempt, dialer.FactRinging)
		ended := f.kind(id.Attempt, dialer.FactEnded)
		r := f.consumer(n + 1)
		if r.From != string(visible) || ended.Party != dialer.ByConsumer {
			t.Errorf("the consumer saw %q; ended by %s", r.From, ended.Party)
		}
		took = append(took, r.LoudAfter(r.Answered).Sub(r.Answered))
		must(t, leg.Press(t.Context(), "*01"))
		f.kind(id.Attempt, dialer.FactDisposed)
	}
	slices.Sort(took)
	t.Logf("%s: answer to the agent's voice: n %d, p50 %v, max %v", name, calls, took[calls/2], took[calls-1])
	if took[0] < 0 || took[calls-1] > 2*time.Second {
		t.Errorf("answer to the agent's voice: %v", took)
	}
	f.lead(calls+1, phone.Busy())
	busy := f.kind(dialer.AttemptID(smallMorning+calls+1), dialer.FactEnded)
	t.Logf("busy: %s, cause %d SIP %d", busy.Outcome, busy.Cause, busy.TechCause)
	if busy.Outcome != dialer.Busy {
		t.Errorf("an engaged number ended as %s", busy.Outcome)
	}
	if left := f.watched(); len(left) > 1 || len(left) == 1 && strings.HasPrefix(left[0], "rv") {
		t.Errorf("the application still watches %q, want the agent's leg at most", left)
	}
}

// watched are the channels that the PBX tells our application of.
func (f *floor) watched() []string {
	f.t.Helper()
	c, err := ari.Connect(f.t.Context(), ari.Config{
		URL: f.pbx.ARIURL, App: "looks", User: f.pbx.User, Password: f.pbx.Password,
	})
	must(f.t, err)
	defer c.Close()
	app, err := c.Application(f.t.Context(), "ringevett")
	must(f.t, err)
	return app.ChannelIDs
}
