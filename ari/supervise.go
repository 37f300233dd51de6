package ari

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"
)

// A connection that lived this long was a good one: the next attempt follows after reconnectWait.
const goodLife = 5 * time.Second

const (
	firstWait, lastWait       = 50 * time.Millisecond, time.Second
	firstRefusal, lastRefusal = 30 * time.Second, 5 * time.Minute // a wrong password does not get right by asking
)

// supervise keeps a connection until the client is closed or another one takes over. s may be nil: none yet.
func (c *Client) supervise(s *session) {
	defer c.hub.end(ErrClosed)
	var r retry
	for epoch := uint64(1); ; epoch++ {
		if s == nil {
			if s = c.reopen(&r, epoch); s == nil {
				return
			}
		}
		err := s.outlive()
		c.socket.Store(nil)
		switch {
		case c.ctx.Err() != nil:
			return
		case errors.Is(err, ErrReplaced):
			c.cfg.Log.Warnf("ari: another client took over application %s", c.cfg.App)
			c.tell(Replaced{headOf("Replaced", s.epoch)})
			c.hub.end(ErrReplaced)
			return
		}
		c.cfg.Log.Warnf("ari: connection lost: %v", err)
		c.tell(Down{headOf("Down", s.epoch), errLost(err)})
		c.web.client.CloseIdleConnections() // probably as dead as this one
		if time.Since(s.begun) > goodLife {
			r = retry{}
		}
		r.told, r.wait, s = reasonOf(ErrConnectionLost), max(r.wait, reconnectWait), nil
	}
}

func errLost(err error) error { return errors.Join(ErrConnectionLost, err) }

// outlive waits for the end of a session and of its goroutines.
func (s *session) outlive() error {
	<-s.lost
	s.work.Wait()
	return s.err
}

// retry is what is remembered between attempts to connect.
type retry struct {
	wait time.Duration
	told error // the reason that was told last
}

// reopen tries until it succeeds; nil when the client is closed.
func (c *Client) reopen(r *retry, epoch uint64) *session {
	for {
		if !sleep(c.ctx, r.wait) {
			return nil
		}
		s, err := c.open(c.ctx, epoch)
		if err == nil {
			r.advance(nil)
			return s
		}
		if c.ctx.Err() != nil {
			return nil
		}
		c.failed(r, err, epoch)
		r.advance(err)
	}
}

// failed tells Down again when the reason has changed, and always warns of refused credentials.
func (c *Client) failed(r *retry, err error, epoch uint64) {
	reason := reasonOf(err)
	if reason == ErrUnauthorized || reason == ErrForbidden {
		c.cfg.Log.Warnf("ari: Asterisk refuses user %q: %v", c.cfg.User, err)
	}
	if r.told == nil || r.told != reason {
		c.tell(Down{headOf("Down", epoch), err})
		r.told = reason
	}
}

// advance makes the waits grow, with a jitter of a quarter so that several clients do not come in step.
func (r *retry) advance(err error) {
	first, last := firstWait, lastWait
	if reason := reasonOf(err); reason == ErrUnauthorized || reason == ErrForbidden {
		first, last = firstRefusal, lastRefusal
	}
	next := min(max(2*r.wait, first), last)
	r.wait = next - time.Duration(rand.Int64N(int64(next/4)))
}

var errOther = errors.New("other")

func reasonOf(err error) error {
	for _, reason := range []error{ErrUnauthorized, ErrForbidden, ErrUnavailable, ErrNotFound, ErrConnectionLost} {
		if errors.Is(err, reason) {
			return reason
		}
	}
	return errOther
}

// sleep is false when ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
