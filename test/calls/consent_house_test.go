package calls_test

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/zaf/g711"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
	"github.com/ringevett/ringevett/test/voice"
)

// Who can be heard in these calls. Each voice and each sound of a consent is a tone of its own, so that in what a
// phone received, and in what was recorded, everything can be told apart.
const (
	consumerHz = 400 // an agent's is agentHz
	promptHz   = 700
)

// spoken are the sounds of a consent and their tones: hertz, and seconds.
func spoken() map[string]struct{ hz, seconds float64 } {
	return map[string]struct{ hz, seconds float64 }{
		"consent-ask": {promptHz, 1}, "consent-yes": {550, 0.6}, "consent-no": {850, 0.6},
		"consent-stopped": {1250, 0.6},
		"recording-on":    {1600, 0.4}, "recording-off": {2000, 0.4}, "notice": {2400, 0.4},
	}
}

// studio is a house that records after a yes, with agents 1 to n on their phones. All but the first have acknowledged
// the notice.
type studio struct {
	*house
	api    *rest.Remote
	phones map[string]*phone.Call // the agents' legs, by the agent's name
	agents map[string]*phone.Agent
	asks   sync.Map // what a consumer hears in the place of the prompt: a media URI, by the attempt
}

// newStudio boots it. more changes the PBX.
func newStudio(t *testing.T, agents int, more ...func(*asterisk.Options)) *studio {
	t.Helper()
	h := &house{t: t, dir: t.TempDir(), token: "consent", agi: freePort(t)}
	s := &studio{house: h, phones: map[string]*phone.Call{}, agents: map[string]*phone.Agent{}}
	h.build()
	var err error
	h.trunk, err = phone.NewTrunk(phone.TrunkOptions{Keep: phone.Keep{Audio: 2 * time.Minute}})
	must(t, err)
	t.Cleanup(func() { h.trunk.Close() })
	o := asterisk.Options{
		TrunkAddr: h.trunk.Addr(), Agents: agents, Globals: map[string]string{"RINGEVETT_DEMO_PBX": h.token},
		Dialplan: dialplan.Conf(dialplan.Options{SoundsDir: h.path("sounds"), AGI: h.agi, Key: h.token}),
		Conf:     map[string]string{"extensions.conf": routes},
	}
	for _, change := range more {
		change(&o)
	}
	h.pbx = asterisk.Start(t, o)
	h.more = strings.NewReplacer("{dir}", h.dir, "{url}", s.between()).Replace(`
asterisk: {url: "{url}/ari", max_calls: 50, calls_per_second: 20}
recording:
  {mode: opt_in, category: quality, lia_ref: file 12, lia_date: "2026-11-01", retention_reason: heard within three days,
   website: "` + voice.Website + `", dir: "{dir}/data/recordings", key_file: "{dir}/data/recordings.key"}
`)
	h.move()
	s.hearing()
	s.fill(agents)
	return s
}

// hearing lets the one who runs the tests hear recordings, which the first person of a house may not.
func (s *studio) hearing() {
	s.t.Helper()
	var me verb.Asker
	s.ask(&me, "person", "me")
	s.run("person", "change", me.Person.ID, "--roles", "operator,supervisor,quality")
}

// What some consumers hear in the place of the prompt.
const (
	slowly  = "nb/consent-ask-slowly" // which gives time to do something before it ends
	endless = "bad:x"                 // of which Asterisk never tells the end
)

// between stands between the daemon and the PBX, and changes the prompt of those who are asked otherwise.
func (s *studio) between() string {
	to, err := url.Parse(s.pbx.ARIURL)
	must(s.t, err)
	to.Path = ""
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		q := r.Out.URL.Query()
		if strings.HasSuffix(q.Get("media"), "consent-ask") {
			s.asks.Range(func(attempt, media any) bool {
				if strings.Contains(r.In.URL.Path, fmt.Sprintf("-a%010d-1/play", attempt)) {
					q.Set("media", media.(string))
					r.Out.URL.RawQuery = q.Encode()
				}
				return true
			})
		}
	}}
	proxy.ErrorHandler = func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }
	front := httptest.NewServer(proxy)
	s.t.Cleanup(front.Close)
	return front.URL
}

