package telephony

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/tryout"
)

// tryComes is how long the channel of a try may take to be with us.
const tryComes = 3 * time.Second

// TryChannel names the channel of the next try.
func (p *PBX) TryChannel() string { return p.names.tried(p.serial.Add(1)) }

// try makes the channel of a try and rings the phone. The device is read from the extension here again, whatever has
// let it pass: no dialplan, no route and no Local channel is between. It is created and dialed, not originated:
// Asterisk follows a phone that sends the call on (302) only for what is originated.
func (p *PBX) try(ctx context.Context, channel string, ef engine.CallerEffect) error {
	device, err := ef.Extension.Device()
	if err != nil {
		return fmt.Errorf("never rung: %w", err)
	}
	if !p.names.isTried(channel) {
		return fmt.Errorf("%q is no name of a try's channel", channel)
	}
	c := &caller{try: true, over: make(chan struct{}), came: make(chan struct{})}
	p.mu.Lock()
	p.callers[channel] = c
	p.mu.Unlock()
	_, err = p.client.CreateChannel(ctx, ari.CreateParams{
		ID: channel, Endpoint: device, AppArgs: "try", Variables: map[string]string{
			"CONNECTEDLINE(num)": "ringevett", "CONNECTEDLINE(name)": "Ringevett", "CONNECTEDLINE(pres)": "allowed",
			"__" + transferVar: contextNoTransfer,
		},
	})
	if err != nil {
		return err
	}
	select {
	case <-c.came:
	case <-c.over:
		return fmt.Errorf("%s: %w", device, ari.ErrNotFound)
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(tryComes):
		return fmt.Errorf("%s: the channel did not come in %v", device, tryComes)
	}
	if err := p.limit(ctx, channel, tryout.Lasts); err != nil { // Asterisk ends it, should we die
		return err
	}
	return p.client.Dial(ctx, channel, ef.Limit, "")
}

// endTried hangs up the channel of a try of which nothing is kept here.
func (p *PBX) endTried(ctx context.Context, channel string) error {
	if err := ignore(p.client.Hangup(ctx, channel, ari.ReasonNormal), ari.ErrNotFound); err != nil {
		return err
	}
	p.tell(engine.CallerGone{Channel: channel})
	return nil
}

func (p *PBX) tryCame(channel string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.callers[channel]
	if c == nil || c.came == nil {
		return
	}
	select {
	case <-c.came:
	default:
		close(c.came)
	}
}

func (p *PBX) tryDials(channel, status string) {
	switch status {
	case "RINGING", "PROGRESS":
		p.tell(engine.TryRinging{Channel: channel})
	case "ANSWER":
		p.tell(engine.TryAnswered{Channel: channel})
	}
}

func (p *PBX) tryChanged(ch ari.Channel) {
	switch ch.State {
	case "Ringing":
		p.tell(engine.TryRinging{Channel: ch.ID})
	case "Up":
		p.tell(engine.TryAnswered{Channel: ch.ID})
	}
}

func (p *PBX) tryEnded(channel string, cause int) {
	p.mu.Lock()
	if c := p.callers[channel]; c != nil {
		c.cause = cause
	}
	p.mu.Unlock()
	p.goneCaller(channel)
}

// tryLeft: the channel of a try left our application. One that another hand moved is hung up: it is to reach no other
// party.
func (p *PBX) tryLeft(channel string) {
	p.aside(func() error {
		return ignore(p.client.Hangup(p.ctx, channel, ari.ReasonNormal), ari.ErrNotFound)
	})
}

// foundTry is the channel of a try that the PBX has. It is hung up where no try of this daemon's is with it: a try ends
// with its daemon.
func (p *PBX) foundTry(f engine.Found, ch ari.Channel, in dialer.SessionID) {
	if p.caller(ch.ID) == nil {
		p.tryLeft(ch.ID)
		return
	}
	f.Callers[ch.ID] = engine.FoundChannel{Up: ch.State == "Up", Bridge: in}
}

// Phone tells what the PBX knows of an extension's phone. An error means that it does not say.
func (p *PBX) Phone(ctx context.Context, e tryout.Extension) (is tryout.Phone, err error) {
	name := string(e)
	fields, err := p.client.Config(ctx, "res_pjsip", "endpoint", name)
	if errors.Is(err, ari.ErrNotFound) {
		return tryout.Phone{}, nil
	}
	if err != nil {
		return tryout.Phone{}, fmt.Errorf("ask the PBX for the phone %s: %w", name, err)
	}
	is.Fields = fields
	for _, aor := range strings.Split(fields["aors"], ",") {
		if aor = strings.TrimSpace(aor); aor == "" {
			continue
		}
		set, err := p.client.Config(ctx, "res_pjsip", "aor", aor)
		if err != nil {
			return tryout.Phone{}, fmt.Errorf("ask the PBX where the phone %s is: %w", name, err)
		}
		for _, contact := range strings.Split(set["contact"], ",") {
			if contact != "" {
				is.Fixed = append(is.Fixed, contact)
			}
		}
	}
	at, err := p.client.Endpoint(ctx, "PJSIP", name)
	if err != nil {
		return tryout.Phone{}, fmt.Errorf("ask the PBX whether the phone %s is registered: %w", name, err)
	}
	is.Online = at.State == "online"
	return is, nil
}
