package record_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// call drives the consent of one conversation as the engine is to: events in, facts to the disk, then effects.
type call struct {
	*talk
	store    *sqlite.Store
	sounds   string
	state    consent.State
	inbox    chan consent.Event
	ended    chan struct{}
	playing  [2]string
	serial   int
	mu       sync.Mutex     // guards said
	said     []string       // every effect, once more when it is done, and every fact, in order
	atRecord disk           // of this call in the moment before a recording was asked for
	dropped  disk           // of this call in the moment before it was discarded
	endless  bool           // the prompt never tells its end
	parts    map[int]string // the agent's channel of each part
}

func (l *lab) call(t *testing.T, store *sqlite.Store, sounds string) *call {
	c := &call{
		talk: l.talk(), store: store, sounds: sounds, inbox: make(chan consent.Event, 100), ended: make(chan struct{}),
		parts: map[int]string{},
	}
	c.state.Terms = consent.Terms{
		Mode: consent.OptIn, Call: dialer.AttemptID(c.id), Campaign: "wool", Client: "acme", Category: "quality",
		Prompt: dialer.Prompt{Name: "consent-nb", SHA256: "c0ffee"},
	}
	go c.hear(c.consumer)
	go c.hear(c.agent)
	go c.run(context.WithoutCancel(t.Context()))
	return c
}

// hear turns what Asterisk says of a channel into events.
func (c *call) hear(channel string) {
	events := c.l.client.SubscribeChannel(channel)
	defer events.Close()
	for ev, err := range events.All(c.l.t.Context()) {
		if err != nil {
			return
		}
		switch ev := ev.(type) {
		case *ari.ChannelDtmfReceived:
			if channel == c.consumer {
				c.inbox <- consent.Key{Digit: ev.Digit[0]}
			}
		case *ari.PlaybackFinished:
			if sound, ours := strings.CutPrefix(ev.Playback.ID, fmt.Sprintf("play-%06d-c-", c.id)); ours {
				sound = sound[4:]
				c.inbox <- consent.Played{Sound: consent.Sound(sound), Whole: ev.Playback.State == "done"}
			}
		case *ari.ChannelDestroyed:
			if channel == c.consumer {
				c.inbox <- consent.Ended{}
			} else {
				c.inbox <- consent.AgentGone{}
			}
		}
	}
}

func (c *call) run(ctx context.Context) {
	defer close(c.ended)
	renew := time.NewTicker(telephony.Unheard / 3) // as the daemon does
	defer renew.Stop()
	for c.state.Phase != consent.Over {
		var due <-chan time.Time
		if !c.state.Deadline.IsZero() {
			due = time.After(time.Until(c.state.Deadline))
		}
		select {
		case ev := <-c.inbox:
			c.step(ctx, ev)
		case <-due:
			c.step(ctx, consent.Due{})
		case <-renew.C:
			if c.state.Phase == consent.Recording {
				c.l.rec.Renew(ctx, c.recordings(c.state.Part)) // the PBX may be down
			}
		}
	}
}

func (c *call) step(ctx context.Context, ev consent.Event) {
	var o consent.Out
	c.state, o = consent.Step(time.Now(), c.state, ev)
	for _, f := range o.Facts {
		c.note(string(f.Kind))
		err := c.store.Write(ctx, sqlite.Batch{Facts: []dialer.Fact{f}})
		if err == nil && f.Kind == dialer.FactConsent {
			c.inbox <- consent.Written{}
		}
		if err != nil {
			c.l.t.Error(err)
		}
	}
	for _, ef := range o.Do {
		c.note(ef.String())
		if err := c.do(ctx, ef); err != nil {
			c.l.t.Errorf("call %d: %s: %v", c.id, ef, err)
		}
		c.note(done(ef))
	}
}

