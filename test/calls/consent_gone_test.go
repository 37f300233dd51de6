package calls_test

import (
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// A daemon that is killed or hangs while it records hears no consumer's no: Asterisk ends the recording by itself,
// and the two talk on. Back again, one that hung hears the no that waited for it, and deletes; one that was killed
// keeps what there is. Neither begins again.
func TestARecordingEndsWithItsDaemon(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]struct {
		gone, back func(s *studio)
		then       string
		kept       int
	}{
		"killed": {func(s *studio) { s.kill() }, func(s *studio) { s.serve(); s.connect() }, "recording_kept:kept", 2},
		"hung": {func(s *studio) { s.signal(syscall.SIGSTOP) }, func(s *studio) { s.signal(syscall.SIGCONT) },
			"recording_deleted:withdrawn", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			recorded(t, func(s *studio, c *recordedTalk) {
				fault.gone(s)
				c.press("2") // no one hears it
				c.unheard(t)
				fault.back(s)
				if fault.kept == 0 {
					c.has(fault.then, 2)
				}
				c.hangUp(fault.kept)
				facts, ours := c.facts(), media(s.path("data", "recordings"), c.id)
				if n := slices.Index(facts,
					"recording"); n < 0 || slices.Contains(facts[n+1:], "recording") ||
					facts[len(facts)-1] != fault.then || ours.files != fault.kept {
					t.Errorf("the journal has %q, and %v are sealed; want one recording, then %s, and %d files", facts,
						ours, fault.then, fault.kept)
				}
				c.voicesApart(t, asking{name: name, kept: fault.kept})
				t.Logf("%s: %v at Asterisk's at most, %v sealed; %s", name, c.seen[during], ours,
					strings.Join(facts, " "))
			})
		})
	}
}

// A disk that is full ends the recording and not the talk; what was written is kept.
func TestAFullDiskEndsARecordingAndNotTheTalk(t *testing.T) {
	t.Parallel()
	recorded(t, func(s *studio, c *recordedTalk) {
		limitFiles(t, s.pbx.PID(), "40000:") // the soft limit, which can be lifted again
		c.has("recording_failed:pbx")
		limitFiles(t, s.pbx.PID(), "unlimited:")
		c.talks(t)
		c.hangUp(2)
		c.voicesApart(t, asking{name: "full disk", kept: 2})
		t.Logf("%v at Asterisk's at most, %v sealed; %s", c.seen[during], media(s.path("data", "recordings"), c.id),
			strings.Join(c.facts(), " "))
	})
}

// limitFiles bounds how long a file of a running process may grow.
func limitFiles(t *testing.T, pid int, bytes string) {
	t.Helper()
	if out, err := exec.Command("prlimit", "--pid", strconv.Itoa(pid), "--fsize="+bytes).CombinedOutput(); err != nil {
		t.Fatalf("prlimit: %v: %s", err, out)
	}
}

// An Asterisk that dies in a recording takes the talk with it; what it had written is fetched when it is back, and
// sealed.
func TestAsteriskDiesInARecording(t *testing.T) {
	t.Parallel()
	recorded(t, func(s *studio, c *recordedTalk) {
		s.pbx.Kill()
		must(t, s.pbx.Restart(t.Context()))
		c.has("recording_kept:kept", 2)
		close(c.closed)
		c.watch.Wait()
		facts, left, ours := c.facts(), media(s.pbx.Dir, c.id), media(s.path("data", "recordings"), c.id)
		if left.files > 0 || ours.files != 2 ||
			slices.Contains(facts[slices.Index(facts, "recording")+1:], "recording") {
			t.Errorf("the journal has %q; %v left at Asterisk's, %v sealed; want one recording, none left, two sealed",
				facts, left, ours)
		}
		c.voicesApart(t, asking{name: "Asterisk dies", kept: 2})
		t.Logf("%v at Asterisk's at most, %v sealed; %s", c.seen[during], ours, strings.Join(facts, " "))
	})
}

// recorded is one conversation that has said yes and lies on the disk.
func recorded(t *testing.T, then func(*studio, *recordedTalk)) {
	t.Helper()
	s := newStudio(t, 2)
	s.ring([]int{1, 2}, func(c *recordedTalk) {
		if c.name == agentName(1) { // who was not told of recordings
			return
		}
		c.begin()
		c.ask()
		c.yes(func() { c.press("1") })
		c.writes(1)
		then(s, c)
	})
}

// unheard waits until Asterisk has ended the recording by itself, and holds that nothing is written from then on,
// while the two talk.
func (c *recordedTalk) unheard(t *testing.T) {
	t.Helper()
	from := time.Now()
	c.wait("the recording ends by itself", func() bool {
		out, err := c.s.pbx.CLI(t.Context(), "core show channels concise")
		return err == nil && !strings.Contains(out, "Snoop/")
	})
	t.Logf("over %.1f s after the daemon", time.Since(from).Seconds())
	end := media(c.s.pbx.Dir, c.id)
	c.talks(t)
	if now := media(c.s.pbx.Dir, c.id); now != end {
		t.Errorf("%v, and five seconds later %v", end, now)
	}
}

// talks holds for five seconds that each hears the other.
func (c *recordedTalk) talks(t *testing.T) {
	t.Helper()
	at := time.Now()
	c.talk(5)
	for name, p := range map[string]*phone.Call{"the consumer": c.consumer, "the agent": c.agent} {
		if r := p.Record(); !r.LoudAfter(at.Add(3 * time.Second)).After(at) {
			t.Errorf("%s hears nothing any more", name)
		}
	}
}
