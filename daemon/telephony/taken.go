package telephony

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// A leg that another hand moves leaves its bridge as one that is hung up does, and only a moment later the PBX shows
// which of the two it was. So a leg that left is looked at: first when a hang-up has ended it, then once more for a
// slow one.
const (
	leftLook  = 20 * time.Millisecond
	leftAgain = 200 * time.Millisecond
	ownerWait = time.Second // for a channel that came into our application in place of a leg to be in a bridge
)

// place is where a channel is.
type place struct {
	ch     ari.Channel
	bridge *ari.Bridge // nil: in none
}

// whereIs asks for a channel and its bridge. One that is gone is ari.ErrNotFound.
func (p *PBX) whereIs(ctx context.Context, channel string) (place, error) {
	ch, err := p.client.Channel(ctx, channel)
	if err != nil {
		return place{}, err
	}
	at := place{ch: ch}
	all, err := p.client.Bridges(ctx)
	if i := slices.IndexFunc(all, func(b ari.Bridge) bool { return slices.Contains(b.Channels, channel) }); i >= 0 {
		at.bridge = &all[i]
	}
	return at, err
}

// taken tells how another hand moved the channel; "": as far as is seen, none did.
func (p *PBX) taken(at place) string {
	if at.bridge != nil {
		if _, ours := p.names.session(at.bridge.ID); ours {
			return ""
		}
		return at.String()
	}
	d := at.ch.Dialplan
	if d.AppName == "" || slices.Contains([]string{contextKept, contextAbandoned, contextOpen}, d.Context) {
		return ""
	}
	if app, _, _ := strings.Cut(d.AppData, ","); d.AppName == "Stasis" && app == p.set.App {
		return ""
	}
	return at.String()
}

// String says where a channel is without naming a number.
func (at place) String() string {
	d := at.ch.Dialplan
	switch {
	case at.bridge != nil && at.bridge.BridgeClass == "parking":
		return "parked by the PBX"
	case at.bridge != nil:
		return "in a bridge of the PBX (" + at.bridge.BridgeClass + ")"
	}
	return fmt.Sprintf("in the PBX's dialplan, context %s, at %s()", d.Context, d.AppName)
}

// leftBridge hears of a channel that left the bridge of an agent's leg.
func (p *PBX) leftBridge(ev *ari.ChannelLeftBridge) {
	session, ours := p.names.session(ev.Bridge.ID)
	if !ours {
		return
	}
	id, consumer := p.names.attempt(ev.Channel.ID)
	switch {
	case consumer:
		p.lookAt(func() error { return p.consumerLeft(id) })
	case ev.Channel.ID == string(session):
		p.lookAt(func() error { return p.agentLeft(session) })
	case !p.names.ours(ev.Channel.ID) && p.caller(ev.Channel.ID) == nil:
		p.tell(engine.StrangerWent{Channel: ev.Channel.ID})
		p.lookAt(func() error { return p.unowned(ev.Channel.ID) })
		p.lookAt(func() error { return p.swapped(session) })
	}
}

// lookAt runs a look that a channel's end makes needless.
func (p *PBX) lookAt(look func() error) {
	p.aside(func() error { return ignore(look(), ari.ErrNotFound, ari.ErrConnectionLost, context.Canceled) })
}

// stranger is a channel in the bridge of a leg that neither we nor the agent put there.
func (p *PBX) stranger(session dialer.SessionID, ch ari.Channel) {
	if p.names.ours(ch.ID) || p.caller(ch.ID) != nil {
		return
	}
	p.tell(strangerIn(session, ch))
}

func strangerIn(session dialer.SessionID, ch ari.Channel) engine.StrangerCame {
	return engine.StrangerCame{Session: session, Channel: ch.ID, Name: nameless(ch.Name)}
}

// nameless is the phone or trunk of a channel. A Local channel's name may hold a number, so it is cut.
func nameless(channel string) string {
	if strings.HasPrefix(channel, "Local/") {
		return "a party of the PBX's"
	}
	return endpoint(channel)
}

func (p *PBX) inBridgeOf(id dialer.AttemptID) dialer.SessionID {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.in[id]
}

// consumerLeft looks whether another hand moved a consumer's leg that has left its bridge or our application.
func (p *PBX) consumerLeft(id dialer.AttemptID) error {
	was := p.inBridgeOf(id)
	for _, wait := range []time.Duration{leftLook, leftAgain} {
		if !p.outlasts(wait) {
			return nil
		}
		at, err := p.whereIs(p.ctx, p.names.channel(id))
		if err != nil {
			return err
		}
		if how := p.taken(at); how != "" {
			return p.tookConsumer(id, call.Taken{What: how})
		}
		if at.bridge != nil {
			return nil
		}
	}
	if p.leaves(id) || was == "" || p.inBridgeOf(id) != was {
		return nil // we took it out
	}
	return p.tookConsumer(id, call.Taken{What: "put out of the agent's bridge by another hand", Alone: true})
}

// hearOf asks for the events of a leg that another hand moved: Asterisk tells them of channels in our application
// alone.
func (p *PBX) hearOf(channel string) error {
	_, err := p.client.Subscribe(p.ctx, p.set.App, "channel:"+channel)
	return err
}

