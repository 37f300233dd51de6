package phone

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/emiago/sipgo"
	"github.com/emiago/sipgo/sip"
)

// RefusedError is the outcome of a dialled call that was not answered; Code tells how.
type RefusedError struct{ Code int }

func (e RefusedError) Error() string { return fmt.Sprintf("call refused with SIP code %d", e.Code) }

// outgoing is one call to be placed.
type outgoing struct {
	to, server         string
	from               string
	username, password string
	plan               Plan
	headers            []sip.Header
}

// dial places a call and returns when it is answered or refused; a context that ends cancels it.
func (l *line) dial(ctx context.Context, o outgoing) (*Call, error) {
	callID := sip.CallIDHeader(rand.Text())
	c := l.newCall(callID.Value(), Record{Number: o.to, From: o.from, Headers: map[string]string{}})
	c.plan = o.plan
	l.add(c)
	if err := c.invite(ctx, callID, o); err != nil {
		c.end("them")
		return c, fmt.Errorf("phone %s: dial %s: %w", l.user, o.to, err)
	}
	l.wg.Go(c.goOn)
	return c, nil
}

func (c *Call) invite(ctx context.Context, callID sip.CallIDHeader, o outgoing) error {
	m, err := c.openMedia()
	if err != nil {
		return err
	}
	req := sip.NewRequest(sip.INVITE, c.line.uri(o.to, o.server))
	from := sip.FromHeader{Address: c.line.uri(o.from, o.server)}
	from.Address.Port = 0
	from.Params.Add("tag", sip.GenerateTagN(16))
	req.AppendHeader(&from)
	req.AppendHeader(&callID)
	req.AppendHeader(sip.NewHeader("Allow", c.line.allow()))
	for _, h := range o.headers {
		req.AppendHeader(h)
	}
	req.AppendHeader(sip.NewHeader("Content-Type", "application/sdp"))
	req.SetBody(offer(m.port()))
	dialog, err := c.line.dialog.WriteInvite(ctx, req)
	if err != nil {
		return err
	}
	c.out = dialog
	err = dialog.WaitAnswer(ctx, sipgo.AnswerOptions{
		Username: o.username, Password: o.password, OnResponse: c.onProgress,
	})
	var refused *sipgo.ErrDialogResponse
	if errors.As(err, &refused) {
		return RefusedError{Code: refused.Res.StatusCode}
	}
	if err != nil {
		return err
	}
	if err := c.talkTo(dialog.InviteResponse.Body()); err != nil {
		return err
	}
	if !c.plan.NoRTP {
		m.send(c.plan.Send)
	}
	c.note(func(r *Record) { r.Answered, r.Confirmed = now(), now() })
	return dialog.Ack(ctx)
}

// onProgress sees every response to our INVITE.
func (c *Call) onProgress(res *sip.Response) error {
	c.note(func(r *Record) {
		if res.StatusCode == 180 && r.Ringing.IsZero() {
			r.Ringing = now()
		}
		if !res.IsProvisional() {
			r.Code = res.StatusCode
		}
	})
	if res.StatusCode == 183 {
		return c.talkTo(res.Body())
	}
	return nil
}
