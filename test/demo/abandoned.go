package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// The scene of an abandoned call. It is forced: one agent is left, and the agent's phone dies while the consumer is on the line,
// so that nobody can step in (norm 2.3, 6).
const (
	abandonedNumber = "90000040"
	agentFor        = time.Second     // so long the agent is there
	staysFor        = 8 * time.Second // the consumer hears the message begin, and hangs up
	messageKnown    = 2 * time.Second // of the message: it is recognised
)

// abandon plays the scene, before the others come to work; the campaign runs from here on.
func (d *demo) abandon(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	alone := d.agents[0]
	if err := alone.logIn(ctx); err != nil {
		return err
	}
	if err := d.untilReady(ctx, 1); err != nil {
		return err
	}
	d.trunk.Plan(abandonedNumber, phone.Plan{Ring: ring, Send: phone.Tone(tonePerson), Hold: staysFor})
	if err := d.startWithOne(ctx); err != nil {
		return err
	}
	c, err := d.trunk.Await(ctx, func(r phone.Record) bool { return r.Number == abandonedNumber && !r.Answered.IsZero() })
	if err != nil {
		return fmt.Errorf("wait for the call that is to be abandoned: %w", err)
	}
	pause(ctx, agentFor)
	d.say("Forced: %s's phone dies one second after …%s has picked up, and nobody else is there", alone.id, tail(abandonedNumber))
	alone.leave()
	d.gone = c
	_, err = d.listen(ctx, c, abandonedMessage(), messageKnown, c.Record().Answered)
	return err
}

// startWithOne starts the campaign on a list of one.
func (d *demo) startWithOne(ctx context.Context) error {
	list, err := listOf([]fate{{number: abandonedNumber}}, sourceName)
	if err == nil {
		err = os.WriteFile(d.path("abandoned.csv"), []byte(list), 0o600)
	}
	if err != nil {
		return fmt.Errorf("write the list of one: %w", err)
	}
	var in rest.Import
	if err := d.ask(ctx, &in, "lead", "import", d.path("abandoned.csv"), "--campaign", campaignID); err != nil {
		return err
	}
	_, err = d.tool(ctx, "campaign", "start", campaignID)
	return err
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

// lost is what the abandoned consumer's phone heard, and what the figures say.
type lost struct {
	agent   string // whom it heard first
	message hearing
	after   time.Duration // of the message, from the answer on
	silent  time.Duration // the longest silence
	counted int           // abandoned calls in the figures
	trouble error
}

func (d *demo) abandoned(f rest.Figures) (l lost) {
	r := d.gone.Record()
	l = lost{agent: d.heard(r), silent: silentFor(r), counted: byDaemon(f)["abandoned"]}
	l.message, l.trouble = d.heardMessage(r)
	l.after = l.message.from.Sub(r.Answered)
	return l
}

// scene judges it.
func (l lost) scene() scene {
	s := scene{who: "…" + tail(abandonedNumber) + " is abandoned"}
	s.see(l.agent != "", fmt.Sprintf("forced: heard %s for a second, then the phone died", l.agent), "heard no agent first")
	s.see(l.message.clear(), fmt.Sprintf("heard the message from %.1f s after the answer on (likeness %.2f)", l.after.Seconds(), l.message.score), "heard no message")
	s.see(l.silent <= connectWithin+300*time.Millisecond, "never silence for longer than 2 s", fmt.Sprintf("heard nothing for %v", l.silent))
	s.see(l.counted == 1, "counted as abandoned", fmt.Sprintf("the figures have %d abandoned", l.counted))
	if l.trouble != nil {
		s.untrue = append(s.untrue, l.trouble.Error())
	}
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
