package mistakes_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/probe"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/test/redistest"
)

// drops is a drop-in of a name.
func drops(name, text string) func(*house) {
	return func(h *house) { h.write("ringevett.yaml.d/"+name, text) }
}

// more is a drop-in of another name.
func more(text string) func(*house) { return func(h *house) { h.more(text) } }

// mode gives a file another mode.
func mode(name string, mode os.FileMode) func(*house) {
	return func(h *house) { must(h.t, os.Chmod(h.path(name), mode)) }
}

// fileMistakes are those on this machine alone; no PBX is there.
func fileMistakes() []mistake {
	return []mistake{
		{
			name: "a key that does not exist", alone: true, make: more("asterisk: {dail: x}\n"), probe: "configuration",
			says: "dail",
		},
		{name: "a value out of its range", alone: true, make: more("abandon: {limit_pct: 6}\n"),
			probe: "configuration", says: "limit_pct"},
		{name: "hours longer than the law's", alone: true, make: more("hours: {end: \"22:00\"}\n"),
			probe: "configuration", says: "hours.end"},
		{name: "no responsible manager", alone: true, make: more("responsible_manager: {name: \"\"}\n"),
			probe: "configuration", says: "responsible_manager.name"},
		{name: "plain http to another machine", alone: true,
			make:  more("asterisk: {url: \"http://pbx.example:8088/ari\"}\n"),
			probe: "configuration", says: "https"},
		{name: "a drop-in ending in .yml", make: drops("30-hours.yml", "hours: {end: \"20:00\"}\n"),
			probe: "configuration files", says: "30-hours.yml is not read"},
		{name: "a drop-in put aside as .bak", make: drops("10-local.yaml.bak", "x"),
			probe: "configuration files", says: ".bak is not read"},
		{name: "drop-ins in ringevett.d", make: func(h *house) { h.write("ringevett.d/10.yaml", "x") },
			probe: "configuration files", says: "ringevett.d is not read"},
		{name: "a configuration that everybody can write", make: mode("ringevett.yaml.d/10-local.yaml", 0o666),
			probe: "files", says: "0666"},
		{name: "the example's call centre", make: more("callcenter: {name: Eksempel Kundesenter AS}\n"),
			probe: "example values", says: "callcenter.name"},
		{name: "the example's manager", make: more("responsible_manager: {name: Kari Eksempel}\n"),
			probe: "example values", says: "responsible_manager.name"},
		{name: "the example's organisation number", alone: true, make: again("client add", configs.ExampleClient),
			probe: "example values", says: "organisation number"},
		{name: "the example's PIN", make: again("agent add", configs.ExampleAgents),
			probe: "example values", says: "PIN 1111"},
		{name: "a demonstration's variable in the shell",
			make:  func(h *house) { h.t.Setenv("RINGEVETT_DEMO_TOKEN", "x") },
			probe: "demo variables", says: "RINGEVETT_DEMO_TOKEN"},
		{name: "a master key that others can read", alone: true, make: mode("keys/master.key", 0o644),
			probe: "files", says: "others can read it"},
		{
			name: "a master key that is gone", alone: true, make: gone("keys/master.key"), probe: "master key",
			says: "is missing",
		},
		{
			name: "a master key in the data", alone: true, make: keyInData, probe: "keys apart",
			says: "master.key lies in data.dir",
		},
		{
			name: "no password file", alone: true, make: gone("asterisk.password"), probe: "secrets",
			says: "asterisk.password_file",
		},
		{
			name: "a password that others can read", alone: true, make: mode("asterisk.password", 0o644),
			probe: "files", says: "0644",
		},
		{name: "an AGI key that others can read", make: mode("agi.key", 0o644), probe: "files", says: "agi.key"},
		{name: "a key among the sounds", alone: true, make: func(h *house) {
			h.write("sounds/agi.key", agiKey+"\n")
			h.more("agi: {key_file: \"{dir}/sounds/agi.key\"}\n")
		}, probe: "secrets", says: "under sounds.dir"},
		{name: "a secret of webhooks that is none", make: func(h *house) {
			h.write("hook", "secret\n")
			h.more("webhook: {url: \"https://crm.example.no\", secret_file: \"{dir}/hook\"}\n")
		}, probe: "webhook", says: "whsec_"},
		{name: "data that others can read", make: mode("data", 0o755), probe: "files", says: "0755"},
		{name: "sounds among the data", alone: true, make: more("sounds: {dir: \"{dir}/data/sounds\"}\n"),
			probe: "folders", says: "sounds.dir"},
		{name: "recordings among the sounds", make: more("recording: {dir: \"{dir}/sounds/rec\"}\n"),
			probe: "folders", says: "recording.dir"},
		{name: "a socket that others can replace", make: mode("run", 0o777), probe: "files", says: "api.socket"},
		{name: "an older copy of the journal", alone: true, make: olderJournal, probe: "journal", says: "older copy"},
		{name: "no journal", alone: true, make: gone("data/ringevett.db"), probe: "journal", says: "no journal here"},
		{name: "a message that was deleted", alone: true, make: gone("sounds/nb/abandoned.fjellvann.wav"),
			probe: "campaign fjellvann-service", says: "abandoned"},
		{
			name: "marketing without a national register", make: sells, probe: "register national",
			says: "never delivered",
		},
		{name: "a campaign whose sounds were never spoken", make: sells,
			probe: "campaign fjellvann-salg", says: "ringevett sounds"},
		{name: "an operator that takes none of the codecs", make: codecs, probe: "codecs", says: "488"},
		{name: "ARI on another port", make: func(*house) {}, probe: "ari", says: "cannot be reached"},
		{
			name: "a Redis that is not there", alone: true, make: redisAt("127.0.0.1:1"), probe: "redis",
			says: "nothing is dialed",
		},
	}
}

