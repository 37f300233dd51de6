package ari

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Playback asks for a playback that runs or waits; ErrNotFound when it has finished.
func (c *Client) Playback(ctx context.Context, playbackID string) (p Playback, err error) {
	err = c.do(ctx, get("playbacks", playbackID), &p)
	return p, err
}

// Asterisk 22.10 tells that a playback plays before it can be stopped, and answers 500 in between.
const (
	stopTries = 10
	stopAgain = 20 * time.Millisecond
)

// StopPlayback ends a playback; its PlaybackFinished says done. One that is just beginning is stopped again until it
// ends, for a fifth of a second.
func (c *Client) StopPlayback(ctx context.Context, playbackID string) error {
	for try := 1; ; try++ {
		err := c.do(ctx, remove("playbacks", playbackID), nil)
		var refused *Error
		if try == stopTries || !errors.As(err, &refused) || refused.Status != http.StatusInternalServerError {
			return err
		}
		select {
		case <-time.After(stopAgain):
		case <-ctx.Done():
			return err
		case <-c.ctx.Done():
			return err
		}
	}
}

// ControlPlayback does one of restart, pause, unpause, reverse, forward.
func (c *Client) ControlPlayback(ctx context.Context, playbackID, operation string) error {
	return c.do(ctx, post("playbacks", playbackID, "control").with("operation", operation), nil)
}
