package phone

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/emiago/sipgo/sip"
)

// Mute ends the packets that the phone sends, as a phone does that has died, and resumes them. It sends no
// message about it.
func (c *Call) Mute(is bool) error {
	m, err := c.openMedia()
	if err != nil {
		return err
	}
	m.mute.Store(is)
	return nil
}

// Hold puts a call that this phone has placed on hold, or takes it back, by a re-INVITE. A phone on hold sends no
// packets.
func (c *Call) Hold(ctx context.Context, is bool) error {
	m, err := c.openMedia()
	if err != nil {
		return err
	}
	if c.out == nil {
		return errors.New("hold: the phone has not placed this call")
	}
	direction := "sendrecv"
	if is {
		direction = "sendonly"
	}
	req := sip.NewRequest(sip.INVITE, c.target())
	req.AppendHeader(sip.NewHeader("Content-Type", "application/sdp"))
	body := strings.Replace(string(offer(m.port())), "a=sendrecv", "a="+direction, 1)
	req.SetBody([]byte(strings.Replace(body, "o=- 1 1", fmt.Sprintf("o=- 1 %d", c.offers.Add(1)+1), 1)))
	m.mute.Store(is)
	res, err := c.out.Do(ctx, req)
	if err == nil && res.StatusCode != 200 {
		err = errors.New(res.StartLine())
	}
	if err == nil {
		err = c.out.WriteRequest(sip.NewRequest(sip.ACK, c.target()))
	}
	if err != nil {
		return fmt.Errorf("hold %v: %w", is, err)
	}
	return nil
}
