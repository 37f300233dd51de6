package cli_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/offered"
)

func TestBadFilesAreRefusedWithEveryFault(t *testing.T) {
	h := loaded(t)
	files := 0
	file := func(text string) string {
		files++
		return h.write(fmt.Sprintf("bad-%d", files), text)
	}
	book := func(verb, text string) []string { return []string{verb, "add", file(text)} }
	leads := func(text string, more ...string) []string {
		return append([]string{"lead", "import", file(text), "--campaign", "fjellvann-service"}, more...)
	}
	for _, tt := range []struct {
		name string
		args []string
		code int
		want []string
	}{
		{"an unknown key, with what was meant", book("client", "clients:\n- {id: x, nmae: X}"), 2,
			[]string{"nmae", "did you mean name?", "orgno: missing"}},
		{"no YAML at all", book("client", "clients: [}"), 2, []string{"not YAML"}},
		{"an agent without a surname, another with a short PIN", book("agent", `agents:
- {id: a, full_name: Kari, endpoint: PJSIP/a, pin: "1234"}
- {id: b, full_name: Ola Eksempel, endpoint: PJSIP/b, pin: "1"}`), 2, []string{"agents[1].full_name", "agents[2].pin"}},
		{"a campaign whose kind changes",
			book("campaign", strings.Replace(h.read("campaign.yaml"), "kind: service", "kind: sales", 1)), 2,
			[]string{"4.2 k"}},
		{"a campaign with four attempts",
			book("campaign", strings.Replace(h.read("campaign.yaml"), "per_campaign: 2", "per_campaign: 4", 1)), 2,
			[]string{"per_campaign"}},
		{"a campaign without a client",
			book("campaign", strings.Replace(h.read("campaign.yaml"), "client: fjellvann ", "client: unknown ", 1)), 2,
			[]string{"unknown"}},
		{"a file that is not there", []string{"client", "add", h.path("none.yaml")}, 2, []string{"none.yaml"}},
		{"malformed CSV", leads("number;source\n\"900;kunder-2026\n"), 2, []string{"line", "nothing imported"}},
		{"an unknown heading", leads("number;bday;source\n90000011;2015-01-01;kunder-2026\n"), 2, []string{"bday"}},
		{"no source", leads("number\n90000011\n"), 2, []string{"4.2 a"}},
		{"a source that the campaign has not", leads("number\n90000011\n", "--source", "found"), 2, []string{"found"}},
		{"not one good row", leads("number;source\n112;kunder-2026\n"), 2, []string{"line 2", "emergency"}},
		{"some bad rows",
			leads("number;source;birth_date\n90000011;kunder-2026;\n90000012;;\n90000013;kunder-2026;2015-01-01\n"), 1,
			[]string{"1 added", "2 refused", "line 3", "line 4", "under 18"}},
		{"no campaign", []string{"lead", "import", h.path("leads.csv"), "--campaign", "unknown"}, 2,
			[]string{"not found"}},
		{"no such day", []string{"figures", "--day", "24.11.2026"}, 2, []string{"2026-11-23"}},
		{"days that run backwards", []string{"figures", "--from", "2026-11-24", "--to", "2026-11-23"}, 2,
			[]string{"not before"}},
		{"a word that is none", []string{"dispose", "1", "martian"}, 2, []string{"wrong_number"}},
		{"an attempt that never was", []string{"dispose", "1", "machine"}, 2, []string{"not found"}},
		{"a number that is none", []string{"register", "check", "12"}, 2, []string{"12"}},
		{"a demonstration without its word", []string{"serve", "--demo-clock", "2026-11-24T10:00:00"}, 2,
			[]string{"RINGEVETT_DEMO_TOKEN"}},
		{"a demonstration at no time", []string{"serve", "--demo-clock", "ten"}, 2, []string{"2026-11-24T10:00:00"}},
		{"a verb that is none", []string{"dance"}, 2, []string{"unknown command"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := h
			h.t = t
			wants(t, h.must(tt.code, tt.args...), tt.want...)
		})
	}
}

func TestABadHouseIsRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		spoil func(t *testing.T, h house)
		args  []string
		want  string
	}{
		{"no configuration", func(t *testing.T, h house) { os.Remove(h.path("ringevett.yaml")) },
			[]string{"client", "list"}, "ringevett.yaml"},
		{"two faults in the configuration", func(t *testing.T, h house) {
			h.write("ringevett.yaml.d/30.yaml", "hours: {end: \"22:00\"}\nabandon: {limit_pct: 6, limt: 1}\n")
		}, []string{"serve"}, "limt"},
		{"the master key is gone", func(t *testing.T, h house) { os.Remove(h.path("data/master.key")) },
			[]string{"serve"}, "put it back from its backup"},
		{"the journal is gone", func(t *testing.T, h house) { os.Remove(h.path("data/ringevett.db")) },
			[]string{"serve"}, "a journal was here"},
		{"a typo in data.dir", func(t *testing.T, h house) {
			h.write("ringevett.yaml.d/30.yaml", `data: {dir: "`+h.path("dta")+`"}`)
		}, []string{"serve"}, "is data.dir right"},
		{"another master key", func(t *testing.T, h house) {
			h.write("data/master.key", strings.Repeat("x", 32))
		}, []string{"serve"}, "wrong master key"},
		{"an older journal was put back", func(t *testing.T, h house) {
			old := h.read("data/ringevett.db")
			h.must(0, "client", "add",
				h.write("client.yaml",
					strings.Replace(h.read("client.yaml"), "spoken: Fjellvann Strøm", "spoken: Fjellvann Nett", 1)))
			h.write("data/ringevett.db", old)
		}, []string{"serve"}, "older copy"},
		{"others can read the master key", func(t *testing.T, h house) { os.Chmod(h.path("data/master.key"), 0o644) },
			[]string{"client", "list"}, "chmod 600"},
		{"others can read the password", func(t *testing.T, h house) { os.Chmod(h.path("password"), 0o644) },
			[]string{"serve"}, "asterisk.password_file"},
		{"a file is where the socket should be", func(t *testing.T, h house) { h.write("s", "") }, []string{"serve"},
			"no socket"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := loaded(t)
			tt.spoil(t, h)
			code, out, errs := h.run(tt.args...)
			if code != 2 || !strings.Contains(errs, tt.want) {
				t.Errorf("exit code %d, want 2 and a refusal with %q:\n%s%s", code, tt.want, out, errs)
			}
		})
	}
}

func TestServeMakesNoJournal(t *testing.T) {
	h := newHouse(t)
	wants(t, h.must(2, "serve"), "no data folder", "ringevett init")
	if _, err := os.Stat(h.path("data")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("serve made the data folder: %v", err)
	}
	if err := os.Mkdir(h.path("data"), 0o700); err != nil {
		t.Fatal(err)
	}
	wants(t, h.must(2, "serve"), "no journal here", "is its volume mounted?")
	if left, err := os.ReadDir(h.path("data")); err != nil || len(left) > 0 {
		t.Errorf("serve left %v in the data folder, %v", left, err)
	}
}

func TestARestoredJournalIsTakenOnPurpose(t *testing.T) {
	h := loaded(t)
	wants(t, h.must(1, "journal", "accept", "--why", "x"), "nothing to do")
	old := h.read("data/ringevett.db")
	h.must(0, "register", "add", "90000003", "--why", "said so in a call")
	h.write("data/ringevett.db", old)
	wants(t, h.must(2, "check"), "fail  journal: ", "older copy")
	wants(t, h.must(2, "journal", "accept"), "why")
	wants(t, h.must(0, "journal", "accept", "--why", "the disk died"), "taken")
	h.serve()
	wants(t, h.must(0, "journal", "show"), "restored", "by=person:", "the disk died")
}

func TestASecondDaemonOnTheSameSocketIsRefused(t *testing.T) {
	spare, h := loaded(t), loaded(t)
	h.serve()
	h.write("ringevett.yaml.d/30.yaml",
		`data: {dir: "`+h.path("other")+`", master_key_file: "`+h.path("other/master.key")+`"}`)
	h.write("other/ringevett.db", spare.read("data/ringevett.db"))
	h.write("other/master.key", spare.read("data/master.key"))
	if err := os.Chmod(h.path("other"), 0o700); err != nil {
		t.Fatal(err)
	}
	wants(t, h.must(2, "serve"), "another process listens there")
	wants(t, h.must(0, "journal", "verify"), "whole") // of the first, which still runs
}

func TestCheckTellsWhatKeepsFromDialing(t *testing.T) {
	locked := httptest.NewServer(
		http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }),
	)
	t.Cleanup(locked.Close)
	h := loaded(t)
	wants(t, h.must(2, "check"), "fail  ari: ", "cannot be reached", "ok    master key", "ok    journal", "whole",
		"ok    configuration", "campaign fjellvann-service: could dial", "disk", "hours")
	h.ari(locked.URL + "/ari")
	wants(t, h.must(2, "check"), "password is wrong")
	h.write("ringevett.yaml.d/10-local.yaml", "")
	wants(t, h.must(2, "check"), "fail  configuration: responsible_manager.name",
		"fail  configuration: callcenter.spoken")
	os.Chmod(h.path("data/master.key"), 0o644)
	wants(t, h.must(2, "check"), "fail  files: key: "+h.path("data/master.key")+" has mode 0644; chmod 0600")
}

