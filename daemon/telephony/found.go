package telephony

import (
	"slices"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// found tells what the PBX holds of ours, out of everything it holds.
func (p *PBX) found(snap ari.Snapshot) engine.Found {
	f := engine.Found{Attempts: map[dialer.AttemptID]engine.Leg{}, Seats: map[dialer.SessionID]engine.Leg{}}
	in := p.bridges(snap.Bridges)
	for _, ch := range snap.Channels {
		if !p.names.ours(ch.ID) {
			id := dialer.SessionID(ch.ID)
			f.Seats[id] = engine.Leg{Up: ch.State == "Up", Bridge: in[ch.ID], Endpoint: endpoint(ch.Name)}
			p.foundLeg(id)
		}
	}
	for _, ch := range slices.Concat(snap.Channels, snap.Others) {
		if id, ours := p.names.attempt(ch.ID); ours {
			f.Attempts[id] = engine.Leg{Up: ch.State == "Up", Ringing: ch.State == "Ringing", Bridge: in[ch.ID]}
			p.foundWith(id, in[ch.ID])
		}
	}
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
