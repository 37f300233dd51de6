package aritest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/ari"
)

func (a *Asterisk) otherOperations() []operation {
	return []operation{
		op("GET asterisk/info", a.info),
		op("GET asterisk/ping", a.ping),
		op("GET asterisk/modules",
			func(ask) reply { return ok([]ari.Module{{Name: "res_stasis.so", Status: "Running"}}) }),
		op("GET asterisk/variable", a.getGlobal),
		op("POST asterisk/variable",
			func(q ask) reply { a.globals[q.param("variable")] = q.param("value"); return done }),
		op("GET applications", a.listApps),
		op("GET applications/{}", a.registered(func(_ ask, ap *app) reply { return ok(a.describe(ap)) })),
		op("POST applications/{}/subscription", a.registered(a.subscribe)),
		op("DELETE applications/{}/subscription", a.registered(a.unsubscribe)),
		op("PUT applications/{}/eventFilter", a.registered(a.filter)),
		op("GET deviceStates/{}",
			func(q ask) reply { return ok(ari.DeviceState{Name: q.ids[0], State: a.deviceState(q.ids[0])}) }),
		op("POST events/user/{}", a.userEvent),
		op("PUT endpoints/{}/{}/sendMessage", a.toEndpoint),
		op("POST endpoints/{}/{}/refer", a.toEndpoint),
	}
}

// ping tells the time as Asterisk writes it.
func (a *Asterisk) ping(ask) reply {
	at := now().Add(a.faults.clock)
	return ok(ari.AsteriskPing{Ping: "pong", Timestamp: at.Format("2006-01-02T15:04:05.000-0700")})
}

func (a *Asterisk) info(ask) reply {
	start := ari.Time{Time: a.start}
	return ok(ari.AsteriskInfo{
		System: &ari.SystemInfo{Version: "22.10.1", EntityID: "00:00:5e:00:53:01"},
		Status: &ari.StatusInfo{StartupTime: start, LastReloadTime: start},
		Build:  &ari.BuildInfo{OS: "Linux"}, Config: &ari.ConfigInfo{Name: "aritest", DefaultLanguage: "en"},
	})
}

func (a *Asterisk) getGlobal(q ask) reply {
	if v, found := a.globals[q.param("variable")]; found {
		return ok(ari.Variable{Value: v})
	}
	return fail(http.StatusNotFound, "Provided variable was not found")
}

func getVariable(q ask, ch *channel) reply {
	if v, found := ch.vars[q.param("variable")]; found {
		return ok(ari.Variable{Value: v})
	}
	return fail(http.StatusNotFound, "Provided variable was not found")
}

func setVariable(q ask, ch *channel) reply {
	ch.set(q.param("variable"), q.param("value"))
	return done
}

// set keeps a variable; some functions show in the channel itself.
func (ch *channel) set(name, value string) {
	ch.vars[name] = value
	switch name {
	case "CALLERID(num)":
		ch.Caller.Number = value
	case "CALLERID(name)":
		ch.Caller.Name = value
	case "CHANNEL(language)":
		ch.Language = value
	}
}

func (a *Asterisk) registered(do func(ask, *app) reply) func(ask) reply {
	return func(q ask) reply {
		if ap := a.apps[q.ids[0]]; ap != nil {
			return do(q, ap)
		}
		return fail(http.StatusNotFound, "Application not found")
	}
}

func (a *Asterisk) listApps(ask) reply {
	list := []ari.Application{}
	for _, ap := range a.apps {
		list = append(list, a.describe(ap))
	}
	return ok(list)
}

func (a *Asterisk) subscribe(q ask, ap *app) reply {
	for source := range strings.SplitSeq(q.param("eventSource"), ",") {
		scheme, _, _ := strings.Cut(source, ":")
		if !slices.Contains([]string{"channel", "bridge", "endpoint", "deviceState"}, scheme) {
			return fail(http.StatusBadRequest, "Invalid event source URI scheme")
		}
		ap.sources[source] = true
		if ch := a.channels[strings.TrimPrefix(source, "channel:")]; ch != nil && ch.unheard == ap.name {
			ch.app, ch.unheard = ap.name, ""
		}
	}
	return ok(a.describe(ap))
}

func (a *Asterisk) unsubscribe(q ask, ap *app) reply {
	for source := range strings.SplitSeq(q.param("eventSource"), ",") {
		delete(ap.sources, source)
	}
	return ok(a.describe(ap))
}

func (a *Asterisk) filter(q ask, ap *app) reply {
	type entry struct {
		Type string `json:"type"`
	}
	var f struct {
		Allowed    []entry `json:"allowed"`
		Disallowed []entry `json:"disallowed"`
	}
	if err := json.Unmarshal(q.raw, &f); err != nil {
		return fail(http.StatusBadRequest, "Invalid filter")
	}
	names := func(list []entry) (out []string) {
		for _, e := range list {
			out = append(out, e.Type)
		}
		return out
	}
	ap.allowed, ap.disallowed = names(f.Allowed), names(f.Disallowed)
	return ok(a.describe(ap))
}

// toEndpoint takes a text or a referral, which nothing here reads: see Requests.
func (a *Asterisk) toEndpoint(q ask) reply {
	if a.planFor(strings.Join(q.ids, "/")).Unreachable {
		return fail(http.StatusNotFound, "Endpoint not found")
	}
	return reply{status: http.StatusAccepted}
}

func (a *Asterisk) deviceState(name string) string {
	if s := a.devices[name]; s != "" {
		return s
	}
	return "UNAVAILABLE"
}

func (a *Asterisk) userEvent(q ask) reply {
	name := q.param("application")
	if a.apps[name] == nil {
		return fail(http.StatusNotFound, "Application not found")
	}
	a.emit(name, &ari.ChannelUserevent{Eventname: q.ids[0], Userevent: []byte(`{}`)})
	return done
}
