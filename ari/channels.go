package ari

import (
	"context"
	"errors"
	"strconv"
	"time"
)

// CreateParams describe a channel to be made for our application; it enters Stasis at once and is dialled later.
type CreateParams struct {
	ID, OtherID string // OtherID: the second half of a Local channel
	Endpoint    string // like PJSIP/4790000001@trunk
	AppArgs     string
	Originator  string // a channel whose linked id is shared
	Formats     string // without it or an originator the offer may ignore the endpoint's "allow"
	Variables   map[string]string
}

// CreateChannel makes a channel without dialling it.
func (c *Client) CreateChannel(ctx context.Context, p CreateParams) (Channel, error) {
	r := post("channels", "create").with("app", c.cfg.App, "channelId", p.ID, "otherChannelId", p.OtherID, "endpoint",
		p.Endpoint,
		"appArgs", p.AppArgs, "originator", p.Originator, "formats", p.Formats).variables(p.Variables)
	return c.createChannel(ctx, p.ID, r)
}

// OriginateParams describe a call to our application (Context empty) or to a place in the dialplan.
type OriginateParams struct {
	ID, OtherID string
	Endpoint    string
	AppArgs     string
	Context     string // with Extension and Label, instead of the application
	Extension   string
	Label       string
	CallerID    string        // like "Name <4722000001>"
	Timeout     time.Duration // 0 is Asterisk's 30 s, below 0 none
	Originator  string
	Formats     string
	Variables   map[string]string
}

// Originate makes a channel and dials it. The answer says only that dialling began.
func (c *Client) Originate(ctx context.Context, p OriginateParams) (Channel, error) {
	r := post("channels").with("channelId", p.ID, "otherChannelId", p.OtherID, "endpoint", p.Endpoint,
		"callerId", p.CallerID, "timeout", ringTime(p.Timeout), "originator", p.Originator, "formats",
		p.Formats).variables(p.Variables)
	if p.Context == "" {
		r = r.with("app", c.cfg.App, "appArgs", p.AppArgs)
	} else {
		r = r.with("context", p.Context, "extension", p.Extension, "label", p.Label)
	}
	return c.call(ctx, p.ID, r)
}

// call never repeats a request that rings a phone: the first one's call may be over already, and the id free for a
// second. Where the answer got lost we look. ErrConnectionLost then means that there is no such channel now, but may
// have been.
func (c *Client) call(ctx context.Context, id string, r request) (ch Channel, err error) {
	err = c.do(ctx, r, &ch)
	if id == "" || !errors.Is(err, ErrConnectionLost) {
		return ch, err
	}
	if ch, missing := c.Channel(ctx, id); missing == nil {
		return ch, nil
	}
	return ch, err
}

func (c *Client) createChannel(ctx context.Context, id string, r request) (ch Channel, err error) {
	if id != "" {
		r = r.creating()
	}
	err = c.do(ctx, r, &ch)
	if err == nil && ch.ID == "" { // the answer got lost, the channel is there
		return c.Channel(ctx, id)
	}
	return ch, err
}

// ringTime is in whole seconds, rounded up; -1 is no limit.
func ringTime(d time.Duration) string {
	switch {
	case d == 0:
		return ""
	case d < 0:
		return "-1"
	}
	return strconv.FormatInt(int64((d+time.Second-1)/time.Second), 10)
}

// Dial dials a created channel. timeout is rounded up to seconds, 0 is none; caller is the channel calling, if any.
func (c *Client) Dial(ctx context.Context, channelID string, timeout time.Duration, caller string) error {
	return c.do(ctx, post("channels", channelID, "dial").with("timeout", ringTime(max(0, timeout)), "caller", caller),
		nil)
}

// Answer answers an incoming channel.
func (c *Client) Answer(ctx context.Context, channelID string) error {
	return c.do(ctx, post("channels", channelID, "answer"), nil)
}

// Reason is why we hang up: a word of Asterisk's, or a Q.850 cause.
type Reason string

// The usual reasons; the zero value lets Asterisk choose.
const (
	ReasonNormal     Reason = "normal"
	ReasonBusy       Reason = "busy"
	ReasonCongestion Reason = "congestion"
	ReasonNoAnswer   Reason = "no_answer"
	ReasonRejected   Reason = "rejected"
)

// Cause is a Q.850 cause as a reason. Asterisk 16 ignores it.
func Cause(q850 int) Reason { return Reason(strconv.Itoa(q850)) }

// Hangup ends a channel. ErrNotFound means that it had ended already.
func (c *Client) Hangup(ctx context.Context, channelID string, reason Reason) error {
	r := remove("channels", channelID)
	if _, err := strconv.Atoi(string(reason)); err == nil {
		return c.do(ctx, r.with("reason_code", string(reason)), nil)
	}
	return c.do(ctx, r.with("reason", string(reason)), nil)
}

// Continue sends a channel back into the dialplan; label may be a number, and empty parts keep the channel's own.
func (c *Client) Continue(ctx context.Context, channelID, dialplanContext, exten, label string) error {
	r := post("channels", channelID, "continue").with("context", dialplanContext, "extension", exten)
	if _, err := strconv.Atoi(label); err == nil {
		return c.do(ctx, r.with("priority", label), nil)
	}
	return c.do(ctx, r.with("label", label), nil)
}

// Move hands a channel to another application. An unknown one is told later, as ApplicationMoveFailed.
func (c *Client) Move(ctx context.Context, channelID, app, appArgs string) error {
	return c.do(ctx, post("channels", channelID, "move").with("app", app, "appArgs", appArgs), nil)
}

// Redirect sends the other side to another endpoint of the same technology.
func (c *Client) Redirect(ctx context.Context, channelID, endpoint string) error {
	return c.do(ctx, post("channels", channelID, "redirect").with("endpoint", endpoint), nil)
}

// Channel asks for one channel.
func (c *Client) Channel(ctx context.Context, channelID string) (ch Channel, err error) {
	err = c.do(ctx, get("channels", channelID), &ch)
	return ch, err
}

// Channels lists every channel of the Asterisk, also those of others.
func (c *Client) Channels(ctx context.Context) (list []Channel, err error) {
	r := get("channels")
	r.bulk = true
	err = c.do(ctx, r, &list)
	return list, err
}
