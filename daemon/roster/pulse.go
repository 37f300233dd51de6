package roster

import "time"

// A phone that has died leaves its leg up: the PBX may not notice for a minute, or ever. So the packets that the PBX
// has received on the leg are counted again and again, and an agent is taken to be there while the count grows. An
// unknown count proves nothing, and is not held against the phone either: it may be the PBX that is slow.

// Bounds on a leg on which no packet comes.
const (
	ProofHolds = 2 * time.Second  // a proof of life that is older reserves no agent
	MuteAfter  = 10 * time.Second // in a talk in which the agent was heard: the phone is taken for dead
	EndsAfter  = 30 * time.Second // of a leg that is in no talk: it is ended
	HoldLasts  = time.Hour        // on hold without a packet: it is ended all the same

	someSilence = 400 * time.Millisecond // between two counts that are equal; a phone sends 20 packets in it
)

// Pulse is what the counts of received packets tell of one leg. The zero Pulse knows nothing.
type Pulse struct {
	known   bool
	packets int       // the last count
	asked   time.Time // when it was asked for
	// when it was first answered, or the leg was taken off hold: no packet is known to have come since
	still   time.Time
	alive   time.Time // a packet came after this; zero: none is known of
	none    time.Time // since when the PBX says that it counts nothing on this leg; zero: it counts
	why     string    // its words
	held    time.Time // since when the leg is on hold; zero: it is not
	resumed time.Time // when it was last taken off hold
}

// Came takes a leg that has just come: nothing has been received on it.
func (p *Pulse) Came(now time.Time) { *p = Pulse{known: true, asked: now, still: now} }

// Count takes a count that was asked for and answered at these instants. One that is lower than the last starts over.
func (p *Pulse) Count(asked, answered time.Time, packets int) {
	p.none, p.why = time.Time{}, ""
	switch {
	case !p.known || packets < p.packets:
		p.still = answered
	case packets > p.packets:
		p.alive, p.still = p.asked, answered
	}
	p.known, p.packets, p.asked = true, packets, asked
}

// Uncounted takes the PBX's word that it counts nothing on this leg, for good: it is no phone's own.
func (p *Pulse) Uncounted(now time.Time, why string) {
	if p.none.IsZero() {
		p.none = now
	}
	p.why = why
}

// Hold takes a leg that was put on hold: its phone may send nothing, and that says nothing of it.
func (p *Pulse) Hold(now time.Time) {
	if p.held.IsZero() {
		p.held = now
	}
}

// Resume takes a leg off hold. It must prove its life again.
func (p *Pulse) Resume(now time.Time) {
	if !p.held.IsZero() {
		p.held, p.resumed, p.still = time.Time{}, now, later(p.still, now)
	}
}

// Held reports whether the leg is on hold.
func (p *Pulse) Held() bool { return !p.held.IsZero() }

// Proof is the instant after which a packet is known to have come; zero: none is.
func (p *Pulse) Proof() time.Time { return p.alive }

// Proven reports whether the leg may be reserved: it is not on hold, and its proof of life is no older than ProofHolds.
func (p *Pulse) Proven(now time.Time) bool {
	return !p.Held() && !p.alive.IsZero() && !p.alive.Before(p.resumed) && now.Sub(p.alive) <= ProofHolds
}

// Silence is for how long no packet is known to have come, between two counts. It does not grow while nothing is
// answered.
func (p *Pulse) Silence() time.Duration {
	if !p.known || p.Held() {
		return 0
	}
	return max(0, p.asked.Sub(p.still))
}

// Silent reports a phone that sends nothing: its proof is too old, and the last counts were answered and are equal.
func (p *Pulse) Silent(now time.Time) bool {
	return !p.Held() && !p.Proven(now) && (p.Silence() >= someSilence || !p.none.IsZero())
}

// Mute is for how long the leg has been of no use: silent, or not counted at all.
func (p *Pulse) Mute(now time.Time) time.Duration {
	if !p.none.IsZero() && !p.Held() {
		return now.Sub(p.none)
	}
	return p.Silence()
}

// Why says why the leg cannot be reserved by what is known of it, in plain words; "" where it can, or where nothing is
// known against it.
func (p *Pulse) Why(now time.Time) string {
	switch {
	case p.Held():
		return "on hold"
	case !p.none.IsZero():
		return "the PBX counts no packets on this leg: " + p.why
	case p.Silent(now):
		return "its phone sends no sound"
	}
	return ""
}

// Over reports that a leg in no talk is to be ended, because no packet has come for too long.
func (p *Pulse) Over(now time.Time) bool {
	if p.Held() {
		return p.asked.Sub(p.still) >= HoldLasts && now.Sub(p.held) >= HoldLasts
	}
	return p.Mute(now) >= EndsAfter
}

// Gone reports that the phone of an agent who talks since that instant is dead: no packet came since then, or none for
// MuteAfter. A leg whose packets are not counted is given the benefit of the doubt: the talk may be a good one.
func (p *Pulse) Gone(since time.Time) bool {
	if p.Unheard(since) {
		return p.Silence() >= ProofHolds
	}
	return p.Silence() >= MuteAfter
}

// Unheard reports that no packet is known to have come since an instant.
func (p *Pulse) Unheard(since time.Time) bool { return p.alive.Before(since) }

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
