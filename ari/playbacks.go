package ari

import "context"

// Playback asks for a playback that runs or waits; ErrNotFound when it has finished.
func (c *Client) Playback(ctx context.Context, playbackID string) (p Playback, err error) {
	err = c.do(ctx, get("playbacks", playbackID), &p)
	return p, err
}

// StopPlayback ends a playback; its PlaybackFinished says done.
func (c *Client) StopPlayback(ctx context.Context, playbackID string) error {
	return c.do(ctx, remove("playbacks", playbackID), nil)
}

// ControlPlayback does one of restart, pause, unpause, reverse, forward.
func (c *Client) ControlPlayback(ctx context.Context, playbackID, operation string) error {
	return c.do(ctx, post("playbacks", playbackID, "control").with("operation", operation), nil)
}
