package telephony

import (
	"context"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// What the PBX says of a number that was dialed: Dial() writes it on the called channel, our guard on the caller's,
// from where it is inherited.
const (
	dialedVar = "DIALEDPEERNUMBER"
	gatedVar  = "RINGEVETT_GATED"
	passedVar = "RINGEVETT_PASSED"
)

// aNumber is how many digits make a number of the telephone network. Shorter ones are extensions of the PBX, and
// numbers such as 112 that nothing may stand in the way of.
const aNumber = 8

// seek tells where a consumer is that another hand moved, who is there, and whether a number was dialed that no gate
// has seen. A channel that is gone comes back as its end.
func (p *PBX) seek(ctx context.Context, id dialer.AttemptID) error {
	channel := p.names.channel(id)
	snap, err := p.client.Snapshot(ctx)
	if err != nil {
		return err
	}
	s := search{
		p: p, bridges: snap.Bridges, channels: slices.Concat(snap.Channels, snap.Others), seen: map[string]bool{},
	}
	ch, lives := s.byID(channel)
	if !lives {
		return p.probe(ctx, id)
	}
	s.visit(ch, channel)
	w := call.Whereabouts{With: strings.Join(s.with, ", "), Ours: len(s.with) == 0 && p.taken(s.placeOf(ch)) == ""}
	if w.Ungated, err = s.ungated(ctx); err != nil {
		return err
	}
	p.call(id, w)
	return nil
}

// search follows a consumer through bridges and Local channels to the other party.
type search struct {
	p        *PBX
	bridges  []ari.Bridge
	channels []ari.Channel
	seen     map[string]bool // by channel id
	visited  []ari.Channel
	with     []string // parties, as a person may read them
	numbers  []string // dialed on the way
}

func (s *search) byID(id string) (ari.Channel, bool) {
	i := slices.IndexFunc(s.channels, func(ch ari.Channel) bool { return ch.ID == id })
	if i < 0 {
		return ari.Channel{}, false
	}
	return s.channels[i], true
}

func (s *search) placeOf(ch ari.Channel) place {
	at := place{ch: ch}
	if i := slices.IndexFunc(s.bridges, func(b ari.Bridge) bool { return slices.Contains(b.Channels, ch.ID) }); i >= 0 {
		at.bridge = &s.bridges[i]
	}
	return at
}

// visit looks at a channel, at who is in its bridge, and at the other half of a Local channel. A holding bridge
// has no party: it plays music.
func (s *search) visit(ch ari.Channel, consumer string) {
	if s.seen[ch.ID] {
		return
	}
	s.seen[ch.ID] = true
	s.visited = append(s.visited, ch)
	if ch.Dialplan.AppName == "Dial" {
		s.numbers = append(s.numbers, numbersOf(ch.Dialplan.AppData)...)
	}
	if other, is := s.otherHalf(ch); is {
		s.visit(other, consumer)
	} else if ch.ID != consumer && !s.p.names.ours(ch.ID) {
		s.with = append(s.with, endpoint(ch.Name))
		return // its other calls are its own
	}
	at := s.placeOf(ch)
	if at.bridge == nil || at.bridge.BridgeType == "holding" {
		return
	}
	for _, id := range at.bridge.Channels {
		if member, lives := s.byID(id); lives {
			s.visit(member, consumer)
		}
	}
}

// otherHalf is the second channel of a Local pair.
func (s *search) otherHalf(ch ari.Channel) (ari.Channel, bool) {
	name, half, is := strings.Cut(ch.Name, ";")
	if !is || !strings.HasPrefix(name, "Local/") {
		return ari.Channel{}, false
	}
	other := map[string]string{"1": "2", "2": "1"}[half]
	i := slices.IndexFunc(s.channels, func(ch ari.Channel) bool { return ch.Name == name+";"+other })
	if i < 0 {
		return ari.Channel{}, false
	}
	return s.channels[i], true
}

// ungated is a number, masked, that was dialed on the way and that no gate has seen; "": none.
func (s *search) ungated(ctx context.Context) (string, error) {
	var gated []string
	for _, ch := range s.visited {
		for _, name := range []string{dialedVar, gatedVar, passedVar} {
			text, err := s.p.client.ChannelVar(ctx, ch.ID, name)
			if err = ignore(err, ari.ErrNotFound); err != nil {
				return "", err
			}
			if name == dialedVar {
				s.numbers = append(s.numbers, numbersOf(text)...)
			} else {
				gated = append(gated, numbersOf(text)...)
			}
		}
	}
	for _, n := range s.numbers {
		if !slices.ContainsFunc(gated, func(g string) bool { return tail(g) == tail(n) }) {
			return dialer.Number(n).Masked(), nil
		}
	}
	return "", nil
}

// tail is what two ways to write a number have in common.
func tail(n string) string { return n[max(0, len(n)-aNumber):] }

// numbersOf are the numbers in what Dial() dials: "PJSIP/90000001@trunk&PJSIP/agent1,20", "90000001@outbound/n".
func numbersOf(dialed string) (list []string) {
	dialed, _, _ = strings.Cut(dialed, ",")
	for one := range strings.SplitSeq(dialed, "&") {
		for part := range strings.SplitSeq(one, "/") {
			user, _, _ := strings.Cut(strings.TrimPrefix(part, "sip:"), "@")
			digits := strings.TrimPrefix(user, "+")
			if len(digits) >= aNumber && strings.Trim(digits, "0123456789") == "" {
				list = append(list, digits)
			}
		}
	}
	return list
}
