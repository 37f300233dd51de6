// Package walk_test walks the README and the dialplan's page on a PBX that others already use, in two layouts: each
// command and each paste as it is printed, then each paste taken out again. At each step the PBX's own calls, its other
// ARI application and 112 must work.
package walk_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
	"github.com/ringevett/ringevett/test/child"
)

// layout is how a PBX is set up before anybody has heard of Ringevett.
type layout struct {
	name    string
	dialed  string // the context of the phones
	pasteAt string // the context that an admin may change
	custom  string // the file for what an admin adds
	files   map[string]string
	routes  string // the outbound routes that the guard replaces, in the custom file; "": they are the PBX's own
	guard   func(page []string) string
}

const ownPhones = `
exten => _10[1-4],1,Dial(PJSIP/${EXTEN},30)
exten => 700,1,Stasis(switchboard)
 same => n,Hangup()
`

var plain = layout{
	name: "plain", dialed: "phones", pasteAt: "phones", custom: "extensions.conf",
	files: map[string]string{"extensions.conf": "[phones]" + ownPhones + "include => routes\n"},
	routes: `[routes]
exten => _X.,1,Dial(PJSIP/${EXTEN}@trunk,30)
 same => n,Hangup(${HANGUPCAUSE})
`,
	guard: func(page []string) string { return strings.ReplaceAll(page[0], "[outbound]", "[routes]") },
}

var freePBX = layout{
	name: "FreePBX's names", dialed: "from-internal", pasteAt: "from-internal-custom", custom: "extensions_custom.conf",
	files: map[string]string{"extensions.conf": `#tryinclude "extensions_custom.conf"

[from-internal]
include => from-internal-custom
include => from-internal-additional

[from-internal-additional]` + ownPhones + `exten => _X.,1,Gosub(macro-dialout-trunk,s,1(${EXTEN}))

[macro-dialout-trunk]
exten => s,1,Set(OUTNUM=${ARG1})
 same => n,Gosub(macro-dialout-trunk-predial-hook,s,1)
 same => n,Dial(PJSIP/${OUTNUM}@trunk,20)
 same => n,Hangup(${HANGUPCAUSE})

[macro-dialout-trunk-predial-hook]
exten => s,1,Return()
`, "extensions_custom.conf": "[from-internal-custom]\n"},
	guard: func(page []string) string { return page[2] },
}

// walk is one walk over one PBX.
type walk struct {
	t      *testing.T
	layout layout
	root   string // stands for /
	token  string
	pbx    *asterisk.PBX
	trunk  *phone.Trunk
	phones map[string]*phone.Agent
	others chan string    // the extension of each call that comes to the PBX's other application
	served *child.Process // the daemon, as README has it run in a terminal

	began    time.Time
	commands int
	edits    int
	pastes   []paste
	rows     []string
}

// paste is what was written into a file of the PBX's, and what stood there before.
type paste struct{ file, instead, text string }

func begin(t *testing.T, l layout) *walk {
	t.Helper()
	w := &walk{
		t: t, layout: l, root: t.TempDir(), token: rand.Text(), phones: map[string]*phone.Agent{},
		others: make(chan string, 100),
	}
	w.trunk = must(phone.NewTrunk(phone.TrunkOptions{}))(t)
	t.Cleanup(func() { w.trunk.Close() })
	w.pbx = asterisk.Start(t, asterisk.Options{
		TrunkAddr: w.trunk.Addr(), Agents: 1, Globals: map[string]string{"RINGEVETT_DEMO_PBX": w.token},
		Conf: map[string]string{"pjsip.conf": extensions(l.dialed), "ari.conf": otherUser},
	})
	w.withoutOurUser()
	for name, text := range l.files {
		w.add(name, text)
	}
	w.add(l.custom, l.routes)
	w.asterisk("core reload")
	w.moveIn()
	return w
}

// moveIn has the phones and the other application there, as they are after each start of the PBX.
func (w *walk) moveIn() {
	w.t.Helper()
	t := w.t
	for _, ext := range []string{"101", "102", "103", "104"} {
		if old := w.phones[ext]; old != nil {
			old.Close()
		}
		a := must(
			phone.NewAgent(phone.AgentOptions{
				User: ext, Password: "pw" + ext, PBX: w.pbx.SIPAddr, Plan: phone.Plan{Hold: 3 * time.Second},
			}),
		)(t)
		t.Cleanup(func() { a.Close() })
		check(t, a.Register(t.Context()))
		w.phones[ext] = a
	}
	other := must(
		ari.Connect(t.Context(), ari.Config{
			URL: w.pbx.ARIURL, App: "switchboard", User: w.pbx.User, Password: w.pbx.Password,
		}),
	)(t)
	t.Cleanup(func() { other.Close() })
	go w.takeOthers(other, other.SubscribeApp())
}

