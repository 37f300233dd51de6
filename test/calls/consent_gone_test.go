package calls_test

import (
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// A daemon that is killed or hangs while it records hears no consumer's no: Asterisk ends the recording by itself, and the two talk on.
// Back again, one that hung hears the no that waited for it, and deletes; one that was killed keeps what there is. Neither begins anew.
func TestARecordingEndsWithItsDaemon(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]struct {
		gone, back func(s *studio)
		then       string
		kept       int
	}{
		"killed": {func(s *studio) { s.kill() }, func(s *studio) { s.serve(); s.connect() }, "recording_kept:kept", 2},
		"hung":   {func(s *studio) { s.signal(syscall.SIGSTOP) }, func(s *studio) { s.signal(syscall.SIGCONT) }, "recording_deleted:withdrawn", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStudio(t, 2)
			s.ring([]int{1, 2}, func(c *taped) {
				if c.name == agentName(1) { // who was not told of recordings
					return
				}
				c.begin()
				c.ask()
				c.yes(func() { c.press("1") })
				c.writes()
				fault.gone(s)
				c.press("2") // nobody hears it
				c.unheard(t)
				fault.back(s)
				if fault.kept == 0 {
					c.has(fault.then, 2)
				}
				c.hangUp(fault.kept)
				facts, ours := c.facts(), media(s.path("data", "recordings"), c.id)
				if n := slices.Index(facts, "recording"); n < 0 || slices.Contains(facts[n+1:], "recording") || facts[len(facts)-1] != fault.then || ours.files != fault.kept {
					t.Errorf("the journal has %q, and %v are sealed; want one recording, then %s, and %d files", facts, ours, fault.then, fault.kept)
				}
				c.voicesApart(t, asking{name: name, kept: fault.kept})
				t.Logf("%s: %v at Asterisk's at most, %v sealed; %s", name, c.seen[during], ours, strings.Join(facts, " "))
			})
		})
	}
}

// unheard waits until Asterisk has ended the recording by itself, and holds that nothing is written from then on, while the two talk.
func (c *taped) unheard(t *testing.T) {
	t.Helper()
	from := time.Now()
	c.wait("the recording ends by itself", func() bool {
		out, err := c.s.pbx.CLI(t.Context(), "core show channels concise")
		return err == nil && !strings.Contains(out, "Snoop/")
	})
	t.Logf("over %.1f s after the daemon", time.Since(from).Seconds())
	end, at := media(c.s.pbx.Dir, c.id), time.Now()
	c.talk(5)
	if now := media(c.s.pbx.Dir, c.id); now != end {
		t.Errorf("%v, and five seconds later %v", end, now)
	}
	for name, p := range map[string]*phone.Call{"the consumer": c.consumer, "the agent": c.agent} {
		if r := p.Record(); !r.LoudAfter(at.Add(3 * time.Second)).After(at) {
			t.Errorf("%s hears nothing any more", name)
		}
	}
}
