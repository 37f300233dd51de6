package calls_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// asking is what happens in a conversation, and what the journal then has. kept is how many files are sealed in
// the end.
type asking struct {
	name  string
	tell  func(c *recordedTalk)
	facts string
	kept  int
	gap   bool // one of them hears nothing for a while, which is no fault of the recording
}

const (
	toYes    = "consent_asked:opt_in informed consent:key recording "
	sealed   = " recording_kept:kept recording_kept:kept"
	toDelete = " recording_deleted:withdrawn recording_deleted:withdrawn"
)

// askings are all but the one of the agent who was not told.
func askings() []asking {
	yes := func(c *recordedTalk) { c.ask(); c.yes(func() { c.press("1") }); c.writes(1) }
	return []asking{
		// within 5 s of the bridge, or it is a hang-up: so the yes comes early
		{"the agent drops, a colleague takes over (16)", func(c *recordedTalk) {
			c.keys("*60")
			c.has("consent_asked:opt_in")
			c.yes(func() { c.press("1") })
			c.wait("both legs are listened to", func() bool { return c.onDisk(1).files == 2 })
			c.talk(0.2)
			must(c.s.t, c.agent.HangUp())
			c.has("recording", 2)
			c.writes(2)
		}, toYes + "recording_ended recording recording_ended" + sealed + sealed, 4, true},
		{"no question", func(c *recordedTalk) { c.press("12"); c.talk(3) }, "", 0, false},
		{"yes by key", yes, toYes + "recording_ended" + sealed, 2, false},
		{"no by key",
			func(c *recordedTalk) { c.ask(); c.no(func() { c.press("2") }, "consent_refused:key"); c.talk(3) },
			"consent_asked:opt_in informed consent_refused:key", 0, false},
		{"silence", func(c *recordedTalk) { c.ask(); c.has("consent_none:silence"); c.talk(3) },
			"consent_asked:opt_in informed consent_none:silence", 0, false},
		{"spoken yes, the agent keys *61",
			func(c *recordedTalk) { c.ask(); c.yes(func() { c.keys("*61") }); c.writes(1) },
			strings.Replace(toYes, ":key", ":spoken", 1) + "recording_ended" + sealed, 2, false},
		{"refusal after 40 s of recording", func(c *recordedTalk) {
			yes(c)
			c.talk(37)
			c.no(func() { c.press("2") }, "consent_withdrawn:key")
			c.talk(3)
		}, toYes + "consent_withdrawn:key" + toDelete, 0, false},
		{"withdrawn by the agent's key *2",
			func(c *recordedTalk) { yes(c); c.no(func() { c.keys("*2") }, "consent_withdrawn:spoken"); c.talk(3) },
			toYes + "consent_withdrawn:spoken" + toDelete, 0, false},
		{"second question in one call", func(c *recordedTalk) {
			c.ask()
			c.no(func() { c.press("2") }, "consent_refused:key")
			c.talk(1)
			c.keys("*60")
			c.has("consent_unasked:asked_before")
			c.press("1")
			c.talk(3)
		}, "consent_asked:opt_in informed consent_refused:key consent_unasked:asked_before", 0, false},
		{"hang-up in the prompt", func(c *recordedTalk) {
			c.gone = true
			c.s.asks.Store(c.id, "sound:"+c.s.path("sounds", slowly))
			c.keys("*60")
			c.has("consent_asked:opt_in")
		}, "consent_asked:opt_in consent_none:hangup", 0, false},
		{"key 1 before the prompt ends", func(c *recordedTalk) {
			c.s.asks.Store(c.id, "sound:"+c.s.path("sounds", slowly))
			c.keys("*60")
			c.has("consent_asked:opt_in")
			c.press("1")
			c.talk(1) // the prompt goes on
			c.yes(func() {})
			c.writes(1)
		}, toYes + "recording_ended" + sealed, 2, true},
		{"keys 1 and 2 at once",
			func(c *recordedTalk) { c.ask(); c.no(func() { c.press("12") }, "consent_withdrawn:key"); c.talk(3) },
			"consent_asked:opt_in informed consent:key consent_withdrawn:key", 0, false},
		{"the phone transfers blindly: refused", func(c *recordedTalk) {
			yes(c)
			c.refer(c.agent)
			c.talk(1)
		}, toYes + "recording_ended" + sealed, 2, false},
		{"another phone takes the agent's leg over", func(c *recordedTalk) {
			yes(c)
			c.pickUp(c.agent)
			c.time.Store(afterNo)
			c.talk(3)
		}, toYes + "recording_ended recording_failed:strayed" + strings.ReplaceAll(toDelete, "withdrawn", "strayed"), 0,
			true},
		{"a prompt that never ends", func(c *recordedTalk) {
			c.s.asks.Store(c.id, endless)
			c.keys("*60")
			c.has("consent_asked:opt_in")
			c.press("1")
			c.has("consent_none:sound")
			c.talk(3)
		}, "consent_asked:opt_in consent_none:sound", 0, true},
	}
}

// untold is the agent without a notice (8.1): a word to the agent, and nothing else.
func untold() asking {
	return asking{"an agent without notice (8.1)", func(c *recordedTalk) {
		c.keys("*60")
		c.has("consent_unasked:no_notice")
		c.press("1")
		c.talk(3)
	}, "consent_unasked:no_notice", 0, false}
}

