package phone

import (
	"context"
	"errors"
	"net/url"

	"github.com/emiago/sipgo/sip"
)

// Refer asks the other side to call to, a SIP URI (RFC 3515). With replaces, from Replaces, the new call takes the
// place of another call of this phone: an attended transfer. It gives the answer's status.
func (c *Call) Refer(ctx context.Context, to, replaces string) (int, error) {
	if replaces != "" {
		to += "?Replaces=" + url.QueryEscape(replaces)
	}
	req := sip.NewRequest(sip.REFER, c.target())
	req.AppendHeader(sip.NewHeader("Refer-To", "<"+to+">"))
	req.AppendHeader(sip.HeaderClone(&c.line.dialog.ContactHDR))
	res, err := c.request(ctx, req)
	if err != nil {
		return 0, err
	}
	return res.StatusCode, nil
}

// Replaces names an established call as the other side knows it (RFC 3891).
func (c *Call) Replaces() (string, error) {
	var ours, theirs sip.HeaderParams
	switch {
	case c.out != nil && c.out.InviteResponse != nil:
		ours, theirs = c.out.InviteRequest.From().Params, c.out.InviteResponse.To().Params
	case c.in != nil && c.in.InviteResponse != nil:
		ours, theirs = c.in.InviteResponse.To().Params, c.in.InviteRequest.From().Params
	default:
		return "", errors.New("the call is not established")
	}
	our, _ := ours.Get("tag")
	their, _ := theirs.Get("tag")
	return c.rec.CallID + ";to-tag=" + their + ";from-tag=" + our, nil
}

// PickUp places a call to an extension that there must be, which takes the place of another call there: INVITE with
// Replaces (RFC 3891). Replaces of that call names it.
func (a *Agent) PickUp(ctx context.Context, extension, replaces string, p Plan) (*Call, error) {
	return a.dial(ctx, outgoing{to: extension, server: a.options.PBX, from: a.options.User, username: a.options.User,
		password: a.options.Password, plan: p, headers: []sip.Header{sip.NewHeader("Replaces", replaces)}})
}
