package asterisk_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

const testDialplan = `
[ringevett-agents]
exten => *50,1,Stasis(ringevett,login)
 same => n,Hangup()

[ringevett-desk]
exten => 4722000009,1,Set(CDR(userfield)=desk)
 same => n,Answer()
 same => n,Playback(tone)
 same => n,Hangup()
`

func TestDialplanGlobalsAndCDR(t *testing.T) {
	t.Parallel()
	l := newLab(t, asterisk.Options{Dialplan: testDialplan, FromTrunk: []string{"ringevett-desk"},
		Globals: map[string]string{"RINGEVETT_DEMO": "yes"}})
	if text := l.must("GET", "/asterisk/variable", "variable=RINGEVETT_DEMO"); !strings.Contains(text, `"yes"`) {
		t.Errorf("global variable: %s", text)
	}
	agent := l.agent("agent1", phone.Plan{})
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	go func() { // the application answers each call to the login code
		for !l.sawArgs("login") && ctx.Err() == nil {
			time.Sleep(10 * time.Millisecond)
		}
		l.do("POST", "/channels/"+l.channelOf("login")+"/answer", "")
	}()
	call, err := agent.Dial(ctx, "*50", phone.Plan{})
	if err != nil {
		t.Fatal(err)
	}
	if err := call.HangUp(); err != nil {
		t.Fatal(err)
	}
	if _, err := agent.Dial(ctx, "*99", phone.Plan{}); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("an unknown code: got %v, want 404", err)
	}
	back, err := l.trunk.Call(ctx, l.pbx.SIPAddr, "4790000001", "4722000009", phone.Plan{})
	if err != nil {
		t.Fatal(err)
	}
	<-back.Ended()
	if r := back.Record(); r.EndedBy != "them" {
		t.Errorf("the desk's call ended by %q", r.EndedBy)
	}
	row := l.cdr(func(c asterisk.CDR) bool { return c.Destination == "4722000009" })
	if row.Source != "4790000001" || row.Disposition != "ANSWERED" ||
		row.Context != "ringevett-desk" && row.Context != "from-trunk" {
		t.Errorf("call detail record: %+v", row)
	}
	t.Logf("%+v", row)
}

// sawArgs tells whether a StasisStart with this first argument came; channelOf names its channel.
func (l *lab) sawArgs(arg string) bool { return l.channelOf(arg) != "" }

func (l *lab) channelOf(arg string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range l.events {
		if e.Type == "StasisStart" && e.get("args") == "["+arg+"]" {
			return e.get("channel", "id")
		}
	}
	return ""
}

// cdr waits for a record: it is written some time after the call's end.
func (l *lab) cdr(match func(asterisk.CDR) bool) asterisk.CDR {
	l.t.Helper()
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		rows, err := l.pbx.CDR()
		if err != nil {
			l.t.Fatal(err)
		}
		for _, r := range rows {
			if match(r) {
				return r
			}
		}
	}
	l.t.Fatal("no such call detail record")
	return asterisk.CDR{}
}

// TestPromptIsRecognised plays one of two prompts and tells from the sound which.
func TestPromptIsRecognised(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	prompts := map[string][]int16{"rising": sweep(300, 1500), "falling": sweep(1500, 300)}
	for name, pcm := range prompts {
		writeWAV(t, dir+"/"+name+".wav", pcm)
	}
	l := newLab(t, asterisk.Options{SoundsNo: dir})
	l.must("POST", "/channels", "endpoint=PJSIP/4790000001@trunk&app=ringevett&channelId=c1")
	l.wait("c1", "StasisStart")
	l.must("POST", "/channels/c1/play/p1", "media=sound:rising")
	if state := l.wait("p1", "PlaybackFinished").get("playback", "state"); state != "done" {
		t.Fatalf("playback %s", state)
	}
	r := l.call("4790000001", answered).Record()
	right, at := phone.Likeness(r.Audio, prompts["rising"])
	wrong, _ := phone.Likeness(r.Audio, prompts["falling"])
	t.Logf("likeness of the prompt played %.3f at %v, of the other %.3f", right, at, wrong)
	if right < 0.9 || wrong > 0.5 {
		t.Errorf("likeness %.2f and %.2f, want above 0.9 and below 0.5", right, wrong)
	}
}

// TestManyCallsAtOnce keeps a hundred callees up together.
func TestManyCallsAtOnce(t *testing.T) {
	t.Parallel()
	const calls = 100
	l := newLab(t, asterisk.Options{})
	l.trunk.PlanAll(phone.Plan{Ring: 100 * time.Millisecond, Send: phone.Word()})
	began := time.Now()
	for i := range calls {
		l.must("POST", "/channels",
			fmt.Sprintf("endpoint=PJSIP/47900001%02d@trunk&app=ringevett&channelId=many-%03d&timeout=10", i, i))
	}
	for i := range calls {
		l.wait(fmt.Sprintf("many-%03d", i), "StasisStart")
	}
	t.Logf("%d calls up in %.2f s", calls, time.Since(began).Seconds())
	for i := range calls {
		l.must("DELETE", fmt.Sprintf("/channels/many-%03d", i), "")
	}
	for _, c := range l.trunk.Calls() {
		<-c.Ended()
		if r := c.Record(); r.Confirmed.IsZero() || r.EndedBy != "them" {
			t.Errorf("call to %s: confirmed %v, ended by %q", r.Number, r.Confirmed, r.EndedBy)
		}
	}
	if n := len(l.trunk.Calls()); n != calls {
		t.Errorf("the trunk saw %d calls, want %d", n, calls)
	}
}

// TestTwoInstancesShareNothing boots two side by side and looks at their RTP ranges.
func TestTwoInstancesShareNothing(t *testing.T) {
	t.Parallel()
	ranges := map[string]bool{}
	for range 2 {
		p := asterisk.Start(t, asterisk.Options{})
		conf, err := os.ReadFile(p.Dir + "/etc/rtp.conf")
		if err != nil {
			t.Fatal(err)
		}
		line := strings.Split(string(conf), "\n")[1]
		if ranges[line] {
			t.Errorf("both use %s", line)
		}
		ranges[line] = true
	}
}

// TestDiesWithItsStarter kills the process that started Asterisk, as a test runner's timeout would.
func TestDiesWithItsStarter(t *testing.T) {
	if os.Getenv("PBX_STARTER") != "" {
		p, err := asterisk.New(t.Context(), asterisk.Options{Dir: os.Getenv("PBX_STARTER")})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("\npid %d\n", p.PID())
		select {}
	}
	cmd := exec.Command(os.Args[0], "-test.run", "^TestDiesWithItsStarter$")
	cmd.Env = append(os.Environ(), "PBX_STARTER="+t.TempDir())
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	pid := 0
	for lines := bufio.NewScanner(out); pid == 0 && lines.Scan(); {
		fmt.Sscanf(lines.Text(), "pid %d", &pid)
	}
	cmd.Process.Kill()
	cmd.Wait()
	if pid == 0 {
		t.Fatal("the starter told no pid")
	}
	for deadline := time.Now().Add(5 * time.Second); syscall.Kill(pid, 0) == nil; time.Sleep(20 * time.Millisecond) {
		if stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid)); err == nil &&
			strings.Contains(string(stat), ") Z ") {
			break // dead, only not yet reaped by the machine's init
		}
		if time.Now().After(deadline) {
			syscall.Kill(-pid, syscall.SIGKILL)
			t.Fatalf("asterisk %d outlived its starter", pid)
		}
	}
}
