package telephony

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/tryout"
)

// A caller's channel comes from the dialplan's desk, answered, by Stasis(app,returned), and goes back there, or to an
// agent.
const (
	wordReturned = "returned"
	deskVariable = "RINGEVETT_DESK"
	deskBusy     = "busy"

	// Asterisk's own tone, which never ends by itself: the caller's limit ends it where we are gone. (One with a
	// comma in it cannot be asked for.) An agent hears none: left behind by an outage, it would keep the agent from
	// every consumer.
	ringingTone = "tone:ring;tonezone=no"
)

// caller is a caller's channel, on this side.
type caller struct {
	up      bool          // was answered when it came, as it should be
	over    chan struct{} // closed when the channel is no longer with us
	ringing bool          // of the lane
	with    dialer.SessionID

	try   bool          // an extension that we ring, and no caller
	came  chan struct{} // of a try: closed when its channel is with us
	cause int           // of the end of a try
}

// returned: a caller has come.
func (p *PBX) returned(ch ari.Channel) {
	p.mu.Lock()
	p.callers[ch.ID] = &caller{up: ch.State == "Up", over: make(chan struct{})}
	p.mu.Unlock()
	p.tell(engine.CallerArrived{Channel: ch.ID})
}

func (p *PBX) caller(channel string) *caller {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.callers[channel]
}

func (p *PBX) agentOf(c *caller) dialer.SessionID {
	p.mu.Lock()
	defer p.mu.Unlock()
	return c.with
}

// isCaller tells a caller's channel from an agent's leg, also one from before a restart.
func (p *PBX) isCaller(ch ari.Channel) bool {
	_, word, _ := strings.Cut(ch.Dialplan.AppData, ",")
	return p.caller(ch.ID) != nil || word == wordReturned
}

// goneCaller lets go of a caller's channel; it reports whether it was one.
func (p *PBX) goneCaller(channel string) bool {
	p.mu.Lock()
	c := p.callers[channel]
	delete(p.callers, channel)
	cause := 0
	if c != nil {
		cause = c.cause
	}
	p.mu.Unlock()
	if c == nil {
		return false
	}
	close(c.over)
	p.partedCaller(channel)
	p.tell(engine.CallerGone{Channel: channel, Cause: cause})
	return true
}

// Caller carries out an effect on a caller's channel.
func (p *PBX) Caller(ctx context.Context, channel string, ef engine.CallerEffect) error {
	if ef.What == engine.CallerTry {
		return p.try(ctx, channel, ef)
	}
	c := p.caller(channel)
	if c == nil && ef.What == engine.CallerHangup && p.names.isTried(channel) {
		return p.endTried(ctx, channel)
	}
	if c == nil {
		return fmt.Errorf("the caller %s: %w", channel, ari.ErrNotFound)
	}
	switch ef.What {
	case engine.CallerRing:
		return p.ring(ctx, channel, c, ef.Limit)
	case engine.CallerJoin:
		return p.through(ctx, channel, c, ef)
	case engine.CallerBack:
		return p.unlessGone(channel, p.back(ctx, channel, c))
	case engine.CallerHangup:
		return p.unlessGone(channel, p.client.Hangup(ctx, channel, ari.ReasonNormal))
	}
	return fmt.Errorf("unknown effect %q", ef.What)
}

// unlessGone: a channel that is not with us any more may have gone while we did not hear of it.
func (p *PBX) unlessGone(channel string, err error) error {
	if err != nil && ignore(err, ari.ErrNotFound, ari.ErrNotInStasis) == nil {
		p.goneCaller(channel)
		return nil
	}
	return err
}

