package telephony

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/roster"
)

// cue is a sound to an agent whose end a lane waits for. Its two flags are written under PBX.mu, before over is closed.
type cue struct {
	over   chan struct{}
	cut    bool // ended by us before its end
	failed bool // the PBX could not play it
}

// say plays a cue to the agent and waits for its end, so that what follows does not cut it off; a key of the agent
// does. strict makes that an error, engine.ErrCut.
func (p *PBX) say(ctx context.Context, id dialer.SessionID, ef engine.SeatEffect, strict bool) error {
	playback := p.names.sound(p.serial.Add(1))
	c := p.expectCue(playback, p.says, id)
	defer p.dropCue(playback, p.says, id)
	if ef.WhileItRings() && p.talks(id) {
		return nil
	}
	err := p.playNoted(ctx, string(id), saidVar, playback, ari.PlayOptions{Lang: p.set.Language},
		media(p.set.Cue(ef))...)
	if ef.WhileItRings() && p.talks(id) { // answered while the request was under way: that stop may have come first
		p.stopSound(playback)
	}
	if err == nil {
		err = p.awaitCue(ctx, playback, c, patienceOf(ef))
	}
	if err != nil { // a request without an answer may be carried out later, and a leg that hears a sound is not heard
		p.stopSound(playback)
		return fmt.Errorf("the cue %q: %w", ef, err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if strict && c.cut {
		return engine.ErrCut
	}
	return nil
}

// patienceOf bounds the wait for a cue's end.
func patienceOf(ef engine.SeatEffect) time.Duration {
	if _, long := ef.Purpose(); long {
		return whisperMost
	}
	if _, reads := ef.Reads(); reads {
		return roster.ReadPatience
	}
	return cuePatience
}

// talks reports whether a consumer with the agent has answered.
func (p *PBX) talks(id dialer.SessionID) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for a, session := range p.in {
		if session == id && p.answers[a] {
			return true
		}
	}
	return false
}

// awaitCue waits until a playback is over. With ctx it is stopped, which is no error of the PBX.
func (p *PBX) awaitCue(ctx context.Context, playback string, c *cue, most time.Duration) error {
	select {
	case <-ctx.Done():
		p.stopSound(playback)
		return nil
	case <-time.After(most):
		return fmt.Errorf("the sound did not end in %v", most)
	case <-c.over:
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if c.failed {
		return errors.New("the PBX could not play it")
	}
	return nil
}

// expectCue makes a sound one whose end a lane waits for, and notes it as what plays to the agent; in is p.says or
// p.whispers, or nil where it plays to another.
func (p *PBX) expectCue(playback string, in map[dialer.SessionID]string, id dialer.SessionID) *cue {
	c := &cue{over: make(chan struct{})}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cues[playback] = c
	if in != nil {
		in[id] = playback
	}
	return c
}

// dropCue forgets it, and lets go what waits for its end.
func (p *PBX) dropCue(playback string, in map[dialer.SessionID]string, id dialer.SessionID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cueOver(playback, false)
	if in[id] == playback {
		delete(in, id)
	}
}

// quiet waits until nothing of ours plays to the agent: Asterisk takes no request on a channel meanwhile.
func (p *PBX) quiet(ctx context.Context, id dialer.SessionID) error {
	for {
		p.mu.Lock()
		c := p.cues[p.says[id]]
		p.mu.Unlock()
		if c == nil {
			return ctx.Err()
		}
		select {
		case <-c.over:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// cueOver lets the lane go on that waits for the cue. The caller holds mu.
func (p *PBX) cueOver(playback string, failed bool) {
	if c := p.cues[playback]; c != nil {
		delete(p.cues, playback)
		c.failed = failed
		close(c.over)
	}
}

// cutCue notes that a sound is about to be ended before its end.
func (p *PBX) cutCue(playback string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.stopped) < maxDoubts {
		p.stopped[playback] = true
	}
	if c := p.cues[playback]; c != nil {
		c.cut = true
	}
}
