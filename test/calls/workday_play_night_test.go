//go:build night

package calls_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
	"github.com/ringevett/ringevett/test/voice"
)

// workday is a house in which a few agents work through scripted calls by keys alone. Every phone keeps its own count.
type workday struct {
	*house
	agents  []*worker
	scripts []script
	calls   []*worked
	notice  string     // the sound by which agents hear of the monitoring
	mu      sync.Mutex // guards sounds, and what each agent took
	sounds  map[string][]int16
}

// worker is an agent at a phone. Consumers know it by its tone.
type worker struct {
	handset
	id    string
	n     int
	tone  int
	phone string    // the program, "": our test phone
	took  []*worked // in their order
}

// worked is one call: the script, and what came of it.
type worked struct {
	script
	number   int
	by       *worker
	consumer phone.Record
	likeness []float64 // of the sounds that were waited for, in the order of the steps
	faults   []string
}

// newWorkday opens a house with so many agents, who work for two clients, and has them log in. One more agent lacks
// training. The first agents have the phone programs.
func newWorkday(t *testing.T, agents int, programs ...string) *workday {
	t.Helper()
	w := &workday{sounds: map[string][]int16{}}
	w.house = emptyHouse(t, agents+1, "wrap_up: {after_word_seconds: 2}", "agents: {display: both}")
	must(t, voice.Put(w.path("sounds")))
	var book strings.Builder
	book.WriteString("agents:\n")
	for n := 1; n <= agents+1; n++ {
		fmt.Fprintf(&book, "  - {id: agent-%d, full_name: Agent Nummer, endpoint: PJSIP/agent%d, pin: %q}\n", n, n, pin(n))
	}
	w.write("agents.yaml", book.String())
	w.run("agent", "add", w.path("agents.yaml"))
	var ids []string
	for n := 1; n <= agents; n++ {
		ids = append(ids, string(agentID(n)))
		w.agents = append(w.agents, &worker{id: string(agentID(n)), n: n, tone: 700 + 150*n})
	}
	for i, program := range programs {
		w.agents[i].phone = program
	}
	w.openCampaigns(ids)
	return w
}

// openCampaigns gives the two clients their campaigns, and all agents but the last their training.
func (w *workday) openCampaigns(ids []string) {
	w.t.Helper()
	agents := "agents: [" + strings.Join(ids, ", ") + "]"
	crew := func(text string) string { return strings.Replace(text, "agents: [kari, ola]", agents, 1) }
	w.write("client.yaml", clientWithDirectory(w.t))
	w.write("umbra.yaml", umbraClient)
	w.write("national.csv", number(999).National()+"\n")
	w.write(serviceOfFjellvann, crew(example(w.t, configs.ExampleCampaign)))
	w.write(saleOfFjellvann, crew(strings.ReplaceAll(example(w.t, configs.ExampleSale), "2026-11-20", lately)))
	w.write(serviceOfUmbra, crew(umbraCampaign(w.t, serviceOfUmbra, "+4722000004")))
	w.write(surveyOfUmbra, strings.Replace(crew(umbraCampaign(w.t, surveyOfUmbra, "+4722000005")), "kind: service",
		"kind: survey", 1))
	w.run("client", "add", w.path("client.yaml"))
	w.run("client", "add", w.path("umbra.yaml"))
	w.run("register", "import", "national", w.path("national.csv"), "--delivered", lately, "--expect", "1")
	for _, id := range w.campaigns() {
		w.run("campaign", "add", w.path(id))
	}
	w.run("sounds")
	w.run("training", "add", "--agents", strings.Join(ids, ","), "--people", "all", "--campaigns", "all", "--trainer",
		"Kari Nordmann")
	w.run("notice", "add", "--of", "monitoring", "--purpose", "quality", "--goal", "clear openings", "--themes",
		"handbook 4", "--plan", "a talk with the team leader each week", "--agents", strings.Join(ids, ","), "--until",
		ahead.Format(time.DateOnly)+" 13:30")
	w.notice = "agent/notice-text.1"
	for _, id := range w.campaigns() {
		w.run("campaign", "start", id)
	}
}

