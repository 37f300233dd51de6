package ari

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Snapshot is what Asterisk has at one moment. Events that were on their way may be older or newer than it.
type Snapshot struct {
	Epoch    uint64
	Channels []Channel // those in our application, and those it is subscribed to as their originator
	Others   []Channel // all the rest
	Bridges  []Bridge  // every bridge, whatever made it
}

// Snapshot asks for the live channels and bridges.
func (c *Client) Snapshot(ctx context.Context) (Snapshot, error) {
	var snap Snapshot
	if s := c.socket.Load(); s != nil {
		snap.Epoch = s.epoch
	}
	app, err := c.Application(ctx, c.cfg.App)
	if err != nil {
		return snap, err
	}
	all, err := c.Channels(ctx)
	if err != nil {
		return snap, err
	}
	for _, ch := range all {
		if ch.ID == "" { // what could not be read
			continue
		}
		if slices.Contains(app.ChannelIDs, ch.ID) || inStasis(ch, c.cfg.App) {
			snap.Channels = append(snap.Channels, ch)
		} else {
			snap.Others = append(snap.Others, ch)
		}
	}
	snap.Bridges, err = c.Bridges(ctx)
	snap.Bridges = slices.DeleteFunc(snap.Bridges, func(b Bridge) bool { return b.ID == "" })
	return snap, err
}

// inStasis: a channel in Stasis shows as the dialplan application "Stasis" with the data "app,arguments".
func inStasis(ch Channel, app string) bool {
	name, _, _ := strings.Cut(ch.Dialplan.AppData, ",")
	return ch.Dialplan.AppName == "Stasis" && name == app
}

// resync tells Up to the application, and to every subscribed channel how it stands.
func (c *Client) resync(up Up) {
	start := startOf(up.Info)
	up.Restarted = !c.startup.IsZero() && !start.Equal(c.startup)
	c.startup = start
	if up.Epoch > 1 {
		live := map[string]*Channel{}
		for _, list := range [][]Channel{up.Snapshot.Channels, up.Snapshot.Others} {
			for i := range list {
				live[list[i].ID] = &list[i]
			}
		}
		c.hub.resync(up.Epoch, live)
	}
	c.tell(up)
}

func startOf(info AsteriskInfo) time.Time {
	if info.Status == nil {
		return time.Time{}
	}
	return info.Status.StartupTime.Time
}
