package calls_test

import (
	"fmt"
	"math/rand"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// habit is how an agent keys after, or to end, one conversation.
type habit int

const (
	onceLate      habit = iota // one word, up to a second after the wrap-up
	twice                      // and the same word again
	corrects                   // *01, then *04
	endsAndMends               // the talk ended by *01, then *04
	halfOutcome                // *0 at the wrap-up's end, the 1 up to three seconds later
	halfNo                     // * at the wrap-up's end, the 2 of *2 later
	halfNote                   // *9 at the wrap-up's end, the 7 later
	notes                      // *97 late
	habits                     // how many there are
	shortWrapUp   = 1500 * time.Millisecond
	afterWord     = 3 * time.Second
	notices       = 600 * time.Millisecond // until an agent hears that somebody else is on the line
	talksAtLeast  = 2500 * time.Millisecond
	patientEnough = 30 * time.Second // of a consumer that the agent is to hang up on
)

// met is one consumer's conversation, as the agent who keys sees it.
type met struct {
	id    dialer.AttemptID
	habit habit
	ended chan struct{}

	mu    sync.Mutex
	meant []dialer.Disposition // the words keyed for it
	ends  time.Time            // when the agent began to key the word that is to end it
}

// crew are agents with habits, each at a phone of its own.
type crew struct {
	f    *floor
	mu   sync.Mutex
	of   map[dialer.Number]*met // the consumers
	met  map[dialer.AttemptID]*met
	last map[dialer.AgentID]dialer.Fact // the last bridging of each agent
	work map[dialer.AgentID]chan *met
	over int // calls
}

// follow hears the journal's facts until all calls are over.
func (c *crew) follow(all int) error {
	seen, last := 0, time.Now()
	for c.over < all {
		if time.Since(last) > 40*time.Second {
			return fmt.Errorf("%d of %d calls were over, and then nothing more happened", c.over, all)
		}
		c.f.mu.Lock()
		news := slices.Clone(c.f.facts[seen:])
		c.f.mu.Unlock()
		for _, x := range news {
			last = time.Now()
			c.hear(x)
		}
		seen += len(news)
		<-time.After(20 * time.Millisecond)
	}
	return nil
}

func (c *crew) hear(x dialer.Fact) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch x.Kind {
	case dialer.FactBooked:
		m := c.of[x.Number]
		m.id, c.met[x.Attempt] = x.Attempt, m
	case dialer.FactBridged:
		c.last[x.Agent] = x
		c.work[x.Agent] <- c.met[x.Attempt]
	case dialer.FactEnded, dialer.FactNotPlaced, dialer.FactLost:
		c.over++
		close(c.met[x.Attempt].ended)
	}
}

// other reports whether the agent has met somebody else by now, and how long ago. The floor is asked first: facts
// come by way of the disk.
func (c *crew) other(a dialer.AgentID, m *met) (bool, time.Duration) {
	c.mu.Lock()
	last := c.last[a]
	c.mu.Unlock()
	if last.Attempt != m.id {
		return true, time.Since(last.At)
	}
	s, err := c.f.e.Snapshot(c.f.t.Context())
	for _, x := range s.Seats {
		if err == nil && x.Agent == a && x.State == roster.Talking && x.Attempt != m.id {
			return true, s.At.Sub(x.Since)
		}
	}
	return false, 0
}

// keyer is one agent's, on the keys of its phone.
type keyer struct {
	c   *crew
	id  dialer.AgentID
	leg *phone.Call
	r   *rand.Rand
}

func (k keyer) pause(least, most time.Duration) {
	<-time.After(least + time.Duration(k.r.Int63n(int64(most-least))))
}

func (k keyer) press(keys string) { _ = k.leg.Press(k.c.f.t.Context(), keys) }

// word keys an outcome about a call, unless the agent has heard meanwhile that the next one is there.
func (k keyer) word(m *met, d dialer.Disposition) {
	if other, since := k.c.other(k.id, m); other && since > notices {
		return
	}
	m.mu.Lock()
	m.meant = append(m.meant, d)
	m.mu.Unlock()
	k.press(map[dialer.Disposition]string{dialer.Person: "*01", dialer.CallLater: "*04"}[d])
}

