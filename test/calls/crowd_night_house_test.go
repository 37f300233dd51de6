//go:build night

package calls_test

import (
	"fmt"
	"io"
	"math/rand"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
	"github.com/ringevett/ringevett/test/voice"
)

// crowd is a house with many agents, half of them on a predictive campaign, whose consumers do as people do. Their
// phones are the ear against which the journal is held. Between the daemon and ARI is a relay that can be cut and
// muted.
type crowd struct {
	*house
	ari *relay
	size
	rand *rand.Rand
	legs []*phone.Call
	back *phone.Trunk // of those who ring the visible number and ask for somebody
	work sync.WaitGroup
	done chan struct{}
	full chan struct{} // closed when no more calls come in
}

// size is how many there are, and how long they talk at most.
type size struct {
	agents, leads int
	talk          time.Duration
	never         float64 // the share of those who let it ring
	callers       bool    // people ring the visible number and ask for somebody
}

func newCrowd(t *testing.T, n size, seed int64) *crowd {
	t.Helper()
	h := &house{t: t, dir: t.TempDir(), token: "crowd", agi: freePort(t)}
	c := &crowd{
		house: h, size: n, rand: rand.New(rand.NewSource(seed)), done: make(chan struct{}), full: make(chan struct{}),
	}
	h.build()
	var err error
	h.trunk, err = phone.NewTrunk(phone.TrunkOptions{
		Keep: phone.Keep{Audio: n.talk + 5*time.Second, Calls: 2 * n.leads},
	})
	must(t, err)
	t.Cleanup(func() { h.trunk.Close() })
	h.pbx = asterisk.Start(t, asterisk.Options{
		TrunkAddr: h.trunk.Addr(), Agents: n.agents, Globals: map[string]string{
			"RINGEVETT_DEMO_PBX": h.token,
		}, Calls: 4 * max(10, n.agents),
		FromTrunk: []string{
			dialplan.ContextDesk,
		}, Dialplan: dialplan.Conf(dialplan.Options{SoundsDir: h.path("sounds"), AGI: h.agi, Key: h.token}),
	})
	u, err := url.Parse(h.pbx.ARIURL)
	must(t, err)
	c.ari = newRelay(t, u.Host)
	c.back, err = phone.NewTrunk(phone.TrunkOptions{Keep: phone.Keep{Audio: time.Minute}})
	must(t, err)
	t.Cleanup(func() { c.back.Close() })
	h.more = fmt.Sprintf(`
asterisk: {url: "http://%s/ari", max_calls: 200, calls_per_second: 20}
recording:
  {mode: opt_in, category: quality, lia_ref: file 12, lia_date: "2026-11-01", retention_reason: heard within three days,
   website: %q, dir: %q, key_file: %q}
predictive: {legal_ack: {name: Kari Eksempel, date: %q, text_sha256: %q}}
`, c.ari.addr, voice.Website, h.path("data/recordings"), h.path("data/recordings.key"), lately,
		configs.Fingerprint(configs.Predictive))
	h.move()
	c.fill()
	c.logInAll()
	return c
}

