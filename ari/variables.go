package ari

import "context"

// ChannelVar reads a variable or function of a channel. One that is unset is ErrNotFound, an empty one is "".
func (c *Client) ChannelVar(ctx context.Context, channelID, name string) (string, error) {
	return c.variable(ctx, get("channels", channelID, "variable"), name)
}

// SetChannelVar sets a variable or function of a channel.
func (c *Client) SetChannelVar(ctx context.Context, channelID, name, value string) error {
	return c.setVariable(ctx, post("channels", channelID, "variable"), name, value)
}

// GlobalVar reads a global variable.
func (c *Client) GlobalVar(ctx context.Context, name string) (string, error) {
	return c.variable(ctx, get("asterisk", "variable"), name)
}

// SetGlobalVar sets a global variable.
func (c *Client) SetGlobalVar(ctx context.Context, name, value string) error {
	return c.setVariable(ctx, post("asterisk", "variable"), name, value)
}

// UnsetGlobalVar takes a global variable away.
func (c *Client) UnsetGlobalVar(ctx context.Context, name string) error {
	r := post("asterisk", "variable").with("variable", name)
	r.redo = harmless
	return c.do(ctx, r, nil)
}

func (c *Client) variable(ctx context.Context, r request, name string) (string, error) {
	var v Variable
	err := c.do(ctx, r.with("variable", name), &v)
	return v.Value, err
}

func (c *Client) setVariable(ctx context.Context, r request, name, value string) error {
	r = r.with("variable", name)
	r.query.Set("value", value) // an empty value is one too
	r.redo = harmless
	return c.do(ctx, r, nil)
}
