package phone

import (
	"time"

	"github.com/pion/rtp"
)

// ear collects what a call receives; its owner holds the lock.
type ear struct {
	rec   *Record
	keep  int // samples kept at most
	ssrc  uint32
	ts    uint32 // of the packet before
	pos   int    // where in Audio the packet before began
	press uint32 // timestamp of the last key press
	inKey bool
}

// closeGap joins spans of sound that are apart no more than this.
const closeGap = 100 * time.Millisecond

func (e *ear) packet(p *rtp.Packet, at time.Time) {
	if e.rec.Packets == 0 {
		e.rec.FirstRTP, e.ssrc, e.ts = at, p.SSRC, p.Timestamp
	}
	e.rec.Packets++
	if key, press, ok := eventKey(p); ok {
		e.key(key, press, at)
		return
	}
	if pcm := decode(p); len(pcm) > 0 {
		e.place(pcm, p, at)
		if Level(pcm) > loudLevel {
			e.loud(at)
		}
	}
}

func (e *ear) key(key byte, press uint32, at time.Time) {
	if e.inKey && press == e.press {
		return // the same key goes on, or its end is told again
	}
	e.inKey, e.press = true, press
	e.rec.Digits = append(e.rec.Digits, Digit{Key: key, At: at})
}

// place puts samples where they belong in time: by RTP's clock within a stream, by ours when the stream changes,
// as it does each time Asterisk turns from a prompt to a bridge.
func (e *ear) place(pcm []int16, p *rtp.Packet, at time.Time) {
	step := int(int32(p.Timestamp - e.ts))
	pos := e.pos + step
	if p.SSRC != e.ssrc || step < 0 || step > 2*Rate {
		pos = max(e.pos+frame, int(at.Sub(e.rec.FirstRTP)*Rate/time.Second))
	}
	e.ssrc, e.ts, e.pos = p.SSRC, p.Timestamp, pos
	end := pos + len(pcm)
	if end > e.keep {
		return
	}
	if grow := end - len(e.rec.Audio); grow > 0 {
		e.rec.Audio = append(e.rec.Audio, make([]int16, grow)...)
	}
	copy(e.rec.Audio[pos:], pcm)
}

func (e *ear) loud(at time.Time) {
	if n := len(e.rec.Loud); n > 0 && at.Sub(e.rec.Loud[n-1].To) <= closeGap {
		e.rec.Loud[n-1].To = at
		return
	}
	e.rec.Loud = append(e.rec.Loud, Span{From: at, To: at})
}
