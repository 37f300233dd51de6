package ari

import (
	"context"
	"strings"
)

// CreateBridge makes a bridge; kind is like mixing or mixing,dtmf_events or holding. Never use an id again:
// a destroyed bridge lingers for a moment.
func (c *Client) CreateBridge(ctx context.Context, id, kind, name string) error {
	return c.do(ctx, post("bridges", id).with("type", kind, "name", name).creating(), nil)
}

// AddOptions refine how channels join a bridge.
type AddOptions struct {
	AbsorbDTMF           bool // digits reach us but not the other parties
	Mute                 bool
	InhibitConnectedLine bool // no re-INVITE for the display; 22 and later
	Role                 string
}

// AddToBridge lets channels join.
func (c *Client) AddToBridge(ctx context.Context, bridge string, opt AddOptions, channels ...string) error {
	r := post("bridges", bridge, "addChannel").with("channel", strings.Join(channels, ","), "role", opt.Role,
		"absorbDTMF", flag(opt.AbsorbDTMF), "mute", flag(opt.Mute), "inhibitConnectedLineUpdates",
		flag(opt.InhibitConnectedLine))
	r.redo = harmless
	return c.do(ctx, r, nil)
}

// RemoveFromBridge lets channels leave.
func (c *Client) RemoveFromBridge(ctx context.Context, bridge string, channels ...string) error {
	return c.do(ctx, post("bridges", bridge, "removeChannel").with("channel", strings.Join(channels, ",")), nil)
}

// DestroyBridge lets all leave and ends the bridge, a moment after the answer.
func (c *Client) DestroyBridge(ctx context.Context, bridge string) error {
	return c.do(ctx, remove("bridges", bridge), nil)
}

// PlayOnBridge plays media to all in a bridge.
func (c *Client) PlayOnBridge(ctx context.Context, bridge, playbackID string, opt PlayOptions, media ...string) error {
	return c.do(ctx, opt.on(post("bridges", bridge, "play", playbackID), media), nil)
}

// RecordBridge records all voices of a bridge in one file.
func (c *Client) RecordBridge(ctx context.Context, bridge string, p RecordParams) (rec LiveRecording, err error) {
	err = c.do(ctx, p.on(post("bridges", bridge, "record")), &rec)
	return rec, err
}

// StartBridgeMusic plays music on hold to a bridge.
func (c *Client) StartBridgeMusic(ctx context.Context, bridge, class string) error {
	return c.do(ctx, post("bridges", bridge, "moh").with("mohClass", class), nil)
}

// StopBridgeMusic ends StartBridgeMusic.
func (c *Client) StopBridgeMusic(ctx context.Context, bridge string) error {
	return c.do(ctx, remove("bridges", bridge, "moh"), nil)
}

// Bridge asks for one bridge.
func (c *Client) Bridge(ctx context.Context, id string) (b Bridge, err error) {
	err = c.do(ctx, get("bridges", id), &b)
	return b, err
}

// Bridges lists every bridge of the Asterisk, also those of others.
func (c *Client) Bridges(ctx context.Context) (list []Bridge, err error) {
	r := get("bridges")
	r.bulk = true
	err = c.do(ctx, r, &list)
	return list, err
}
