package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/debian"
	"github.com/ringevett/ringevett/test/asterisk/phone"
	"github.com/ringevett/ringevett/test/voice"
)

// TestAttachingAsTheReadmeSays follows the README's ten minutes, command by command, on a PBX with two extensions and no
// trunk. What only differs by machine is put in: folders, the ARI address, the names of the two phones, and the clock.
func TestAttachingAsTheReadmeSays(t *testing.T) {
	if _, err := debian.Asterisk(t.Context(), "22", t.Output()); errors.Is(err, debian.ErrUnavailable) && os.Getenv(asterisk.RequireEnv) == "" {
		t.Skipf("NO ASTERISK, NOT TESTED: %v", err)
	}
	section := attaching(t)
	d := attached(t, section)
	before, after, found := strings.Cut(section, "sudo -u ringevett ringevett serve")
	if !found {
		t.Fatal("the README starts no daemon")
	}
	d.follow(t, before)
	must(t, d.serve(t.Context()))
	consumer := d.extension(t, 2, phone.Plan{Ring: 500 * time.Millisecond, Send: phone.Tone(tonePerson), Hold: 2 * time.Second})
	kari := &agent{id: "kari", tone: 1300, pin: "1111", phone: d.extension(t, 1, phone.Plan{}), said: map[string]int{}}
	must(t, kari.logIn(t.Context()))
	kari.start(t.Context())
	defer kari.over.Wait()
	defer kari.stop()
	d.follow(t, after)
	d.untilTransferred(t, 3)
	for _, c := range consumer.Calls() {
		if r := c.Record(); r.From != "+4722000001" {
			t.Errorf("the consumer's phone showed %q", r.From)
		}
	}
	must(t, d.daemon.stop(drains))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// attaching is the README's part about it.
func attaching(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	must(t, err)
	_, rest, found := strings.Cut(string(text), "\n## Attaching")
	section, _, end := strings.Cut(rest, "\n## ")
	if !found || !end {
		t.Fatal("the README has no such part")
	}
	return section
}

// block is the first code block of a kind that holds a word.
func block(t *testing.T, section, kind, word string) string {
	t.Helper()
	for _, m := range regexp.MustCompile("(?s)```"+kind+"\n(.*?)```").FindAllStringSubmatch(section, -1) {
		if strings.Contains(m[1], word) {
			return m[1]
		}
	}
	t.Fatalf("the README has no %s block with %s", kind, word)
	return ""
}

// attached is a PBX with the README's lines pasted, and the program with its configuration; no daemon runs yet.
func attached(t *testing.T, section string) *demo {
	t.Helper()
	d, err := newDemo(t.TempDir(), t.Output())
	must(t, err)
	must(t, d.build(t.Context()))
	must(t, voice.Put(d.path("sounds"))) // so that nothing is spoken anew here
	lines := block(t, section, "ini", "ringevett-first-call")
	if !strings.Contains(lines, `#tryinclude "ringevett.conf"`) || block(t, section, "ini", "include => ringevett-agents") == "" {
		t.Error("the README does not include the dialplan")
	}
	lines = strings.NewReplacer(`#tryinclude "ringevett.conf"`, "", "PJSIP/102", "PJSIP/agent2").Replace(lines)
	d.pbx, err = asterisk.New(t.Context(), asterisk.Options{
		Dir: d.path("pbx"), Version: "22", Agents: 2, Globals: map[string]string{"RINGEVETT_DEMO_PBX": d.token},
		Dialplan: dialplan.Conf(dialplan.Options{SoundsDir: d.path("sounds")}) + lines,
	})
	must(t, err)
	t.Cleanup(func() { must(t, d.stopAll(context.Background())) })
	must(t, d.configure())
	first := block(t, section, "yaml", "dial:")
	must(t, os.WriteFile(d.path("ringevett.yaml.d", "30-first-call.yaml"), []byte(first), 0o600))
	for name, shipped := range map[string]string{"client.yaml": configs.ExampleClient, "campaign.yaml": configs.ExampleCampaign,
		"agents.yaml": configs.ExampleAgents, "leads.csv": configs.ExampleLeads} {
		text, err := configs.Text(shipped)
		must(t, err)
		must(t, os.WriteFile(d.path(name), []byte(text), 0o600))
	}
	return d
}

// follow runs the README's commands of the program.
func (d *demo) follow(t *testing.T, text string) {
	t.Helper()
	files := strings.NewReplacer("- < first/", d.dir+"/", "/var/lib/ringevett/leads.csv", d.path("leads.csv"))
	n := 0
	for _, m := range regexp.MustCompile(`(?m)^    sudo -u ringevett ringevett ([^#|\n]+)`).FindAllStringSubmatch(text, -1) {
		out, err := d.tool(t.Context(), strings.Fields(files.Replace(m[1]))...)
		if err != nil {
			t.Fatalf("the README's command: %v\n%s", err, out)
		}
		n++
	}
	if n == 0 {
		t.Fatal("the README has no commands there")
	}
}

// extension is one of the PBX's phones, registered.
func (d *demo) extension(t *testing.T, n int, p phone.Plan) *phone.Agent {
	t.Helper()
	user := []string{"", "agent1", "agent2"}[n]
	a, err := phone.NewAgent(phone.AgentOptions{User: user, Password: strings.Replace(user, "agent", "pw", 1), PBX: d.pbx.SIPAddr, Plan: p,
		Keep: phone.Keep{Audio: time.Minute}})
	must(t, err)
	t.Cleanup(func() { a.Close() })
	must(t, a.Register(t.Context()))
	return a
}

// untilTransferred waits until so many calls reached the agent and were disposed of.
func (d *demo) untilTransferred(t *testing.T, n int) {
	t.Helper()
	api, err := rest.Dial(t.Context(), d.path("ringevett.sock"))
	must(t, err)
	defer api.Close()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); pause(t.Context(), 200*time.Millisecond) {
		f, err := api.Figures(t.Context(), rest.FiguresQuery{Campaign: campaignID})
		must(t, err)
		if len(f.Days) == 1 && f.Days[0].Transferred == n && f.Days[0].Established == n {
			return
		}
	}
	s, err := api.Status(t.Context())
	t.Fatalf("not %d calls within a minute: %+v %v; %s", n, s, err, d.lastWords())
}
