package ari

import (
	"context"
	"io"
)

// LiveRecording asks for a recording in progress.
func (c *Client) LiveRecording(ctx context.Context, name string) (rec LiveRecording, err error) {
	err = c.do(ctx, get("recordings", "live", name), &rec)
	return rec, err
}

// StopRecording ends a recording and keeps the file.
func (c *Client) StopRecording(ctx context.Context, name string) error {
	return c.do(ctx, post("recordings", "live", name, "stop"), nil)
}

// CancelRecording ends a recording and discards it.
func (c *Client) CancelRecording(ctx context.Context, name string) error {
	return c.do(ctx, remove("recordings", "live", name), nil)
}

// PauseRecording leaves out what follows.
func (c *Client) PauseRecording(ctx context.Context, name string) error {
	return c.do(ctx, post("recordings", "live", name, "pause"), nil)
}

// UnpauseRecording ends PauseRecording.
func (c *Client) UnpauseRecording(ctx context.Context, name string) error {
	return c.do(ctx, remove("recordings", "live", name, "pause"), nil)
}

// MuteRecording records silence for what follows.
func (c *Client) MuteRecording(ctx context.Context, name string) error {
	return c.do(ctx, post("recordings", "live", name, "mute"), nil)
}

// UnmuteRecording ends MuteRecording.
func (c *Client) UnmuteRecording(ctx context.Context, name string) error {
	return c.do(ctx, remove("recordings", "live", name, "mute"), nil)
}

// StoredRecordings lists the kept recordings. Asterisk walks its whole folder for it.
func (c *Client) StoredRecordings(ctx context.Context) (list []StoredRecording, err error) {
	r := get("recordings", "stored")
	r.bulk = true
	err = c.do(ctx, r, &list)
	return list, err
}

// StoredRecording asks for one kept recording.
func (c *Client) StoredRecording(ctx context.Context, name string) (rec StoredRecording, err error) {
	err = c.do(ctx, get("recordings", "stored", name), &rec)
	return rec, err
}

// CopyStoredRecording copies a kept recording.
func (c *Client) CopyStoredRecording(ctx context.Context, name, to string) (rec StoredRecording, err error) {
	err = c.do(ctx, post("recordings", "stored", name, "copy").with("destinationRecordingName", to), &rec)
	return rec, err
}

// DeleteStoredRecording deletes a kept recording. Asterisk itself never does.
func (c *Client) DeleteStoredRecording(ctx context.Context, name string) error {
	return c.do(ctx, remove("recordings", "stored", name), nil)
}

// StoredRecordingFile writes a kept recording's bytes to w, always by HTTP. After an error w may hold a part.
func (c *Client) StoredRecordingFile(ctx context.Context, name string, w io.Writer) error {
	r := get("recordings", "stored", name, "file")
	r.file, r.redo = w, once
	return c.do(ctx, r, nil)
}
