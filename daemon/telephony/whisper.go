package telephony

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// whisperMost bounds what is said to an agent while a call rings or in a talk.
const whisperMost = 25 * time.Second

// whisper says something to the agent alone, who hears and is heard meanwhile. A sound that plays on the leg itself
// keeps the agent from the consumer's ear, so a channel that whispers to the leg plays it. It ends by itself after
// whisperMost, should we die, and with the next join, the answer, or a key of the agent.
func (p *PBX) whisper(ctx context.Context, id dialer.SessionID, ef engine.SeatEffect) error {
	serial := p.serial.Add(1)
	mouth, playback := p.names.mouth(serial), p.names.sound(serial)
	c := p.expectCue(playback, p.whispers, id)
	defer p.dropCue(playback, p.whispers, id)
	defer p.aside(func() error {
		return ignore(p.client.Hangup(p.ctx, mouth, ari.ReasonNormal), ari.ErrNotFound)
	})
	err := snoop(ctx, p.client, string(id), mouth, ari.SnoopParams{Spy: "none", Whisper: "out", AppArgs: "whisper"})
	if err == nil {
		err = p.client.SetChannelVar(ctx, mouth, "TIMEOUT(absolute)", fmt.Sprintf("%.0f", whisperMost.Seconds()))
	}
	if err == nil && !p.cutBefore(c) {
		err = p.client.Play(ctx, mouth, playback, ari.PlayOptions{Lang: p.set.Language}, media(p.set.Cue(ef))...)
		if err == nil {
			err = p.awaitCue(ctx, playback, c, whisperMost)
		}
	}
	if err == nil && ef.HeardWhole() && p.cutBefore(c) {
		err = engine.ErrCut
	}
	if err != nil {
		return fmt.Errorf("whisper %q: %w", ef, err)
	}
	return nil
}

// cutBefore reports whether a cue was called off before it began, or before its end.
func (p *PBX) cutBefore(c *cue) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return c.cut
}

// stopWhisper ends what is whispered to an agent.
func (p *PBX) stopWhisper(id dialer.SessionID) {
	p.mu.Lock()
	playback := p.whispers[id]
	delete(p.whispers, id)
	p.mu.Unlock()
	p.stopSound(playback)
}