// fill puts agents, two campaigns and their leads in the book.
func (c *crowd) fill() {
	c.t.Helper()
	c.write("client.yaml", example(c.t, configs.ExampleClient))
	must(c.t, voice.Put(c.path("sounds")))
	s := studio{house: c.house}
	for name, tone := range spoken() {
		s.putTone("nb/"+name, tone.hz, tone.seconds)
	}
	var agents strings.Builder
	agents.WriteString("agents:\n")
	for n := range c.agents {
		fmt.Fprintf(&agents, "  - {id: agent-%d, full_name: Agent Nummer, endpoint: PJSIP/agent%d, pin: \"1234\"}\n",
			n+1, n+1)
	}
	c.write("agents.yaml", agents.String())
	c.run("client", "add", c.path("client.yaml"))
	c.run("agent", "add", c.path("agents.yaml"))
	for k, mode := range []string{"power", "predictive"} {
		var ids []string
		for n := k * c.agents / 2; n < (k+1)*c.agents/2; n++ {
			ids = append(ids, fmt.Sprintf("agent-%d", n+1))
		}
		c.write(mode+".yaml", fmt.Sprintf(`id: %s
client: fjellvann
kind: service
purpose: spørre om strømmen er tilbake
subject: strømutfallet
visible: "+4722000001"
language: nb
ring_seconds: 20
wrap_up_seconds: 3
mode: %s
agents: [%s]
attempts: {per_campaign: 2, per_client_day: 1, gap_h: 24}
sources:
  - {name: kunder-2026, kind: client_customers, obtained_at: 2026-10-01, basis: avtale, spoken: kundelisten}
`, mode, mode, strings.Join(ids, ", ")))
		c.run("campaign", "add", c.path(mode+".yaml"))
		c.run("training", "add", "--agents", strings.Join(ids, ","), "--campaigns", mode, "--trainer", "Kari Nordmann")
		var numbers []int
		for n := k; n < c.leads; n += 2 {
			numbers = append(numbers, n+1)
		}
		c.loadFor(mode, numbers...)
	}
	for n := range c.leads {
		c.trunk.Plan(number(n+1).National(), c.fate())
	}
	api, err := rest.Dial(c.t.Context(), c.path("s"))
	must(c.t, err)
	defer api.Close()
	all := make([]string, c.agents)
	for n := range all {
		all[n] = fmt.Sprintf("agent-%d", n+1)
	}
	giveNotice(c.t, api, all)
}

// fate is what a consumer does: most pick up within seconds, some are engaged, some let it ring.
func (c *crowd) fate() phone.Plan {
	seconds := func(from, to float64) time.Duration {
		return time.Duration((from + c.rand.Float64()*(to-from)) * float64(time.Second))
	}
	switch u := c.rand.Float64(); {
	case u < 0.1:
		return phone.Plan{Ring: seconds(0.2, 2), Code: 486}
	case u < 0.1+c.never:
		return phone.Plan{Never: true}
	}
	return phone.Plan{Ring: seconds(1, 12), Send: phone.Tone(callerHz), Hold: seconds(5, c.talk.Seconds()),
		Press: presses("1", 3*time.Second, c.talk)} // yes, should it be asked
}

// presses is one key again and again after the answer.
func presses(digit string, every, until time.Duration) (all []phone.Press) {
	for at := every; at < until; at += every {
		all = append(all, phone.Press{After: at, Digits: digit})
	}
	return all
}

func (c *crowd) logInAll() {
	c.t.Helper()
	c.legs = make([]*phone.Call, c.agents)
	var wg sync.WaitGroup
	slots := make(chan struct{}, 8)
	for n := range c.agents {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			a, err := phone.NewAgent(phone.AgentOptions{User: fmt.Sprintf("agent%d", n+1),
				Password: fmt.Sprintf("pw%d", n+1), PBX: c.pbx.SIPAddr,
				Keep: phone.Keep{Audio: time.Second}})
			if err != nil {
				c.t.Error(err)
				return
			}
			c.t.Cleanup(func() { a.Close() })
			if err = a.Register(c.t.Context()); err == nil {
				if c.legs[n], err = a.Dial(c.t.Context(), "*50", phone.Plan{Send: phone.Tone(agentHz)}); err == nil {
					err = c.legs[n].Press(c.t.Context(), "1234#")
				}
			}
			if err != nil {
				c.t.Error(err)
			}
		})
	}
	wg.Wait()
	c.until("all agents are on the line",
		func() bool { s, err := c.status(); return err == nil && len(s.Agents) == c.agents })
}

func (c *crowd) status() (verb.Status, error) {
	api, err := rest.Dial(c.t.Context(), c.path("s"))
	if err != nil {
		return verb.Status{}, err
	}
	defer api.Close()
	return rest.Call(c.t.Context(), api, verb.ShowStatus, verb.Nothing{})
}

