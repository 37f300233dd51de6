package handdial

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/ringevett/ringevett/daemon/tick"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/dialplan/agi"
)

// listenAgain is the wait before the port is tried again.
const listenAgain = 5 * time.Second

// Proof is a server's proof of its peer that Status tells of. An older dialplan that is still loaded shows no key.
func (g *Guard) Proof(prove func(context.Context, *agi.Session) error) func(context.Context, *agi.Session) error {
	return func(ctx context.Context, s *agi.Session) error {
		err := prove(ctx, s)
		switch {
		case err == nil:
			g.unproven.Store(nil)
		case errors.Is(err, dialplan.ErrNoKey) || errors.Is(err, dialplan.ErrWrongKey):
			why := err.Error()
			g.unproven.Store(&why)
		}
		return err
	}
}

// Serve answers the dialplan until ctx ends, and then finishes the sessions under way. While it cannot listen it tries
// again: the daemon goes on dialing, and the dialplan treats the guard as away. address is "host:port".
func (g *Guard) Serve(ctx context.Context, srv *agi.Server, address func() string, report func(error)) {
	for ; ctx.Err() == nil; tick.Pause(ctx, listenAgain) {
		ln, err := net.Listen("tcp", address())
		if err == nil {
			report(nil)
			g.Log.WithField("at", ln.Addr()).Debug("the guard listens")
			err = srv.Serve(ctx, ln)
		}
		if err != nil && ctx.Err() == nil {
			report(fmt.Errorf("the dialplan finds no guard and refuses marketing calls, "+
				"callers hear the message alone: %w", err))
		}
	}
}