func (s *studio) fill(agents int) {
	s.t.Helper()
	var list, ids strings.Builder
	list.WriteString("agents:\n")
	for n := range agents {
		fmt.Fprintf(&list, "  - {id: %s, full_name: Agent Nummer %c, endpoint: PJSIP/agent%d, pin: %q}\n",
			agentName(n+1), 'A'+n, n+1, agentPIN(n+1))
		fmt.Fprintf(&ids, "%s, ", agentName(n+1))
	}
	campaign := strings.NewReplacer("agents: [kari, ola]", "agents: ["+strings.TrimSuffix(ids.String(), ", ")+"]",
		"wrap_up_seconds: 30", "wrap_up_seconds: 0").
		Replace(example(s.t, configs.ExampleCampaign))
	s.write("client.yaml", example(s.t, configs.ExampleClient))
	s.write("agents.yaml", list.String())
	s.write("campaign.yaml", campaign)
	must(s.t, voice.Put(s.path("sounds")))
	s.run("client", "add", s.path("client.yaml"))
	s.run("agent", "add", s.path("agents.yaml"))
	s.run("campaign", "add", s.path("campaign.yaml"))
	s.run("training", "add", "--agents", "all", "--people", "all", "--campaigns", "all", "--trainer", "Kari Nordmann")
	s.run("campaign", "start", "fjellvann-service")
	for name, tone := range spoken() {
		s.putTone("nb/"+name, tone.hz, tone.seconds)
	}
	s.putTone(slowly, promptHz, 3)
	s.connect()
	told := make([]string, 0, agents)
	for n := range agents - 1 {
		told = append(told, agentName(n+2))
	}
	giveNotice(s.t, s.api, told)
	s.putTone("agent/notice-text.1", 2600, 0.4)
	s.logIn(1) // has waited longest, so has a call for sure
	var wg sync.WaitGroup
	for n := range agents - 1 {
		wg.Go(func() {
			s.logIn(n + 2)
			s.acknowledge(agentName(n + 2))
		})
	}
	wg.Wait()
}

func (s *studio) connect() {
	s.t.Helper()
	api, err := rest.Dial(s.t.Context(), s.path("s"))
	must(s.t, err)
	s.t.Cleanup(func() { api.Close() })
	s.api = api
}

func agentName(n int) string { return fmt.Sprintf("agent-%02d", n) }
func agentPIN(n int) string  { return fmt.Sprintf("%04d", 1000+n) }

// putTone puts a tone in the place of a sound, in the format that Asterisk plays as it stands.
func (s *studio) putTone(name string, hz, seconds float64) {
	s.t.Helper()
	b := make([]byte, 0, int(seconds*phone.Rate))
	for i := range int(seconds * phone.Rate) {
		b = append(b, g711.EncodeAlawFrame(int16(9000*math.Sin(2*math.Pi*hz*float64(i)/phone.Rate))))
	}
	must(s.t, os.MkdirAll(filepath.Dir(s.path("sounds", name)), 0o755))
	for _, ending := range []string{".wav", ".alaw"} { // links to what all tests share
		if err := os.Remove(s.path("sounds", name+ending)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			s.t.Fatal(err)
		}
	}
	must(s.t, os.WriteFile(s.path("sounds", name+".alaw"), b, 0o644))
	if _, err := os.Stat(s.path("sounds", name+".txt.sha256")); err != nil {
		must(s.t, os.WriteFile(s.path("sounds", name+".txt.sha256"), []byte("c0ffee\n"), 0o644))
	}
}

var phonesOfStudio sync.Mutex // guards a studio's phones while they log in side by side

// logIn has an agent's phone dial in.
func (s *studio) logIn(n int) {
	phonesOfStudio.Lock()
	a := s.agents[agentName(n)]
	if a == nil {
		a = s.extension(n)
		s.agents[agentName(n)] = a
	}
	phonesOfStudio.Unlock()
	leg, err := a.Dial(s.t.Context(), "*50", phone.Plan{Send: phone.Tone(agentHz)})
	if err == nil {
		err = leg.Press(s.t.Context(), agentPIN(n)+"#")
	}
	if err != nil {
		s.t.Error(err)
		return
	}
	s.until(agentName(n)+" is logged in", func() bool {
		st, err := rest.Call(s.t.Context(), s.api, verb.ShowStatus, verb.Nothing{})
		return err == nil &&
			slices.ContainsFunc(st.Agents, func(a verb.AgentStatus) bool { return a.ID == agentName(n) })
	})
	phonesOfStudio.Lock()
	defer phonesOfStudio.Unlock()
	s.phones[agentName(n)] = leg
}