// ring lets the caller hear that it rings: in an answered channel nothing else does. The limit ends the call's stay
// with us should we die meanwhile: the dialplan goes on at T.
func (p *PBX) ring(ctx context.Context, channel string, c *caller, limit time.Duration) error {
	if err := p.limit(ctx, channel, limit); err != nil {
		return err
	}
	if !c.up {
		if err := p.client.Answer(ctx, channel); err != nil {
			return err
		}
	}
	if c.ringing {
		return nil
	}
	c.ringing = true
	return p.client.Play(ctx, channel, p.names.ringing(channel), ari.PlayOptions{}, ringingTone)
}

func (p *PBX) limit(ctx context.Context, channel string, limit time.Duration) error {
	if err := p.client.SetChannelVar(ctx, channel, "TIMEOUT(absolute)",
		strconv.Itoa(int(limit/time.Second))); err != nil {
		return fmt.Errorf("limit the caller's stay: %w", err)
	}
	return nil
}

// hushRinging ends the ringing, also one that was begun before a restart: Asterisk does nothing else with the channel
// while a sound plays to it.
func (p *PBX) hushRinging(ctx context.Context, channel string, c *caller) error {
	if err := ignore(p.client.StopPlayback(ctx, p.names.ringing(channel)), ari.ErrNotFound); err != nil {
		return fmt.Errorf("end the caller's ringing: %w", err)
	}
	c.ringing = false
	return nil
}

// through tells the agent that a caller comes, and puts the caller into the agent's bridge. Keys stay on their side,
// and the caller's display keeps the number that was rung.
func (p *PBX) through(ctx context.Context, channel string, c *caller, ef engine.CallerEffect) error {
	session := ef.Agent
	err := p.expect(ctx, session, channel, c)
	if err == nil && c.try { // it was announced while it rang
		p.cutShort(session)
	} else if err == nil {
		p.announce(ctx, session, c, engine.SeatCallerAbout(ef.About))
	}
	if err == nil {
		err = p.admit(ctx, channel, c, session)
	}
	if err != nil {
		p.partedCaller(channel)
	}
	return err
}

func (p *PBX) admit(ctx context.Context, channel string, c *caller, session dialer.SessionID) error {
	if err := p.hushRinging(ctx, channel, c); err != nil {
		return err
	}
	stays := time.Duration(0)
	if c.try {
		stays = tryout.Lasts
	}
	if err := p.limit(ctx, channel, stays); err != nil {
		return err
	}
	if err := p.bar(ctx, channel); err != nil {
		return err
	}
	if p.old.Load() { // see join
		if err := p.client.SetChannelVar(ctx, string(session), "CALLERID(num)", ""); err != nil {
			return fmt.Errorf("keep the agent's own number from the caller: %w", err)
		}
	}
	return p.client.AddToBridge(ctx, p.names.bridge(session),
		ari.AddOptions{AbsorbDTMF: true, InhibitConnectedLine: true}, channel)
}

// announce lets the agent hear that it is a caller and not a consumer that we rang, and about which client.
// Where the PBX cannot play the sound, the two are put through all the same.
func (p *PBX) announce(ctx context.Context, session dialer.SessionID, c *caller, cue engine.SeatEffect) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-c.over:
			cancel()
		case <-ctx.Done():
		}
	}()
	if err := p.say(ctx, session, cue, false); err != nil {
		p.set.Log.WithError(err).Warn("an agent did not hear that a caller comes")
	}
}

// back lets the caller go on in the dialplan, after the line that brought it to us.
func (p *PBX) back(ctx context.Context, channel string, c *caller) error {
	if err := p.hushRinging(ctx, channel, c); err != nil {
		return err
	}
	if with := p.agentOf(c); with != "" {
		err := p.client.RemoveFromBridge(ctx, p.names.bridge(with), channel)
		if err := ignore(err, ari.ErrNotFound, ari.ErrConflict, ari.ErrInvalidState); err != nil {
			return err
		}
		p.partedCaller(channel)
	}
	if err := p.client.SetChannelVar(ctx, channel, deskVariable, deskBusy); err != nil {
		return err
	}
	return p.client.Continue(ctx, channel, "", "", "")
}
