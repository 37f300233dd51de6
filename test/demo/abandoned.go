package main

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// The scene of an abandoned call. It is forced: the others who are there talk, and the agent's phone dies while the
// consumer is on the line, so that no colleague can step in (norm 2.3, 6).
const (
	abandonedNumber = "90000040"
	agentFor        = time.Second     // so long the agent is there
	staysFor        = 6 * time.Second // the consumer hears the message begin, and hangs up
	messageKnown    = 2 * time.Second // of the message: it is recognised
)

// abandon plays the scene, and gives what came of it.
func (d *demo) abandon(ctx context.Context) (l lost, err error) {
	ctx, cancel := context.WithTimeout(ctx, sceneStep)
	defer cancel()
	c, _, who, err := d.talk(ctx, abandonedNumber)
	if err != nil {
		return l, fmt.Errorf("wait for the call that is to be abandoned: %w", err)
	}
	pause(ctx, time.Until(c.Brief().Answered.Add(agentFor)))
	d.say("Forced: %s's phone dies one second after …%s has picked up, and no other agent is free", who.id,
		tail(abandonedNumber))
	who.leave()
	select {
	case <-c.Ended():
	case <-ctx.Done():
		return l, fmt.Errorf("the abandoned call does not end: %w", ctx.Err())
	}
	r := c.Record()
	l = lost{agent: d.heard(r), silent: silentFor(r)}
	l.message, err = d.heardMessage(r)
	l.after = l.message.from.Sub(r.Answered)
	return l, err
}

// abandonedMessage is the sound of it.
func abandonedMessage() string { return "nb/abandoned.fjellvann" }

// heardMessage is when the consumer heard the abandoned-call message begin, by its waveform.
func (d *demo) heardMessage(r phone.Record) (h hearing, err error) {
	prompt, err := phone.ReadWAV(d.path("sounds", abandonedMessage()+".wav"))
	if err != nil || r.Answered.IsZero() {
		return h, err
	}
	score, at := phone.Likeness(r.Audio, prompt[:samples(messageKnown)])
	return hearing{score: score, from: r.FirstRTP.Add(at)}, nil
}

// lost is what the abandoned consumer's phone heard.
type lost struct {
	agent   string // that it heard first
	message hearing
	after   time.Duration // of the message, from the answer on
	silent  time.Duration // the longest silence
}

// scene judges it.
func (l lost) scene() scene {
	s := scene{who: "…" + tail(abandonedNumber) + " is abandoned"}
	s.see(l.agent != "", fmt.Sprintf("forced: heard %s for a second, then the phone died", l.agent),
		"heard no agent first")
	s.see(l.message.clear(),
		fmt.Sprintf("heard the message from %.1f s after the answer on (likeness %.2f)", l.after.Seconds(),
			l.message.score), "heard no message")
	s.see(l.silent <= connectWithin+300*time.Millisecond, "never silence for longer than 2 s",
		fmt.Sprintf("heard nothing for %v", l.silent))
	return s
}

// silentFor is the longest stretch without sound between the answer and the end.
func silentFor(r phone.Record) (longest time.Duration) {
	last := r.Answered
	for _, s := range r.Loud {
		longest = max(longest, s.From.Sub(last))
		last = s.To
	}
	return max(longest, r.Ended.Sub(last))
}
