package record_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// story is what happens in a call after the agent's key, and what must lie on the disk when it has happened, and when
// it is over.
type story struct {
	name   string
	tell   func(c *call)
	during bool // something is on the disk
	after  bool
}

func stories() []story {
	ask := func(c *call) { c.inbox <- consent.Ask{Agent: "kari", Noticed: true} }
	asked := func(c *call) { ask(c); c.informed() }
	given := func(c *call) { asked(c); c.press("1"); c.recorded(1) }
	// saidNo: what must not be there has had two seconds to come
	saidNo := func(c *call) {
		c.awaits(done(consent.Say{Sound: consent.SoundNo}), done(consent.Say{Sound: consent.SoundStopped}))
		c.seconds(2)
	}
	refused := func(c *call) { c.press("2"); saidNo(c) }
	return []story{
		{"no question", func(c *call) { c.seconds(3) }, false, false},
		{"yes by key", given, true, true},
		{"no by key", func(c *call) { asked(c); refused(c) }, false, false},
		{"silence", func(c *call) { asked(c); c.awaits(string(dialer.FactNoConsent)); c.seconds(2) }, false, false},
		{"spoken yes, the agent's key",
			func(c *call) { asked(c); c.inbox <- consent.Spoken{}; c.recorded(1) }, true, true},
		{"a key before the prompt's end", func(c *call) {
			ask(c)
			c.awaits(done(consent.Say{Sound: consent.SoundPrompt}))
			c.press("1")
			c.recorded(1)
		}, true, true},
		{"two keys at once, 1 2", func(c *call) { asked(c); c.press("12"); saidNo(c) }, false, false},
		{"taken back by key in the third block", func(c *call) { given(c); c.seconds(8); refused(c) }, false, false},
		{"taken back by the agent's key",
			func(c *call) { given(c); c.inbox <- consent.Decline{}; saidNo(c) }, false, false},
		{"a second question after a no", func(c *call) {
			asked(c)
			refused(c)
			ask(c)
			c.awaits(string(dialer.FactAskRefused))
			c.press("1")
			c.seconds(3)
		}, false, false},
		{"the agent drops, a colleague after 1.5 s (16)", func(c *call) {
			given(c)
			c.phones[1].HangUp()
			c.awaits(done(consent.Stop{Part: 1}))
			c.seconds(1.5)
			c.newAgent()
			go c.hear(c.agent)
			c.inbox <- consent.AgentGiven{Agent: "per", Noticed: true, Campaign: "wool"}
			c.recorded(2)
		}, true, true},
		{"hang-up in the prompt", func(c *call) {
			ask(c)
			c.awaits(done(consent.Say{Sound: consent.SoundPrompt}))
			c.seconds(1)
		}, false, false},
		{"a prompt that never ends", func(c *call) {
			c.endless = true
			ask(c)
			c.awaits(done(consent.Say{Sound: consent.SoundPrompt}))
			c.press("1")
			c.awaits(string(dialer.FactNoConsent))
			c.seconds(1)
		}, false, false},
	}
}

// TestConsentOnThePBX plays every story on a real Asterisk at once, and tells what lay on its disk and what was heard.
func TestConsentOnThePBX(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	store, err := sqlite.Create(t.Context(), sqlite.Options{Dir: filepath.Join(t.TempDir(), "data")})
	must(t, err)
	defer store.Close()
	dir := t.TempDir()
	must(t, os.Chmod(dir, 0o755))
	tones(t, dir)
	rows := make([]string, len(stories()))
	var wg sync.WaitGroup
	for i, s := range stories() {
		c := l.call(t, store, dir)
		wg.Go(func() { rows[i] = tellStory(t, c, s) })
	}
	wg.Wait()
	t.Logf("\n%-46s %10s %10s %10s  %-24s %s\n%s", "story; files and bytes", "before", "during", "after",
		"longest silence, ms", "facts", strings.Join(rows, "\n"))
}

func tellStory(t *testing.T, c *call, s story) string {
	s.tell(c)
	during, asked := c.disk(), c.atRecord
	c.hangUp()
	time.Sleep(300 * time.Millisecond)
	after := c.disk()
	if during.files > 0 != s.during || after.files > 0 != s.after || after.bytes > 0 != s.after ||
		asked.files > 0 && c.state.Part < 2 {
		t.Errorf("%s: files and bytes: %v before, %v during, %v after; want some: %v during, %v after", s.name, asked,
			during, after, s.during, s.after)
	}
	var facts []string
	for _, word := range c.words() {
		if k := dialer.FactKind(word); !strings.Contains(word, " ") {
			facts = append(facts, string(k))
		}
	}
	if taken := strings.Contains(s.name, "taken back"); taken != (c.dropped.files == 2) {
		t.Errorf("%s: discarded %v", s.name, c.dropped)
	} else if taken {
		facts = append(facts, "(discarded "+c.dropped.String()+")")
	}
	if s.after {
		c.heardApart(t, s.name)
	}
	consumer, agent := hole(c.phones[0]), hole(c.phones[1])
	if agentDrops := strings.Contains(s.name,
		"drops"); !agentDrops && !c.endless && max(consumer, agent) > 400*time.Millisecond {
		t.Errorf("%s: the consumer heard nothing for %v, the agent for %v", s.name, consumer, agent)
	}
	return fmt.Sprintf("%-46s %10v %10v %10v  consumer %4d, agent %4d  %s", s.name, asked, during, after,
		consumer.Milliseconds(), agent.Milliseconds(), strings.Join(facts, " "))
}

// heardApart holds each file against its leg: its own voice, and not the other's, nor the prompt's.
func (c *call) heardApart(t *testing.T, name string) {
	for part := 1; part <= c.state.Part; part++ {
		for _, r := range c.recordings(part) {
			own, other := agentHz, consumerHz
			if r.Side == dialer.ConsumerSide {
				own, other = consumerHz, agentHz
			}
			pcm := c.l.recorded(t, r.ID)
			if len(pcm) < 8000 || share(pcm, own) < 0.9 || share(pcm, other) > 0.02 || share(pcm, 700) > 0.02 {
				t.Errorf("%s: %s: %d samples, own voice %.2f, the other's %.3f, prompt %.3f", name, r.ID, len(pcm),
					share(pcm, own), share(pcm, other), share(pcm, 700))
			}
		}
	}
}
