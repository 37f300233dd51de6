package app

import (
	"context"

	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/handdial"
	"github.com/ringevett/ringevett/daemon/settings"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/dialplan/agi"
)

// partGuard is the port that the dialplan asks, for calls by hand and for returned calls.
const partGuard = "guard"

// handPBX is the PBX of the guard, which is made before the connection.
type handPBX struct{ handdial.PBX }

// makeGuard makes the guard of calls by hand. life ends when the engine stops.
func (d *running) makeGuard(life context.Context, eng *engine.Engine, pbx handdial.PBX) *handdial.Guard {
	return handdial.New(life, handdial.Ports{
		Book: d.store, Journal: sqlite.HandJournal{Store: d.store}, Engine: eng, Registers: d.heard(), PBX: pbx,
		Note: eng.Note, Complete: d.facts, Sound: d.speech.Sound,
		Settings: func() handdial.Settings { return settings.HandDial(d.cfg()) }, Now: d.now, Log: d.log,
	})
}

// startAGI answers the dialplan until the daemon stops, as the last of all parts: what is under way is finished.
func (d *running) startAGI() error {
	peers, err := d.cfg().AGI.Addresses()
	if err != nil {
		return err
	}
	key, err := d.cfg().MakeAGIKey()
	if err != nil {
		return err
	}
	knows := channelTruth{d.channels}
	scripts := dialplan.Serve(d.guard, knows)
	scripts[dialplan.ScriptDesk] = dialplan.ServeDesk(d.desk, knows)
	srv := &agi.Server{
		Handler: scripts, Peers: peers, Prove: d.guard.Proof(dialplan.Prove(key)), Refusal: dialplan.Refusal,
		Log: d.log,
	}
	d.background(partGuard, func(ctx context.Context) {
		d.guard.Serve(ctx, srv, func() string { return d.cfg().AGI.Listen },
			func(err error) { d.failing.Report(partGuard, err) })
	})
	d.background("calls by hand", d.guard.Sweeps)
	return nil
}

// channelTruth is what Asterisk holds of a channel, as the dialplan's handlers ask for it.
type channelTruth struct{ channels telephony.Channels }

func (t channelTruth) Channel(ctx context.Context, id string, vars ...string) (dialplan.Channel, error) {
	k, known, err := t.channels.Know(ctx, id, vars...)
	if err == nil && !known {
		err = dialplan.ErrNoChannel
	}
	return dialplan.Channel{Name: k.Name, Context: k.Context, Vars: k.Vars}, err
}
