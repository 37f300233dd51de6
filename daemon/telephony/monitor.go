package telephony

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// A listener's phone is rung by us and put into a bridge of the session, where it hears nothing. While a call is heard
// an ear is in that bridge too: a channel that hears both sides of the agent's leg and sends nothing to it. The PBX
// ends phones and ear by itself where KeepListening does not come: a daemon that is dead or hangs ends no session.

// listenKept is for how long the PBX keeps a session without KeepListening.
const listenKept = 6 * time.Second

// The parts of a session's channels, the last four digits of their ids. Ears are counted on from earFirst.
const (
	partListener = 1
	partHost     = 2
	earFirst     = 3
	earMost      = 9999
)

// listenRoom is a session on this side.
type listenRoom struct {
	legs map[int]bool // that are in the bridge, by part
	ear  int          // the newest; 0: none
	open bool         // it was not ended by us
}

// listenChannel is a channel of a session; listenPart reads it back.
func (n names) listenChannel(no engine.ListenNo, part int) string {
	return fmt.Sprintf("%sl%013d-%04d", n.prefix(), no, part)
}

func (n names) listenPart(channel string) (no engine.ListenNo, part int, ours bool) {
	rest, ours := strings.CutPrefix(channel, n.prefix()+"l")
	digits, last, cut := strings.Cut(rest, "-")
	id, err1 := strconv.ParseInt(digits, 10, 64)
	part, err2 := strconv.Atoi(last)
	return engine.ListenNo(id), part, ours && cut && err1 == nil && err2 == nil
}

// listenBridge is the bridge of a session.
func (n names) listenBridge(no engine.ListenNo) string {
	return fmt.Sprintf("%sl-%013d", n.prefix(), no)
}

func partOf(host bool) int {
	if host {
		return partHost
	}
	return partListener
}

// RingListener has a phone ring for a session.
func (p *PBX) RingListener(ctx context.Context, leg engine.ListenerLeg, phone string, ring time.Duration) error {
	p.mu.Lock()
	if p.listens[leg.No] == nil {
		p.listens[leg.No] = &listenRoom{legs: map[int]bool{}}
	}
	p.mu.Unlock()
	_, err := p.client.Originate(ctx, ari.OriginateParams{
		ID: p.names.listenChannel(leg.No, partOf(leg.Host)), Endpoint: phone, AppArgs: "listen",
		CallerID: "Ringevett <ringevett>", Timeout: ring,
	})
	if err != nil {
		return fmt.Errorf("ring %s: %w", phone, err)
	}
	return nil
}

// listenerArrived puts a phone that was answered into the session's bridge, and only then tells of it.
func (p *PBX) listenerArrived(channel string, no engine.ListenNo, part int) {
	p.mu.Lock()
	room := p.listens[no]
	p.mu.Unlock()
	if part >= earFirst { // Listen waits for it
		return
	}
	p.aside(func() error {
		if room == nil { // ended meanwhile, or an earlier daemon's
			return ignore(p.client.Hangup(p.ctx, channel, ari.ReasonNormal), ari.ErrNotFound)
		}
		bridge := p.names.listenBridge(no)
		err := p.keepChannel(p.ctx, channel)
		if err == nil {
			err = p.client.CreateBridge(p.ctx, bridge, "mixing", "ringevett listeners")
		}
		if err == nil {
			err = p.client.AddToBridge(p.ctx, bridge, ari.AddOptions{AbsorbDTMF: true}, channel)
		}
		if err != nil {
			return errors.Join(err, ignore(p.client.Hangup(p.ctx, channel, ari.ReasonNormal), ari.ErrNotFound))
		}
		p.mu.Lock()
		room.legs[part] = true
		p.mu.Unlock()
		p.tell(engine.ListenerCame{ListenerLeg: engine.ListenerLeg{No: no, Host: part == partHost}})
		return nil
	})
}

// listenerLeft tells the end of a phone or an ear; it reports whether the channel was one.
func (p *PBX) listenerLeft(channel string) bool {
	no, part, ours := p.names.listenPart(channel)
	if !ours {
		return false
	}
	p.mu.Lock()
	room := p.listens[no]
	ended := room == nil || part >= earFirst && (!room.open || room.ear != part)
	if room != nil {
		delete(room.legs, part)
	}
	p.mu.Unlock()
	switch {
	case ended:
	case part >= earFirst:
		p.tell(engine.EarWent{No: no})
	default:
		p.tell(engine.ListenerWent{ListenerLeg: engine.ListenerLeg{No: no, Host: part == partHost}})
	}
	return true
}