// ringsIn has people ring the visible number and ask for somebody, until the test is through.
func (c *crowd) ringsIn() {
	for n := 0; ; n++ {
		select {
		case <-c.full:
			return
		case <-time.After(6 * time.Second):
		}
		c.work.Go(func() {
			_, _ = c.back.Call(c.t.Context(), c.pbx.SIPAddr, string(number(5000+n%1000)), "22000001",
				phone.Plan{
					Send: phone.Tone(callerHz), Press: []phone.Press{{After: 2 * time.Second, Digits: "0"}},
					Hold: 40 * time.Second,
				})
		})
	}
}

// calledIn are the callers: how many rang, were put through, and were cut off then.
func (c *crowd) calledIn() (rang, through, cut int) {
	for _, x := range c.back.Calls() {
		r := x.Record()
		rang++
		if end := min(r.Ended.Sub(r.FirstRTP), time.Minute); c.hears(r, r.FirstRTP, end) {
			if through++; r.EndedBy == "them" {
				cut++
			}
		}
	}
	return rang, through, cut
}

// disposes has each agent in wrap-up say that it was a person, once a second, until the test is through. One in ten
// of those who have talked for a second asks to record.
func (c *crowd) disposes() {
	asks, talked := rand.New(rand.NewSource(9)), map[string]bool{}
	for {
		select {
		case <-c.done:
			return
		case <-time.After(time.Second):
		}
		s, err := c.status()
		if err != nil {
			continue
		}
		for _, a := range s.Agents {
			var n int
			if _, err := fmt.Sscanf(a.ID, "agent-%d", &n); err == nil && a.State == "wrap-up" {
				go func() { _ = c.legs[n-1].Press(c.t.Context(), "*01") }()
			} else if err == nil && talked[a.ID] && a.State == "talking" && asks.Intn(10) == 0 {
				go func() { _ = c.legs[n-1].Press(c.t.Context(), "*81*60") }()
			}
			talked[a.ID] = a.State == "talking"
		}
	}
}

func (c *crowd) start() {
	c.run("campaign", "start", "power")
	c.run("campaign", "start", "predictive")
	c.work.Go(c.disposes)
	if c.callers {
		c.work.Go(c.ringsIn)
	}
}

// drains pauses both campaigns and waits until no call is left on the floor nor on a phone.
func (c *crowd) drains() {
	c.t.Helper()
	close(c.full)
	c.run("campaign", "pause", "power")
	c.run("campaign", "pause", "predictive")
	deadline := time.Now().Add(2 * time.Minute)
	for time.Now().Before(deadline) {
		if s, err := c.status(); err == nil && s.Connected && len(s.Calls) == 0 && len(s.Callers) == 0 &&
			c.live() == 0 {
			close(c.done)
			c.work.Wait()
			return
		}
		<-time.After(500 * time.Millisecond)
	}
	c.t.Fatalf("calls are left: %d on phones", c.live())
}

// live is how many consumers' phones ring or talk.
func (c *crowd) live() (n int) {
	for _, x := range c.trunk.Calls() {
		select {
		case <-x.Ended():
		default:
			n++
		}
	}
	return n
}

// clockSteps is how far the demonstration's clock, told in seconds at each start, may be off what it was.
const clockSteps = 500 * time.Millisecond

// ear is what the consumers' phones counted.
type ear struct {
	rung, answered, met, alone, engaged, rang int // met: heard an agent; alone: answered, and did not before it hung up
	// conversations ended by us; numbers rung again; rings under 20 s that we ended
	cut, twice, short int
	mute              int // conversations in which nothing was heard for over three seconds
}