func (w *workday) campaigns() []string {
	return []string{serviceOfFjellvann, saleOfFjellvann, serviceOfUmbra, surveyOfUmbra}
}

// play has the agents work through so many calls, the scripts in turn, and log out.
func (w *workday) play(scripts []script, calls int) {
	w.t.Helper()
	w.scripts = scripts
	most := 2*time.Minute + time.Duration(calls/len(w.agents)+1)*40*time.Second
	ctx, cancel := context.WithTimeout(w.t.Context(), most)
	defer cancel()
	w.untrained(ctx)
	for _, a := range w.agents {
		w.sitsDown(a)
	}
	w.acknowledge(ctx)
	lists := map[string][]int{}
	for i := range calls {
		p := &worked{script: scripts[i%len(scripts)], number: i + 1}
		w.calls = append(w.calls, p)
		w.trunk.Plan(number(p.number).National(), p.plan())
		lists[p.campaign] = append(lists[p.campaign], p.number)
	}
	for _, id := range w.campaigns() {
		if len(lists[id]) > 0 {
			w.loadNamed(id, lists[id])
		}
	}
	w.serveAll(ctx)
	var logouts sync.WaitGroup
	for _, a := range w.agents {
		logouts.Go(func() { w.leaves(ctx, a) })
	}
	logouts.Wait()
}

// loadNamed imports numbers with names by which displays are told apart: they show no digits of a list.
func (w *workday) loadNamed(campaign string, numbers []int) {
	w.t.Helper()
	var b strings.Builder
	b.WriteString("number;name;birth_date;source\n")
	for _, n := range numbers {
		fmt.Fprintf(&b, "%s;%s;1970-01-31;kunder-2026\n", number(n).National(), nameOf(n))
	}
	w.write("leads.csv", b.String())
	w.run("lead", "import", w.path("leads.csv"), "--campaign", campaign)
}

// nameOf names the person with the n-th number: Ba Eksempel.
func nameOf(n int) string { return string([]rune{'A' + rune(n/26), 'a' + rune(n%26)}) + " Eksempel" }

// serveAll plays each call as soon as it is answered, until all are played.
func (w *workday) serveAll(ctx context.Context) {
	open := map[string]*worked{}
	for _, p := range w.calls {
		open[number(p.number).National()] = p
	}
	var work sync.WaitGroup
	for len(open) > 0 {
		c, err := w.trunk.Await(ctx, func(r phone.Record) bool { return open[r.Number] != nil && !r.Answered.IsZero() })
		if err != nil {
			break
		}
		p := open[c.Record().Number]
		delete(open, c.Record().Number)
		work.Go(func() { w.serve(ctx, p, c) })
	}
	for _, p := range open {
		p.fault("it was not rung and answered")
	}
	work.Wait()
}

// serve plays one call: the consumer's phone hears which agent is there, and that agent keys.
func (w *workday) serve(ctx context.Context, p *worked, c *phone.Call) {
	defer func() { p.consumer = c.Record() }()
	answered := c.Brief().Answered
	if p.by = w.voice(ctx, c, answered); p.by == nil {
		p.fault("the consumer hears no agent")
		return
	}
	w.mu.Lock()
	p.by.took = append(p.by.took, p)
	w.mu.Unlock()
	wait(ctx, time.Until(answered.Add(keysSettle)))
	p.by.speak(false) // so that what both are told is compared without the agent's voice
	for i, s := range p.steps {
		w.key(ctx, p, c, s, i == len(p.steps)-1)
	}
	for _, s := range p.after {
		w.key(ctx, p, c, s, false)
	}
}

// pace is the pause before a code. Asterisk drops a key that follows one by SIP INFO within its 100 ms.
const pace = 400 * time.Millisecond