// Listen has the listeners of a session hear both sides of an agent's leg.
func (p *PBX) Listen(ctx context.Context, no engine.ListenNo, agent dialer.SessionID) error {
	p.mu.Lock()
	room := p.listens[no]
	if room == nil || room.ear >= earMost {
		p.mu.Unlock()
		return fmt.Errorf("session %d: %w", no, ari.ErrGone)
	}
	room.ear = max(room.ear+1, earFirst)
	room.open = true
	ear := p.names.listenChannel(no, room.ear)
	p.mu.Unlock()
	err := snoop(ctx, p.client, string(agent), ear, ari.SnoopParams{Spy: "both", Whisper: "none", AppArgs: "ear"})
	if err == nil {
		err = p.keepChannel(ctx, ear)
	}
	if err == nil {
		err = p.client.AddToBridge(ctx, p.names.listenBridge(no), ari.AddOptions{}, ear)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("listen: %w", err), p.Deafen(context.WithoutCancel(ctx), no))
	}
	return nil
}

// Deafen ends what a session's listeners hear.
func (p *PBX) Deafen(ctx context.Context, no engine.ListenNo) error {
	p.mu.Lock()
	room := p.listens[no]
	if room == nil || room.ear == 0 {
		p.mu.Unlock()
		return nil
	}
	room.open = false
	ear := p.names.listenChannel(no, room.ear)
	p.mu.Unlock()
	return ignore(p.client.Hangup(ctx, ear, ari.ReasonNormal), ari.ErrNotFound)
}

// keepChannel has the PBX end a channel after listenKept.
func (p *PBX) keepChannel(ctx context.Context, channel string) error {
	return p.client.SetChannelVar(ctx, channel, "TIMEOUT(absolute)", fmt.Sprintf("%.0f", listenKept.Seconds()))
}

// KeepListening keeps a session's phones and its ear for listenKept from now.
func (p *PBX) KeepListening(ctx context.Context, no engine.ListenNo) error {
	p.mu.Lock()
	var parts []int
	if room := p.listens[no]; room != nil {
		for part := range room.legs {
			parts = append(parts, part)
		}
		if room.open {
			parts = append(parts, room.ear)
		}
	}
	p.mu.Unlock()
	var errs []error
	for _, part := range parts {
		errs = append(errs, ignore(p.keepChannel(ctx, p.names.listenChannel(no, part)), ari.ErrNotFound))
	}
	return errors.Join(errs...)
}

// EndListening ends all that is left of a session: first what is heard.
func (p *PBX) EndListening(ctx context.Context, no engine.ListenNo) error {
	err := p.Deafen(ctx, no)
	p.mu.Lock()
	delete(p.listens, no)
	p.mu.Unlock()
	for _, part := range []int{partListener, partHost} {
		err = errors.Join(err, ignore(p.client.Hangup(ctx, p.names.listenChannel(no, part), ari.ReasonNormal),
			ari.ErrNotFound))
	}
	return errors.Join(err, ignore(p.client.DestroyBridge(ctx, p.names.listenBridge(no)), ari.ErrNotFound))
}

// foundListeners ends what a look at the PBX shows of sessions that are not known: an earlier daemon's, and those that
// ended while events did not flow.
func (p *PBX) foundListeners(snap ari.Snapshot) {
	end := func(no engine.ListenNo, request func() error) {
		p.mu.Lock()
		known := p.listens[no] != nil
		p.mu.Unlock()
		if !known {
			p.aside(func() error { return ignore(request(), ari.ErrNotFound) })
		}
	}
	for _, list := range [][]ari.Channel{snap.Channels, snap.Others} {
		for _, ch := range list {
			if no, _, ours := p.names.listenPart(ch.ID); ours {
				end(no, func() error { return p.client.Hangup(p.ctx, ch.ID, ari.ReasonNormal) })
			}
		}
	}
	for _, b := range snap.Bridges {
		rest, ours := strings.CutPrefix(b.ID, p.names.prefix()+"l-")
		if no, err := strconv.ParseInt(rest, 10, 64); ours && err == nil {
			end(engine.ListenNo(no), func() error { return p.client.DestroyBridge(p.ctx, b.ID) })
		}
	}
}

// tellAside says something to the agent's ear alone. It is whispered in a talk: a sound on the leg would keep the agent
// from being heard.
func (p *PBX) tellAside(ctx context.Context, id dialer.SessionID, ef engine.SeatEffect) error {
	p.mu.Lock()
	l := p.legs[id]
	busy := l != nil && l.busy()
	p.mu.Unlock()
	if _, known := ef.Known(); known || busy {
		return p.whisper(ctx, id, ef)
	}
	return p.say(ctx, id, ef, ef.HeardWhole())
}
