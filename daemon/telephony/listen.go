package telephony

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// listen reads what Asterisk says, in order, and tells the engine. It never does anything that could block.
func (p *PBX) listen(events *ari.Subscription) {
	for {
		var last error
		for ev, err := range events.All(p.ctx) {
			if last = err; err == nil {
				p.heard(ev)
			}
		}
		if !errors.Is(last, ari.ErrOverflow) {
			return
		}
		// Only a stuck machine comes here. A new subscription hears of a new connection, and with it of all that
		// there is.
		p.up.Store(false)
		p.tell(engine.Down{Why: "events were lost: too many waited to be read"})
		events = p.client.SubscribeApp()
		p.client.Reconnect(errors.New("events were lost"))
	}
}

func (p *PBX) heard(ev ari.Event) {
	ago := p.late(ev)
	if unreadable(ev) {
		p.lookAgain()
		return
	}
	switch ev := ev.(type) {
	case ari.Up:
		p.delay = lateness{}
		p.connected(ev)
	case ari.Down:
		p.up.Store(false)
		p.tell(engine.Down{Why: ev.Err.Error()})
	case ari.Replaced:
		p.up.Store(false)
		p.tell(engine.Replaced{})
	case ari.Gap: // of one channel
		p.lookAgain()
	case *ari.StasisStart:
		p.arrived(ev, ago)
	case *ari.StasisEnd:
		p.leftApp(ev.Channel.ID)
	case *ari.ChannelDestroyed:
		p.ended(ev)
	case *ari.Dial:
		p.dialing(ev, ago)
	case *ari.ChannelStateChange:
		p.changed(ev.Channel, ago)
	case *ari.ChannelEnteredBridge:
		p.entered(ev, ago)
	case *ari.ChannelLeftBridge:
		p.leftBridge(ev)
	case *ari.ChannelDtmfReceived:
		p.key(ev)
	case *ari.ChannelHold:
		p.held(ev.Channel.ID, true)
	case *ari.ChannelUnhold:
		p.held(ev.Channel.ID, false)
	case *ari.PlaybackFinished:
		p.soundEnded(ev.Playback)
		p.toldEnded(ev.Playback)
	case *ari.RecordingFinished:
		p.recordingOver(ev.Recording)
	case *ari.RecordingFailed:
		p.recordingOver(ev.Recording)
	}
}

// unreadable is an event of a channel whose id could not be read: something began or ended, and only a look tells what.
func unreadable(ev ari.Event) bool {
	if ev.Head().Fault == nil {
		return false
	}
	switch ev := ev.(type) {
	case *ari.StasisStart:
		return ev.Channel.ID == ""
	case *ari.StasisEnd:
		return ev.Channel.ID == ""
	case *ari.ChannelDestroyed:
		return ev.Channel.ID == ""
	}
	return false
}

// connected tells that events flow, unless the PBX is one that we must not dial on.
func (p *PBX) connected(up ari.Up) {
	p.logFaults(up)
	if up.Info.System != nil {
		if level, text := judgeVersion(up.Info.System.Version); level == Fail {
			p.tell(engine.Down{Why: text})
			return
		}
		v, known := parseVersion(up.Info.System.Version)
		p.old.Store(known && v.before(inhibits))
	}
	p.compareClocks(p.ctx) // before anything is dialed
	p.up.Store(true)
	p.forced.Store(false) // once
	p.stopDoubts()
	p.tell(engine.Up{Found: p.found(up.Snapshot, p.living()), Restarted: up.Restarted})
}

func (p *PBX) logFaults(up ari.Up) {
	for _, err := range up.Faults {
		p.set.Log.WithError(err).Warn("the PBX refused part of what we asked for at the connection")
	}
}

func (p *PBX) call(id dialer.AttemptID, ev call.Event) { p.tell(engine.CallEvent{ID: id, Ev: ev}) }

