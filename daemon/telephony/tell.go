package telephony

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/engine"
)

// wordsVar stands on a channel and names the sounds of Tell; see saidVar.
const wordsVar = "RINGEVETT_WORDS"

// tellMost bounds one telling: four texts of at most 10 s.
const tellMost = 45 * time.Second

// Tell plays sounds to both parties of a talk, each on its own leg, and waits until the other party's have ended; to
// the agent alone where no other party is named. With ctx both end.
func (p *PBX) Tell(ctx context.Context, t engine.Telling) error {
	other := t.Channel
	if t.Attempt != 0 {
		other = p.names.channel(t.Attempt)
	}
	if other == "" {
		return p.tellOne(ctx, string(t.Session), t.Sounds)
	}
	if err := p.Hush(ctx, t.Attempt); err != nil {
		return err
	}
	// The agent first: so the agent's has ended when the other's has, and the two talk on together. A key of the agent
	// cuts the agent's own short, as it does a cue: the answer to the key could not be said before it is over.
	playback := p.names.sound(p.serial.Add(1))
	p.expectCue(playback, p.says, t.Session) // no lane waits for it: the other party's end is this one's too
	defer p.dropCue(playback, p.says, t.Session)
	err := p.playNoted(ctx, string(t.Session), wordsVar, playback, ari.PlayOptions{}, media(t.Sounds)...)
	if err != nil {
		p.set.Log.WithError(err).Warn("the agent does not hear what the other party is told")
	}
	defer p.stopSound(playback)
	return p.tellOne(ctx, other, t.Sounds)
}

// tellOne plays sounds to one channel and waits for their end.
func (p *PBX) tellOne(ctx context.Context, channel string, sounds []string) error {
	playback := p.names.sound(p.serial.Add(1))
	c := p.expectCue(playback, nil, "")
	defer p.dropCue(playback, nil, "")
	err := p.playNoted(ctx, channel, wordsVar, playback, ari.PlayOptions{}, media(sounds)...)
	if err == nil {
		err = p.awaitCue(ctx, playback, c, tellMost)
	}
	if err != nil {
		p.stopSound(playback)
		return fmt.Errorf("tell %s: %w", channel, err)
	}
	return ctx.Err()
}

// media are sounds as ARI names them: paths without an ending.
func media(paths []string) (list []string) {
	for _, path := range paths {
		list = append(list, "sound:"+path)
	}
	return list
}
