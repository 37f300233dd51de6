package telephony

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/probe"
)

// Level and Finding are what check says; see probe.
type (
	Level   = probe.Level
	Finding = probe.Finding
)

// The levels.
const (
	OK   = probe.OK
	Warn = probe.Warn
	Fail = probe.Fail
)

// Expect is what Check holds the PBX against.
type Expect struct {
	Now             func() time.Time
	DialplanVersion string                             // the version that `ringevett dialplan` would print
	Records         bool                               // conversations are recorded
	Ours            bool                               // our own daemon answers, and is connected
	Dial            string                             // asterisk.dial
	Login, Logout   string                             // the agents' codes
	Places          func(login, logout string) []Place // that the dialplan must have, by the codes that it has loaded
	Agents          []dialer.Agent
	Busy            map[dialer.AgentID]bool // of campaigns that run
	Open            bool                    // persons may be rung now
	Visible         []dialer.Number         // that campaigns show
	SoundsDir       string
}

// Place is an extension that the loaded dialplan must have.
type Place struct{ Context, Exten string }

// The clock's limits: norm 4.2 j refuses outbound calls when the clock is off by more than 5 s.
const (
	skewWarns = time.Second
	skewFails = 5 * time.Second
)

// DialplanGlobal is the global variable by which the shipped dialplan tells its version.
const DialplanGlobal = "RINGEVETT_DIALPLAN"

// pingTime is how ARI writes its clock.
const pingTime = "2006-01-02T15:04:05.999-0700"

// needed are the modules that our calls cannot do without.
var needed = [...]string{
	"res_ari.so", "res_ari_applications.so", "res_ari_asterisk.so", "res_ari_bridges.so", "res_ari_channels.so",
	"res_ari_events.so",
	"res_ari_playbacks.so", "res_stasis.so", "res_stasis_answer.so", "res_stasis_playback.so", "app_stasis.so",
	"res_http_websocket.so",
	"bridge_simple.so", "func_callerid.so", "format_wav.so", "pbx_config.so",
}

// asking are those without which the dialplan cannot ask the daemon: neither the guard nor the desk answers then.
var asking = [...]string{
	"res_agi.so", "app_stack.so", "app_originate.so", "app_record.so", "app_playtones.so", "app_verbose.so",
	"func_cdr.so", "func_channel.so",
	"func_dialplan.so", "func_global.so", "func_hangupcause.so", "func_strings.so", "func_timeout.so",
}

// recording are those that a recording cannot do without.
var recording = [...]string{
	"res_ari_recordings.so", "res_stasis_recording.so", "res_stasis_snoop.so", "format_pcm.so", "func_timeout.so",
}

// reaching is the one probe without a connection.
var reaching = probe.Probe[*checker]{
	Name: "ari", Proves: "the ARI user can log in, may write, and gets events",
	Do: "compare asterisk.url, asterisk.user and asterisk.password_file with http.conf and ari.conf; " +
		"each may have one [general] only",
	Look: func(_ context.Context, k *checker, r *probe.Report) { k.reach(r) },
}

// Probes are those of the PBX, in the order in which their findings are told.
func Probes() []probe.Probe[*checker] {
	all := []probe.Probe[*checker]{reaching}
	return slices.Concat(all, platformProbes(), dialplanProbes(), endpointProbes(), machineProbes())
}

// Rows tell what Check looks at.
func Rows() []probe.Row { return probe.Rows(Probes()) }

// Check looks at the PBX and takes nothing from it: it connects under a name of its own, with -check behind our
// application's. Functions of the dialplan are asked of a Local channel that is never dialed, and is gone afterwards.
func Check(ctx context.Context, s Settings, x Expect) []Finding {
	ctx, cancel := context.WithTimeout(ctx, checkPatience)
	defer cancel()
	k := &checker{s: s, x: x}
	k.c, k.away = ari.Connect(ctx, s.config(s.App+"-check"))
	if k.away != nil {
		return probe.Run(ctx, []probe.Probe[*checker]{reaching, filesProbe}, k)
	}
	defer k.c.Close()
	defer k.hangUp()
	k.makeChannel(ctx)
	k.login, k.logout = k.loaded(ctx, loginGlobal, x.Login), k.loaded(ctx, logoutGlobal, x.Logout)
	return probe.Run(ctx, Probes(), k)
}