// arrived: a consumer's channel that we made, or an agent's phone that dialed one of our codes.
func (p *PBX) arrived(ev *ari.StasisStart, ago time.Duration) {
	if id, ours := p.names.attempt(ev.Channel.ID); ours {
		p.arrivedOpen(id)
		p.call(id, call.Created{})
		p.changed(ev.Channel, ago) // who comes by the dialplan has answered
		return
	}
	if no, part, ours := p.names.listenPart(ev.Channel.ID); ours {
		p.listenerArrived(ev.Channel.ID, no, part)
		return
	}
	if p.names.isTried(ev.Channel.ID) {
		p.tryCame(ev.Channel.ID)
		return
	}
	if p.names.ours(ev.Channel.ID) {
		return // the ear of a recording: its recorder waits for it
	}
	if ev.ReplaceChannel != nil {
		p.replaces(ev.Channel, ev.ReplaceChannel.ID)
		return
	}
	word := ""
	if len(ev.Args) > 0 {
		word = ev.Args[0]
	}
	switch word {
	case "login", "logout", wordBack:
		p.come(dialer.SessionID(ev.Channel.ID))
		p.tell(engine.SeatArrived{
			Session: dialer.SessionID(ev.Channel.ID), Endpoint: endpoint(ev.Channel.Name), Logout: word == "logout",
			Back: word == wordBack,
		})
	case wordReturned:
		p.returned(ev.Channel)
	default: // somebody's dialplan sent it here: it goes on there
		p.set.Log.WithField("channel",
			ev.Channel.Name).Warn("a channel came without one of our words and is sent back to the dialplan")
		p.aside(func() error { return p.client.Continue(p.ctx, ev.Channel.ID, "", "", "") })
	}
}

// leftApp: a leg that is hung up leaves our application, and so does one that another hand moves. A caller goes back
// to the desk this way.
func (p *PBX) leftApp(channel string) {
	if id, consumer := p.names.attempt(channel); consumer {
		p.lookAt(func() error { return p.consumerLeft(id) })
		return
	}
	if p.names.isTried(channel) {
		p.tryLeft(channel)
		return
	}
	p.mu.Lock()
	_, leg := p.legs[dialer.SessionID(channel)]
	p.mu.Unlock()
	if leg && p.caller(channel) == nil {
		p.lookAt(func() error { return p.agentLeft(dialer.SessionID(channel)) })
		return
	}
	p.left(channel, "left the application")
}

// left: an agent's leg that is no longer with us.
func (p *PBX) left(channel, why string) {
	if p.names.ours(channel) || p.goneCaller(channel) {
		return
	}
	id := dialer.SessionID(channel)
	p.over(id)
	p.tell(engine.SeatGone{Session: id, Why: why})
}

func (p *PBX) ended(ev *ari.ChannelDestroyed) {
	if id, ours := p.names.attempt(ev.Channel.ID); ours {
		p.forget(id)
		p.call(id, call.Ended{Cause: ev.Cause, Tech: ev.TechCause})
		return
	}
	if p.listenerLeft(ev.Channel.ID) {
		return
	}
	if p.names.isTried(ev.Channel.ID) {
		p.tryEnded(ev.Channel.ID, ev.Cause)
		return
	}
	p.left(ev.Channel.ID, "hung up")
}

func (p *PBX) dialing(ev *ari.Dial, ago time.Duration) {
	if p.names.isTried(ev.Peer.ID) {
		p.tryDials(ev.Peer.ID, ev.Dialstatus)
		return
	}
	id, ours := p.names.attempt(ev.Peer.ID)
	if !ours {
		return
	}
	switch ev.Dialstatus {
	case "":
		p.call(id, call.Dialed{})
	case "RINGING":
		p.checkRouteRecords(id, ev.Peer.Name)
		p.call(id, call.Ringing{})
	case "PROGRESS":
		p.checkRouteRecords(id, ev.Peer.Name)
		p.call(id, call.Early{})
	case "ANSWER":
		p.checkRouteRecords(id, ev.Peer.Name)
		p.answered(id, ago)
	}
}

// changed tells a channel's state, as it was ago before now.
func (p *PBX) changed(ch ari.Channel, ago time.Duration) {
	if p.names.isTried(ch.ID) {
		p.tryChanged(ch)
		return
	}
	id, ours := p.names.attempt(ch.ID)
	if !ours {
		return
	}
	switch ch.State {
	case "Ringing":
		p.call(id, call.Ringing{})
	case "Up":
		p.answered(id, ago)
	}
}

// answered: while a cue plays on the agent's leg the agent is not heard, so it gives way to the consumer.
func (p *PBX) answered(id dialer.AttemptID, ago time.Duration) {
	p.mu.Lock()
	session := p.in[id]
	p.answers[id] = true
	p.mu.Unlock()
	if session != "" {
		p.cutShort(session)
	}
	p.call(id, call.Answered{Ago: ago})
}