// ring loads numbers, and begins with each as soon as it talks to an agent.
func (s *studio) ring(numbers []int, begin func(*recordedTalk)) {
	s.t.Helper()
	for _, n := range numbers {
		s.trunk.Plan(number(n).National(), phone.Plan{Ring: 200 * time.Millisecond, Send: phone.Tone(consumerHz)})
	}
	s.load(numbers...)
	for _, n := range numbers {
		c, err := s.trunk.Await(s.t.Context(),
			func(r phone.Record) bool { return r.Number == number(n).National() && !r.Answered.IsZero() })
		must(s.t, err)
		talk := &recordedTalk{s: s, consumer: c}
		s.until(fmt.Sprintf("call %d is bridged", n), func() bool { return s.meet(talk, number(n)) })
		begin(talk)
	}
}

// meet finds the attempt of a number, and the agent that it talks to.
func (s *studio) meet(c *recordedTalk, to dialer.Number) bool {
	all, err := rest.Call(s.t.Context(), s.api, verb.ListFacts, verb.FactsQuery{})
	must(s.t, err)
	for _, f := range all {
		if f.Kind == string(dialer.FactBooked) && f.Number == to.Masked() {
			c.id = f.Attempt
		}
	}
	for _, f := range all {
		if f.Kind == string(dialer.FactBridged) && f.Attempt == c.id {
			c.name, c.agent, c.bridged = f.Agent, s.phones[f.Agent], time.Now()
		}
	}
	return c.agent != nil
}

// disk is what lies on a disk of one call: a file without bytes is a recording too.
type disk struct {
	files, empty int
	bytes        int64
}

func (d disk) String() string { return fmt.Sprintf("%d/%d", d.files, d.bytes) }

func (d disk) most(o disk) disk {
	return disk{max(d.files, o.files), max(d.empty, o.empty), max(d.bytes, o.bytes)}
}

// media is what lies in a folder, of one attempt.
func media(dir string, id int64) disk { return mediaOf(dir, fmt.Sprintf("a%d-*", id)) }

// mediaOf is what lies in a folder under such names.
func mediaOf(dir, names string) (d disk) {
	filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && matches(names, e.Name()) {
			if info, err := e.Info(); err == nil {
				d.files, d.bytes = d.files+1, d.bytes+info.Size()
				if info.Size() == 0 {
					d.empty++
				}
			}
		}
		return nil
	})
	return d
}

func matches(names, name string) bool {
	is, err := filepath.Match(names, name)
	return is && err == nil
}

// giveNotice enters a notice of recording to some agents: until they acknowledge it, their *60 plays nothing.
func giveNotice(t *testing.T, api *rest.Remote, agents []string) {
	t.Helper()
	if len(agents) == 0 {
		return
	}
	_, err := rest.Call(t.Context(), api, verb.AddNotice, verb.NoticeDraft{
		Kind: "recording", Purpose: "quality", Goal: "tydelige åpninger", Themes: "åpning", Plan: "samtale", Agents: agents,
		To: time.Now().Add(24 * time.Hour).In(hours.Oslo()).Format(notice.Layout),
	})
	must(t, err)
}

// acknowledge keys the code once the agent has heard the notice, and waits until it counts.
func (s *studio) acknowledge(agent string) {
	s.t.Helper()
	s.until(agent+" has heard the notice", func() bool {
		st, err := rest.Call(s.t.Context(), s.api, verb.ShowStatus, verb.Nothing{})
		return err == nil && slices.ContainsFunc(st.Agents, func(a verb.AgentStatus) bool {
			return a.ID == agent && slices.Contains([]string{"ready", "reserved", "talking"}, a.State)
		})
	})
	phonesOfStudio.Lock()
	leg := s.phones[agent]
	phonesOfStudio.Unlock()
	must(s.t, leg.Press(s.t.Context(), "*81"))
	s.until(agent+" has acknowledged the notice", func() bool {
		all, err := rest.Call(s.t.Context(), s.api, verb.ListNotices, verb.NoticesQuery{Agent: agent})
		return err == nil && slices.ContainsFunc(all, func(n verb.Notice) bool {
			return slices.ContainsFunc(n.Agents, func(a verb.NoticeAgent) bool { return a.Agent == agent && a.Why == "" })
		})
	})
}
