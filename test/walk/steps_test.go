package walk_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
	"github.com/ringevett/ringevett/test/child"
	"github.com/ringevett/ringevett/test/clock"
)

func (w *walk) environment() []string {
	env := []string{"RINGEVETT_DEMO_TOKEN=" + w.token}
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "RINGEVETT_") {
			env = append(env, e)
		}
	}
	return env
}

// sandbox says where the walk's root and its PBX are; all else is as printed.
func (w *walk) sandbox() {
	w.t.Helper()
	agi := must(child.FreeAddress())(w.t)
	text := strings.NewReplacer("{root}", w.root, "{ari}", w.pbx.ARIURL, "{agi}", agi).Replace(`
asterisk: {url: "{ari}", password_file: "{root}/etc/ringevett/asterisk.password"}
data: {dir: "{root}/var/lib/ringevett/data", master_key_file: "{root}/var/lib/ringevett/keys/master.key"}
recording: {dir: "{root}/var/lib/ringevett/data/recordings", key_file: "{root}/var/lib/ringevett/keys/recordings.key"}
api: {socket: "{root}/run/ringevett/s"}
agi: {listen: "{agi}"}
sounds: {dir: "{root}/var/lib/ringevett/sounds"}
`)
	check(w.t,
		os.WriteFile(filepath.Join(w.root, "etc/ringevett/ringevett.yaml.d/90-sandbox.yaml"), []byte(text), 0o600))
}

// serve runs the daemon at ten on a working day that lies ahead, until it is ready.
func (w *walk) serve() {
	w.t.Helper()
	log := must(os.Create(filepath.Join(w.root, "daemon.log")))(w.t)
	line := w.sandboxed("sudo -u ringevett ringevett serve --demo-clock " + clock.Day(time.Now()).Format(clock.Layout))
	cmd := exec.Command("sh", "-c", "exec "+line)
	cmd.Env, cmd.Stdout, cmd.Stderr = w.environment(), log, log
	w.served = must(child.Start(cmd))(w.t)
	w.t.Cleanup(func() { w.stop(); log.Close() })
	w.until("the daemon is ready", func() bool {
		api, err := rest.Dial(w.t.Context(), filepath.Join(w.root, "run/ringevett/s"))
		if err != nil {
			return false
		}
		defer api.Close()
		health, err := rest.Call(w.t.Context(), api, verb.ShowHealth, verb.Nothing{})
		return err == nil && health.Ready
	})
}

func (w *walk) stop() {
	if w.served == nil {
		return
	}
	if !w.served.Stop(time.Minute) { // longer than any call here
		w.t.Errorf("%s: the daemon did not stop", w.layout.name)
	}
	w.served = nil
	if text, err := os.ReadFile(filepath.Join(w.root, "daemon.log")); err == nil && w.t.Failed() {
		w.t.Logf("the daemon said:\n%s", text)
	}
}

// until waits for something that has no event.
func (w *walk) until(what string, is func() bool) {
	w.t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); <-time.After(50 * time.Millisecond) {
		if is() {
			return
		}
	}
	w.t.Fatalf("waited in vain: %s", what)
}

// attach does what "Attach it to your PBX" says, to the last line before the first call.
func (w *walk) attach(readme []piece) {
	w.t.Helper()
	w.source()
	for _, p := range readme {
		switch {
		case strings.HasSuffix(p.into, ".yaml") && p.block != "":
			w.step("write "+filepath.Base(p.into), func() {
				w.edits++
				check(w.t, os.WriteFile(filepath.Join(w.root, p.into), []byte(p.block), 0o600))
			})
		case strings.HasPrefix(p.block, "#"):
			w.step("paste into "+w.layout.custom, func() { w.pasteOf(w.layout.custom, "", p.block) })
		case p.block != "":
			w.step("paste into ["+w.layout.pasteAt+"]", func() {
				head := "[" + w.layout.pasteAt + "]\n"
				w.pasteOf(w.layout.custom, head, head+p.block)
			})
		case strings.HasSuffix(p.command, " serve"):
			w.step(p.command, w.serve)
			w.logIn()
		case strings.Contains(p.command, "dialplan --ari"):
			w.step(p.command, func() { w.pasteOf("ari.conf", "", w.command(p.command)) })
		default:
			w.step(p.command, func() { w.command(p.command) })
			if strings.Contains(p.command, "/etc/ringevett/asterisk.password") {
				w.sandbox()
			}
			if strings.Contains(p.command, "campaign start") {
				w.firstCalls()
			}
		}
	}
}