func TestACampaignThatCannotRunIsPausedWhenTheDaemonStarts(t *testing.T) {
	t.Parallel()
	h := loaded(t)
	h.must(0, "campaign", "start", "fjellvann-service")
	h.write("sounds/nb/abandoned.fjellvann.txt.sha256", "of another text")
	old := time.Now().Add(-time.Hour) // somebody's recording, from before the words were
	if err := os.Chtimes(h.path("sounds/nb/abandoned.fjellvann.wav"), old, old); err != nil {
		t.Fatal(err)
	}
	d := h.serve()
	h.until("no", "campaign", "list")
	wants(t, h.must(0, "journal", "show", "--last", "1"), "code=paused", "by=ringevett", "another text")
	d.stop()
	wants(t, d.said.String(), "campaign paused", "another text")
}

func TestAChangedNameThatNobodyCanSayPausesACampaignOnTheFloor(t *testing.T) {
	t.Setenv("PATH", "") // no voice here
	h := loaded(t)
	h.must(0, "campaign", "start", "fjellvann-service")
	h.serve()
	wants(t, h.must(1, "status", "--json"), `"running": true`)
	renamed := strings.Replace(h.read("client.yaml"), "spoken: Fjellvann Strøm", "spoken: Fjellvann Nett", 1)
	h.must(0, "client", "add", h.write("client.yaml", renamed))
	wants(t, h.must(1, "status", "--json"), `"running": false`, `"why": "paused`)
}

func TestAChangedByteInTheJournalIsTold(t *testing.T) {
	h := loaded(t)
	text := h.read("data/ringevett.db")
	if strings.Count(text, "added, PJSIP/agent1") != 1 {
		t.Fatal("the fact to be changed is not there once")
	}
	h.write("data/ringevett.db", strings.Replace(text, "added, PJSIP/agent1", "added, PJSIP/agent9", 1))
	wants(t, h.must(2, "journal", "verify"), "BROKEN", "entry 3")
	wants(t, h.must(2, "journal", "verify", "--json"), `"whole": false`, `"broken_entry": 3`)
	wants(t, h.must(2, "check"), "fail  journal: ", "entry 3")
}

func TestStartIsRefusedWithEveryReason(t *testing.T) {
	h := loaded(t)
	h.write("ringevett.yaml.d/10-local.yaml", "")
	campaign := strings.NewReplacer("id: fjellvann-service", "id: sale", "kind: service", "kind: sales",
		`visible: "+4722000001"`, `visible: "+4722000002"`, "[kari, ola]", "[kari, nils]").Replace(
		h.read("campaign.yaml"),
	)
	h.must(0, "campaign", "add", h.write("sale.yaml", campaign))
	wants(t, h.must(2, "campaign", "start", "sale"), "responsible_manager.name", "nils", "abandoned-call message")
}

func TestASaleWaitsForTheNationalRegister(t *testing.T) {
	h := loaded(t)
	campaign := strings.NewReplacer("id: fjellvann-service", "id: sale", "kind: service", "kind: sales",
		`visible: "+4722000001"`, `visible: "+4722000002"`).Replace(h.read("campaign.yaml"))
	h.must(0, "campaign", "add", h.write("sale.yaml", campaign))
	wants(t, h.must(2, "campaign", "start", "sale"), "SALE_NO_APPROVAL", "SALE_NO_ATTESTATION")
	h.must(0, "campaign", "add", h.write("sale.yaml", campaign+offered.YAML))
	wants(t, h.must(2, "campaign", "start", "sale"), "national register is not connected")
}

func TestTheDialplanIsThatOfTheConfiguration(t *testing.T) {
	h := newHouse(t)
	h.write("ringevett.yaml.d/30.yaml", "agents: {login_code: \"*70\", logout_code: \"*71\"}\nasterisk: {app: floor}\n")
	wants(t, h.must(0, "dialplan"), "*70", "*71", "Stasis(floor,login)", h.path("sounds"))
	wants(t, h.must(0, "dialplan", "--ari"), "[ringevett]")
}

func TestEveryVerbHasHelp(t *testing.T) {
	h := newHouse(t)
	for _, verb := range []string{"serve", "reload", "check", "init", "person add", "person change", "person end",
		"person list", "person me", "second list", "second confirm",
		"second refuse", "client add", "client remove", "agent list", "agent remove", "agent unlock", "campaign start",
		"campaign pause", "campaign archive", "campaign show",
		"list show", "list end", "list remove", "lead import", "lead list", "register add", "register remove",
		"register list", "register show", "register check", "register import", "register export", "wash", "figures",
		"journal verify",
		"journal show", "journal forget", "journal accept", "journal rekey", "keys move", "status", "dialplan",
		"sounds", "dispose", "licences", "version"} {
		out := h.must(0, append(strings.Fields(verb), "--help")...)
		wants(t, out, "Usage:", "ringevett "+verb, "--json", "--config")
	}
}
