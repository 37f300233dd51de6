package telephony

import (
	"context"
	"sync"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// A phone that gets no packets for half a minute may take the call for dead, and an agent alone in a bridge gets none. So a
// leg that has waited for some seconds is sent silence. Asterisk drops what others say while it sends it, so it is stopped before a consumer joins
// and begun after the last has left; the two never overtake each other.

// quietAfter is how long a leg waits before silence is worth its requests.
const quietAfter = 5 * time.Second

// leg is one agent's leg, as far as silence is concerned.
type leg struct {
	mu    sync.Mutex // held over the request, so that stop and start come in the order decided
	with  map[dialer.AttemptID]bool
	quiet bool
	turn  uint64 // counts the waits: only the newest begins silence
}

// leg gives the leg of a session, made when first asked for; over forgets it.
func (p *PBX) leg(id dialer.SessionID) *leg {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.legs[id]
	if l == nil {
		l = &leg{with: map[dialer.AttemptID]bool{}}
		p.legs[id] = l
	}
	return l
}

// waits begins the silence on a leg that has nobody to talk to, and still has not after a while.
func (p *PBX) waits(id dialer.SessionID) {
	l := p.leg(id)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.turn++
	turn := l.turn
	p.aside(func() error {
		select {
		case <-time.After(quietAfter):
		case <-p.ctx.Done():
			return nil
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.quiet || l.turn != turn || len(l.with) > 0 {
			return nil
		}
		l.quiet = true
		return ignore(p.client.StartSilence(p.ctx, string(id)), ari.ErrNotFound, ari.ErrNotInStasis)
	})
}

// hears ends the silence before a consumer joins.
func (p *PBX) hears(ctx context.Context, id dialer.SessionID, with dialer.AttemptID) error {
	l := p.leg(id)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.with[with] = true
	l.turn++
	if !l.quiet {
		return nil
	}
	l.quiet = false
	return ignore(p.client.StopSilence(ctx, string(id)), ari.ErrNotFound, ari.ErrNotInStasis)
}

// parted: the consumer is no longer with any agent.
func (p *PBX) parted(with dialer.AttemptID) {
	p.mu.Lock()
	session, any := p.names.session(p.in[with])
	delete(p.in, with)
	l := p.legs[session]
	p.mu.Unlock()
	if !any || l == nil {
		return
	}
	p.aside(func() error {
		l.mu.Lock()
		delete(l.with, with)
		l.mu.Unlock()
		p.waits(session)
		return nil
	})
}

// foundLeg knows a leg from before a restart. Whether silence was sent to it cannot be asked: it is taken for sent, and to stop
// what was not begun does no harm.
func (p *PBX) foundLeg(id dialer.SessionID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.legs[id] == nil {
		p.legs[id] = &leg{with: map[dialer.AttemptID]bool{}, quiet: true}
	}
}

// foundWith knows a consumer from before a restart, and in whose bridge.
func (p *PBX) foundWith(id dialer.AttemptID, session dialer.SessionID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l := p.legs[session]; l != nil && p.in[id] == "" {
		p.in[id] = p.names.bridge(session)
		l.with[id] = true
		l.quiet = false
	}
}

// over forgets a leg.
func (p *PBX) over(id dialer.SessionID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.legs, id)
}