// cutShort ends what we are saying to the agent.
func (p *PBX) cutShort(id dialer.SessionID) {
	p.mu.Lock()
	saying := p.says[id]
	delete(p.says, id)
	p.mu.Unlock()
	p.stopSound(saying)
	p.stopWhisper(id)
}

func (p *PBX) entered(ev *ari.ChannelEnteredBridge, ago time.Duration) {
	session, ours := p.names.session(ev.Bridge.ID)
	if !ours || ev.Channel == nil {
		return
	}
	if id, consumer := p.names.attempt(ev.Channel.ID); consumer {
		p.call(id, call.Joined{Session: session, Ago: ago})
	} else if ev.Channel.ID == string(session) {
		p.tell(engine.SeatOpened{Session: session})
		p.waits(session, p.come(session))
	} else {
		p.stranger(session, *ev.Channel)
	}
}

// key is one of the agent's, and cuts short what we are saying to the agent; or one of the consumer's. A caller's
// mean nothing here.
func (p *PBX) key(ev *ari.ChannelDtmfReceived) {
	if id, consumer := p.names.attempt(ev.Channel.ID); consumer {
		p.pressed(id, ev.Digit)
		return
	}
	if p.names.isTried(ev.Channel.ID) && ev.Digit != "" {
		p.tell(engine.TryKey{Channel: ev.Channel.ID, Digit: ev.Digit[0]})
		return
	}
	if p.names.ours(ev.Channel.ID) || ev.Digit == "" || p.caller(ev.Channel.ID) != nil {
		return
	}
	id := dialer.SessionID(ev.Channel.ID)
	p.cutShort(id)
	p.tell(engine.SeatKey{Session: id, Digit: ev.Digit[0]})
}

func (p *PBX) soundEnded(pb ari.Playback) {
	p.mu.Lock()
	failed := pb.State == "failed" && !p.stopped[pb.ID]
	delete(p.stopped, pb.ID)
	p.cueOver(pb.ID, failed)
	var message dialer.AttemptID
	for id, playing := range p.plays {
		if playing == pb.ID {
			message = id
			delete(p.plays, id)
		}
	}
	p.mu.Unlock()
	if failed {
		p.notPlayed(pb)
	}
	if message != 0 {
		p.call(message, call.PlayEnded{})
	}
}

// notPlayed logs a sound that failed. Asterisk says the same of one whose channel ended under it, which is no fault.
func (p *PBX) notPlayed(pb ari.Playback) {
	channel, _ := strings.CutPrefix(pb.TargetURI, "channel:")
	p.aside(func() error {
		_, err := p.client.Channel(p.ctx, channel)
		if errors.Is(err, ari.ErrNotFound) {
			return nil
		}
		p.set.Log.WithField("sound", pb.MediaURI).Error("a sound could not be played")
		return nil
	})
}

// lookAgain has the floor compared with the PBX after events were missed. No event is heard meanwhile: what came
// before is known when the look begins, what comes after it is newer. They wait in their mailbox, so the socket is
// read all the while.
func (p *PBX) lookAgain() {
	if p.set.Gap != nil {
		p.set.Gap()
	}
	ctx, cancel := context.WithTimeout(p.ctx, lookPatience)
	defer cancel()
	before := p.living()
	snap, err := p.client.Snapshot(ctx)
	if err != nil {
		p.client.Reconnect(fmt.Errorf("look at the PBX after events were lost: %w", err))
		return
	}
	p.stopDoubts()
	p.tell(engine.Up{Found: p.found(snap, before)})
}

// aside runs a request without a waiting caller. After Close it does nothing: what Close waits for must not grow.
func (p *PBX) aside(request func() error) {
	p.ending.Lock()
	defer p.ending.Unlock()
	select {
	case <-p.closed:
		return
	default:
	}
	p.wg.Go(func() {
		if err := request(); err != nil && p.ctx.Err() == nil {
			p.set.Log.WithError(err).Warn("the PBX refused")
		}
	})
}

// ignore drops the errors that mean that what we wanted is so already.
func ignore(err error, fine ...error) error {
	for _, f := range fine {
		if errors.Is(err, f) {
			return nil
		}
	}
	return err
}
