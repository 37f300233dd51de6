package telephony

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/probe"
)

// platformProbes look at Asterisk itself.
func platformProbes() []probe.Probe[*checker] {
	return []probe.Probe[*checker]{
		{Name: "version", Proves: "this Asterisk has no known fault that harms our calls",
			Do: "install the newest release of its branch", Look: lookVersion},
		{Name: "modules", Proves: "all modules that calls, dialplan and recordings need are running",
			Do: "load them in modules.conf", Look: lookModules},
		{Name: "app", Proves: "the application's name is free, or in use by this daemon",
			Do: "give each daemon a name of its own: asterisk.app, and print the dialplan again", Look: lookApp},
		{Name: "clock", Proves: "the PBX's clock and this one agree (4.2 j)", Do: "set both by NTP", Look: lookClock},
		{Name: "demo pbx", Proves: "the PBX is not marked as a demonstration's, whose daemon may shift its clock",
			Do: "remove the global variable from extensions.conf, then: dialplan reload", Look: lookDemo},
	}
}

func lookVersion(ctx context.Context, k *checker, r *probe.Report) {
	info, err := k.c.AsteriskInfo(ctx)
	if err != nil || info.System == nil {
		r.Fail("the PBX does not tell its version: %v", err)
		return
	}
	level, text := judgeVersion(info.System.Version)
	r.Say(level, "%s", text)
}

func lookModules(ctx context.Context, k *checker, r *probe.Report) {
	list, err := k.c.Modules(ctx)
	if err != nil {
		r.Fail("the PBX does not list its modules: %v", err)
		return
	}
	running := map[string]bool{}
	for _, m := range list {
		running[m.Name] = m.Status == "Running"
	}
	without := func(names []string) string {
		return strings.Join(slices.DeleteFunc(slices.Clone(names), func(name string) bool { return running[name] }),
			", ")
	}
	if missing := without(needed[:]); missing != "" {
		r.Fail("not running: %s", missing)
	}
	if missing := without(recording[:]); missing != "" && k.x.Records {
		r.Fail("not running: %s: nothing can be recorded", missing)
	}
	if missing := without(asking[:]); missing != "" {
		r.Warn("not running: %s: the dialplan's guard and desk do not work, and the ends of calls are not kept",
			missing)
	}
	r.Clean("all that are needed run")
}

// lookApp: another client under our name would take our calls, and we its.
func lookApp(ctx context.Context, k *checker, r *probe.Report) {
	a, err := k.c.Application(ctx, k.s.App)
	switch {
	case errors.Is(err, ari.ErrNotFound):
		r.OK("the application name %q is free", k.s.App)
	case err != nil:
		r.Fail("application %q: %v", k.s.App, err)
	case k.x.Ours:
		r.OK("the application name %q is our daemon's, which answers", k.s.App)
	default:
		r.Warn("the application name %q is in use, with %d channels, by a daemon that does not answer here",
			k.s.App, len(a.ChannelIDs))
	}
}

func lookClock(ctx context.Context, k *checker, r *probe.Report) {
	p, err := k.c.Ping(ctx)
	if err != nil {
		r.Fail("no answer to a ping: %v", err)
		return
	}
	theirs, err := time.Parse(pingTime, p.Timestamp)
	if err != nil {
		r.Warn("the PBX tells its time as %q, which cannot be read", p.Timestamp)
		return
	}
	level, skew := OK, k.x.Now().Sub(theirs).Abs()
	switch {
	case skew > skewFails:
		level = Fail
	case skew > skewWarns:
		level = Warn
	}
	r.Say(level, "this clock and the PBX's differ by %v", skew.Round(time.Millisecond))
}

// demoGlobal marks a demonstration's PBX.
const demoGlobal = "RINGEVETT_DEMO_PBX"

func lookDemo(ctx context.Context, k *checker, r *probe.Report) {
	switch v, err := k.c.GlobalVar(ctx, demoGlobal); {
	case ignore(err, ari.ErrNotFound) != nil:
		r.Warn("the PBX does not tell its global variables: %v", err)
	case v != "":
		r.Warn("the global variable %s is set: anyone who knows its value can start a daemon with another time of day",
			demoGlobal)
	default:
		r.OK("%s is not set", demoGlobal)
	}
}
