package telephony

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// told is a sound of the consent while it plays: to each leg by itself, because a sound on the bridge would mix both
// voices. The consumer's end of it counts. That one comes at all is not sure (Asterisk is silent about a sound that
// it cannot even look for): the consent waits for it no longer than the sound may last, and hushes it then.
type told struct {
	sound           consent.Sound
	consumer, agent string // playbacks; agent is "" where the agent hears nothing
}

// Say plays a sound of the consent to both legs. Its end comes as an event, unless it is hushed before.
func (p *PBX) Say(
	ctx context.Context, id dialer.AttemptID, session dialer.SessionID, sound consent.Sound, path string,
) error {
	if err := p.Hush(ctx, id); err != nil {
		return err
	}
	t := told{sound: sound, consumer: p.names.sound(p.serial.Add(1)), agent: p.names.sound(p.serial.Add(1))}
	// The agent first: so the agent's has ended when the consumer's has, and the two talk on together.
	if err := p.sayToAgent(ctx, session, t.agent, path); err != nil {
		p.set.Log.WithError(err).WithField("attempt",
			id).Warn("the agent does not hear what the consumer is told of the recording")
		p.stopSound(t.agent)
		t.agent = ""
	}
	p.mu.Lock()
	p.tells[id] = t
	p.mu.Unlock()
	if err := p.playNoted(ctx, p.names.channel(id), toldVar, t.consumer, ari.PlayOptions{}, "sound:"+path); err != nil {
		p.untold(id, t.consumer)
		p.stopSound(t.consumer)
		p.stopSound(t.agent)
		return fmt.Errorf("tell the consumer %q: %w", sound, err)
	}
	return nil
}

// sayToAgent plays to an agent, if there is one: between two agents a consumer is told alone.
func (p *PBX) sayToAgent(ctx context.Context, session dialer.SessionID, playback, path string) error {
	if session == "" {
		return nil
	}
	return p.playNoted(ctx, string(session), toldVar, playback, ari.PlayOptions{}, "sound:"+path)
}

// On a channel stands which sounds of ours play to it: a daemon that was killed cannot end them, and the next one must.
const (
	saidVar = "RINGEVETT_SAID" // a cue
	toldVar = "RINGEVETT_TOLD" // of the consent; see wordsVar too
)

// playNoted plays sounds whose id stands on the channel before they begin.
func (p *PBX) playNoted(
	ctx context.Context, channel, in, playback string, o ari.PlayOptions, media ...string,
) error {
	if err := p.client.SetChannelVar(ctx, channel, in, playback); err != nil {
		return fmt.Errorf("note what is said: %w", err)
	}
	return p.client.Play(ctx, channel, playback, o, media...)
}

// hushBefore ends what a daemon before this one was saying to a channel. An agent who hears a sound is not heard, and
// no one would hear the answer to a prompt of the consent. It leaves our own sounds alone, which may have begun
// meanwhile: Asterisk calls a stopped sound done, and a prompt that was stopped informs no consumer.
func (p *PBX) hushBefore(channel string) {
	for _, in := range []string{saidVar, toldVar, wordsVar} {
		p.aside(func() error {
			playback, err := p.client.ChannelVar(p.ctx, channel, in)
			if err == nil && p.names.earlier(playback, p.began) {
				p.stopSound(playback)
			}
			return ignore(err, ari.ErrNotFound)
		})
	}
}

// Hush ends what the two are told. It is forgotten first: Asterisk calls a stopped sound done, and a stopped prompt
// informs no one.
func (p *PBX) Hush(ctx context.Context, id dialer.AttemptID) error {
	p.mu.Lock()
	t := p.tells[id]
	delete(p.tells, id)
	p.mu.Unlock()
	p.stopSound(t.agent)
	if t.consumer == "" {
		return nil
	}
	return ignore(p.client.StopPlayback(ctx, t.consumer), ari.ErrNotFound)
}

// maxDoubts bounds doubts: some for each leg of a large floor, each for the length of an outage.
const maxDoubts = 2000

