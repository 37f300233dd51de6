package telephony

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// A phone that gets no packets for half a minute may take the call for dead, and an agent alone in a bridge gets
// none. So a leg that has waited for some seconds is sent silence. Asterisk drops what others say while it sends it:
// an agent would be deaf. So it is stopped before a consumer joins and begun after the last has left, the two never
// overtake each other, and who does not hear the PBX's events begins none: the leg may be another instance's by then.

// quietAfter is how long a leg waits before silence is worth its requests; a machine that came later than by slept
// stood still.
const (
	quietAfter = 5 * time.Second
	slept      = time.Second
)

// waits begins the silence on a leg without a party, and still without one after a while. Begun twice, it is
// one.
func (p *PBX) waits(id dialer.SessionID, l *leg) {
	p.mu.Lock()
	l.turn++
	turn := l.turn
	p.mu.Unlock()
	p.aside(func() error {
		if !p.outlasts(quietAfter) {
			return nil
		}
		l.silence.Lock()
		defer l.silence.Unlock()
		if !p.idle(l, turn) {
			return nil
		}
		l.quiet = true
		return ignore(p.client.StartSilence(p.ctx, string(id)), ari.ErrNotFound, ari.ErrNotInStasis)
	})
}

// outlasts waits. After a stop of the whole machine, or of our process, it waits again: what was missed must be heard
// first.
func (p *PBX) outlasts(d time.Duration) bool {
	for {
		due := time.Now().Add(d)
		select {
		case <-time.After(d):
		case <-p.ctx.Done():
			return false
		}
		if time.Since(due) < slept {
			return true
		}
	}
}

// idle reports that nothing has happened on the leg since that turn.
func (p *PBX) idle(l *leg, turn uint64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.up.Load() && l.turn == turn && !l.busy() && !l.gone
}

// hears ends the silence before a consumer joins.
func (p *PBX) hears(ctx context.Context, id dialer.SessionID, with dialer.AttemptID) error {
	p.mu.Lock()
	l := p.legs[id]
	if l == nil || l.gone {
		p.mu.Unlock()
		return fmt.Errorf("the agent's leg %s is over: %w", id, ari.ErrNotFound)
	}
	l.with[with] = true
	l.turn++
	p.mu.Unlock()
	return p.hush(ctx, id, l)
}

// hush stops the silence, where it may be running. One that could not be stopped may be running still.
func (p *PBX) hush(ctx context.Context, id dialer.SessionID, l *leg) error {
	l.silence.Lock()
	defer l.silence.Unlock()
	if !l.quiet {
		return nil
	}
	err := ignore(p.client.StopSilence(ctx, string(id)), ari.ErrNotFound, ari.ErrNotInStasis)
	l.quiet = err != nil
	return err
}
