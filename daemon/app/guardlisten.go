package app

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/dialplan/agi"
)

// listenAgain is the wait before the guard's port is tried again. Without it the daemon dials on; the dialplan holds
// the guard for away, and closes marketing contexts.
const listenAgain = 5 * time.Second

// partGuard is the port that the dialplan asks, for calls by hand and for returned calls.
const partGuard = "guard"

// startGuard answers the dialplan until the daemon stops, after everything else has: what is under way is finished.
func (d *running) startGuard() error {
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
	prove := dialplan.Prove(key)
	shows := func(ctx context.Context, s *agi.Session) error {
		err := prove(ctx, s)
		d.guard.believed(err)
		return err
	}
	srv := &agi.Server{Handler: scripts, Peers: peers, Prove: shows, Refusal: dialplan.Refusal, Log: d.log}
	d.background(partGuard, func(ctx context.Context) {
		for ctx.Err() == nil {
			d.serveGuard(ctx, srv)
		}
	})
	d.background("calls by hand", d.guard.watch)
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

func (d *running) serveGuard(ctx context.Context, srv *agi.Server) {
	ln, err := net.Listen("tcp", d.cfg().AGI.Listen)
	if err == nil {
		d.part(partGuard, nil)
		d.log.WithField("at", ln.Addr()).Debug("the guard listens")
		err = srv.Serve(ctx, ln)
	}
	if err == nil || ctx.Err() != nil {
		return
	}
	d.part(partGuard, fmt.Errorf("the dialplan finds no guard and refuses marketing calls, callers hear the message alone: %w", err))
	pause(ctx, listenAgain)
}