// takeOthers is the PBX's other application: it ends each call that comes.
func (w *walk) takeOthers(other *ari.Client, events *ari.Subscription) {
	for e, err := range events.All(w.t.Context()) {
		if start, ok := e.(*ari.StasisStart); ok && err == nil {
			w.others <- start.Channel.Dialplan.Exten
			other.Hangup(w.t.Context(), start.Channel.ID, "normal")
		}
	}
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		check(t, err)
		return v
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// extensions are four phones as an admin would set them up.
func extensions(context string) string {
	var b strings.Builder
	for ext := 101; ext <= 104; ext++ {
		fmt.Fprintf(&b, `
[%[1]d]
type = endpoint
transport = udp
context = %[2]s
disallow = all
allow = alaw
auth = %[1]d
aors = %[1]d
callerid = <%[1]d>
direct_media = no
rtp_symmetric = yes

[%[1]d]
type = auth
auth_type = userpass
username = %[1]d
password = pw%[1]d

[%[1]d]
type = aor
max_contacts = 1
remove_existing = yes
`, ext, context)
	}
	return b.String()
}

const otherUser = `
[switchboard]
type = user
read_only = no
password = theirs
`

// withoutOurUser takes the tests' own user out of ari.conf: the walk is to put it there.
func (w *walk) withoutOurUser() {
	text := w.file("ari.conf")
	from := strings.Index(text, "["+w.pbx.User+"]")
	if from < 0 {
		w.t.Fatalf("ari.conf has no user %s:\n%s", w.pbx.User, text)
	}
	rest := text[from+1:]
	w.write("ari.conf", text[:from]+rest[strings.Index(rest, "\n["):])
	w.pbx.User, w.pbx.Password = "switchboard", "theirs" // by which a restart is awaited
}

func (w *walk) etc(name string) string { return filepath.Join(w.pbx.Dir, "etc", name) }

// file is a file of the PBX's; one that is missing is empty.
func (w *walk) file(name string) string {
	text, err := os.ReadFile(w.etc(name))
	if err != nil && !os.IsNotExist(err) {
		w.t.Fatal(err)
	}
	return string(text)
}

func (w *walk) write(name, text string) {
	w.t.Helper()
	check(w.t, os.WriteFile(w.etc(name), []byte(text), 0o600))
}

// add puts text at the end of a file of the PBX's.
func (w *walk) add(name, text string) {
	if text != "" {
		w.write(name, w.file(name)+"\n"+text)
	}
}

// pasteOf puts text in the place of another one, or at the end of the file; takeOut takes it out again.
func (w *walk) pasteOf(file, instead, text string) {
	w.t.Helper()
	w.edits++
	w.pastes = append(w.pastes, paste{file, instead, text})
	if instead == "" {
		w.add(file, text)
		return
	}
	old := w.file(file)
	if !strings.Contains(old, instead) {
		w.t.Fatalf("%s has no %q", file, instead)
	}
	w.write(file, strings.Replace(old, instead, text, 1))
}

func (w *walk) asterisk(command string) string {
	w.t.Helper()
	return must(w.pbx.CLI(w.t.Context(), command))(w.t)
}

// step does one thing, and looks whether the PBX is still what it was.
func (w *walk) step(what string, do func()) {
	w.t.Helper()
	do()
	row := fmt.Sprintf("%6.1f s  %-60.60s %s", time.Since(w.began).Seconds(), what, strings.Join(w.probe(), ", "))
	w.rows = append(w.rows, row)
	if strings.Contains(row, "FAILS") {
		w.t.Errorf("%s: after %q: %s", w.layout.name, what, row)
	}
}

// probe makes the calls of those who know nothing of Ringevett.
func (w *walk) probe() []string {
	own := w.answered("104")
	emergency := len(w.trunk.CallsTo("112"))
	answered := w.answered("112")
	reached := len(w.trunk.CallsTo("112")) == emergency+1
	return []string{
		verdict("own calls", own), verdict("112", answered && reached),
		verdict("the other application", w.otherApplication()),
	}
}

func verdict(what string, ok bool) string {
	if ok {
		return what + " ok"
	}
	return what + " FAILS"
}

// answered reports whether a call from 103 is answered, and hangs it up.
func (w *walk) answered(number string) bool {
	ctx, cancel := context.WithTimeout(w.t.Context(), 20*time.Second)
	defer cancel()
	c, err := w.phones["103"].Dial(ctx, number, phone.Plan{})
	if err != nil {
		return false
	}
	c.HangUp()
	return true
}

// otherApplication reports whether a call to 700 comes to the application that was there first.
func (w *walk) otherApplication() bool {
	w.answered("700") // it is not: the application ends it
	select {
	case exten := <-w.others:
		return exten == "700"
	default:
		return false
	}
}

// snapshot is what the PBX's folder of configuration holds, without blank lines.
func (w *walk) snapshot() map[string]string {
	all := map[string]string{}
	for _, e := range must(os.ReadDir(w.etc("")))(w.t) {
		if !e.IsDir() {
			lines := slices.DeleteFunc(strings.Split(w.file(e.Name()), "\n"),
				func(s string) bool { return strings.TrimSpace(s) == "" })
			all[e.Name()] = strings.Join(lines, "\n")
		}
	}
	return all
}

// TestWalk walks the plain layout; the night walks both.
func TestWalk(t *testing.T) { t.Parallel(); walkThrough(t, plain) }

func walkThrough(t *testing.T, l layout) {
	w := begin(t, l)
	before := w.snapshot()
	readme := string(must(os.ReadFile("../../README.md"))(t))
	page := string(must(os.ReadFile("../../dialplan/README.md"))(t))
	w.began = time.Now()
	w.step("before anything", func() {})
	w.attach(pieces(readme, "Attach it to your PBX"))
	t.Logf("%s: the first call after %.0f s of machine time, %d commands, %d edits by hand", l.name,
		time.Since(w.began).Seconds(), w.commands, w.edits)
	w.guard(pieces(page, "The guard for calls dialed by hand"))
	w.takeOut()
	if diff := cmp.Diff(before, w.snapshot()); diff != "" {
		t.Errorf("%s: the PBX's files are not what they were (-before +after):\n%s", l.name, diff)
	}
	t.Logf("%s:\n%s", l.name, strings.Join(w.rows, "\n"))
}
