package telephony

import (
	"context"
	"fmt"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// An agent's leg and a caller: like a consumer, a caller keeps the bridge from being dissolved, and the silence away.

// busy reports whether somebody is in the leg's bridge, or on the way in or out. The caller holds PBX.mu.
func (l *leg) busy() bool { return len(l.with) > 0 || l.caller != "" }

// expect keeps the leg for a caller, and ends the silence on it.
func (p *PBX) expect(ctx context.Context, session dialer.SessionID, channel string, c *caller) error {
	p.mu.Lock()
	l := p.legs[session]
	if l == nil || l.gone {
		p.mu.Unlock()
		return fmt.Errorf("the agent's leg %s is over: %w", session, ari.ErrNotFound)
	}
	l.caller, c.with = channel, session
	l.turn++
	p.mu.Unlock()
	return p.hush(ctx, session, l)
}

// partedCaller: the caller is with no agent any more.
func (p *PBX) partedCaller(channel string) {
	p.mu.Lock()
	var alone *leg
	var of dialer.SessionID
	for id, l := range p.legs {
		if l.caller != channel {
			continue
		}
		l.caller = ""
		p.fall(id, l)
		if !l.busy() && !l.gone {
			alone, of = l, id
		}
	}
	if c := p.callers[channel]; c != nil {
		c.with = ""
	}
	p.mu.Unlock()
	if alone != nil {
		p.waits(of, alone)
	}
}

// foundCallers knows callers from before a restart, and their agents. The caller holds PBX.mu.
func (p *PBX) foundCallers(f engine.Found) {
	for id, at := range f.Callers {
		if p.callers[id] != nil {
			continue
		}
		p.callers[id] = &caller{up: at.Up, with: at.Bridge, over: make(chan struct{})}
		if at.Bridge == "" {
			continue
		}
		if p.legs[at.Bridge] == nil { // the agent left while we were away
			p.legs[at.Bridge] = &leg{with: map[dialer.AttemptID]bool{}, gone: true}
		}
		p.legs[at.Bridge].caller = id
	}
}

// missedCallers keeps those who came after the look began, and lets go of those who left while events did not flow.
func (p *PBX) missedCallers(f engine.Found, before living) {
	var left []string
	p.mu.Lock()
	for id, c := range p.callers {
		if _, lives := f.Callers[id]; lives {
			continue
		}
		if !before.callers[id] {
			f.Callers[id] = engine.FoundChannel{Up: c.up, Bridge: c.with}
			continue
		}
		delete(p.callers, id)
		close(c.over)
		left = append(left, id)
	}
	p.mu.Unlock()
	for _, id := range left {
		p.partedCaller(id)
	}
}

// knownCallers are those with us now. The caller holds PBX.mu.
func (p *PBX) knownCallers() map[string]bool {
	known := map[string]bool{}
	for id := range p.callers {
		known[id] = true
	}
	return known
}
