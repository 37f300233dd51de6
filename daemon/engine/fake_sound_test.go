package engine_test

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// sound is what the PBX receives from one phone: a packet when it begins, and then 50 a second unless it is mute.
type sound struct {
	packets time.Duration // in time
	at      time.Time     // of packets
	mute    bool
	held    bool      // and mute because of it
	local   bool      // a leg on which the PBX counts nothing
	quiet   time.Time // since when it has been mute or held; zero: it is neither
}

// soundOf brings a phone's count up to now. The caller holds mu.
func (p *fakePhone) soundOf(id dialer.SessionID) *sound {
	s := p.sound[id]
	if s == nil {
		s = &sound{packets: perPacket}
		if p.sound == nil {
			p.sound = map[dialer.SessionID]*sound{}
		}
		p.sound[id] = s
	} else if !s.mute && !s.held {
		s.packets += p.f.now().Sub(s.at)
	}
	s.at = p.f.now()
	return s
}

// heardUntil is the last instant, up to now, at which a phone was heard. The caller holds mu.
func (p *fakePhone) heardUntil(id dialer.SessionID) time.Time {
	if s := p.sound[id]; s != nil && !s.quiet.IsZero() {
		return s.quiet
	}
	return p.f.now()
}

const perPacket = 20 * time.Millisecond

// sounds has a phone "goes mute", "sounds again", "puts on hold", "takes back", or be one "is local".
func (p *fakePhone) sounds(id dialer.SessionID, verb string) {
	p.mu.Lock()
	s := p.soundOf(id)
	held := s.held
	switch verb {
	case "goes":
		s.mute = true
	case "sounds":
		s.mute = false
	case "puts", "takes":
		s.held = verb == "puts"
	case "is":
		s.local = true
	}
	switch {
	case !s.mute && !s.held:
		s.quiet = time.Time{}
	case s.quiet.IsZero():
		s.quiet = p.f.now()
	}
	held, s = held != s.held, nil
	p.mu.Unlock()
	if held {
		p.f.tell(engine.SeatHeld{Session: id, Is: verb == "puts"})
	}
}

// Received counts as Asterisk does: a leg that is gone has no count, and a Local channel is refused.
func (p *fakePhone) Received(_ context.Context, ids []dialer.SessionID) (map[dialer.SessionID]engine.Count, error) {
	if does, err := p.await("counts"); err != nil || !does {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	got := map[dialer.SessionID]engine.Count{}
	for _, id := range ids {
		if s := p.soundOf(id); s.local {
			got[id] = engine.Count{None: "it is no phone's own channel"}
		} else {
			got[id] = engine.Count{Packets: int(s.packets / perPacket)}
		}
	}
	return got, nil
}
