package aritest

import (
	"net/http"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
)

// packet is how much sound one packet of a phone holds.
const packet = 20 * time.Millisecond

// sound is what the far end of a channel has sent: a packet every 20 ms, while it is not mute.
type sound struct {
	sent time.Duration
	at   time.Time // of sent
	mute bool
}

func (s *sound) packets() int {
	if now := time.Now(); !s.mute {
		s.sent, s.at = s.sent+now.Sub(s.at), now
	}
	return int(s.sent / packet)
}

// rtpStatistics counts as Asterisk 22.10 does: a Local channel has none (403), nor has one of external media (404).
func rtpStatistics(_ ask, ch *channel) reply {
	switch tech, _, _ := strings.Cut(ch.Name, "/"); tech {
	case "PJSIP":
		return ok(ari.RTPstat{ChannelUniqueid: ch.ID, Rxcount: ch.sound.packets()})
	case "UnicastRTP":
		return fail(http.StatusNotFound, "RTP info not found")
	}
	return fail(http.StatusForbidden, "Unsupported channel type")
}

// Mute ends or resumes the packets that the far end sends. It says nothing on the wire.
func (l *Line) Mute(is bool) {
	l.do(func(ch *channel) {
		ch.sound.packets()
		ch.sound.mute, ch.sound.at = is, time.Now()
	})
}

// Hold has the far end put the channel on hold, or take it back: a phone on hold sends nothing.
func (l *Line) Hold(is bool) {
	l.Mute(is)
	l.do(func(ch *channel) {
		if is {
			ch.emit(&ari.ChannelHold{Channel: ch.Channel})
		} else {
			ch.emit(&ari.ChannelUnhold{Channel: ch.Channel})
		}
	})
}
