package ari

import "context"

// OutText is a text to be sent to a phone. Asterisk says 202 when it has taken it: whether the phone took it, and with
// which SIP code it refused, is not told over ARI.
type OutText struct {
	From      string // a SIP URI, or a name and URI; required
	Body      string // UTF-8, sent as text/plain unless Variables name another Content-Type
	Variables map[string]string
}

// SendText sends a text to a URI of a technology, such as pjsip:agent1. It is sent at most once. ErrNotFound means that
// the technology has no way to it; a phone that is not registered is no error.
func (c *Client) SendText(ctx context.Context, to string, t OutText) error {
	return c.sendText(ctx, put("endpoints", "sendMessage").with("to", to), t)
}

// SendTextTo sends a text to an endpoint, such as PJSIP and agent1. It is sent at most once. ErrNotFound means that
// Asterisk knows no such endpoint.
func (c *Client) SendTextTo(ctx context.Context, tech, resource string, t OutText) error {
	return c.sendText(ctx, put("endpoints", tech, resource, "sendMessage"), t)
}

func (c *Client) sendText(ctx context.Context, r request, t OutText) error {
	r.redo = once
	return c.do(ctx, r.with("from", t.From, "body", t.Body).variables(t.Variables), nil)
}

// OutRefer asks a phone, outside of a call, to call another address (SIP REFER, RFC 3515).
type OutRefer struct {
	From      string // a SIP URI, or a name and URI; required
	To        string // what the phone is to call: a URI, or a name of Asterisk's; required
	Self      bool   // To is an extension of Asterisk itself
	Variables map[string]string
}

// Refer sends it to a URI of a technology, such as pjsip:agent1, at most once. Asterisk 22 and newer.
func (c *Client) Refer(ctx context.Context, to string, f OutRefer) error {
	return c.refer(ctx, post("endpoints", "refer").with("to", to), f)
}

// ReferTo sends it to an endpoint, such as PJSIP and agent1, at most once. Asterisk 22 and newer.
func (c *Client) ReferTo(ctx context.Context, tech, resource string, f OutRefer) error {
	return c.refer(ctx, post("endpoints", tech, resource, "refer"), f)
}

func (c *Client) refer(ctx context.Context, r request, f OutRefer) error {
	r = r.with("from", f.From, "refer_to", f.To)
	if f.Self {
		r = r.with("to_self", "true")
	}
	return c.do(ctx, r.variables(f.Variables), nil)
}
