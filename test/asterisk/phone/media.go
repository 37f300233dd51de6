package phone

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtp"
	"github.com/zaf/g711"
)

// media is the RTP of one call: a socket, one goroutine that listens, and one that sends once told to.
type media struct {
	conn   *net.UDPConn
	hear   func(packet *rtp.Packet, at time.Time)
	remote atomic.Pointer[net.UDPAddr]
	sound  atomic.Pointer[voice]
	mute   atomic.Bool // sends nothing
	keys   chan keyPress
	cancel context.CancelFunc
	done   context.Context
	wg     sync.WaitGroup
	once   sync.Once
}

// voice is a sound and the frame it began at.
type voice struct {
	Sound
	begin int
}

type keyPress struct {
	key  byte
	told chan struct{} // closed with its first end
	sent chan struct{}
}

func openMedia(hear func(*rtp.Packet, time.Time)) (*media, error) {
	conn, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return nil, fmt.Errorf("open an RTP socket: %w", err)
	}
	conn.SetReadBuffer(1 << 18)
	m := &media{conn: conn, hear: hear, keys: make(chan keyPress, 64)}
	m.done, m.cancel = context.WithCancel(context.Background())
	m.wg.Go(m.listen)
	return m, nil
}

func (m *media) port() int { return m.conn.LocalAddr().(*net.UDPAddr).Port }

// send starts sending, or changes the sound that is being sent.
func (m *media) send(s Sound) {
	m.sound.Store(&voice{Sound: s, begin: -1})
	m.once.Do(func() { m.wg.Go(m.talk) })
}

func (m *media) close() {
	m.cancel()
	m.conn.Close()
	m.wg.Wait()
}

func (m *media) listen() {
	buf := make([]byte, 2048)
	for {
		n, err := m.conn.Read(buf)
		if err != nil {
			return // closed
		}
		var p rtp.Packet
		if p.Unmarshal(buf[:n]) == nil {
			m.hear(&p, time.Now())
		}
	}
}

// talk sends a packet every 20 ms, catching up when the machine was busy, so that the rate holds.
func (m *media) talk() {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	begin, s := time.Now(), sender{m: m, ssrc: rand.Uint32(), seq: uint16(rand.Uint32())}
	for {
		select {
		case <-m.done.Done():
			return
		case <-tick.C:
		}
		for due := int(time.Since(begin) / (20 * time.Millisecond)); s.n < due; s.n++ {
			s.packet()
		}
	}
}

// sender is the state of one RTP stream.
type sender struct {
	m    *media
	ssrc uint32
	seq  uint16
	n    int // frames since the beginning
	key  *keyPress
	step int // packets of the key sent, counting the pause after it
	from uint32
}

func (s *sender) packet() {
	if s.key == nil {
		select {
		case k := <-s.m.keys:
			s.key, s.step, s.from = &k, 0, uint32(s.n)*frame
		default:
		}
	}
	if s.key != nil && s.event() {
		return
	}
	s.audio()
}

func (s *sender) audio() {
	v := s.m.sound.Load()
	if v.begin < 0 {
		v = &voice{Sound: v.Sound, begin: s.n}
		s.m.sound.Store(v)
	}
	var pcm [frame]int16
	v.fill(s.n-v.begin, pcm[:])
	payload := make([]byte, frame)
	for i, x := range pcm {
		payload[i] = g711.EncodeAlawFrame(x)
	}
	s.write(rtp.Header{PayloadType: payloadALaw, Timestamp: uint32(s.n) * frame}, payload)
}

func (s *sender) write(h rtp.Header, payload []byte) {
	remote := s.m.remote.Load()
	if remote == nil || s.m.mute.Load() { // not told yet where to
		return
	}
	h.Version, h.SSRC, h.SequenceNumber = 2, s.ssrc, s.seq
	s.seq++
	b, err := rtp.Packet{Header: h, Payload: payload}.Marshal()
	if err == nil {
		s.m.conn.WriteToUDP(b, remote) // the other side may be gone: that is its affair
	}
}

// decode gives the samples of a packet of sound; nil for other packets.
func decode(p *rtp.Packet) []int16 {
	var sample func(byte) int16
	switch p.PayloadType {
	case payloadALaw:
		sample = g711.DecodeAlawFrame
	case payloadULaw:
		sample = g711.DecodeUlawFrame
	default:
		return nil
	}
	pcm := make([]int16, len(p.Payload))
	for i, b := range p.Payload {
		pcm[i] = sample(b)
	}
	return pcm
}
