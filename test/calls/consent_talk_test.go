package calls_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/zaf/g711"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// recordedTalk is one conversation, with what was seen on the disks in each of its times.
type recordedTalk struct {
	s               *studio
	id              int64
	name            string // the agent's
	agent, consumer *phone.Call
	bridged         time.Time
	gone            bool // hangs up in the prompt

	time   atomic.Int32 // before the yes, during, after a no
	mu     sync.Mutex   // guards seen
	seen   [3]disk      // the most at Asterisk's in each time
	closed chan struct{}
	watch  sync.WaitGroup
}

// The times of a recording.
const (
	before int32 = iota // whatever lies on a disk now has no yes
	during
	afterNo
)

// begin watches the disk until the end, twenty times a second.
func (c *recordedTalk) begin() {
	c.closed = make(chan struct{})
	c.watch.Go(func() {
		for {
			at := c.time.Load()
			c.note(at)
			select {
			case <-time.After(50 * time.Millisecond):
			case <-c.closed:
				return
			}
		}
	})
}

func (c *recordedTalk) note(at int32) {
	d := media(c.s.pbx.Dir, c.id)
	c.mu.Lock()
	defer c.mu.Unlock()
	if at == c.time.Load() {
		c.seen[at] = c.seen[at].most(d)
	}
}

// facts are those of the consent and the recording, in the journal's order.
func (c *recordedTalk) facts() (list []string) {
	all, err := rest.Call(c.s.t.Context(), c.s.api, verb.ListFacts, verb.FactsQuery{Attempt: c.id})
	if err != nil {
		c.s.t.Error(err)
	}
	for _, f := range all {
		if f.Kind == "informed" || strings.HasPrefix(f.Kind, "consent") || strings.HasPrefix(f.Kind, "recording") {
			list = append(list, strings.TrimSuffix(f.Kind+":"+f.Code, ":"))
		}
	}
	return list
}

// has waits for a fact of a consent, with its code where it has one.
func (c *recordedTalk) has(fact string, times ...int) {
	want := 1
	for _, n := range times {
		want = n
	}
	c.wait(fact, func() bool {
		n := 0
		for _, f := range c.facts() {
			if f == fact {
				n++
			}
		}
		return n >= want
	})
}

// wait is until, for many at once: a story that waits in vain is told and does not end the others.
func (c *recordedTalk) wait(what string, is func() bool) {
	for deadline := time.Now().Add(
		45 * time.Second,
	); time.Now().Before(deadline); <-time.After(150 * time.Millisecond) {
		if is() {
			return
		}
	}
	c.s.t.Errorf("a%d: waited in vain: %s; it has %q", c.id, what, c.facts())
}

func (c *recordedTalk) press(digits string) { c.key(c.consumer, digits) }
func (c *recordedTalk) keys(digits string)  { c.key(c.agent, digits) }

func (c *recordedTalk) key(by *phone.Call, digits string) {
	if err := by.Press(c.s.t.Context(), digits); err != nil {
		c.s.t.Errorf("a%d: %v", c.id, err)
	}
}

// ask has the prompt played to its end.
func (c *recordedTalk) ask() {
	c.keys("*60")
	c.has("informed")
}

// yes is the moment from which a recording may begin.
func (c *recordedTalk) yes(give func()) {
	c.note(before)
	c.time.Store(during)
	give()
}

// onDisk is what Asterisk has written of a part.
func (c *recordedTalk) onDisk(part int) disk {
	return mediaOf(c.s.pbx.Dir, fmt.Sprintf("a%d-*-%d.*", c.id, part))
}

// writes waits until both voices of a part are on the disk. Asterisk writes in blocks of four seconds.
func (c *recordedTalk) writes(part int) {
	c.wait("both legs are written", func() bool { d := c.onDisk(part); return d.files == 2 && d.empty == 0 })
	c.note(during)
}

// no says no, and waits until the journal has it and the last sound of it is over.
func (c *recordedTalk) no(say func(), fact string) {
	say()
	c.has(fact)
	if c.time.Load() == during && strings.HasPrefix(fact, "consent_withdrawn") {
		c.has("recording_deleted:withdrawn", 2)
	}
	c.time.Store(afterNo)
}

// talk goes on for a while.
func (c *recordedTalk) talk(seconds float64) {
	<-time.After(time.Duration(seconds * float64(time.Second)))
}

// hangUp ends the call from the consumer's side, and waits until what was recorded is sealed.
func (c *recordedTalk) hangUp(kept int) {
	if err := c.consumer.HangUp(); err != nil {
		c.s.t.Error(err)
	}
	c.wait("the call is over", func() bool {
		all, err := rest.Call(c.s.t.Context(), c.s.api, verb.ListFacts, verb.FactsQuery{Attempt: c.id})
		return err == nil &&
			slices.ContainsFunc(all, func(f verb.Fact) bool { return f.Kind == string(dialer.FactEnded) })
	})
	if kept > 0 {
		c.has("recording_kept:kept", kept)
	}
	close(c.closed)
	c.watch.Wait()
}

// hole is the longest time in which a phone heard nothing, from a moment on to its last sound, in milliseconds.
func hole(r phone.Record, from time.Time) (longest int64) {
	for i := 1; i < len(r.Loud); i++ {
		if r.Loud[i].From.After(from) {
			longest = max(longest, r.Loud[i].From.Sub(r.Loud[i-1].To).Milliseconds())
		}
	}
	return longest
}

// heard are the seconds of each of the consent's sounds in what a phone received, in the order of their beginning.
func heard(r phone.Record) string {
	const window = phone.Rate / 10
	at, long := map[string]int{}, map[string]int{}
	for i := 0; i+window <= len(r.Audio); i += window {
		for name, tone := range spoken() {
			if !phone.HasTone(r.Audio[i:i+window], tone.hz) {
				continue
			}
			if long[name]++; long[name] == 1 {
				at[name] = i
			}
		}
	}
	var names []string
	for name := range long {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return at[a] - at[b] })
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %.1f s", strings.TrimPrefix(name, "consent-"), float64(long[name])/10)
	}
	return strings.Join(names, ", ")
}

// pcmOf is the sound of an exported recording, which is A-law in a WAV.
func pcmOf(wav []byte) []int16 {
	_, rest, ok := bytes.Cut(wav, []byte("data"))
	if !ok || len(rest) < 4 {
		return nil
	}
	n := min(int(binary.LittleEndian.Uint32(rest)), len(rest)-4)
	pcm := make([]int16, n)
	for i, b := range rest[4 : 4+n] {
		pcm[i] = g711.DecodeAlawFrame(b)
	}
	return pcm
}