// key carries out a step of a call; with the last one the call must end.
func (w *workday) key(ctx context.Context, p *worked, c *phone.Call, s step, last bool) {
	if last && p.hold > 0 && p.hold < 5*time.Second { // keyed after the consumer has hung up
		w.over(ctx, p, c)
	}
	wait(ctx, pace)
	from := time.Now()
	if s.keys == "" {
		from = c.Brief().Ended
	} else if err := p.by.press(ctx, s.keys, s.info); err != nil {
		p.fault("key %s: %v", s.keys, err)
	}
	if s.consumer != "" {
		p.hears("the consumer", s.consumer, w.likeness(ctx, c.Between, s.consumer, from, sounded), sounded)
	}
	if last {
		w.over(ctx, p, c)
		p.by.speak(true) // the next consumer knows the agent by it
	}
	if s.agent != "" {
		p.hears(p.by.id, s.agent, w.likeness(ctx, p.by.between, s.agent, from, p.by.bar()), p.by.bar())
	}
}

// over waits until the consumer's phone is hung up. The consumer does not wait for ever: the agent must be free.
func (w *workday) over(ctx context.Context, p *worked, c *phone.Call) {
	select {
	case <-c.Ended():
	case <-time.After(30 * time.Second):
		p.fault("the talk did not end")
		c.HangUp()
	case <-ctx.Done():
	}
}

func (p *worked) fault(format string, args ...any) {
	p.faults = append(p.faults, fmt.Sprintf("call %d: ", p.number)+fmt.Sprintf(format, args...))
}

func (p *worked) hears(who, sound string, score, bar float64) {
	p.likeness = append(p.likeness, score)
	if score <= bar {
		p.fault("%s did not hear %s (%.2f)", who, sound, score)
	}
}

// voice is the agent whose tone the consumer hears.
func (w *workday) voice(ctx context.Context, c *phone.Call, since time.Time) *worker {
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); wait(ctx, 100*time.Millisecond) {
		pcm := c.Between(since, time.Now())
		if len(pcm) < phone.Rate/5 {
			continue // too short a sound has every tone
		}
		pcm = pcm[len(pcm)-phone.Rate/5:]
		for _, a := range w.agents {
			if phone.HasTone(pcm, float64(a.tone)) {
				return a
			}
		}
	}
	return nil
}

// hearing gives what a phone heard between two instants.
type hearing = func(from, to time.Time) []int16

// likeness waits until a phone has heard a sound of the house since a moment, so alike or more, and gives the best
// likeness seen.
func (w *workday) likeness(ctx context.Context, hears hearing, name string, since time.Time,
	bar float64,
) (best float64) {
	prompt := w.sound(name)
	since = since.Add(-time.Second) // a first packet that was read late makes sounds seem earlier
	for end := time.Now().Add(40 * time.Second); best <= bar && time.Now().Before(end) && ctx.Err() == nil; {
		wait(ctx, 250*time.Millisecond)
		score, _ := phone.Likeness(hears(since, time.Now()), prompt)
		best = max(best, score)
		if late := time.Since(since); late > 15*time.Second {
			since = since.Add(late - 15*time.Second)
		}
	}
	return best
}

// sound is the opening of a sound of the house.
func (w *workday) sound(name string) []int16 {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.sounds[name] == nil {
		pcm, err := phone.ReadWAV(w.path("sounds", name+".wav"))
		if err != nil {
			w.t.Error(err)
		}
		w.sounds[name] = pcm[:min(len(pcm), opening)]
	}
	return w.sounds[name]
}

// wait waits, or until there is nothing to wait for.
func wait(ctx context.Context, long time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(long):
	}
}

// facts are all of the journal.
func (w *workday) facts() []verb.Fact {
	w.t.Helper()
	api, err := rest.Dial(w.t.Context(), w.path("s"))
	must(w.t, err)
	defer api.Close()
	all, err := rest.Call(w.t.Context(), api, verb.ListFacts, verb.FactsQuery{})
	must(w.t, err)
	return all
}

func count[T any](all []T, is func(T) bool) (n int) {
	for _, x := range all {
		if is(x) {
			n++
		}
	}
	return n
}

// last gives the part of a masked number that can be read.
func last(number string) string { return number[max(0, len(number)-3):] }