// listens counts. A ring is measured from the first 180; the last moment of it is on the way.
func (c *crowd) listens() (e ear) {
	times := map[string]int{}
	for _, x := range c.trunk.Calls() {
		r := x.Record()
		e.rung++
		if times[r.Number]++; times[r.Number] > 1 {
			e.twice++
			c.t.Logf("rung again: %s", r.Number[len(r.Number)-2:])
		}
		switch {
		case !r.Answered.IsZero():
			e.answered++
			if c.meets(r) {
				e.met++
			} else {
				e.alone++
				c.t.Logf("heard no agent: number %s, answered %s, ended by %s after %v: %s", r.Number[len(r.Number)-3:],
					r.Answered.UTC().Format("15:04:05.000"), r.EndedBy,
					r.Ended.Sub(r.Answered).Round(10*time.Millisecond), profile(r))
			}
			if p := profile(r); c.meets(r) && strings.Contains(p, strings.Repeat(".", 13)) {
				e.mute++
				c.t.Logf("silent for a while: number %s, answered %s: %s", r.Number[len(r.Number)-3:],
					r.Answered.UTC().Format("15:04:05.000"), p)
			}
			if c.meets(r) && r.EndedBy == "them" {
				e.cut++
				c.t.Logf("cut after %v", r.Ended.Sub(r.Answered).Round(10*time.Millisecond))
			}
		case r.Code == 486:
			e.engaged++
		default:
			e.rang++
			if d := r.Ended.Sub(r.Ringing); !r.Ringing.IsZero() && d < 20*time.Second-clockSteps {
				e.short++
				c.t.Logf("rang %v only", d.Round(10*time.Millisecond))
			}
		}
	}
	return e
}

// profile draws what came in each quarter of a second: a for an agent's voice, p for the prompt, c for another
// consumer or a caller, x for anything else, a dot for silence.
func profile(r phone.Record) string {
	var b strings.Builder
	for at := r.Answered; at.Before(r.Ended); at = at.Add(250 * time.Millisecond) {
		pcm, letter := r.Between(at, at.Add(250*time.Millisecond)), byte('x')
		for l, hz := range map[byte]float64{'a': agentHz, 'p': promptHz, 'c': callerHz} {
			if phone.ToneShare(pcm, hz) > 0.6 {
				letter = l
			}
		}
		if phone.Level(pcm) < -50 {
			letter = '.'
		}
		b.WriteByte(letter)
	}
	return b.String()
}

// meets reports whether a consumer heard an agent's voice within the first seconds.
func (c *crowd) meets(r phone.Record) bool { return c.hears(r, r.Answered, 3500*time.Millisecond) }

// hears reports whether an agent's voice was heard in some quarter of a second.
func (c *crowd) hears(r phone.Record, from time.Time, d time.Duration) bool {
	for at := from; at.Before(from.Add(d)); at = at.Add(250 * time.Millisecond) {
		if phone.ToneShare(r.Between(at, at.Add(250*time.Millisecond)), agentHz) > 0.6 {
			return true
		}
	}
	return false
}

// days are both campaigns' figures in one.
func (c *crowd) days() (sum verb.Day) {
	c.t.Helper()
	var f verb.Figures
	c.ask(&f, "figures", "--from", ahead.Format(time.DateOnly), "--to", ahead.AddDate(0, 0, 1).Format(time.DateOnly))
	if len(f.Broken) > 0 {
		c.t.Errorf("the figures do not add up: %q", f.Broken)
	}
	for _, d := range f.Days {
		sum.Attempted += d.Attempted
		sum.Answered += d.Answered
		sum.Transferred += d.Transferred
		sum.Abandoned += d.Abandoned
		sum.LateTransfer += d.LateTransfer
		sum.Busy += d.Busy
		sum.NoAnswer += d.NoAnswer
		sum.CancelledRinging += d.CancelledRinging
		sum.TrunkFailed += d.TrunkFailed
		sum.EarlyHangup += d.EarlyHangup
		sum.Lost += d.Lost
		sum.Open += d.Open
		sum.AgentDrop += d.AgentDrop
		sum.ConsentYes += d.ConsentYes
	}
	return sum
}

