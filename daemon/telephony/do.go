package telephony

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/number"
)

// Do carries out an effect on the consumer's channel.
func (p *PBX) Do(ctx context.Context, id dialer.AttemptID, ef call.Effect) error {
	channel := p.names.channel(id)
	switch ef := ef.(type) {
	case call.Create:
		return p.create(ctx, id, ef)
	case call.Join:
		return p.astray(ctx, id, p.join(ctx, id, ef.Session))
	case call.Dial:
		return p.dial(ctx, id, ef.Limit)
	case call.Leave:
		return p.leave(ctx, id)
	case call.Play:
		return p.astray(ctx, id, p.play(ctx, id, p.set.Abandoned(ef.Campaign)))
	case call.StopPlay:
		return p.stopPlay(ctx, id)
	case call.Hangup:
		return ignore(p.client.Hangup(ctx, channel, ari.ReasonNormal), ari.ErrNotFound)
	case call.Probe:
		return p.probe(ctx, id)
	case call.Seek:
		return p.seek(ctx, id)
	case call.Forget:
		return p.dropKept(ctx, id)
	}
	return fmt.Errorf("unknown effect %T", ef)
}

// create makes the channel, down. It is the dial function: a number that may not be dialed, an emergency number above
// all, is refused here again, whatever allowed it (norm 2.10). What the consumer sees as the caller comes from the
// channel's connected line; a Local channel hands it to the route behind it as the caller id.
func (p *PBX) create(ctx context.Context, id dialer.AttemptID, ef call.Create) error {
	if err := number.MayDial(ef.To); err != nil {
		return fmt.Errorf("%s: never dialed: %w", id, err)
	}
	p.mu.Lock()
	p.shows[id] = ef.Show
	p.mu.Unlock()
	if ef.Open && p.catches(ctx) {
		p.later(id, ef)
		return nil
	}
	_, err := p.client.CreateChannel(ctx, ari.CreateParams{
		ID: p.names.channel(id), OtherID: p.names.other(id),
		Endpoint: p.set.Endpoint(ef.To), AppArgs: "attempt," + strconv.FormatInt(int64(id), 10),
		Variables: p.variables(ctx, id, ef),
	})
	if err != nil {
		p.forget(id)
	}
	return err
}

func (p *PBX) variables(ctx context.Context, id dialer.AttemptID, ef call.Create) map[string]string {
	v := map[string]string{
		"CONNECTEDLINE(num)":    string(ef.Show),
		"CONNECTEDLINE(pres)":   "allowed",
		"__RINGEVETT_ATTEMPT":   strconv.FormatInt(int64(id), 10),
		"__RINGEVETT_CAMPAIGN":  string(ef.Campaign),
		"__RINGEVETT_ABANDONED": p.set.Abandoned(ef.Campaign),
		"__" + transferVar:      contextNoTransfer,
	}
	if p.keeps(ctx) {
		v[handlerPush] = contextKept + ",s,1"
	}
	return v
}

// join does not let the consumer's display be updated: the agent's own number would take the place of the one we
// show, and a trunk that refused the re-INVITE for it would leave its cause on the call. Before Asterisk 22 updates
// cannot be kept off: there the agent's leg bears the number that we show. The consumer's keys are kept from the
// agent, as the agent's from the consumer.
func (p *PBX) join(ctx context.Context, id dialer.AttemptID, session dialer.SessionID) error {
	if err := p.take(ctx, id, 0); err != nil {
		return err
	}
	if err := p.hears(ctx, session, id); err != nil {
		return err
	}
	p.stopWhisper(session)
	p.mu.Lock()
	p.in[id] = session
	delete(p.takenOut, id)
	show := p.shows[id]
	p.mu.Unlock()
	if p.old.Load() {
		if err := p.client.SetChannelVar(ctx, string(session), "CALLERID(num)", string(show)); err != nil {
			return fmt.Errorf("keep the agent's own number from the consumer: %w", err)
		}
	}
	if err := p.client.SetChannelVar(ctx, p.names.channel(id), joinedVar,
		strconv.FormatInt(time.Now().UnixMilli(), 10)); err != nil {
		p.strayed(ctx, id)
		return fmt.Errorf("note when the consumer was put through: %w", err)
	}
	if err := p.client.AddToBridge(ctx, p.names.bridge(session),
		ari.AddOptions{InhibitConnectedLine: true, AbsorbDTMF: true}, p.names.channel(id)); err != nil {
		p.strayed(ctx, id)
		return err
	}
	p.parted(id, session)
	return nil
}

// strayed: a join failed. Which bridge the consumer is in is not known, so it holds both until it leaves, if it is
// there at all.
func (p *PBX) strayed(ctx context.Context, id dialer.AttemptID) {
	if _, err := p.client.Channel(ctx, p.names.channel(id)); errors.Is(err, ari.ErrNotFound) {
		p.parted(id, "")
	}
}