// logIn is what 101 does at "Dial *50 on 101, key 1111#".
func (w *walk) logIn() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), time.Minute)
	defer cancel()
	c := must(w.phones["101"].Dial(ctx, "*50", phone.Plan{Send: phone.Silence()}))(w.t)
	check(w.t, c.Press(ctx, "1111#"))
}

// firstCalls is what both phones do: 102 rings once for each row of the list, is picked up and hung up, and 101 says
// each time that it was a person.
func (w *walk) firstCalls() {
	w.t.Helper()
	const rows = 3
	ctx, cancel := context.WithTimeout(w.t.Context(), 2*time.Minute)
	defer cancel()
	for n := 1; n <= rows; n++ {
		w.until(fmt.Sprintf("102 has talked %d times", n), func() bool {
			all := w.phones["102"].Calls()
			return len(all) == n && !all[n-1].Record().Ended.IsZero()
		})
		if shown := w.phones["102"].Calls()[n-1].Record().From; shown != "+4722000001" {
			w.t.Errorf("%s: 102 showed %q", w.layout.name, shown)
		}
		check(w.t, w.phones["101"].Calls()[0].Press(ctx, "*01"))
		w.until(fmt.Sprintf("%d calls are established", n), func() bool { return w.established(ctx) == n })
	}
}

// established is how many calls the day's figures count as established and transferred.
func (w *walk) established(ctx context.Context) int {
	w.t.Helper()
	api := must(rest.Dial(ctx, filepath.Join(w.root, "run/ringevett/s")))(w.t)
	defer api.Close()
	f := must(rest.Call(ctx, api, verb.ShowFigures, verb.FiguresQuery{Campaign: "fjellvann-service"}))(w.t)
	if len(f.Days) != 1 || f.Days[0].Transferred != f.Days[0].Established {
		return 0
	}
	return f.Days[0].Established
}

// guard has calls dialed by hand pass the guard, as the dialplan's page says, and the desk take calls to a shown
// number.
func (w *walk) guard(page []piece) {
	w.t.Helper()
	var blocks []string
	for _, p := range page {
		if p.block != "" {
			blocks = append(blocks, p.block)
		}
	}
	w.step("paste the guard", func() {
		w.pasteOf(w.layout.custom, w.layout.routes, w.layout.guard(blocks))
		w.asterisk("dialplan reload")
	})
	w.outside("the guard is there")
	w.step("paste the desk's line", func() {
		w.pasteOf(w.layout.custom, "", deskLine)
		w.asterisk("dialplan reload")
	})
	ctx, cancel := context.WithTimeout(w.t.Context(), 30*time.Second)
	defer cancel()
	c := must(w.trunk.Call(ctx, w.pbx.SIPAddr, "+4790000001", "22000001", phone.Plan{Send: phone.Silence()}))(w.t)
	c.HangUp()
}

const deskLine = `[from-trunk]
exten => 22000001,1,Goto(ringevett-desk,${EXTEN},1)
`

// outside holds that an ordinary call goes out.
func (w *walk) outside(when string) {
	w.t.Helper()
	before := len(w.trunk.CallsTo("22000009"))
	if !w.answered("22000009") || len(w.trunk.CallsTo("22000009")) != before+1 {
		w.t.Errorf("%s: %s: an ordinary call does not go out", w.layout.name, when)
	}
}

// takeOut deletes what was pasted, the file first: a line that is forgotten ends no call.
func (w *walk) takeOut() {
	w.t.Helper()
	w.step("stop the daemon", w.stop)
	w.outside("the daemon is stopped")
	w.step("delete ringevett.conf, with every pasted line still there", func() {
		check(w.t, os.Remove(w.etc("ringevett.conf")))
		w.asterisk("dialplan reload")
	})
	w.outside("the file is gone")
	w.step("restart Asterisk", func() {
		check(w.t, w.pbx.Restart(w.t.Context()))
		w.moveIn()
	})
	w.outside("Asterisk is restarted without the file")
	for _, p := range w.pastes {
		w.step("take out of "+p.file+": "+strings.SplitN(strings.TrimSpace(p.text), "\n", 2)[0], func() {
			w.edits++
			w.write(p.file, strings.Replace(w.file(p.file), p.text, p.instead, 1))
			w.asterisk("dialplan reload")
			w.asterisk("module reload res_ari.so")
		})
	}
	w.outside("all is taken out")
}
