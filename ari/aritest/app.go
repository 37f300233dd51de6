package aritest

import (
	"reflect"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/ringevett/ringevett/ari"
)

// app is a registered application and the socket that is its own now, nil while disconnected.
type app struct {
	name                string
	socket              *socket
	inactive            bool // see Deactivate
	sources             map[string]bool
	allowed, disallowed []string
}

func (a *Asterisk) app(name string) *app {
	if a.apps[name] == nil {
		a.apps[name] = &app{name: name, sources: map[string]bool{}}
	}
	return a.apps[name]
}

// active says whether an application can take channels.
func (a *Asterisk) active(name string) bool {
	return a.apps[name] != nil && a.apps[name].socket != nil && !a.apps[name].inactive
}

func (a *Asterisk) describe(ap *app) ari.Application {
	d := ari.Application{
		Name: ap.name, ChannelIDs: []string{}, BridgeIDs: []string{}, EndpointIDs: []string{}, DeviceNames: []string{},
	}
	for id, ch := range a.channels {
		if ch.app == ap.name {
			d.ChannelIDs = append(d.ChannelIDs, id)
		}
	}
	slices.Sort(d.ChannelIDs)
	d.EventsAllowed, d.EventsDisallowed = entries(ap.allowed), entries(ap.disallowed)
	return d
}

// entries shows event types as Asterisk does: [{"type":"StasisStart"}].
func entries(types []string) []jsontext.Value {
	list := []jsontext.Value{}
	for _, t := range types {
		list = append(list, jsontext.Value(`{"type":"`+t+`"}`))
	}
	return list
}

// release forgets an application that is disconnected and holds nothing.
func (a *Asterisk) release(ap *app) {
	if ap.socket == nil && len(a.describe(ap).ChannelIDs) == 0 {
		delete(a.apps, ap.name)
	}
}

// emit sends an event to an application; it is lost when no client is connected.
func (a *Asterisk) emit(name string, ev ari.Event) {
	ap := a.apps[name]
	if ap == nil || ap.socket == nil || ap.inactive {
		return
	}
	v := reflect.ValueOf(ev).Elem()
	kind := v.Type().Name()
	if slices.Contains(ap.disallowed, kind) || len(ap.allowed) > 0 && !slices.Contains(ap.allowed, kind) {
		return
	}
	head := v.FieldByName("EventHead").Addr().Interface().(*ari.EventHead)
	head.Type, head.Application, head.AsteriskID = kind, name, "00:00:5e:00:53:01"
	if head.Timestamp.IsZero() {
		head.Timestamp = now()
	}
	raw, err := json.Marshal(ev)
	if err != nil {
		panic(err) // a fault in this package
	}
	ap.socket.send(raw)
	if a.faults.twice {
		ap.socket.send(raw)
	}
}

func now() ari.Time { return ari.Time{Time: time.Now().UTC().Truncate(time.Millisecond)} }
