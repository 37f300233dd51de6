package telephony

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
)

// Level says how bad a finding is.
type Level string

// The levels.
const (
	OK   Level = "ok"
	Warn Level = "warn"
	Fail Level = "fail" // must not dial
)

// Finding is one thing that was looked at on the PBX.
type Finding struct {
	Name  string `json:"name"` // "ari", "version", "modules", "app", "clock", "dialplan"
	Level Level  `json:"level"`
	Text  string `json:"text"` // what was found and, where it is not ok, what to do
}

// Expect is what Check holds the PBX against.
type Expect struct {
	Now             func() time.Time
	DialplanVersion string // the version that `ringevett dialplan` would print
	Records         bool   // conversations are recorded
}

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
	"res_ari.so", "res_ari_applications.so", "res_ari_asterisk.so", "res_ari_bridges.so", "res_ari_channels.so", "res_ari_events.so",
	"res_ari_playbacks.so", "res_stasis.so", "res_stasis_answer.so", "res_stasis_playback.so", "app_stasis.so", "res_http_websocket.so",
	"bridge_simple.so", "func_callerid.so", "format_wav.so", "pbx_config.so",
}

// asking are those without which the dialplan cannot ask the daemon: neither the guard nor the desk answers then.
var asking = [...]string{
	"res_agi.so", "app_stack.so", "app_originate.so", "app_record.so", "app_playtones.so", "app_verbose.so", "func_cdr.so", "func_channel.so",
	"func_dialplan.so", "func_global.so", "func_hangupcause.so", "func_strings.so", "func_timeout.so",
}

// recording are those that a recording cannot do without.
var recording = [...]string{"res_ari_recordings.so", "res_stasis_recording.so", "res_stasis_snoop.so", "format_pcm.so", "func_timeout.so"}

// Check looks at the PBX without changing anything on it, and without taking our application's name: it connects under
// another one, as ringevett-check.
func Check(ctx context.Context, s Settings, x Expect) []Finding {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	c, err := ari.Connect(ctx, s.config(s.App+"-check"))
	if err != nil {
		return []Finding{{"ari", Fail, reachText(s, err)}}
	}
	defer c.Close()
	look := checker{c, s, x, nil}
	look.ari(ctx)
	look.version(ctx)
	look.modules(ctx)
	look.app(ctx)
	look.clock(ctx)
	look.dialplan(ctx)
	return look.found
}

type checker struct {
	c     *ari.Client
	s     Settings
	x     Expect
	found []Finding
}

func (k *checker) say(name string, l Level, format string, args ...any) {
	k.found = append(k.found, Finding{name, l, fmt.Sprintf(format, args...)})
}

func reachText(s Settings, err error) string {
	switch {
	case errors.Is(err, ari.ErrUnauthorized):
		return fmt.Sprintf("user %q or its password is wrong at %s: compare with ari.conf (asterisk.user, asterisk.password_file)", s.User, s.URL)
	case errors.Is(err, ari.ErrForbidden):
		return fmt.Sprintf("user %q may not use ARI at %s: see ari.conf", s.User, s.URL)
	}
	return fmt.Sprintf("%s cannot be reached: %v. Is http.conf enabled and res_ari loaded?", s.URL, err)
}

// ari: connecting set an event filter, which a read-only user may not.
func (k *checker) ari(context.Context) {
	select {
	case st := <-k.c.States():
		if up, ok := st.(ari.Up); ok && len(up.Faults) > 0 {
			k.say("ari", Fail, "connected, but %v: the user must not be read_only in ari.conf", errors.Join(up.Faults...))
			return
		}
	default:
	}
	k.say("ari", OK, "connected to %s as %s, events flow", k.s.URL, k.s.User)
}

func (k *checker) version(ctx context.Context) {
	info, err := k.c.AsteriskInfo(ctx)
	if err != nil || info.System == nil {
		k.say("version", Fail, "the PBX does not tell its version: %v", err)
		return
	}
	level, text := judgeVersion(info.System.Version)
	k.say("version", level, "%s", text)
}

func (k *checker) modules(ctx context.Context) {
	list, err := k.c.Modules(ctx)
	if err != nil {
		k.say("modules", Fail, "the PBX does not list its modules: %v", err)
		return
	}
	running := map[string]bool{}
	for _, m := range list {
		running[m.Name] = m.Status == "Running"
	}
	without := func(names []string) (missing []string) {
		return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return running[name] })
	}
	must := needed[:]
	if k.x.Records {
		must = append(slices.Clone(must), recording[:]...)
	}
	if missing := without(must); len(missing) > 0 {
		k.say("modules", Fail, "not running: %s. Load them in modules.conf", strings.Join(missing, ", "))
		return
	}
	if missing := without(asking[:]); len(missing) > 0 {
		k.say("modules", Warn, "not running: %s. Without them the dialplan's guard and desk do not work, and the ends of calls are not kept: load them in modules.conf", strings.Join(missing, ", "))
		return
	}
	k.say("modules", OK, "all %d that are needed run", len(must)+len(asking))
}

// app: another client under our name would take our calls, and we its.
func (k *checker) app(ctx context.Context) {
	a, err := k.c.Application(ctx, k.s.App)
	switch {
	case errors.Is(err, ari.ErrNotFound):
		k.say("app", OK, "the application name %q is free", k.s.App)
	case err != nil:
		k.say("app", Fail, "application %q: %v", k.s.App, err)
	default:
		k.say("app", Warn, "the application name %q is in use, with %d channels: by this daemon, or by another that must not share it (asterisk.app)", k.s.App, len(a.ChannelIDs))
	}
}

func (k *checker) clock(ctx context.Context) {
	p, err := k.c.Ping(ctx)
	if err != nil {
		k.say("clock", Fail, "no answer to a ping: %v", err)
		return
	}
	theirs, err := time.Parse(pingTime, p.Timestamp)
	if err != nil {
		k.say("clock", Warn, "the PBX tells its time as %q, which cannot be read", p.Timestamp)
		return
	}
	skew := k.x.Now().Sub(theirs).Abs()
	switch {
	case skew > skewFails:
		k.say("clock", Fail, "this clock and the PBX's differ by %v: set both by NTP (4.2 j)", skew.Round(time.Millisecond))
	case skew > skewWarns:
		k.say("clock", Warn, "this clock and the PBX's differ by %v", skew.Round(time.Millisecond))
	default:
		k.say("clock", OK, "this clock and the PBX's differ by %v", skew.Round(time.Millisecond))
	}
}

func (k *checker) dialplan(ctx context.Context) {
	have, err := k.c.GlobalVar(ctx, DialplanGlobal)
	switch {
	case err != nil && !errors.Is(err, ari.ErrNotFound):
		k.say("dialplan", Fail, "the PBX does not tell its global variables: %v", err)
	case have == "":
		k.say("dialplan", Warn, "our contexts are not loaded, so agents cannot log in: paste what `ringevett dialplan` prints, then `dialplan reload`")
	case have != k.x.DialplanVersion:
		k.say("dialplan", Warn, "version %s is loaded, this daemon prints version %s: paste what `ringevett dialplan` prints", have, k.x.DialplanVersion)
	default:
		k.say("dialplan", OK, "version %s is loaded", have)
	}
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
