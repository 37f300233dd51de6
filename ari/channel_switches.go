package ari

import "context"

// What can be switched on and off at a channel. Stopping what does not run is an error of Asterisk's, mostly 404 or
// 409.

func (c *Client) on(ctx context.Context, what, id string, pairs ...string) error {
	r := post("channels", id, what).with(pairs...)
	r.redo = harmless
	return c.do(ctx, r, nil)
}

func (c *Client) off(ctx context.Context, what, id string, pairs ...string) error {
	return c.do(ctx, remove("channels", id, what).with(pairs...), nil)
}

// Ring lets an incoming channel hear ringing.
func (c *Client) Ring(ctx context.Context, channelID string) error {
	return c.on(ctx, "ring", channelID)
}

// StopRing ends Ring.
func (c *Client) StopRing(ctx context.Context, channelID string) error {
	return c.off(ctx, "ring", channelID)
}

// Progress opens early media on an incoming channel (22 and later).
func (c *Client) Progress(ctx context.Context, channelID string) error {
	return c.on(ctx, "progress", channelID)
}

// Mute silences a channel; direction is both (also when empty), in or out.
func (c *Client) Mute(ctx context.Context, channelID, direction string) error {
	return c.on(ctx, "mute", channelID, "direction", direction)
}

// Unmute ends Mute.
func (c *Client) Unmute(ctx context.Context, channelID, direction string) error {
	return c.off(ctx, "mute", channelID, "direction", direction)
}

// Hold puts a channel on hold.
func (c *Client) Hold(ctx context.Context, channelID string) error {
	return c.on(ctx, "hold", channelID)
}

// Unhold ends Hold.
func (c *Client) Unhold(ctx context.Context, channelID string) error {
	return c.off(ctx, "hold", channelID)
}

// StartMusic plays music on hold; class may be empty.
func (c *Client) StartMusic(ctx context.Context, channelID, class string) error {
	return c.on(ctx, "moh", channelID, "mohClass", class)
}

// StopMusic ends StartMusic.
func (c *Client) StopMusic(ctx context.Context, channelID string) error {
	return c.off(ctx, "moh", channelID)
}

// StartSilence sends a stream of silence: a channel that only waits in Stasis sends no packets at all.
func (c *Client) StartSilence(ctx context.Context, channelID string) error {
	return c.on(ctx, "silence", channelID)
}

// StopSilence ends StartSilence.
func (c *Client) StopSilence(ctx context.Context, channelID string) error {
	return c.off(ctx, "silence", channelID)
}