func (c *call) do(ctx context.Context, ef consent.Effect) error {
	switch ef := ef.(type) {
	case consent.Say:
		return c.say(ctx, ef.Sound)
	case consent.Hush:
		for _, id := range c.playing {
			c.l.client.StopPlayback(ctx, id)
		}
	case consent.Record:
		c.atRecord = c.disk()
		c.parts[ef.Part] = c.agent
		all := c.recordings(ef.Part)
		if err := c.store.BeginRecordings(ctx, all); err != nil {
			return err
		}
		return c.l.rec.Record(ctx, all, map[dialer.Side]string{
			dialer.ConsumerSide: c.consumer, dialer.AgentSide: c.agent,
		})
	case consent.Stop:
		return c.l.rec.Stop(ctx, c.recordings(ef.Part))
	case consent.Discard:
		c.dropped = c.disk()
		for part := range c.parts {
			if err := c.l.rec.Discard(ctx, c.recordings(part)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *call) recordings(part int) []dialer.Recording {
	return dialer.NewRecordings(dialer.Recording{
		Attempt: dialer.AttemptID(c.id), Part: part, Campaign: "wool", Client: "acme", Category: "quality", Days: 3,
		Began: time.Now(),
	})
}

// say plays to each of the two alone: the bridge stays a simple one.
func (c *call) say(ctx context.Context, s consent.Sound) error {
	media := "sound:" + filepath.Join(c.sounds, string(s))
	if c.endless && s == consent.SoundPrompt {
		media = "bad:x" // Asterisk never tells that it cannot be played
	}
	c.serial++
	for i, channel := range []string{c.consumer, c.agent} {
		c.playing[i] = fmt.Sprintf("play-%06d-%c-%03d-%s", c.id, "ca"[i], c.serial, s)
		if err := c.l.client.Play(ctx, channel, c.playing[i], ari.PlayOptions{}, media); err != nil && i == 0 {
			return err
		}
	}
	return nil
}

// disk is what lies on Asterisk's disk of one call. Asterisk writes in blocks of 4 s of A-law: a file without bytes
// is a recording too.
type disk struct {
	files int
	bytes int64
}

func (d disk) String() string { return fmt.Sprintf("%d: %d", d.files, d.bytes) }

func (c *call) disk() (n disk) {
	filepath.WalkDir(c.l.pbx.Dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasPrefix(d.Name(), fmt.Sprintf("a%d-", c.id)) {
			if info, err := d.Info(); err == nil {
				n.files, n.bytes = n.files+1, n.bytes+info.Size()
			}
		}
		return nil
	})
	return n
}

// done is what is noted once an effect is done.
func done(ef consent.Effect) string { return ef.String() + " done" }

func (c *call) note(word string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.said = append(c.said, word)
}

func (c *call) words() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.said)
}

// until waits for something that comes without an event, at most a minute and a half.
func (c *call) until(what string, is func() bool) {
	for limit := time.Now().Add(90 * time.Second); !is(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(limit) {
			c.l.t.Errorf("call %d: waited in vain: %s; on the disk %v; until then: %s", c.id, what, c.disk(),
				strings.Join(c.words(), ", "))
			return
		}
	}
}

// awaits waits for one of the facts, or for an effect.
func (c *call) awaits(what ...string) {
	c.until(strings.Join(what, " or "), func() bool {
		return slices.ContainsFunc(c.words(), func(w string) bool { return slices.Contains(what, w) })
	})
}

// informed waits until the prompt is over.
func (c *call) informed() { c.awaits(string(dialer.FactInformed)) }

// recorded waits until both talk in a recording of which Asterisk has written something.
func (c *call) recorded(part int) {
	c.awaits(done(consent.Record{Part: part}))
	begun := c.disk().bytes
	c.until("something more is recorded", func() bool { return c.disk().bytes > begun })
}

// seconds waits while the two talk.
func (c *call) seconds(s float64) { time.Sleep(time.Duration(s * float64(time.Second))) }

func (c *call) press(digits string) {
	if err := c.phones[0].Press(c.l.t.Context(), digits); err != nil {
		c.l.t.Error(err)
	}
}

// hangUp ends the call from the consumer's side and gives what both have heard.
func (c *call) hangUp() {
	c.phones[0].HangUp()
	<-c.ended
	c.phones[1].HangUp()
}

// hole is the longest time in which a phone heard nothing, from its first sound to its last.
func hole(p *phone.Call) (longest time.Duration) {
	loud := p.Record().Loud
	for i := 1; i < len(loud); i++ {
		longest = max(longest, loud[i].From.Sub(loud[i-1].To))
	}
	return longest
}

// tones writes the sounds of the consent as tones that no one else sends.
func tones(t *testing.T, dir string) {
	t.Helper()
	for name, seconds := range map[string]float64{
		"consent": 3, "consent-yes": 1, "consent-no": 1, "consent-stopped": 1,
	} {
		pcm := make([]byte, 0, int(seconds*16000))
		for i := range int(seconds * 8000) {
			pcm = binary.LittleEndian.AppendUint16(pcm, uint16(int16(9000*math.Sin(2*math.Pi*700*float64(i)/8000))))
		}
		must(t, os.WriteFile(filepath.Join(dir, name+".sln"), pcm, 0o644))
	}
}
