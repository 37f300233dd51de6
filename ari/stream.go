package ari

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/coder/websocket"
)

// take does with one message what is to be done at once.
func (s *session) take(raw []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.flowing {
		return s.hold(raw)
	}
	return s.deliver(raw)
}

// hold keeps events until the snapshot is told, but answers pass: the snapshot itself may travel here.
func (s *session) hold(raw []byte) error {
	r, err := look(raw)
	if err == nil && (r.kind == "RESTResponse" || s.isProof(r, raw)) {
		return s.deliver(raw)
	}
	if s.heldBytes += len(raw); s.heldBytes > maxHeld {
		return fmt.Errorf("%w: more than %d bytes of events before the state of Asterisk was told", ErrTooLong, maxHeld)
	}
	s.held = append(s.held, slices.Clone(raw))
	return nil
}

func (s *session) deliver(raw []byte) error {
	r, err := look(raw)
	switch {
	case err != nil:
		s.c.odd.tell("a message", fmt.Errorf("%d bytes that are no event: %w", len(raw), err))
	case r.kind == "RESTResponse":
		if s.rest != nil {
			s.rest.answer(raw)
		}
		return nil
	case s.isProof(r, raw), s.repeats.seen(r.kind, raw):
		return nil
	}
	s.c.hub.deliver(raw, r, s.epoch)
	if r.kind == "ApplicationReplaced" {
		return ErrReplaced
	}
	return nil
}

// ping notices a peer that is silently gone. Only pings: an unsolicited pong crashes some versions of Asterisk.
func (s *session) ping() {
	tick := time.NewTicker(s.c.cfg.PingEvery)
	defer tick.Stop()
	for {
		select {
		case <-s.lost:
			return
		case <-s.c.ctx.Done():
			s.leave()
			return
		case <-tick.C:
		}
		ctx, cancel := context.WithTimeout(s.c.ctx, s.c.cfg.PingTimeout)
		err := s.conn.Ping(ctx)
		cancel()
		if err != nil {
			s.fail(fmt.Errorf("ping: %w", err))
			return
		}
	}
}

// leave ends the connection in good order, so that Asterisk has done with it before anybody connects again.
func (s *session) leave() {
	s.mu.Lock()
	s.err = errOr(s.err, ErrClosed)
	s.mu.Unlock()
	s.conn.Close(websocket.StatusNormalClosure, "")
}

// fail breaks the connection for a reason of ours.
func (s *session) fail(err error) {
	s.mu.Lock()
	s.err = errOr(s.err, err)
	s.mu.Unlock()
	s.conn.CloseNow()
}

// close breaks the connection and waits for its goroutines.
func (s *session) close() {
	s.fail(ErrClosed)
	s.work.Wait()
}
