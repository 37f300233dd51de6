package telephony

import (
	"sync"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// leg is one agent's leg. It outlives its channel for as long as a consumer is in its bridge: a bridge that is
// dissolved while one of its channels is on the way to another bridge may throw the channel out of that one too, a
// moment after it came (Asterisk 22.10: 1 in 300). Neither side would hear the other, and no event would say so.
type leg struct {
	with    map[dialer.AttemptID]bool // consumers in its bridge, or on the way in or out
	caller  string                    // from the desk, the same
	gone    bool                      // the agent's channel is over
	handset handset
	turn    uint64 // counts the waits: only the newest begins silence

	// held over the request, so that stop and start come in the order decided; never taken under PBX.mu
	silence sync.Mutex
	quiet   bool // silence may be running
}

// come knows a leg from its arrival on.
func (p *PBX) come(id dialer.SessionID) *leg {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.legs[id]
	if l == nil {
		l = &leg{with: map[dialer.AttemptID]bool{}}
		p.legs[id] = l
	}
	return l
}

// over: the agent's channel is no longer with us.
func (p *PBX) over(id dialer.SessionID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l := p.legs[id]; l != nil {
		l.gone = true
		p.fall(id, l)
	}
}

// fall forgets a leg that is over and has no party in its bridge, and ends the bridge. The caller holds mu.
func (p *PBX) fall(id dialer.SessionID, l *leg) {
	if !l.gone || l.busy() {
		return
	}
	delete(p.legs, id)
	p.aside(func() error { return ignore(p.client.DestroyBridge(p.ctx, p.names.bridge(id)), ari.ErrNotFound) })
}

// parted: the consumer is with no agent any more, but perhaps with one. It is called when that is so on the PBX.
func (p *PBX) parted(with dialer.AttemptID, but dialer.SessionID) {
	var alone []dialer.SessionID
	p.mu.Lock()
	if p.in[with] != but {
		delete(p.in, with)
	}
	for id, l := range p.legs {
		if id == but || !l.with[with] {
			continue
		}
		delete(l.with, with)
		p.fall(id, l)
		if !l.busy() && !l.gone {
			alone = append(alone, id)
		}
	}
	p.mu.Unlock()
	for _, id := range alone {
		p.waits(id, p.come(id))
	}
}
