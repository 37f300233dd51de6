package aritest

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
)

func (a *Asterisk) channelOperations() []operation {
	return []operation{
		op("POST channels/create", a.create),
		op("POST channels/externalMedia", a.externalMedia),
		op("POST channels", a.originate),
		op("GET channels", a.listChannels),
		op("GET channels/{}", a.known(func(q ask, ch *channel) reply { return ok(ch.Channel) })),
		op("DELETE channels/{}", a.known(hangup)),
		op("POST channels/{}/dial", a.inStasis(dial)),
		op("POST channels/{}/answer", a.inStasis(answer)),
		op("POST channels/{}/continue", a.inStasis(leave)),
		op("POST channels/{}/move", a.inStasis(a.move)),
		op("POST channels/{}/snoop/{}", a.known(a.snoop)),
		op("POST channels/{}/dtmf", a.live(nothing)),
		op("GET channels/{}/rtp_statistics", a.known(rtpStatistics)),
		op("GET channels/{}/variable", a.known(getVariable)),
		op("POST channels/{}/variable", a.known(setVariable)),
		op("POST channels/{}/ring", a.live(nothing)), op("DELETE channels/{}/ring", a.live(nothing)),
		op("POST channels/{}/mute", a.live(nothing)), op("DELETE channels/{}/mute", a.live(nothing)),
		op("POST channels/{}/hold", a.live(nothing)), op("DELETE channels/{}/hold", a.live(nothing)),
		op("POST channels/{}/moh", a.live(nothing)), op("DELETE channels/{}/moh", a.live(nothing)),
		op("POST channels/{}/silence", a.live(nothing)), op("DELETE channels/{}/silence", a.live(nothing)),
		op("POST channels/{}/progress", a.inStasis(nothing)),
	}
}

func nothing(ask, *channel) reply { return done }

// known, inStasis and live wrap an operation in the checks that Asterisk makes before it.
func (a *Asterisk) known(do func(ask, *channel) reply) func(ask) reply {
	return func(q ask) reply {
		if ch := a.channels[q.ids[0]]; ch != nil {
			return do(q, ch)
		}
		return fail(http.StatusNotFound, "Channel not found")
	}
}

func (a *Asterisk) inStasis(do func(ask, *channel) reply) func(ask) reply {
	return a.known(func(q ask, ch *channel) reply {
		if !ch.stasis {
			return fail(http.StatusConflict, "Channel not in Stasis application")
		}
		return do(q, ch)
	})
}

func (a *Asterisk) live(do func(ask, *channel) reply) func(ask) reply {
	return a.inStasis(func(q ask, ch *channel) reply {
		if ch.State == "Down" {
			return fail(http.StatusPreconditionFailed, "Channel in invalid state")
		}
		return do(q, ch)
	})
}

func (a *Asterisk) create(q ask) reply {
	ch, rep := a.newCall(q)
	if ch == nil {
		return rep
	}
	rep.body = ch.Channel
	ch.enter(args(q))
	return rep
}

func (a *Asterisk) originate(q ask) reply {
	ch, rep := a.newCall(q)
	if ch == nil {
		return rep
	}
	ch.originated, ch.args = true, args(q)
	rep.body = ch.Channel
	timeout := 30 * time.Second
	if s := q.param("timeout"); s != "" {
		n, _ := strconv.Atoi(s)
		timeout = time.Duration(n) * time.Second
	}
	ch.dial(timeout)
	return rep
}

func args(q ask) []string {
	if q.param("appArgs") == "" {
		return nil
	}
	return strings.Split(q.param("appArgs"), ",")
}

func (a *Asterisk) newCall(q ask) (*channel, reply) {
	id, endpoint := q.param("channelId"), q.param("endpoint")
	switch {
	case endpoint == "":
		return nil, fail(http.StatusBadRequest, "Endpoint must be specified")
	case id != "" && a.taken(id):
		return nil, fail(http.StatusConflict, "Channel with given unique ID already exists")
	case a.planFor(endpoint).Unreachable:
		return nil, reply{http.StatusInternalServerError, map[string]string{"error": "Allocation failed"}}
	}
	ch := a.newChannel(id, endpoint, q.param("app"))
	for k, v := range q.variables {
		ch.set(k, v)
	}
	return ch, reply{status: http.StatusOK}
}

// taken: Asterisk 22 compares by the wanted id's length and without case, so that "call-1" clashes with "call-10".
func (a *Asterisk) taken(id string) bool {
	for live := range a.channels {
		if len(live) >= len(id) && strings.EqualFold(live[:len(id)], id) {
			return true
		}
	}
	return false
}

func (a *Asterisk) listChannels(ask) reply {
	list := []ari.Channel{}
	for _, ch := range a.channels {
		list = append(list, ch.Channel)
	}
	return ok(list)
}

func dial(q ask, ch *channel) reply {
	if ch.State != "Down" || ch.started {
		return fail(http.StatusConflict, "Channel is not in the 'Down' state")
	}
	n, _ := strconv.Atoi(q.param("timeout"))
	ch.dial(time.Duration(n) * time.Second)
	return done
}

func answer(_ ask, ch *channel) reply {
	if ch.State != "Up" {
		ch.State = "Up"
		ch.emit(&ari.ChannelStateChange{Channel: ch.Channel})
	}
	return done
}

func hangup(q ask, ch *channel) reply {
	cause, ok := causeOfReason(q.param("reason"))
	if code := q.param("reason_code"); code != "" {
		n, err := strconv.Atoi(code)
		cause, ok = n, err == nil
	}
	if !ok {
		return fail(http.StatusBadRequest, "Invalid reason for hangup reason provided")
	}
	ch.hangup(cause)
	return done
}

func leave(q ask, ch *channel) reply {
	ch.leave(q.param("context"), q.param("extension"))
	return done
}

func (a *Asterisk) move(q ask, ch *channel) reply {
	target := q.param("app")
	if !a.active(target) {
		ch.emit(&ari.ApplicationMoveFailed{Channel: ch.Channel, Destination: target, Args: args(q)})
		return done
	}
	ch.emit(&ari.StasisEnd{Channel: ch.Channel})
	ch.app = target
	ch.emit(&ari.StasisStart{Args: append([]string{}, args(q)...), Channel: ch.Channel})
	return done
}

func (a *Asterisk) snoop(q ask, of *channel) reply {
	if a.taken(q.ids[1]) {
		return fail(http.StatusConflict, "Channel with given unique ID already exists")
	}
	ch := a.newChannel(q.ids[1], "Snoop/"+of.ID, q.param("app"))
	ch.State, ch.started = "Up", true
	ch.enter(args(q))
	return ok(ch.Channel)
}

func (a *Asterisk) externalMedia(q ask) reply {
	ch := a.newChannel(q.param("channelId"), "UnicastRTP/"+q.param("external_host"), q.param("app"))
	ch.State, ch.started = "Up", true
	ch.enter(nil)
	return ok(ch.Channel)
}