const checkPatience = 30 * time.Second

// checker is the PBX that is looked at.
type checker struct {
	c       *ari.Client
	s       Settings
	x       Expect
	away    error  // why it cannot be reached
	channel string // that is asked for functions
	mute    error  // why it cannot be
	login   string // the codes, as the dialplan has them
	logout  string
}

// makeChannel makes the channel that functions are asked of. It is never dialed, so nothing rings and no dialplan runs.
func (k *checker) makeChannel(ctx context.Context) {
	never := ari.CreateParams{Endpoint: "Local/s@ringevett-check/n", AppArgs: "check", Formats: "ulaw"}
	ch, err := k.c.CreateChannel(ctx, never)
	k.channel, k.mute = ch.ID, err
}

// loaded is a global variable of the loaded dialplan, or otherwise where there is none.
func (k *checker) loaded(ctx context.Context, global, otherwise string) string {
	if v, err := k.c.GlobalVar(ctx, global); err == nil && v != "" {
		return v
	}
	return otherwise
}

func (k *checker) hangUp() {
	if k.channel == "" {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	k.c.Hangup(ctx, k.channel, ari.ReasonNormal)
}

// exists reports whether the dialplan has an extension, its includes among them.
func (k *checker) exists(ctx context.Context, p Place) (bool, error) {
	if k.mute != nil {
		return false, k.mute
	}
	v, err := k.c.ChannelVar(ctx, k.channel, fmt.Sprintf("DIALPLAN_EXISTS(%s,%s,1)", p.Context, p.Exten))
	return v == "1", err
}

// reach: connecting set an event filter, which a read-only user may not.
func (k *checker) reach(r *probe.Report) {
	switch {
	case errors.Is(k.away, ari.ErrUnauthorized):
		r.Fail("user %q or its password is wrong at %s", k.s.User, k.s.URL)
		return
	case errors.Is(k.away, ari.ErrForbidden):
		r.Fail("user %q may not use ARI at %s", k.s.User, k.s.URL)
		return
	case errors.Is(k.away, ari.ErrNotFound):
		r.Fail("%s is no ARI: http.conf may have a prefix, or ari.conf enabled = no", k.s.URL)
		return
	case k.away != nil:
		r.Fail("%s cannot be reached: %v. Is http.conf enabled and res_ari loaded?", k.s.URL, k.away)
		return
	}
	select {
	case st := <-k.c.States():
		if up, ok := st.(ari.Up); ok && len(up.Faults) > 0 {
			r.Fail("connected, but the user may not write: set read_only = no in ari.conf (%v)",
				errors.Join(up.Faults...))
			return
		}
	default:
	}
	r.OK("connected to %s as %s, events flow", k.s.URL, k.s.User)
}

// Global reads a global variable of the PBX; "" when there is none.
func Global(ctx context.Context, s Settings, name string) (string, error) {
	c, err := ari.Connect(ctx, s.config(s.App+"-check"))
	if err != nil {
		return "", fmt.Errorf("connect to the PBX: %w", err)
	}
	defer c.Close()
	v, err := c.GlobalVar(ctx, name)
	return v, ignore(err, ari.ErrNotFound)
}

// Loopback reports whether ARI's address is on this machine.
func (s Settings) Loopback() bool {
	u, err := url.Parse(s.URL)
	return err == nil && (u.Hostname() == "127.0.0.1" || u.Hostname() == "::1" || u.Hostname() == "localhost")
}
