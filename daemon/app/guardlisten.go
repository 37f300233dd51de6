package app

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/dialplan/agi"
)

// listenAgain is the wait before the guard's port is tried again. Without it the daemon dials on; the dialplan holds the guard
// for away, and closes marketing contexts.
const listenAgain = 5 * time.Second

// partGuard is the port that the dialplan asks, for calls by hand and for returned calls.
const partGuard = "guard"

// startGuard answers the dialplan until the daemon stops, after everything else has: what is under way is finished.
func (d *running) startGuard() error {
	peers, err := d.cfg.AGI.Addresses()
	if err != nil {
		return err
	}
	scripts := dialplan.Serve(d.guard)
	scripts[dialplan.ScriptDesk] = dialplan.ServeDesk(d.desk)
	srv := &agi.Server{Handler: scripts, Peers: peers, Log: d.log}
	d.background(partGuard, func(ctx context.Context) {
		for ctx.Err() == nil {
			d.serveGuard(ctx, srv)
		}
	})
	d.background("calls by hand", d.guard.watch)
	return nil
}

func (d *running) serveGuard(ctx context.Context, srv *agi.Server) {
	ln, err := net.Listen("tcp", d.cfg.AGI.Listen)
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