// keyInData is the master key where earlier versions kept it.
func keyInData(h *house) {
	must(h.t, os.Rename(h.path("keys/master.key"), h.path("data/master.key")))
}

func gone(name string) func(*house) {
	return func(h *house) { must(h.t, os.Remove(h.path(name))) }
}

// again adds an example to the book as it is shipped.
func again(verb, example string) func(*house) {
	return func(h *house) {
		h.write("again.yaml", strings.ReplaceAll(text(h.t, example), "PJSIP/agent", "PJSIP/good"))
		h.fine(append(strings.Fields(verb), h.path("again.yaml"))...)
	}
}

func (h *house) fine(args ...string) {
	h.t.Helper()
	if code, out := h.run(args...); code != 0 {
		h.t.Fatalf("ringevett %s: %d\n%s", strings.Join(args, " "), code, out)
	}
}

func olderJournal(h *house) {
	old := h.read("data/ringevett.db")
	h.fine("register", "add", "90000003", "--why", "said so in a call")
	h.write("data/ringevett.db", old)
}

func sells(h *house) {
	h.write("sale.yaml", strings.ReplaceAll(text(h.t, configs.ExampleSale), "999999999", "974760673"))
	h.fine("campaign", "add", h.path("sale.yaml"))
}

// codecs writes a call that the operator refused for its codecs.
func codecs(h *house) {
	h.fine("campaign", "start", "fjellvann-service")
	s, err := sqlite.Open(h.t.Context(), sqlite.Options{Dir: h.path("data"), KeyFile: h.path("keys/master.key")})
	must(h.t, err)
	defer s.Close()
	id, err := s.NextAttempt(h.t.Context())
	must(h.t, err)
	facts := []dialer.Fact{
		{Kind: dialer.FactBooked, Number: "+4790000001"}, {Kind: dialer.FactDialed},
		{Kind: dialer.FactEnded, Outcome: dialer.TrunkFailed, Party: dialer.ByNetwork, Cause: 58, TechCause: 488},
	}
	for i := range facts {
		facts[i].At, facts[i].Attempt, facts[i].Campaign, facts[i].Client = time.Now(), id, "fjellvann-service", "fjellvann"
	}
	must(h.t, s.Write(h.t.Context(), sqlite.Batch{Facts: facts}))
}

func redisAt(addr string) func(*house) {
	return more("registers: {backend: redis}\nredis: {addresses: [\"" + addr + "\"], no_password: true}\n")
}

// redisMistakes are those of a Redis that answers.
func redisMistakes(t *testing.T) []mistake {
	throws := redistest.Start(t, "--maxmemory-policy", "allkeys-lru")
	locked := redistest.Start(t)
	reader := []any{"acl", "setuser", "reader", "on", ">pw", "~*", "&*", "+@read", "+@connection", "+info", "+ping"}
	must(t, locked.Do(t.Context(), reader...).Err())
	user := func(name, password string) func(*house) {
		return func(h *house) {
			h.write("redis.password", password+"\n")
			h.more(fmt.Sprintf("registers: {backend: redis}\nredis: {addresses: [%q], user: %s, password_file: %q}\n",
				locked.Addr(), name, h.path("redis.password")))
		}
	}
	return []mistake{
		{name: "a Redis that throws keys away", make: redisAt(throws.Addr()), probe: "redis", says: "noeviction"},
		{name: "a Redis user who may only read", make: user("reader", "pw"), probe: "redis", says: "may not run"},
		{name: "a wrong password for Redis", make: user("reader", "wrong"), probe: "redis", says: "WRONGPASS"},
	}
}

// TestNoMistakeOnThisMachineIsSilent makes many at once. The night makes each in a house of its own.
func TestNoMistakeOnThisMachineIsSilent(t *testing.T) {
	right := newHouse(t, "http://"+freeAddress(t)+"/ari")
	for _, f := range notOKBut(right, "ari", "daemon") {
		t.Errorf("a house that is as it should be: %+v", f)
	}
	table(t, together(right, fileMistakes()))
}

// notOKBut are the findings that are not ok, but for those of some probes.
func notOKBut(h *house, but ...string) (all []probe.Finding) {
	_, found := h.check()
	for _, f := range found {
		if f.Level != probe.OK && !strings.Contains(f.Text, "lies in memory") &&
			!strings.Contains(strings.Join(but, " "), f.Name) {
			all = append(all, f)
		}
	}
	return all
}

// copy is the same house in another folder.
func (h *house) copy(t *testing.T) *house {
	t.Helper()
	c := &house{t: t, dir: t.TempDir(), ari: h.ari, agi: h.agi}
	must(t, os.CopyFS(c.dir, os.DirFS(h.dir)))
	must(t, filepath.WalkDir(h.dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(h.dir, path)
		return os.Chmod(c.path(rel), info.Mode().Perm())
	}))
	c.own()
	return c
}
