package phone

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/emiago/sipgo"
	"github.com/emiago/sipgo/sip"
	"github.com/pion/rtp"
)

// Call is one call of a phone, to it or from it.
type Call struct {
	line  *line
	plan  Plan
	in    *sipgo.DialogServerSession // one of the two, once there is a dialog
	out   *sipgo.DialogClientSession
	ended chan struct{}
	cross chan struct{} // told to answer because a CANCEL is on its way

	offers atomic.Int32 // re-INVITEs sent

	mu      sync.Mutex // guards what follows
	rec     Record
	ear     ear
	media   *media
	crossed bool
}

func (l *line) newCall(callID string, rec Record) *Call {
	rec.CallID, rec.Invited = callID, time.Now()
	c := &Call{line: l, rec: rec, ended: make(chan struct{}), cross: make(chan struct{})}
	c.ear = ear{rec: &c.rec, keep: int(l.keep.Audio * Rate / time.Second)}
	return c
}

// Record is what is known of the call now.
func (c *Call) Record() Record {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.rec.clone()
}

// Brief is the record without its sound, for those who look often.
func (c *Call) Brief() Record {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := c.rec
	r.Audio = nil
	return r.clone()
}

// Between is Record().Between, without a copy of the whole sound: an agent's leg lasts all day.
func (c *Call) Between(from, to time.Time) []int16 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.rec.Between(from, to))
}

// Ended is closed when the call is over.
func (c *Call) Ended() <-chan struct{} { return c.ended }

// note changes the record and wakes those who wait.
func (c *Call) note(change func(r *Record)) {
	c.mu.Lock()
	change(&c.rec)
	c.mu.Unlock()
	c.line.touched()
}

func (c *Call) dropAudio() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rec.Audio, c.ear.keep = nil, 0
}

// openMedia makes the RTP socket, once.
func (c *Call) openMedia() (*media, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.media != nil {
		return c.media, nil
	}
	m, err := openMedia(c.heard)
	c.media = m
	return m, err
}

func (c *Call) heard(p *rtp.Packet, at time.Time) {
	c.mu.Lock()
	keys, spans := len(c.rec.Digits), len(c.rec.Loud)
	c.ear.packet(p, at)
	news := len(c.rec.Digits) > keys || len(c.rec.Loud) > spans || c.rec.Packets == 1
	c.mu.Unlock()
	if news {
		c.line.touched()
	}
}

// talkTo aims the sound at what the other side's session description says.
func (c *Call) talkTo(sdp []byte) error {
	if len(sdp) == 0 {
		return nil
	}
	remote, err := audioOf(sdp)
	if err != nil {
		return err
	}
	m, err := c.openMedia()
	if err != nil {
		return err
	}
	m.remote.Store(remote)
	return nil
}

// Play changes what the phone sends; a WAV or other bounded sound is followed by silence.
func (c *Call) Play(s Sound) error {
	m, err := c.openMedia()
	if err != nil {
		return err
	}
	m.send(s)
	return nil
}

// Press sends digits as RFC 4733 events, about 0.2 s each, and returns when they are sent.
func (c *Call) Press(ctx context.Context, digits string) error {
	m, err := c.openMedia()
	if err != nil {
		return err
	}
	if m.sound.Load() == nil {
		m.send(Silence())
	}
	if err := m.press(ctx, digits); err != nil {
		return fmt.Errorf("press %s: %w", digits, err)
	}
	return nil
}

// PressInfo sends digits as SIP INFO.
func (c *Call) PressInfo(ctx context.Context, digits string) error {
	if err := checkDigits(digits); err != nil {
		return err
	}
	for _, d := range digits {
		req := sip.NewRequest(sip.INFO, c.target())
		req.AppendHeader(sip.NewHeader("Content-Type", "application/dtmf-relay"))
		req.SetBody(fmt.Appendf(nil, "Signal=%c\r\nDuration=160\r\n", d))
		res, err := c.request(ctx, req)
		if err == nil && res.StatusCode != 200 {
			err = errors.New(res.StartLine())
		}
		if err != nil {
			return fmt.Errorf("press %c by INFO: %w", d, err)
		}
	}
	return nil
}

// target is where requests within the call go: the other side's contact.
func (c *Call) target() sip.Uri {
	if c.out != nil && c.out.InviteResponse != nil && c.out.InviteResponse.Contact() != nil {
		return c.out.InviteResponse.Contact().Address
	}
	if c.in != nil {
		return c.in.InviteRequest.Contact().Address
	}
	return sip.Uri{}
}

func (c *Call) request(ctx context.Context, req *sip.Request) (*sip.Response, error) {
	if c.in != nil {
		req.SetTransport(c.in.InviteRequest.Transport())
		return c.in.Do(ctx, req)
	}
	if c.out != nil {
		return c.out.Do(ctx, req)
	}
	return nil, errors.New("the call has no dialog")
}

// HangUp sends BYE and ends the call.
func (c *Call) HangUp() error { return c.HangUpFor("") }

// HangUpFor ends the call with a Reason header, such as "Q.850;cause=16".
func (c *Call) HangUpFor(reason string) error {
	defer c.end("us")
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	bye := sip.NewRequest(sip.BYE, c.target())
	if reason != "" {
		bye.AppendHeader(sip.NewHeader("Reason", reason))
	}
	var err error
	switch {
	case c.in != nil:
		bye.SetTransport(c.in.InviteRequest.Transport())
		err = c.in.WriteBye(ctx, bye)
	case c.out != nil:
		err = c.out.WriteBye(ctx, bye)
	}
	if err != nil {
		return fmt.Errorf("hang up: %w", err)
	}
	return nil
}

// end closes the record and the sound; the first who ends a call is the one who ended it.
func (c *Call) end(by string) {
	c.mu.Lock()
	select {
	case <-c.ended:
		c.mu.Unlock()
		return
	default:
	}
	close(c.ended)
	c.rec.Ended, c.rec.EndedBy = time.Now(), by
	m := c.media
	c.mu.Unlock()
	if m != nil {
		m.close()
	}
	c.line.touched()
}
