package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// The scenes of the two consumers that the agent asks whether the call may be recorded (8.2.1).
const (
	yesNumber = "90000041"
	noNumber  = "90000042"
	// they talk so much longer at least: Asterisk writes what it records in blocks of four seconds
	goesOn   = 5 * time.Second
	soundFor = 3 * time.Second // of it each must hear the other, the words about the recording apart
	lookAt   = 50 * time.Millisecond
)

// asked is what was seen of one of them: on the phones, on Asterisk's disk, and by the program's own list.
type asked struct {
	number, key string
	willing     bool // to be recorded, by the demo's plan

	attempt       int64
	agent         *agent
	consumer      *phone.Call
	prompt        hearing
	before, after disk             // the most that Asterisk had written of the call until the key, and from then on
	left          disk             // what it has of it in the end
	heard         [2]time.Duration // of the other's voice after the key: the consumer, the agent
	kept          []verb.Recording
	trouble       error // why it went no further
}

// disk is what lies on a disk of one call; a file without bytes is a recording too.
type disk struct {
	files int
	bytes int64
}

// askToRecord plays the scene; the agent's part of it is in the agent's work.
func (d *demo) askToRecord(ctx context.Context, a asked) asked {
	begins, cancel := context.WithTimeout(ctx, sceneStep)
	defer cancel()
	if a.consumer, a.attempt, a.agent, a.trouble = d.talk(begins, a.number); a.trouble == nil {
		a.trouble = errors.Join(d.answerAndTalk(ctx, &a), d.hangUp(ctx, &a))
	}
	return a
}

// answerAndTalk hears the prompt out, answers by key, and goes on talking. The disk is watched from the first moment.
func (d *demo) answerAndTalk(ctx context.Context, a *asked) (err error) {
	most := d.watchDisk(a.attempt)
	a.prompt, err = d.listen(ctx, a.consumer, "nb/consent-ask", time.Minute, a.consumer.Record().Answered)
	a.before = most()
	if err != nil {
		return err
	}
	most = d.watchDisk(a.attempt)
	defer func() { a.after = most() }()
	from := time.Now() // the answer may begin before the key is let go
	if err := a.consumer.Press(ctx, a.key); err != nil {
		return err
	}
	word := map[bool]string{true: "nb/consent-yes", false: "nb/consent-no"}[a.willing]
	soon, cancel := context.WithTimeout(ctx, afterKey)
	defer cancel()
	if _, err := d.listen(soon, a.consumer, word, time.Minute, from); err != nil {
		return err
	}
	for until := time.Now().Add(goesOn); pause(ctx, listenEvery); {
		wrote := d.atAsterisk(a.attempt)
		if time.Now().After(until) &&
			(!a.willing || wrote.files == 2 && wrote.bytes > 0 || time.Now().After(until.Add(goesOn))) {
			break
		}
	}
	a.heard[0] = tones(a.consumer.Record(), a.agent.tone, from)
	a.heard[1] = tones(a.agent.call.Record(), toneAsked, from)
	return nil
}