// judges prints the ear and the journal side by side, and holds them against each other.
func (c *crowd) judges() {
	c.t.Helper()
	e, d := c.listens(), c.days()
	rang, through, cut := c.calledIn()
	c.t.Logf("%-28s %8s %8s", "", "phones", "journal")
	for _, l := range []struct {
		name         string
		ear, journal int
	}{
		{"attempted", e.rung, d.Attempted}, {"answered", e.answered, d.Answered},
		{"met an agent", e.met, d.Transferred + d.LateTransfer},
		{"answered, no agent", e.alone, d.Abandoned - d.LateTransfer + d.EarlyHangup}, {"engaged", e.engaged, d.Busy},
	} {
		c.t.Logf("%-28s %8d %8d", l.name, l.ear, l.journal)
		if l.ear != l.journal {
			c.t.Errorf("%s: %d by the phones, %d by the journal", l.name, l.ear, l.journal)
		}
	}
	for _, l := range []struct {
		name string
		n    int
	}{
		{"conversations cut", e.cut}, {"conversations gone silent", e.mute}, {"callers cut", cut},
		{"numbers rung twice", e.twice}, {"rings cut short of 20 s", e.short}, {"lost", d.Lost}, {"open", d.Open},
	} {
		c.t.Logf("%-28s %8d", l.name, l.n)
		if l.n != 0 {
			c.t.Errorf("%s: %d", l.name, l.n)
		}
	}
	c.t.Logf("%d callers, %d put through; %d conversations recorded after a yes", rang, through, d.ConsentYes)
	c.t.Logf("late transfers %d, no answer %d, cancelled while ringing %d, trunk failed %d, agent drops %d",
		d.LateTransfer, d.NoAnswer, d.CancelledRinging, d.TrunkFailed, d.AgentDrop)
	c.run("journal", "verify")
}

// relay carries ARI's connections. It can refuse new ones, cut all, and carry nothing while they stay open.
type relay struct {
	addr, to string
	mu       sync.Mutex
	open     map[net.Conn]bool
	refuses  bool
	flows    chan struct{} // closed while it carries
}

func newRelay(t testing.TB, to string) *relay {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	r := &relay{addr: l.Addr().String(), to: to, open: map[net.Conn]bool{}, flows: make(chan struct{})}
	close(r.flows)
	t.Cleanup(func() { l.Close(); r.unmute(); r.cut(true) })
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			go r.carry(in)
		}
	}()
	return r
}

func (r *relay) carry(in net.Conn) {
	defer in.Close()
	out, err := net.Dial("tcp", r.to)
	if err != nil {
		return
	}
	defer out.Close()
	r.mu.Lock()
	if r.refuses {
		r.mu.Unlock()
		return
	}
	r.open[in], r.open[out] = true, true
	r.mu.Unlock()
	back := make(chan struct{})
	go func() { defer close(back); r.copy(in, out) }()
	r.copy(out, in)
	in.Close()
	out.Close()
	<-back
	r.mu.Lock()
	delete(r.open, in)
	delete(r.open, out)
	r.mu.Unlock()
}

func (r *relay) copy(to io.WriteCloser, from io.Reader) {
	defer to.Close()
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		r.mu.Lock()
		flows := r.flows
		r.mu.Unlock()
		<-flows
		if n > 0 {
			if _, err := to.Write(buf[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// cut breaks every connection, and new ones too until it is told otherwise.
func (r *relay) cut(refuse bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.refuses = refuse
	for c := range r.open {
		c.Close()
	}
}

func (r *relay) accept() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.refuses = false
}

func (r *relay) mute() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.flows = make(chan struct{})
}

func (r *relay) unmute() {
	r.mu.Lock()
	defer r.mu.Unlock()
	select {
	case <-r.flows:
	default:
		close(r.flows)
	}
}

// TestNightOutagesSmall is the small case: ARI is mute and the daemon is killed, with four agents.
func TestNightOutagesSmall(t *testing.T) {
	c := newCrowd(t, size{agents: 4, leads: 10, talk: 7 * time.Second}, 7)
	c.start()
	for _, fail := range c.outages()[2:] {
		<-time.After(2 * time.Second)
		fail(2500 * time.Millisecond)
	}
	c.drains()
	c.judges()
}

// outages are the ways in which the daemon and the PBX can lose each other; each lasts as long as it is told.
func (c *crowd) outages() []func(time.Duration) {
	return []func(time.Duration){
		func(d time.Duration) { c.ari.cut(false); <-time.After(d) },
		func(d time.Duration) { c.ari.cut(true); <-time.After(d); c.ari.accept() },
		func(d time.Duration) { c.ari.mute(); <-time.After(d); c.ari.unmute() },
		func(d time.Duration) { c.kill(); <-time.After(d); c.serve() },
	}
}