// stopSound ends one playback, if it still plays, and waits for nothing. Where the PBX does not answer it is ended
// when the floor next agrees with the PBX: no sound of ours outlives an outage on a leg.
func (p *PBX) stopSound(playback string) {
	if playback == "" {
		return
	}
	p.cutCue(playback)
	p.aside(func() error {
		err := p.client.StopPlayback(p.ctx, playback)
		p.mu.Lock()
		defer p.mu.Unlock()
		if errors.Is(err, ari.ErrNotFound) { // its end was told already, or it never began
			err = nil
			delete(p.stopped, playback)
		}
		if err == nil { // its end may have been missed
			delete(p.doubts, playback)
			p.cueOver(playback, false)
		} else if len(p.doubts) < maxDoubts {
			p.doubts[playback] = true
		}
		return err
	})
}

// stopDoubts ends what may still play since the PBX did not answer, and what lanes wait for: its end may have been
// missed.
func (p *PBX) stopDoubts() {
	p.mu.Lock()
	all := slices.AppendSeq(slices.Collect(maps.Keys(p.doubts)), maps.Keys(p.cues))
	p.mu.Unlock()
	for _, playback := range all {
		p.stopSound(playback)
	}
}

// untold forgets what the consumer was told by this playback.
func (p *PBX) untold(id dialer.AttemptID, playback string) (t told, was bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if t = p.tells[id]; t.consumer != playback {
		return told{}, false
	}
	delete(p.tells, id)
	return t, true
}

// toldEnded is the end of a consumer's playback, unless we ended it: the agent's ends with it.
func (p *PBX) toldEnded(pb ari.Playback) {
	channel, _ := strings.CutPrefix(pb.TargetURI, "channel:")
	id, consumer := p.names.attempt(channel)
	if !consumer {
		return
	}
	if t, was := p.untold(id, pb.ID); was {
		p.stopSound(t.agent)
		p.tell(engine.ConsentEvent{ID: id, Ev: consent.Played{Sound: t.sound, Whole: pb.State == "done"}})
	}
}

// pressed is one of the consumer's keys: to us, and never to the agent's ear, nor to anybody else's menu.
func (p *PBX) pressed(id dialer.AttemptID, digit string) {
	if digit != "" {
		p.tell(engine.ConsentEvent{ID: id, Ev: consent.Key{Digit: digit[0]}})
	}
}

// Record begins to record both sides of a conversation.
func (p *PBX) Record(ctx context.Context, both []dialer.Recording, session dialer.SessionID) error {
	if len(both) == 0 {
		return nil
	}
	return p.Recorder().Record(ctx, both, map[dialer.Side]string{
		dialer.ConsumerSide: p.names.channel(both[0].Attempt), dialer.AgentSide: string(session),
	})
}

// recordingOver reports the end of a recording, asked for or not. A full disk is told as an ordinary end.
func (p *PBX) recordingOver(rec ari.LiveRecording) {
	id, part, ours := p.names.part(rec.Name)
	if !ours {
		return
	}
	why := rec.Cause
	if why == "" {
		why = "the PBX ended it"
	}
	p.tell(engine.RecordingOver{ID: id, Part: part, Why: why})
}

// file is the name that Asterisk stores a recording under: a folder of this installation, and the recording's id.
func (n names) file(id dialer.RecordingID) string { return "ringevett-" + string(n) + "/" + string(id) }

// part reads file back: "…/a42-consumer-1" is part 1 of attempt 42.
func (n names) part(file string) (id dialer.AttemptID, part int, ours bool) {
	rest, ours := strings.CutPrefix(file, n.file("a"))
	words := strings.Split(rest, "-")
	if !ours || len(words) != 3 {
		return 0, 0, false
	}
	attempt, err := strconv.ParseInt(words[0], 10, 64)
	part, err2 := strconv.Atoi(words[2])
	return dialer.AttemptID(attempt), part, err == nil && err2 == nil
}
