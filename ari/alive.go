package ari

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"
)

// A socket that is open and answers pings may still get no events, for ever. When a client connects just while
// Asterisk cleans up after its former connection, one of three things happens (seen with 22.10.1): all is well; the
// application is made inactive under the new connection, its events are dropped and channels that enter it hung up;
// or the two threads wait for each other's locks, and everything that touches the application hangs until Asterisk is
// restarted. So we wait a moment before reconnecting, and send ourselves a user event now and then that must come
// back.

// How soon after Up the first event is sent; the others follow with the pings.
const firstProof = time.Second

// reconnectWait gives Asterisk the time to clean up, which takes it milliseconds.
const reconnectWait = 250 * time.Millisecond

func newProof() []byte { return fmt.Appendf(nil, "ari.alive.%016x", rand.Uint64()) }

// isProof tells our own event from others, which it must not be mixed up with: the name is random.
func (s *session) isProof(r route, raw []byte) bool {
	if r.kind != "ChannelUserevent" || !bytes.Contains(raw, s.proof) {
		return false
	}
	select {
	case s.proved <- struct{}{}:
	default:
	}
	return true
}

// maxUnproved is how many proofs in a row may fail to be asked for. A PBX that answers pings and nothing else is hung.
const maxUnproved = 3

// prove fails when our event was accepted but does not come back, when the application is not even registered, and
// when the request itself failed maxUnproved times in a row.
func (s *session) prove(ctx context.Context) error {
	if slices.Contains(s.c.cfg.Disallow, "ChannelUserevent") {
		return nil
	}
	select {
	case <-s.proved: // one that came late
	default:
	}
	err := s.c.UserEvent(ctx, string(s.proof), s.c.cfg.App, "", nil)
	var refused *Error
	switch {
	case errors.Is(err, ErrNotFound):
		return fmt.Errorf("asterisk has lost application %s: %w", s.c.cfg.App, err)
	case errors.As(err, &refused) && refused.Status == http.StatusForbidden:
		return nil // a user that may only read
	case err != nil:
		if s.unproved++; s.unproved >= maxUnproved {
			return fmt.Errorf("asterisk does not answer: %d proofs in a row failed, the last with: %w", s.unproved, err)
		}
		s.c.cfg.Log.Warnf("ari: no proof that events flow (failure %d of %d): %v", s.unproved, maxUnproved, err)
		return nil
	}
	s.unproved = 0
	t := time.NewTimer(s.c.cfg.PingTimeout)
	defer t.Stop()
	select {
	case <-s.proved:
		return nil
	case <-s.lost:
		return ErrConnectionLost
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return fmt.Errorf("asterisk delivers no events to application %s%s", s.c.cfg.App, s.c.filtered(ctx))
	}
}

// filtered names the filter that keeps our proofs from us; "" where it is not that. Each connection sets the filter
// again, so the next one mends it, unless Asterisk refuses.
func (c *Client) filtered(ctx context.Context) string {
	app, err := c.Application(ctx, c.cfg.App)
	if err != nil {
		return ""
	}
	allowed, disallowed := filterTypes(app.EventsAllowed), filterTypes(app.EventsDisallowed)
	if slices.Contains(disallowed, "ChannelUserevent") ||
		len(allowed) > 0 && !slices.Contains(allowed, "ChannelUserevent") {
		return fmt.Sprintf(": its event filter keeps out ChannelUserevent (allowed %q, disallowed %q); the next "+
			"connection removes it",
			allowed, disallowed)
	}
	return ""
}

// watch proves again and again that events flow.
func (s *session) watch() {
	for wait := min(firstProof, s.c.cfg.ProveEvery); ; wait = s.c.cfg.ProveEvery {
		t := time.NewTimer(wait)
		select {
		case <-s.lost:
			t.Stop()
			return
		case <-t.C:
		}
		began := time.Now()
		if err := s.prove(s.c.ctx); err != nil {
			s.fail(err)
			return
		}
		if s.unproved == 0 {
			s.c.proven.Store(began.UnixNano())
		}
	}
}

// Proven is when the last proof was asked for that came back: requests were answered and events flowed since then.
// Zero: not connected yet. A client without proofs (ChannelUserevent disallowed, or a user that may only read) says
// when it last would have.
func (c *Client) Proven() time.Time {
	if n := c.proven.Load(); n != 0 {
		return time.Unix(0, n)
	}
	return time.Time{}
}

// Reconnect breaks the connection, so that it is made again and the whole state told with Up. Without one it does
// nothing.
func (c *Client) Reconnect(why error) {
	if s := c.socket.Load(); s != nil {
		s.fail(why)
	}
}