// half begins a code at the wrap-up's end and ends it later, with any party on the line then.
func (k keyer) half(m *met, begin, end string) {
	<-time.After(shortWrapUp - 200*time.Millisecond)
	if other, _ := k.c.other(k.id, m); other {
		return
	}
	if begin == "*0" {
		m.mu.Lock()
		m.meant = append(m.meant, dialer.Person)
		m.mu.Unlock()
	}
	k.press(begin)
	k.pause(300*time.Millisecond, 2500*time.Millisecond)
	k.press(end)
}

// play is one conversation and what the agent keys about it.
func (k keyer) play(m *met) {
	if m.habit == endsAndMends {
		k.pause(talksAtLeast, talksAtLeast+2*time.Second)
		m.mu.Lock()
		m.ends, m.meant = time.Now(), append(m.meant, dialer.Person)
		m.mu.Unlock()
		k.press("*01")
	}
	select {
	case <-m.ended:
	case <-time.After(patientEnough + 5*time.Second):
		return
	}
	switch m.habit {
	case halfOutcome:
		k.half(m, "*0", "1")
		return
	case halfNo:
		k.half(m, "*", "2")
		return
	case halfNote:
		k.half(m, "*9", "7")
		return
	case notes:
		k.pause(200*time.Millisecond, shortWrapUp)
		if other, _ := k.c.other(k.id, m); !other {
			k.press("*97")
		}
		return
	case endsAndMends:
	default:
		k.pause(200*time.Millisecond, shortWrapUp+time.Second)
		k.word(m, dialer.Person)
	}
	switch m.habit {
	case twice:
		k.pause(700*time.Millisecond, 2500*time.Millisecond)
		k.word(m, dialer.Person)
	case corrects, endsAndMends:
		k.pause(time.Second, 4*time.Second)
		k.word(m, dialer.CallLater)
	}
}

// played is what came of it, by the phones' own count and by the journal.
type played struct {
	answered, transferred, cutShort int // by the phones
	byOther                         int // ended by a key that was not meant for that consumer
	// dispositions that were not keyed for the call; words keyed and not found; calls with a word
	wrongWords, lostWords, words int
}

// playHabits has agents with all habits talk to consumers who answer after 0.2–2 s of ringing, on a real Asterisk.
func playHabits(t *testing.T, agents, consumers int, seed int64, short time.Duration) (*floor, played) {
	t.Helper()
	t.Logf("seed %d, %d agents, %d consumers", seed, agents, consumers)
	r := rand.New(rand.NewSource(seed))
	f := newFloor(t, options{agents: agents, wrapUp: shortWrapUp, afterWord: short, keepCalls: consumers})
	c := &crew{
		f: f, of: map[dialer.Number]*met{}, met: map[dialer.AttemptID]*met{},
		last: map[dialer.AgentID]dialer.Fact{}, work: map[dialer.AgentID]chan *met{},
	}
	between := func(least, most time.Duration) time.Duration {
		return least + time.Duration(r.Int63n(int64(most-least)))
	}
	for n := 1; n <= consumers; n++ {
		m := &met{habit: habit(r.Intn(int(habits))), ended: make(chan struct{})}
		p := phone.Plan{
			Ring: between(200*time.Millisecond, 2*time.Second), Hold: between(talksAtLeast, 5*time.Second),
			Send: phone.Silence(),
		}
		if m.habit == endsAndMends {
			p.Hold = patientEnough
		}
		f.trunk.Plan(number(n).National(), p)
		c.of[number(n)] = m
	}
	var hands sync.WaitGroup
	for n := 1; n <= agents; n++ {
		work := make(chan *met, consumers)
		c.mu.Lock()
		c.work[agentID(n)] = work
		c.mu.Unlock()
	}
	for n := 1; n <= agents; n++ {
		k := keyer{
			c: c, id: agentID(n), leg: f.agent(n, phone.Tone(1000)), r: rand.New(rand.NewSource(seed*1000 + int64(n))),
		}
		work := c.work[agentID(n)]
		hands.Go(func() {
			for m := range work {
				k.play(m)
			}
		})
	}
	f.list(consumers)
	err := c.follow(consumers)
	for _, work := range c.work {
		close(work)
	}
	hands.Wait()
	must(t, err)
	return f, c.count()
}