// tookConsumer lets go of a consumer that another hand moved, and goes on hearing of the channel.
func (p *PBX) tookConsumer(id dialer.AttemptID, how call.Taken) error {
	err := p.hearOf(p.names.channel(id)) // before the engine may end it
	p.parted(id, "")
	p.call(id, how)
	return err
}

// agentLeft looks whether another hand moved an agent's leg that has left its bridge or our application.
func (p *PBX) agentLeft(session dialer.SessionID) error {
	for _, wait := range []time.Duration{leftLook, leftAgain} {
		if !p.outlasts(wait) {
			return nil
		}
		at, err := p.whereIs(p.ctx, string(session))
		if errors.Is(err, ari.ErrNotFound) {
			p.left(string(session), "hung up")
		}
		if err != nil {
			return err
		}
		how := p.taken(at)
		switch {
		case how != "":
			return p.tookAgent(session, how)
		case at.bridge != nil:
			return nil
		}
	}
	return p.tookAgent(session, "put out of its bridge by another hand")
}

func (p *PBX) tookAgent(session dialer.SessionID, how string) error {
	err := p.hearOf(string(session))
	p.tell(engine.SeatTaken{Session: session, Why: how})
	return err
}

// replaces hears of a channel that a transfer or a pickup puts in the place of a leg of ours, in our application. Its
// coming into a bridge is told, but for a pickup of a ringing call: that exchanges the two, and tells no end of the
// one that was taken.
func (p *PBX) replaces(ch ari.Channel, leg string) {
	p.lookAt(func() error { return p.unowned(ch.ID) })
	p.lookAt(func() error {
		if !p.outlasts(leftLook) {
			return nil
		}
		at, err := p.whereIs(p.ctx, ch.ID)
		if err != nil {
			return err
		}
		if at.bridge != nil {
			if session, ours := p.names.session(at.bridge.ID); ours {
				p.stranger(session, ch)
			}
		}
		if id, consumer := p.names.attempt(leg); consumer {
			return p.probe(p.ctx, id)
		}
		return nil
	})
}

// unowned ends a channel in our application that came in place of a leg of ours and is in no bridge.
func (p *PBX) unowned(channel string) error {
	if !p.outlasts(ownerWait) {
		return nil
	}
	at, err := p.whereIs(p.ctx, channel)
	if err != nil || at.bridge != nil || p.taken(at) != "" {
		return err
	}
	return p.client.Hangup(p.ctx, channel, ari.ReasonNormal)
}

// swapped asks for the consumers of a bridge that a channel left which never came: a phone that picks up a ringing
// call takes its place, and no event tells the end of the call that it took.
func (p *PBX) swapped(session dialer.SessionID) error {
	if !p.outlasts(leftLook) {
		return nil
	}
	p.mu.Lock()
	var here []dialer.AttemptID
	for id, in := range p.in {
		if in == session {
			here = append(here, id)
		}
	}
	p.mu.Unlock()
	var errs []error
	for _, id := range here {
		errs = append(errs, p.probe(p.ctx, id))
	}
	return errors.Join(errs...)
}

// leaves reports whether we are taking the consumer out of its bridge.
func (p *PBX) leaves(id dialer.AttemptID) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.takenOut[id]
}

// isLeg tells an agent's leg from a channel that came into our application in the place of another.
func (p *PBX) isLeg(ch ari.Channel) bool {
	_, word, _ := strings.Cut(ch.Dialplan.AppData, ",")
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.legs[dialer.SessionID(ch.ID)] != nil || word == "login" || word == "logout"
}

// foundTaken tells what another hand has done while no events flowed: whose legs are elsewhere, and who is in bridges
// of ours.
func (p *PBX) foundTaken(f engine.Found, snap ari.Snapshot, in map[string]dialer.SessionID) {
	p.mu.Lock()
	for _, ch := range snap.Others {
		if p.legs[dialer.SessionID(ch.ID)] != nil {
			f.Seats[dialer.SessionID(ch.ID)] = engine.FoundChannel{Up: ch.State == "Up", Endpoint: endpoint(ch.Name)}
		}
	}
	p.mu.Unlock()
	s := search{p: p, bridges: snap.Bridges, channels: slices.Concat(snap.Channels, snap.Others)}
	alone := map[dialer.SessionID]bool{} // bridges that the agent's leg is not in
	for channel, session := range in {
		ch, lives := s.byID(channel)
		if in[string(session)] != session {
			alone[session] = true
		}
		if lives && channel != string(session) && !p.names.ours(channel) && !p.isCaller(ch) {
			f.Strangers[channel] = strangerIn(session, ch)
		}
	}
	for id, leg := range f.Attempts {
		ch, lives := s.byID(p.names.channel(id))
		if !lives || !leg.Up || leg.Aside {
			continue
		}
		leg.Taken = p.taken(s.placeOf(ch))
		for _, x := range f.Strangers {
			if leg.Taken == "" && x.Session == leg.Bridge && alone[leg.Bridge] {
				leg.Taken = x.Name + " took the agent's place"
			}
		}
		f.Attempts[id] = leg
	}
}
