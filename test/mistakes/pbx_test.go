package mistakes_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/probe"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/test/asterisk"
)

// pbx is an Asterisk with an admin's endpoints: those of the house are right, the others have one mistake each.
type pbx struct {
	*asterisk.PBX
	right *house
}

// phones has a template of a phone as it should be, and what differs in each of the others.
var phones = []struct{ name, differs, says string }{
	{"good1", "", ""},
	{"good2", "", ""},
	{"elsewhere", "context = nothing-of-ours", "include => ringevett-agents"},
	{"transfers", "allow_transfer = yes", "allow_transfer"},
	{"trusted", "trust_id_inbound = yes", "trust_id_inbound"},
	{"deathless", "rtp_timeout = 0", "rtp_timeout"},
	{"poses", "callerid = <22000001>", "callerid"},
}

// trunks are the same of trunks.
var trunks = []struct{ name, differs, says string }{
	{"line", "", ""},
	{"nowhere", "from_user = 22000008\nsend_pai = no", "sent nowhere"},
	{"account", "from_user = 22000008\nsend_pai = yes", "P-Asserted-Identity alone"},
	{"hides", "callerid_privacy = prohib_passed_screen", "callerid_privacy"},
	{"one-caller", "callerid = <22000007>", "callerid"},
	{"holds", "rtp_timeout = 0", "rtp_timeout"},
	{"hands-on", "allow_transfer = yes", "allow_transfer"},
	{"dead", "", "is offline"},
}

const phoneConf = `
[%[1]s]
type = endpoint
transport = udp
context = agents
disallow = all
allow = alaw
aors = %[1]s
allow_transfer = no
rtp_timeout = 60
send_pai = yes
%[2]s
[%[1]s]
type = aor
max_contacts = 1
`

const trunkConf = `
[%[1]s]
type = endpoint
transport = udp
context = from-trunk
disallow = all
allow = alaw
aors = %[1]s
allow_transfer = no
rtp_timeout = 60
send_pai = yes
%[2]s
[%[1]s]
type = aor
contact = sip:%[3]s
%[4]s
`

func boot(t *testing.T) pbx {
	right := newHouse(t, "http://127.0.0.1:1/ari") // the PBX is told the house's folders first
	var conf strings.Builder
	for _, p := range phones {
		fmt.Fprintf(&conf, phoneConf, p.name, p.differs)
	}
	fmt.Fprintf(&conf, phoneConf, "blank", "send_pai = no")
	answers := freeAddress(t) // no OPTIONS go there
	for _, x := range trunks {
		qualify := ""
		if x.name == "dead" {
			qualify = "qualify_frequency = 1\nqualify_timeout = 0.5"
		}
		fmt.Fprintf(&conf, trunkConf, x.name, x.differs, answers, qualify)
	}
	p := asterisk.Start(t, asterisk.Options{
		Dialplan: dialplan.Conf(dialplan.Options{SoundsDir: right.path("sounds"), AGI: right.agi, Key: agiKey}),
		Conf: map[string]string{
			"pjsip.conf": conf.String(), "extensions.conf": "[nothing-of-ours]\nexten => 600,1,Echo()\n",
		},
	})
	right.ari = p.ARIURL
	right.own()
	right.write("asterisk.password", p.Password+"\n")
	right.write("ringevett.yaml.d/15-user.yaml", "asterisk: {user: "+p.User+", dial: \"PJSIP/{number}@line\"}\n")
	return pbx{p, right}
}

func dial(template string) string { return "asterisk: {dial: \"" + template + "\"}\n" }

// cli has the PBX do something.
func (p pbx) cli(command string) func(*house) {
	return func(h *house) {
		_, err := p.CLI(h.t.Context(), command)
		must(h.t, err)
	}
}

// global sets a global variable of the PBX, as an admin's file would, until the mistake was looked at.
func (p pbx) global(name, value string) func(*house) {
	return func(h *house) {
		c, err := ari.Connect(h.t.Context(), ari.Config{
			URL: p.ARIURL, User: p.User, Password: p.Password, App: "admin",
		})
		must(h.t, err)
		was, _ := c.GlobalVar(h.t.Context(), name)
		must(h.t, c.SetGlobalVar(h.t.Context(), name, value))
		h.t.Cleanup(func() {
			c.SetGlobalVar(context.Background(), name, was) // the test's own context has ended
			c.Close()
		})
	}
}

