package aritest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/ari"
)

func (a *Asterisk) bridgeOperations() []operation {
	return []operation{
		op("GET bridges", a.listBridges),
		op("POST bridges/{}", a.createBridge),
		op("GET bridges/{}", a.bridged(func(_ ask, b *bridge) reply { return ok(b.Bridge) })),
		op("DELETE bridges/{}", a.bridged(func(_ ask, b *bridge) reply { b.destroy(); return done })),
		op("POST bridges/{}/addChannel", a.bridged(a.addChannel)),
		op("POST bridges/{}/removeChannel", a.bridged(a.removeChannel)),
		op("POST bridges/{}/play/{}", a.bridged(a.playOnBridge)),
		op("POST bridges/{}/record", a.bridged(a.recordBridge)),
		op("POST bridges/{}/moh", a.bridged(func(ask, *bridge) reply { return done })),
		op("DELETE bridges/{}/moh", a.bridged(func(ask, *bridge) reply { return done })),
	}
}

func (a *Asterisk) bridged(do func(ask, *bridge) reply) func(ask) reply {
	return func(q ask) reply {
		if b := a.bridges[q.ids[0]]; b != nil {
			return do(q, b)
		}
		return fail(http.StatusNotFound, "Bridge not found")
	}
}

func (a *Asterisk) listBridges(ask) reply {
	list := []ari.Bridge{}
	for _, b := range a.bridges {
		list = append(list, b.Bridge)
	}
	return ok(list)
}

func (a *Asterisk) createBridge(q ask) reply {
	id := q.ids[0]
	if a.bridges[id] != nil {
		return fail(http.StatusConflict, "Bridge with id '"+id+"' already exists")
	}
	return ok(a.newBridge(id, q.param("type"), q.param("name")).Bridge)
}

// addChannel checks all before any joins, as Asterisk does.
func (a *Asterisk) addChannel(q ask, b *bridge) reply {
	var list []*channel
	for id := range strings.SplitSeq(q.param("channel"), ",") {
		ch := a.channels[id]
		if ch == nil {
			return fail(http.StatusBadRequest, "Channel not found")
		}
		if !ch.stasis {
			return fail(http.StatusUnprocessableEntity, "Channel not in Stasis application")
		}
		list = append(list, ch)
	}
	o := addOptions{
		q.param("absorbDTMF") == "true", q.param("mute") == "true", q.param("inhibitConnectedLineUpdates") == "true",
	}
	for _, ch := range list {
		b.join(ch, o)
	}
	return done
}

func (a *Asterisk) removeChannel(q ask, b *bridge) reply {
	for id := range strings.SplitSeq(q.param("channel"), ",") {
		if !slices.Contains(b.Channels, id) {
			return fail(http.StatusUnprocessableEntity, "Channel not in this bridge")
		}
		b.leave(a.channels[id])
	}
	return done
}