// hangUp ends the call, and waits until what was recorded is sealed.
func (d *demo) hangUp(ctx context.Context, a *asked) error {
	if !a.consumer.Record().Ended.IsZero() {
		return errors.New("the call did not go on")
	}
	if err := a.consumer.HangUp(); err != nil {
		return fmt.Errorf("hang up: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, sceneStep)
	defer cancel()
	api, err := rest.Dial(ctx, d.path("ringevett.sock"))
	if err != nil {
		return err
	}
	defer api.Close()
	for pause(ctx, listenEvery) {
		all, err := rest.Call(ctx, api, verb.ListFacts, verb.FactsQuery{Attempt: a.attempt})
		if err != nil {
			return err
		}
		has := map[string]int{}
		for _, f := range all {
			has[f.Kind]++
		}
		if has["ended"] > 0 && has["recording_kept"] == 2*has["recording"] {
			a.left = d.atAsterisk(a.attempt)
			return d.ask(ctx, &a.kept, "recordings", "list", "--attempt", fmt.Sprint(a.attempt))
		}
	}
	return errors.New("what was recorded is not sealed: " + d.lastWords())
}

// watchDisk looks at what Asterisk has written of a call, twenty times a second; most ends it and gives the most that
// there was.
func (d *demo) watchDisk(attempt int64) (most func() disk) {
	stop, seen := make(chan struct{}), make(chan disk)
	go func() {
		var top disk
		for {
			now := d.atAsterisk(attempt)
			top = disk{max(top.files, now.files), max(top.bytes, now.bytes)}
			select {
			case <-stop:
				seen <- top
				return
			case <-time.After(lookAt):
			}
		}
	}()
	return func() disk { close(stop); return <-seen }
}

func (d *demo) atAsterisk(attempt int64) (sum disk) {
	filepath.WalkDir(d.pbx.Dir, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.HasPrefix(e.Name(), fmt.Sprintf("a%d-", attempt)) {
			if info, err := e.Info(); err == nil { // else it was taken away just now
				sum = disk{sum.files + 1, sum.bytes + info.Size()}
			}
		}
		return nil
	})
	return sum
}

// tones is for how long a phone heard somebody's tone.
func tones(r phone.Record, hz int, since time.Time) (long time.Duration) {
	const window = 100 * time.Millisecond
	pcm := r.Between(since, since.Add(time.Minute))
	for n := samples(window); len(pcm) >= n; pcm = pcm[n:] {
		if phone.HasTone(pcm[:n], float64(hz)) {
			long += window
		}
	}
	return long
}

// scene judges what was seen.
func (a asked) scene() scene {
	s := scene{who: "…" + tail(a.number) + " refuses recording"}
	if a.willing {
		s.who = "…" + tail(a.number) + " agrees to recording"
	}
	if a.trouble != nil {
		s.untrue = append(s.untrue, a.trouble.Error())
	}
	if !a.prompt.clear() {
		s.untrue = append(s.untrue, "was not asked")
		return s
	}
	s.see(true, fmt.Sprintf("%s keyed *60, the question was heard whole (likeness %.2f)", a.agent.id, a.prompt.score),
		"")
	s.see(a.before == disk{}, "recorded before the answer 0 bytes",
		fmt.Sprintf("recorded before the answer: %v", a.before))
	if a.willing {
		a.recorded(&s)
	} else {
		a.notRecorded(&s)
	}
	s.see(min(a.heard[0], a.heard[1]) >= soundFor,
		fmt.Sprintf("the talk went on, each heard the other for %.1f s", min(a.heard[0], a.heard[1]).Seconds()),
		fmt.Sprintf("the talk did not go on: the consumer heard the agent for %v, the agent the consumer for %v",
			a.heard[0], a.heard[1]))
	return s
}

func (a asked) recorded(s *scene) {
	s.see(a.after.files == 2 && a.after.bytes > 0, fmt.Sprintf("after key %s %d bytes", a.key, a.after.bytes),
		fmt.Sprintf("after key %s not both voices were recorded, but %v", a.key, a.after))
	var sealed int64
	for _, r := range a.kept {
		sealed += r.Bytes
	}
	s.see(len(a.kept) == 2 && sealed > 0 && a.left == disk{},
		fmt.Sprintf("kept: two voices, sealed, %d bytes, nothing at Asterisk", sealed),
		fmt.Sprintf("kept are %d voices of %d bytes, and at Asterisk %v", len(a.kept), sealed, a.left))
}

func (a asked) notRecorded(s *scene) {
	s.see(a.after == disk{} && a.left == disk{} && len(a.kept) == 0,
		fmt.Sprintf("after key %s 0 bytes, nothing kept", a.key),
		fmt.Sprintf("after key %s recorded %v, %d kept, at Asterisk %v", a.key, a.after, len(a.kept), a.left))
}

func (d disk) String() string { return fmt.Sprintf("%d bytes in %d files", d.bytes, d.files) }
