package ari

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// PlayOptions refine a playback; the zero value plays from the start in the channel's language.
type PlayOptions struct {
	Lang   string        // falls back to en, not to Asterisk's default language
	Offset time.Duration // where to begin
	Skip   time.Duration // how far a forward or reverse goes
}

func (o PlayOptions) on(r request, media []string) request {
	return r.with("media", strings.Join(media, ","), "lang", o.Lang, "offsetms", millis(o.Offset), "skipms",
		millis(o.Skip))
}

func millis(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return strconv.FormatInt(d.Milliseconds(), 10)
}

func seconds(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return strconv.FormatInt(int64((d+time.Second-1)/time.Second), 10)
}

func flag(b bool) string {
	if b {
		return "true"
	}
	return ""
}

// Play plays media (like sound:hello) one after another, behind what plays already. A missing file is told by
// PlaybackFinished with the state failed; an unknown scheme is never told, so put a timer on every playback.
func (c *Client) Play(ctx context.Context, channelID, playbackID string, opt PlayOptions, media ...string) error {
	return c.do(ctx, opt.on(post("channels", channelID, "play", playbackID), media), nil)
}

// RecordParams describe a recording.
type RecordParams struct {
	Name        string // may hold slashes: folders below Asterisk's recording folder
	Format      string // wav, alaw …
	MaxDuration time.Duration
	MaxSilence  time.Duration
	IfExists    string // fail (also when empty), overwrite or append
	Beep        bool
	TerminateOn string // a digit, any, or none
}

func (p RecordParams) on(r request) request {
	return r.with("name", p.Name, "format", p.Format, "maxDurationSeconds", seconds(p.MaxDuration),
		"maxSilenceSeconds", seconds(p.MaxSilence), "ifExists", p.IfExists, "beep", flag(p.Beep), "terminateOn",
		p.TerminateOn)
}

// Record records what comes from a channel that is in no bridge. A channel that was created and dialled is in an
// invisible one until it has joined and left another: then RecordingFailed follows a good answer. Record the bridge
// or a snoop.
func (c *Client) Record(ctx context.Context, channelID string, p RecordParams) (rec LiveRecording, err error) {
	err = c.do(ctx, p.on(post("channels", channelID, "record")), &rec)
	return rec, err
}

// SnoopParams: each way is none, in, out or both.
type SnoopParams struct{ Spy, Whisper, AppArgs string }

// Snoop makes a channel that hears, or whispers to, another. It does not end with its bridge: hang it up.
func (c *Client) Snoop(ctx context.Context, channelID, snoopID string, p SnoopParams) (Channel, error) {
	r := post("channels", channelID, "snoop", snoopID).with("spy", p.Spy, "whisper", p.Whisper, "app", c.cfg.App,
		"appArgs", p.AppArgs)
	return c.createChannel(ctx, snoopID, r)
}

// ExternalMediaParams: Host is host:port, Format like alaw; the rest has Asterisk's defaults (rtp, udp, client, both).
type ExternalMediaParams struct {
	ID, Host, Format, Encapsulation, Transport, ConnectionType, Direction, Data, TransportData string
	Variables                                                                                  map[string]string
}

// ExternalMedia makes a channel whose sound goes to and comes from a program.
func (c *Client) ExternalMedia(ctx context.Context, p ExternalMediaParams) (Channel, error) {
	r := post("channels", "externalMedia").with("channelId", p.ID, "app", c.cfg.App, "external_host", p.Host, "format",
		p.Format,
		"encapsulation", p.Encapsulation, "transport", p.Transport, "connection_type", p.ConnectionType,
		"direction", p.Direction, "data", p.Data, "transport_data", p.TransportData)
	return c.createChannel(ctx, p.ID, r.variables(p.Variables))
}

// DTMFOptions are the times around digits; zero is Asterisk's own (100 ms each).
type DTMFOptions struct{ Before, Between, Duration, After time.Duration }

// SendDTMF sends digits to a channel.
func (c *Client) SendDTMF(ctx context.Context, channelID, digits string, o DTMFOptions) error {
	return c.do(ctx, post("channels", channelID, "dtmf").with("dtmf", digits, "before", millis(o.Before),
		"between", millis(o.Between), "duration", millis(o.Duration), "after", millis(o.After)), nil)
}

// RTPStatistics asks for the figures of a channel's RTP.
func (c *Client) RTPStatistics(ctx context.Context, channelID string) (st RTPstat, err error) {
	err = c.do(ctx, get("channels", channelID, "rtp_statistics"), &st)
	return st, err
}
