package telephony

import (
	"errors"
	"maps"
	"slices"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// living is what we held for living before we looked: it is known from events that are older than the look. Channels
// of attempts are not in it, for they are made beside the events: each that a look does not show is asked for.
type living struct {
	legs    []dialer.SessionID
	callers map[string]bool
}

func (p *PBX) living() living {
	p.mu.Lock()
	defer p.mu.Unlock()
	return living{slices.Collect(maps.Keys(p.legs)), p.knownCallers()}
}

// found tells what the PBX holds of ours, out of everything it holds, and brings what we know of the legs into line
// with it.
func (p *PBX) found(snap ari.Snapshot, before living) engine.Found {
	times := p.times(snap)
	f := engine.Found{Attempts: map[dialer.AttemptID]engine.FoundChannel{},
		Seats:     map[dialer.SessionID]engine.FoundChannel{},
		Callers:   map[string]engine.FoundChannel{},
		Strangers: map[string]engine.StrangerCame{}}
	in := p.bridges(snap.Bridges)
	for _, ch := range snap.Channels {
		switch {
		case p.names.isTried(ch.ID):
			p.foundTry(f, ch, in[ch.ID])
		case p.names.ours(ch.ID):
		case p.isCaller(ch):
			f.Callers[ch.ID] = engine.FoundChannel{Up: ch.State == "Up", Bridge: in[ch.ID]}
		case !p.isLeg(ch): // came in place of a leg of ours
			p.lookAt(func() error { return p.unowned(ch.ID) })
		default:
			id := dialer.SessionID(ch.ID)
			f.Seats[id] = engine.FoundChannel{Up: ch.State == "Up", Bridge: in[ch.ID], Endpoint: endpoint(ch.Name)}
		}
	}
	for _, ch := range slices.Concat(snap.Channels, snap.Others) {
		if id, ours := p.names.attempt(ch.ID); ours {
			f.Attempts[id] = engine.FoundChannel{Up: ch.State == "Up", Ringing: ch.State == "Ringing",
				Bridge:   in[ch.ID],
				Aside:    ch.Dialplan.Context == contextAbandoned,
				Answered: times[id].answered, Joined: times[id].joined}
			p.foundOpen(id, ch, f.Attempts[id], times[id].created)
		}
	}
	p.foundTaken(f, snap, in)
	p.foundListeners(snap)
	p.foundLegs(f)
	p.foundEmpty(snap.Bridges)
	p.missed(f, before)
	p.missedCallers(f, before)
	return f
}

// bridges tells for each channel in whose of our bridges it is.
func (p *PBX) bridges(list []ari.Bridge) map[string]dialer.SessionID {
	in := map[string]dialer.SessionID{}
	for _, b := range list {
		if session, ours := p.names.session(b.ID); ours {
			for _, ch := range b.Channels {
				in[ch] = session
			}
		}
	}
	return in
}

// foundLegs knows legs and consumers from before a restart. Whether silence is sent to a leg cannot be asked, and
// another instance may have begun it: it is taken for sent, stopped where a party talks, and begun again where none
// does. To stop what was not begun does no harm.
func (p *PBX) foundLegs(f engine.Found) {
	var spoken []string // channels to which a daemon before this one may be speaking still
	p.mu.Lock()
	for id := range f.Seats {
		if p.legs[id] == nil {
			p.legs[id] = &leg{with: map[dialer.AttemptID]bool{}, quiet: true}
			spoken = append(spoken, string(id))
		}
	}
	p.foundCallers(f)
	for id, at := range f.Attempts {
		if at.Bridge == "" || p.in[id] != "" {
			continue
		}
		if p.legs[at.Bridge] == nil { // the agent left while we were away
			p.legs[at.Bridge] = &leg{with: map[dialer.AttemptID]bool{}, gone: true}
		}
		p.in[id], p.legs[at.Bridge].with[id] = at.Bridge, true
		spoken = append(spoken, p.names.channel(id))
	}
	legs := maps.Clone(p.legs)
	p.mu.Unlock()
	for _, channel := range spoken {
		p.hushBefore(channel)
	}
	for id := range f.Seats {
		p.settle(id, legs[id])
	}
}

func (p *PBX) settle(id dialer.SessionID, l *leg) {
	p.mu.Lock()
	talks := l.busy()
	p.mu.Unlock()
	if talks {
		p.aside(func() error { return p.hush(p.ctx, id, l) })
		return
	}
	p.waits(id, l)
}

// foundEmpty ends the bridges of agents who left while we were away.
func (p *PBX) foundEmpty(list []ari.Bridge) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, b := range list {
		if id, ours := p.names.session(b.ID); ours && p.legs[id] == nil && len(b.Channels) == 0 {
			p.fall(id, &leg{gone: true})
		}
	}
}

// missed lets go of what ended while events did not flow.
func (p *PBX) missed(f engine.Found, before living) {
	for _, id := range p.known() {
		if _, lives := f.Attempts[id]; !lives {
			p.aside(func() error { return p.askFor(id) })
		}
	}
	for _, id := range before.legs {
		if _, lives := f.Seats[id]; !lives {
			p.over(id)
		}
	}
}

// known are the attempts that we keep something of, and whose channel was made.
func (p *PBX) known() []dialer.AttemptID {
	p.mu.Lock()
	defer p.mu.Unlock()
	ids := slices.Collect(maps.Keys(p.in))
	for id, o := range p.opens {
		if o.made && p.in[id] == "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// askFor lets go of an attempt whose channel is gone.
func (p *PBX) askFor(id dialer.AttemptID) error {
	_, err := p.client.Channel(p.ctx, p.names.channel(id))
	if errors.Is(err, ari.ErrNotFound) {
		p.forget(id)
		return nil
	}
	return err
}
