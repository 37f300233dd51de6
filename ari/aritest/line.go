package aritest

import (
	"maps"
	"slices"

	"github.com/ringevett/ringevett/ari"
)

// Line is the far end of a channel, moved by hand; on a channel that is gone nothing happens.
type Line struct {
	a  *Asterisk
	id string
}

// Incoming describes a call that the dialplan hands to an application.
type Incoming struct {
	ID       string // empty: Asterisk's own
	Endpoint string // PJSIP/trunk when empty
	Number   string // of the caller
	Exten    string
	Args     []string
}

// Incoming lets a call come in; it is gone at once where the application is not connected.
func (a *Asterisk) Incoming(application string, in Incoming) *Line {
	a.mu.Lock()
	defer a.mu.Unlock()
	if in.Endpoint == "" {
		in.Endpoint = "PJSIP/trunk"
	}
	ch := a.newChannel(in.ID, in.Endpoint, application)
	ch.State, ch.started, ch.incoming, ch.plan = "Ring", true, true, Plan{}
	ch.Caller.Number, ch.Dialplan.Exten = in.Number, in.Exten
	ch.enter(in.Args)
	return &Line{a, ch.ID}
}

// Line is the far end of a channel by its id.
func (a *Asterisk) Line(id string) *Line { return &Line{a, id} }

// ID is the channel's.
func (l *Line) ID() string { return l.id }

func (l *Line) do(f func(ch *channel)) {
	l.a.mu.Lock()
	defer l.a.mu.Unlock()
	if ch := l.a.channels[l.id]; ch != nil {
		f(ch)
	}
}

// Ring lets the far end ring.
func (l *Line) Ring() { l.do((*channel).ring) }

// Answer lets the far end answer.
func (l *Line) Answer() { l.do((*channel).answer) }

// Refuse lets the far end refuse with a SIP status.
func (l *Line) Refuse(code int) { l.do(func(ch *channel) { ch.refuse(code) }) }

// Hangup lets the far end hang up (BYE).
func (l *Line) Hangup() { l.do((*channel).farHangup) }

// Digits sends digits, the first one at once and then every 300 ms.
func (l *Line) Digits(list string) { l.do(func(ch *channel) { ch.digits(list, 0) }) }

// Channel is how the channel stands; false when it is gone.
func (a *Asterisk) Channel(id string) (ari.Channel, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if ch := a.channels[id]; ch != nil {
		return ch.Channel, true
	}
	return ari.Channel{}, false
}

// Channels lists the ids of the live channels, sorted.
func (a *Asterisk) Channels() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Sorted(maps.Keys(a.channels))
}

// Members lists who is in a bridge, in the order of joining; nil where there is none.
func (a *Asterisk) Members(bridgeID string) []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if b := a.bridges[bridgeID]; b != nil {
		return slices.Clone(b.Channels)
	}
	return nil
}

// Variable reads a channel's variable.
func (a *Asterisk) Variable(channelID, name string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if ch := a.channels[channelID]; ch != nil {
		return ch.vars[name]
	}
	return ""
}

// Recordings lists the names of the recordings in progress, sorted.
func (a *Asterisk) Recordings() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Sorted(maps.Keys(a.records))
}

// What another hand than the application's does to a channel. The channel of an incoming call is heard of no more
// after that, unless the application subscribes to it; one that the application made is.

// Redirect sends the channel elsewhere in the dialplan, as AMI's Redirect does: out of its bridge and its application.
func (l *Line) Redirect(context, exten string) {
	l.do(func(ch *channel) {
		ch.leave(context, exten)
		ch.moved()
	})
}

// Park puts the channel into a parking lot, as AMI's Park does. It still shows the application in its dialplan.
func (l *Line) Park() {
	l.do(func(ch *channel) {
		d := ch.Dialplan
		ch.leave(d.Context, d.Exten)
		ch.Dialplan = d
		lot := l.a.newBridge("parking-"+ch.ID, "holding", "default")
		lot.BridgeClass, lot.Creator, lot.far = "parking", "Parking", true
		ch.moved()
		lot.join(ch, addOptions{})
	})
}

// PickUp lets a phone take the channel's place in its bridge, as an INVITE with Replaces and an attended transfer do:
// the phone comes into the application by itself, and the channel stays there, in no bridge.
func (l *Line) PickUp(endpoint string) *Line {
	var phone *channel
	l.do(func(ch *channel) {
		b := ch.bridge
		phone = l.a.newChannel("", endpoint, ch.app)
		phone.State, phone.started, phone.stasis, phone.plan = "Up", true, true, Plan{}
		phone.Dialplan.AppName, phone.Dialplan.AppData = "Stasis", ch.app
		replaced := ch.Channel
		phone.emit(&ari.StasisStart{Args: []string{}, Channel: phone.Channel, ReplaceChannel: &replaced})
		if b != nil {
			b.leave(ch)
			b.join(phone, addOptions{})
		}
		ch.moved()
	})
	if phone == nil {
		return nil
	}
	return &Line{l.a, phone.ID}
}

// moved ends what the application hears of an incoming channel by itself.
func (ch *channel) moved() {
	if ap := ch.a.apps[ch.app]; ch.incoming && ap != nil && !ap.sources["channel:"+ch.ID] {
		ch.unheard, ch.app = ch.app, ""
	}
}

// Set gives the channel a variable, as the dialplan does.
func (l *Line) Set(name, value string) { l.do(func(ch *channel) { ch.set(name, value) }) }
