package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/sounds"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// The scene of an abandoned call. It is forced: one agent is left, and the agent's phone dies while the consumer is on the line,
// so that nobody can step in (norm 2.3, 6).
const (
	abandonedNumber = "90000040"
	agentFor        = time.Second     // so long the agent is there
	staysFor        = 8 * time.Second // the consumer hears the message begin, and hangs up
)

// abandon plays the scene, after the list is through.
func (d *demo) abandon(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	last := d.agents[0]
	for _, a := range d.agents[1:] {
		a.leave()
	}
	last.stop()
	last.over.Wait()
	if err := d.untilAgents(ctx, 1); err != nil {
		return err
	}
	d.trunk.Plan(abandonedNumber, phone.Plan{Ring: ring, Send: phone.Tone(tonePerson), Hold: staysFor})
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
	c, err := d.trunk.Await(ctx, func(r phone.Record) bool { return r.Number == abandonedNumber && !r.Answered.IsZero() })
	if err != nil {
		return fmt.Errorf("wait for the call that is to be abandoned: %w", err)
	}
	pause(ctx, agentFor)
	d.there[tail(abandonedNumber)] = last.id
	d.say("Forced: %s's phone dies one second after …%s has picked up, and nobody else is there", last.id, tail(abandonedNumber))
	last.leave()
	select {
	case <-c.Ended():
	case <-ctx.Done():
		return fmt.Errorf("the abandoned call does not end: %w", ctx.Err())
	}
	return d.untilAbandoned(ctx)
}

// leave is a phone that hangs up, or dies.
func (a *agent) leave() {
	a.stop()
	a.over.Wait()
	a.call.HangUp() // one that is gone already is what is wanted
}

// untilAgents waits until no more than so many agents are logged in.
func (d *demo) untilAgents(ctx context.Context, n int) error {
	api, err := rest.Dial(ctx, d.path("ringevett.sock"))
	if err != nil {
		return err
	}
	defer api.Close()
	for {
		s, err := api.Status(ctx)
		if err != nil {
			return fmt.Errorf("wait for the agents to leave: %w", err)
		}
		if len(s.Agents) <= n {
			return nil
		}
		if !pause(ctx, listenEvery) {
			return errors.New("the agents could not log out")
		}
	}
}

// untilAbandoned waits until the call's end is in the figures.
func (d *demo) untilAbandoned(ctx context.Context) error {
	for {
		f, err := d.figuresLive(ctx)
		if err != nil || byDaemon(f)["abandoned"] > 0 {
			return err
		}
		if !pause(ctx, listenEvery) {
			return errors.New("the abandoned call does not come to the figures: " + d.lastWords())
		}
	}
}

// heardMessage is when after the answer the consumer heard the abandoned-call message begin, by its waveform.
func (d *demo) heardMessage(r phone.Record) (at time.Duration, heard bool, err error) {
	prompt, err := phone.ReadWAV(d.path("sounds", sounds.Abandoned.File("nb")+".fjellvann.wav"))
	if err != nil || r.Answered.IsZero() {
		return 0, false, err
	}
	score, at := phone.Likeness(r.Audio, prompt[:2*phone.Rate])
	return r.FirstRTP.Add(at).Sub(r.Answered), score > 0.5, nil
}

// abandonedLine tells what the abandoned consumer heard; an error where it was not the message.
func (d *demo) abandonedLine() error {
	for _, r := range d.trunk.CallsTo(abandonedNumber) {
		at, heard, err := d.heardMessage(r)
		switch {
		case err != nil:
			return err
		case !heard:
			return fmt.Errorf("…%s was abandoned and heard no message", tail(abandonedNumber))
		}
		d.say("…%s was abandoned: it heard %s for a second, then the message from %.1f s after the answer on, never silence for longer than 2 s",
			tail(abandonedNumber), d.there[tail(abandonedNumber)], at.Seconds())
		if gap := silentFor(r); gap > connectWithin+300*time.Millisecond {
			return fmt.Errorf("…%s heard nothing for %v", tail(abandonedNumber), gap)
		}
		return nil
	}
	return fmt.Errorf("…%s was not rung", tail(abandonedNumber))
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