// TestConsent plays every story at once with the whole daemon on a real Asterisk, and tells what lay on its disk and
// what was heard.
func TestConsent(t *testing.T) {
	t.Parallel()
	stories := askings()
	s := newStudio(t, len(stories)+2) // one has no notice, and one is the colleague
	var numbers []int
	for n := range len(stories) + 1 {
		numbers = append(numbers, n+1)
	}
	rows := make([]string, len(numbers))
	var wg sync.WaitGroup
	next := 0
	s.ring(numbers, func(c *recordedTalk) { // the first that talks to an agent who may ask has five seconds
		i, a := len(stories), untold()
		if c.name != agentName(1) {
			i, a = next, stories[next]
			next++
		}
		c.begin()
		wg.Go(func() { a.tell(c); c.hangUp(a.kept); rows[i] = c.row(t, a) })
	})
	wg.Wait()
	t.Logf("\n%-46s %-8s %-9s %-8s %-7s %-8s %-9s %-9s %s\n%s", "story (Asterisk's disk: files/bytes)", "before",
		"during", "after no", "left", "sealed",
		"silence ms", "packets/s", "what the consumer heard; the journal", strings.Join(rows, "\n"))
	if left := media(s.pbx.Dir, 0); left.files > 0 {
		t.Errorf("%v left", left)
	}
	s.selfRecordedPhone(1)
}

// longestSound is the milliseconds of the longest sound but the question, and a little: while one plays to a leg, its
// voice rests.
const longestSound = 700

// row holds a conversation against its story, and tells it.
func (c *recordedTalk) row(t *testing.T, a asking) string {
	got := c.facts()
	left, ours := media(c.s.pbx.Dir, c.id), media(c.s.path("data", "recordings"), c.id)
	if want := strings.Fields(a.facts); !slices.Equal(sorted(got), sorted(want)) || !follows(got, want) {
		t.Errorf("%s: the journal has\n%q, want\n%q", a.name, got, want)
	}
	if c.seen[before].files > 0 || c.seen[afterNo].files > 0 || left.files > 0 || ours.files != a.kept ||
		(ours.bytes > 0) != (a.kept > 0) {
		t.Errorf("%s: files/bytes: %v before the yes, %v after a no, %v left at Asterisk's, %v sealed; want none but "+
			"%d sealed", a.name, c.seen[before], c.seen[afterNo], left, ours, a.kept)
	}
	if recorded := strings.Contains(a.facts, " recording "); recorded != (c.seen[during].bytes > 0) {
		t.Errorf("%s: %v were written during the recording", a.name, c.seen[during])
	}
	consumer, agent := c.consumer.Record(), c.agent.Record()
	if k := consumer.Keys() + agent.Keys(); k != "" {
		t.Errorf("%s: keys of the one reached the other: %q", a.name, k)
	}
	holes := [2]int64{hole(consumer, c.bridged), hole(agent, c.bridged)}
	if max(holes[0], holes[1]) > longestSound && !a.gap {
		t.Errorf("%s: the consumer heard nothing for %d ms, the agent for %d", a.name, holes[0], holes[1])
	}
	if a.kept > 0 {
		c.voicesApart(t, a)
	}
	rate := func(r phone.Record) int { return int(float64(r.Packets) / r.Ended.Sub(r.FirstRTP).Seconds()) }
	return fmt.Sprintf("%-46s %-8v %-9v %-8v %-7v %-8v %3d / %3d  %2d         %s; %s", a.name, c.seen[before],
		c.seen[during], c.seen[afterNo], left, ours,
		holes[0], holes[1], rate(consumer), heard(consumer), strings.Join(got, " "))
}

func sorted(words []string) []string { words = slices.Clone(words); slices.Sort(words); return words }

// follows holds the order of what comes from the call itself; the files are sealed and deleted beside it.
func follows(got, want []string) bool {
	beside := func(f string) bool {
		return strings.HasPrefix(f, "recording_kept") || strings.HasPrefix(f, "recording_deleted")
	}
	return slices.Equal(slices.DeleteFunc(slices.Clone(got), beside), slices.DeleteFunc(slices.Clone(want), beside))
}

// voicesApart holds each file against its leg: its own voice, and neither the other's nor the prompt's. A part may have
// 16 packets only, and a loaded machine loses two of them.
func (c *recordedTalk) voicesApart(t *testing.T, a asking) {
	for part := range a.kept / 2 {
		for leg, hz := range map[string][2]float64{"consumer": {consumerHz, agentHz}, "agent": {agentHz, consumerHz}} {
			id := fmt.Sprintf("a%d-%s-%d", c.id, leg, part+1)
			sound, err := rest.Call(t.Context(), c.s.api, verb.ExportRecording,
				verb.RecordingExport{ID: id, For: leg, Why: "the test"})
			must(t, err)
			pcm := pcmOf(sound.WAV)
			own, other, prompt := phone.ToneShare(pcm,
				hz[0]), phone.ToneShare(pcm, hz[1]), phone.ToneShare(pcm, promptHz)
			if len(pcm) < phone.Rate/20 || own < 0.8 || other > 0.02 || prompt > 0.02 {
				t.Errorf("%s: %s: %d samples, own voice %.2f, the other's %.3f, the prompt %.3f", a.name, id, len(pcm),
					own, other, prompt)
			}
		}
	}
}
