package aritest

import (
	"slices"

	"github.com/ringevett/ringevett/ari"
)

// bridge is one bridge; its application is that of the channels that join.
type bridge struct {
	ari.Bridge
	a    *Asterisk
	app  string
	far  bool // not an application's: who comes and goes is told to none
	opts map[string]addOptions
}

type addOptions struct{ absorb, mute, inhibit bool }

func (a *Asterisk) newBridge(id, kind, name string) *bridge {
	b := &bridge{a: a, opts: map[string]addOptions{}}
	b.Bridge = ari.Bridge{ID: id, Technology: "simple_bridge", BridgeType: "mixing", BridgeClass: "stasis",
		Creator: "Stasis",
		Name:    name, Channels: []string{}, VideoMode: "talker", Creationtime: now()}
	if kind == "holding" {
		b.BridgeType, b.Technology = "holding", "holding_bridge"
	}
	a.bridges[id] = b
	return b
}

// join takes a channel in, out of its former bridge.
func (b *bridge) join(ch *channel, o addOptions) {
	if ch.bridge == b {
		return
	}
	if ch.bridge != nil {
		ch.bridge.leave(ch)
	}
	ch.bridge, ch.dialled, b.app = b, false, ch.app
	b.opts[ch.ID] = o
	b.Channels = append(slices.Clone(b.Channels), ch.ID)
	if !b.far {
		ch.emit(&ari.ChannelEnteredBridge{Bridge: b.Bridge, Channel: &ch.Channel})
	}
}

func (b *bridge) leave(ch *channel) {
	ch.bridge = nil
	delete(b.opts, ch.ID)
	b.Channels = slices.DeleteFunc(slices.Clone(b.Channels), func(id string) bool { return id == ch.ID })
	if !b.far {
		ch.emit(&ari.ChannelLeftBridge{Bridge: b.Bridge, Channel: ch.Channel})
	}
}

// destroy: those who recorded the bridge are not told that their recordings end; neither does Asterisk reliably.
func (b *bridge) destroy() {
	delete(b.a.bridges, b.ID)
	for _, id := range slices.Clone(b.Channels) {
		b.leave(b.a.channels[id])
	}
	for name, r := range b.a.records {
		if r.TargetURI == "bridge:"+b.ID {
			b.a.store(r)
			delete(b.a.records, name)
		}
	}
	b.a.emit(b.app, &ari.BridgeDestroyed{Bridge: b.Bridge})
}