// leave takes the consumer out of the bridge; one that is out of it already is what we want.
func (p *PBX) leave(ctx context.Context, id dialer.AttemptID) error {
	p.mu.Lock()
	session := p.in[id]
	p.takenOut[id] = session != ""
	p.mu.Unlock()
	if session == "" {
		return nil
	}
	defer p.parted(id, "")
	if err := ignore(p.client.SetChannelVar(ctx, p.names.channel(id), joinedVar, ""), ari.ErrNotFound); err != nil {
		return fmt.Errorf("note that the consumer is with no agent: %w", err)
	}
	return ignore(p.client.RemoveFromBridge(ctx, p.names.bridge(session), p.names.channel(id)),
		ari.ErrNotFound, ari.ErrConflict, ari.ErrInvalidState, ari.ErrNotInStasis)
}

func (p *PBX) play(ctx context.Context, id dialer.AttemptID, sound string) error {
	if err := p.take(ctx, id, messageLimit); err != nil {
		return err
	}
	playback := p.names.sound(p.serial.Add(1))
	p.mu.Lock()
	p.plays[id] = playback
	p.mu.Unlock()
	return p.client.Play(ctx, p.names.channel(id), playback, ari.PlayOptions{}, "sound:"+sound)
}

func (p *PBX) stopPlay(ctx context.Context, id dialer.AttemptID) error {
	p.mu.Lock()
	playback := p.plays[id]
	delete(p.plays, id)
	p.mu.Unlock()
	if playback == "" {
		return nil
	}
	return ignore(p.client.StopPlayback(ctx, playback), ari.ErrNotFound)
}

// probe asks for the channel. One that is gone comes back as its end, with what the PBX kept of it.
func (p *PBX) probe(ctx context.Context, id dialer.AttemptID) error {
	ch, err := p.client.Channel(ctx, p.names.channel(id))
	switch {
	case err == nil:
		p.looked(ctx, id, ch)
		p.call(id, call.Lives{})
		return nil
	case !errors.Is(err, ari.ErrNotFound):
		return err
	}
	k := p.kept(ctx, id)
	p.forget(id)
	p.call(id, call.Ended{Unseen: true, Kept: k})
	return nil
}

// looked tells what a look at a living channel shows: that it rings, or since when it is answered and in the agent's
// bridge.
func (p *PBX) looked(ctx context.Context, id dialer.AttemptID, ch ari.Channel) {
	if ch.State != "Up" {
		p.changed(ch, 0)
		return
	}
	var at since
	if theirs, err := p.clock(ctx); err == nil {
		at = p.timesOf(ctx, id, theirs, time.Now())
	}
	p.changed(ch, at.answered)
	p.mu.Lock()
	session := p.in[id]
	p.mu.Unlock()
	if session == "" {
		return
	}
	if b, err := p.client.Bridge(ctx, p.names.bridge(session)); err == nil && slices.Contains(b.Channels, ch.ID) {
		p.call(id, call.Joined{Session: session, Ago: at.joined})
	}
}

// forget: the consumer's channel is gone.
func (p *PBX) forget(id dialer.AttemptID) {
	p.parted(id, "")
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.plays, id)
	delete(p.answers, id)
	delete(p.takenOut, id)
	delete(p.shows, id)
	p.stopSound(p.tells[id].agent)
	delete(p.tells, id)
	p.opens[id].arrive()
	delete(p.opens, id)
}

// Seat carries out an effect on an agent's leg.
func (p *PBX) Seat(ctx context.Context, id dialer.SessionID, ef engine.SeatEffect) error {
	if channel, is := ef.Expels(); is {
		return ignore(p.client.Hangup(ctx, channel, ari.ReasonNormal), ari.ErrNotFound)
	}
	switch ef {
	case engine.SeatAnswer:
		return p.client.Answer(ctx, string(id))
	case engine.SeatOpen:
		return p.open(ctx, id)
	case engine.SeatHangup:
		err := p.client.Hangup(ctx, string(id), ari.ReasonNormal)
		if ignore(err, ari.ErrNotFound) == nil && err != nil {
			p.left(string(id), "was gone already")
			return nil
		}
		return err
	}
	if ef.ToTheEar() {
		return p.tellAside(ctx, id, ef)
	}
	return p.say(ctx, id, ef, ef.HeardWhole())
}

// open puts the leg in its own bridge, where its keys reach us and not the consumer.
func (p *PBX) open(ctx context.Context, id dialer.SessionID) error {
	if err := p.bar(ctx, string(id)); err != nil {
		return err
	}
	switch records, err := p.recordsItself(ctx, string(id)); {
	case err != nil:
		return err
	case records:
		return engine.ErrRecordsItself
	}
	bridge := p.names.bridge(id)
	if err := p.client.CreateBridge(ctx, bridge, "mixing,dtmf_events", "ringevett agent"); err != nil {
		return err
	}
	return p.client.AddToBridge(ctx, bridge, ari.AddOptions{AbsorbDTMF: true}, string(id))
}
