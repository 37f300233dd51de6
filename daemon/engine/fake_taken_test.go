package engine_test

import (
	"fmt"
	"strings"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// fakeHand is another hand than ours: what it did to legs on the fake PBX.
type fakeHand struct {
	moved     map[dialer.AttemptID]call.Whereabouts // consumers that it moved
	away      map[dialer.SessionID]bool             // agents' legs that it moved
	strangers map[string]engine.StrangerCame        // channels that it put into bridges of ours
}

func newFakeHand() fakeHand {
	return fakeHand{
		map[dialer.AttemptID]call.Whereabouts{}, map[dialer.SessionID]bool{}, map[string]engine.StrangerCame{},
	}
}

// callMoved turns "moved parked", "with PJSIP/bob", "alone", "through to 90000055" and "put out" into what the PBX
// would tell.
func (p *fakePhone) callMoved(id dialer.AttemptID, w []string) (ev call.Event, is bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	h, rest := &p.hand, strings.Join(w[1:], " ")
	_, lives := p.up[id]
	switch w[0] {
	case "moved":
		if lives {
			p.parts(id)
			delete(p.in, id)
			if _, known := h.moved[id]; !known {
				h.moved[id] = call.Whereabouts{}
			}
			return call.Taken{What: rest}, true
		}
	case "put":
		if lives && p.up[id] {
			p.parts(id)
			delete(p.in, id)
			return call.Taken{What: "put out of the agent's bridge by another hand", Alone: true}, true
		}
	case "with":
		h.moved[id] = call.Whereabouts{With: rest}
	case "alone":
		if _, moved := h.moved[id]; moved {
			h.moved[id] = call.Whereabouts{}
		}
	case "through":
		h.moved[id] = call.Whereabouts{With: "PJSIP/trunk", Ungated: dialer.Number("+47" + w[2]).Masked()}
	default:
		return nil, false
	}
	return nil, true
}

// seatMoved has the agent's leg be moved, or a stranger come and go: "moved parked", "stranger x1 PJSIP/bob",
// "stranger x1 leaves".
func (f *floor) seatMoved(id dialer.SessionID, w []string) bool {
	p := f.phone
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case w[0] == "moved":
		if p.seats[id] != "" {
			for call, in := range p.in {
				if in == id {
					p.parts(call)
				}
			}
			p.hand.away[id] = true
			f.tell(engine.SeatTaken{Session: id, Why: strings.Join(w[1:], " ")})
		}
	case w[0] == "stranger" && w[2] == "leaves":
		p.strangerGone(w[1])
	case w[0] == "stranger":
		came := engine.StrangerCame{Session: id, Channel: w[1], Name: w[2]}
		p.hand.strangers[w[1]] = came
		f.tell(came)
	default:
		return false
	}
	return true
}

func (p *fakePhone) strangerGone(channel string) {
	delete(p.hand.strangers, channel)
	p.f.tell(engine.StrangerWent{Channel: channel})
}

// whereabouts answers a Seek. A stranger in the consumer's bridge is with the consumer.
func (p *fakePhone) whereabouts(id dialer.AttemptID) call.Whereabouts {
	if w, moved := p.hand.moved[id]; moved {
		return w
	}
	for _, x := range p.hand.strangers {
		if x.Session == p.in[id] {
			return call.Whereabouts{With: x.Name}
		}
	}
	return call.Whereabouts{Ours: true}
}

// foundMoved tells a look what the hand has done.
func (p *fakePhone) foundMoved(f engine.Found) engine.Found {
	f.Strangers = map[string]engine.StrangerCame{}
	for channel, x := range p.hand.strangers {
		f.Strangers[channel] = x
	}
	for id, leg := range f.Attempts {
		if w, moved := p.hand.moved[id]; moved {
			leg.Bridge, leg.Taken = "", "in a bridge of the PBX"
			if at := p.past(id).joined; !at.IsZero() {
				leg.Joined = max(1, p.f.now().Sub(at))
			}
			if w.With != "" {
				leg.Taken = "with " + w.With
			}
			f.Attempts[id] = leg
		}
	}
	for id, leg := range f.Seats {
		if p.hand.away[id] {
			leg.Bridge = ""
			f.Seats[id] = leg
		}
	}
	return f
}

// hand draws what another hand does.
func (s *storyteller) hand() {
	id, up, any := s.channel()
	who := s.one(agentsOfStories...)
	_, on := s.f.phone.found().Seats[dialer.SessionID(who)]
	switch k := s.r.IntN(8); {
	case k < 3 && any && up:
		s.do(id.String() + " " + s.one("moved parked", "moved in the dialplan", "put out"))
		s.do(id.String() + " " + s.one("with PJSIP/desk", "alone", "through to 90099999"))
	case k == 3 && any && !up:
		s.do(id.String() + " moved picked up")
	case k == 4 && on:
		s.do(who + " moved parked")
	case k < 7 && on:
		s.strangers++
		s.do(fmt.Sprintf("%s stranger x%d PJSIP/desk", who, s.strangers))
		if s.r.IntN(2) == 0 {
			s.do(who + " " + s.one("moved parked", "hangs up"))
		}
	case s.strangers > 0 && on:
		s.do(fmt.Sprintf("%s stranger x%d leaves", who, 1+s.r.IntN(s.strangers)))
	}
}

// typed is a person's word on a call, by the command line. "!not_interested" must be refused.
func (f *floor) typed(id, word string) error {
	var n int64
	fmt.Sscanf(id, "a%d", &n)
	word, refused := strings.CutPrefix(word, "!")
	err := f.e.Dispose(f.t.Context(), dialer.AttemptID(n), dialer.Disposition(word), "cli:kari")
	if !refused {
		return err
	}
	if err == nil {
		return fmt.Errorf("%q was taken", word)
	}
	return nil
}