// list loads numbers and has the floor look at once.
func (f *floor) list(n int) {
	f.t.Helper()
	var leads []dialer.Lead
	for i := range n {
		leads = append(leads, dialer.Lead{Campaign: "c1", Number: number(i + 1), Source: "kunder"})
	}
	_, _, err := f.store.AddLeads(f.t.Context(),
		sqlite.ImportList{Campaign: "c1", Source: "kunder", By: "test", Name: "test"}, leads)
	must(f.t, err)
	must(f.t, f.e.LeadsAdded(f.t.Context(), "c1"))
}

// count holds the phones' records and the words against what was meant.
func (c *crew) count() (p played) {
	numbers := map[dialer.AttemptID]dialer.Number{}
	words, begun := map[dialer.AttemptID][]dialer.Fact{}, map[dialer.AttemptID]time.Time{}
	for _, x := range c.f.all() {
		switch x.Kind {
		case dialer.FactBooked:
			numbers[x.Attempt] = x.Number
		case dialer.FactBridged:
			begun[x.Attempt] = x.At
		case dialer.FactDisposed:
			words[x.Attempt] = append(words[x.Attempt], x)
		}
	}
	for id, m := range c.met {
		for _, r := range c.f.trunk.CallsTo(numbers[id].National()) {
			if r.Answered.IsZero() {
				continue
			}
			p.answered++
			heard := r.LoudAfter(r.Answered)
			inTime := !heard.IsZero() && heard.Sub(r.Answered) <= 2*time.Second
			byPBX := r.EndedBy == "them"
			switch {
			case byPBX && (!inTime || r.Ended.Sub(heard) <= time.Second):
				p.cutShort++
			case inTime:
				p.transferred++
			}
			if byPBX && (m.ends.IsZero() || r.Ended.Before(m.ends)) {
				p.byOther++
				c.f.t.Logf("%s, habit %d: ended by the PBX %v after the answer, by no key that was meant for it", id,
					m.habit,
					r.Ended.Sub(r.Answered).Round(time.Millisecond))
			}
		}
		for _, w := range words[id] {
			if !slices.Contains(m.meant, w.Disposition) {
				p.wrongWords++
				c.f.t.Logf("%s, habit %d: has the word %s, %v after the bridging; keyed for it was %v", id, m.habit,
					w.Disposition,
					w.At.Sub(begun[id]), m.meant)
			}
		}
		if len(m.meant) > 0 {
			p.words++
			if len(words[id]) == 0 {
				p.lostWords++
			}
		}
	}
	return p
}

// holds the figures against the phones' own count, and that no consumer was ended by another's key.
func (p played) holds(t *testing.T, f *floor) {
	t.Helper()
	d := f.figures()
	t.Logf("phones: %d answered, %d with an agent, %d cut within a second; ended by a key that was not meant for "+
		"them: %d",
		p.answered, p.transferred, p.cutShort, p.byOther)
	t.Logf("figures: attempted %d, answered %d, connected %d, transferred %d, abandoned %d, agent_cut %d, "+
		"established %d",
		d.Attempted, d.Answered, d.Connected, d.Transferred, d.Abandoned, d.AgentCut, d.Established)
	t.Logf("words: %d calls with one, %d lost, %d on a call that they were not keyed for", p.words, p.lostWords,
		p.wrongWords)
	if p.byOther > 0 {
		t.Errorf("%d of %d consumers were hung up on by a key that was not meant for them", p.byOther, p.answered)
	}
	if p.wrongWords > 0 {
		t.Errorf("%d words are with a call that they were not keyed for", p.wrongWords)
	}
	if p.lostWords*20 > p.words {
		t.Errorf("%d of %d words were lost", p.lostWords, p.words)
	}
	got := [4]int{d.Answered, d.Transferred, d.AgentCut, d.Abandoned}
	if want := [4]int{p.answered, p.transferred, p.cutShort, p.answered - p.transferred}; got != want {
		t.Errorf("answered, transferred, agent_cut, abandoned: the figures say %v, the phones %v", got, want)
	}
}

// TestKeysByHabit: agents who key late, twice, half, and correct themselves hang up only on the party that they mean.
func TestKeysByHabit(t *testing.T) {
	t.Parallel()
	const agents, consumers = 12, 24
	f, p := playHabits(t, agents, consumers, 12, afterWord)
	p.holds(t, f)
	if p.answered < consumers {
		t.Errorf("%d of %d consumers answered", p.answered, consumers)
	}
}