// mistakes are those that show on the PBX.
func (p pbx) mistakes() (all []mistake) {
	for _, x := range phones[2:] {
		all = append(all, mistake{name: "a phone with " + x.differs, make: p.phone("PJSIP/" + x.name),
			probe: "phones on the pbx", says: x.says})
	}
	for _, x := range trunks[1:] {
		name := "a trunk with " + strings.ReplaceAll(x.differs, "\n", " and ")
		if x.differs == "" {
			name = "a trunk whose operator does not answer"
		}
		all = append(all, mistake{
			name: name, alone: true, make: more(dial("PJSIP/{number}@" + x.name)), probe: "trunk", says: x.says,
		})
	}
	return append(all, []mistake{
		{name: "a phone that the PBX does not know", make: p.phone("PJSIP/typo"),
			probe: "phones on the pbx", says: "knows no PJSIP/typo"},
		{name: "a phone whose display is sent nothing", make: p.phone("PJSIP/blank"),
			probe: "phones' displays", says: "PJSIP/blank: neither send_pai nor send_rpid"},
		{name: "a trunk that the PBX does not know", alone: true, make: more(dial("PJSIP/{number}@trnk")),
			probe: "trunk", says: "knows no PJSIP/trnk"},
		{
			name: "a route that is no context", alone: true, make: more(dial("Local/{number}@outbuond/n")),
			probe: "route", says: "outbuond",
		},
		{name: "a route that takes other numbers", alone: true, make: more(dial("Local/{number}@nothing-of-ours/n")),
			probe: "route", says: "takes no number"},
		{
			name: "an ARI user that may only read", alone: true, make: more("asterisk: {user: viewer}\n"), probe: "ari",
			says: "read_only",
		},
		{name: "a wrong ARI password", alone: true, make: func(h *house) { h.write("asterisk.password", "wrong\n") },
			probe: "ari", says: "password is wrong"},
		{name: "another log-in code than the dialplan's", make: more("agents: {login_code: \"*70\"}\n"),
			probe: "login codes", says: "*50"},
		{name: "another AGI address than the dialplan's",
			make:  more("agi: {listen: \"" + freeAddress(p.right.t) + "\"}\n"),
			probe: "guard", says: "agi.listen"},
		{name: "another AGI key than the dialplan's", alone: true,
			make:  func(h *house) { h.write("agi.key", strings.Repeat("f", 32)+"\n") },
			probe: "guard", says: "another key"},
		{name: "an application's name that another has", make: p.taken, probe: "app", says: "in use"},
		{
			name: "an old dialplan", alone: true, make: p.global("RINGEVETT_DIALPLAN", "1"), probe: "dialplan",
			says: "version 1 is loaded",
		},
		{name: "a demonstration's variable on the PBX", make: p.global("RINGEVETT_DEMO_PBX", "x"),
			probe: "demo pbx", says: "RINGEVETT_DEMO_PBX"},
		// What follows stays: each is another's finding.
		{name: "a second [general] in ari.conf", make: p.appends("ari.conf", "[general]\nenabled = yes\n"),
			probe: "asterisk's files", says: "2 sections"},
		{name: "a module that is not loaded", make: p.cli("module unload app_record.so"),
			probe: "modules", says: "app_record.so"},
		{name: "no folder for recordings", make: func(h *house) { must(h.t, os.RemoveAll(p.Dir+"/spool/recording")) },
			probe: "recording folder", says: "folder is missing"},
		{name: "contexts that are gone while their variables linger",
			make:  p.cli("dialplan remove context ringevett-desk-ask"),
			probe: "dialplan", says: "ringevett-desk-ask"},
	}...)
}

// phone gives another agent a phone.
func (p pbx) phone(endpoint string) func(*house) {
	return func(h *house) {
		id := strings.ToLower(strings.TrimPrefix(endpoint, "PJSIP/"))
		h.write("more.yaml",
			fmt.Sprintf("agents: [{id: %s, full_name: Anne Berg, endpoint: %s, pin: \"4711\"}]\n", id, endpoint))
		h.fine("agent", "add", h.path("more.yaml"))
	}
}

// taken has another client hold the application's name.
func (p pbx) taken(h *house) {
	c, err := ari.Connect(h.t.Context(), ari.Config{
		URL: p.ARIURL, User: p.User, Password: p.Password, App: "ringevett",
	})
	must(h.t, err)
	h.t.Cleanup(func() { c.Close() })
}

func (p pbx) appends(name, text string) func(*house) {
	return func(h *house) {
		f, err := os.OpenFile(p.Dir+"/etc/"+name, os.O_APPEND|os.O_WRONLY, 0)
		must(h.t, err)
		defer f.Close()
		_, err = f.WriteString("\n" + text)
		must(h.t, err)
	}
}

// TestNoMistakeOnThePBXIsSilent boots one PBX with an admin's mistakes on it. First, beside its own daemon and a house
// that is as it should be, check finds nothing: a monitor uses it.
func TestNoMistakeOnThePBXIsSilent(t *testing.T) {
	p := boot(t)
	t.Run("all is well", p.green)
	table(t, together(p.right, p.mistakes()))
}

// green has check find nothing beside its own daemon.
func (p pbx) green(t *testing.T) {
	h := p.right.copy(t)
	_, stop := h.daemon()
	defer stop()
	h.until("the daemon is connected, and the guard listens", func() bool {
		_, said := h.run("status")
		c, err := net.Dial("tcp", h.agi)
		if err == nil {
			c.Close()
		}
		return err == nil && strings.Contains(said, "dialing is allowed")
	})
	code, found := h.check()
	bad := notOK(found)
	if len(bad) > 0 || code != 0 && probe.Worst(found) == probe.OK {
		t.Errorf("beside its own daemon check ends with %d and says %s", code, strings.Join(bad, "\n"))
	}
	for _, f := range found {
		if f.Level == probe.OK && f.Do != "" {
			t.Errorf("what is ok says what to do: %+v", f)
		}
	}
}
