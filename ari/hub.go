package ari

import (
	"slices"
	"sync"
)

// hub hands each event to those who subscribed to it. One goroutine, the reader of the socket, delivers.
type hub struct {
	limit    int
	overflow func(Gap) // must not call back
	odd      *oddities

	mu        sync.Mutex
	app       []*Subscription
	unclaimed []*Subscription
	channels  map[string][]*Subscription
	waiting   waitingRoom
	ended     error // the client is closed or replaced: later subscriptions end at once
}

// The subscriptions that see every channel may hold this many times Config.MaxBuffered.
const wideFactor = 16

func newHub(limit int, overflow func(Gap)) *hub {
	h := &hub{limit: limit, overflow: overflow, channels: map[string][]*Subscription{}}
	h.waiting.rooms = map[string]*Subscription{}
	return h
}

func (h *hub) subscribeApp() *Subscription {
	s := newSubscription(h, "app", h.limit*wideFactor)
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.over(s) {
		h.app = append(h.app, s)
	}
	return s
}

func (h *hub) subscribeUnclaimed() *Subscription {
	s := newSubscription(h, "unclaimed", h.limit*wideFactor)
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.over(s) {
		h.unclaimed = append(h.unclaimed, s)
	}
	return s
}

func (h *hub) subscribeChannel(id string) *Subscription {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s := h.waiting.claim(id); s != nil {
		return s
	}
	s := newSubscription(h, id, h.limit)
	if !h.over(s) {
		h.channels[id] = append(h.channels[id], s)
	}
	return s
}

func (h *hub) over(s *Subscription) bool {
	if h.ended != nil {
		s.end(h.ended)
	}
	return h.ended != nil
}

func (h *hub) remove(s *Subscription) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.drop(s)
}

func (h *hub) drop(s *Subscription) {
	without := func(list []*Subscription) []*Subscription {
		return slices.DeleteFunc(slices.Clone(list), func(x *Subscription) bool { return x == s })
	}
	h.app, h.unclaimed = without(h.app), without(h.unclaimed)
	if left := without(h.channels[s.subject]); len(left) > 0 {
		h.channels[s.subject] = left
	} else {
		delete(h.channels, s.subject)
	}
}

// deliver hands over one message. buf belongs to the caller and is copied once, if anybody takes it.
func (h *hub) deliver(buf []byte, r route, epoch uint64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	p := parcel{kind: r.kind, epoch: epoch}
	give := func(list []*Subscription) {
		for _, s := range list {
			if p.raw == nil {
				p.raw = slices.Clone(buf)
			}
			h.push(s, p)
		}
	}
	give(h.app)
	for _, id := range r.channels() {
		give(h.channels[string(id)])
	}
	switch {
	case r.n == 0:
	case r.kind == "StasisStart" && len(h.unclaimed) > 0:
		h.offer(string(r.ids[0]), give)
	case r.kind == "ChannelDestroyed":
		h.finish(string(r.ids[0]))
	}
}

func (h *hub) push(s *Subscription, p parcel) {
	if s.push(p) {
		return
	}
	h.drop(s)
	gap := Gap{headOf("Gap", p.epoch), s.subject}
	h.tellApp(gap)
	h.overflow(gap)
}

// offer shows a channel without a subscription as unclaimed, and keeps its events until it is taken.
func (h *hub) offer(id string, give func([]*Subscription)) {
	switch {
	case h.waiting.holds(id): // it left and came again before anyone took it
		give(h.unclaimed)
	case len(h.channels[id]) == 0:
		give(h.unclaimed)
		s := newSubscription(h, id, h.limit)
		h.channels[id] = []*Subscription{s}
		if old := h.waiting.admit(id, s); old != nil {
			h.drop(old)
		}
	}
}

// finish ends the subscriptions of a destroyed channel: nothing comes after.
func (h *hub) finish(id string) {
	for _, s := range h.channels[id] {
		s.end(ErrGone)
	}
	delete(h.channels, id)
}

// tell puts a state among the events of the application.
func (h *hub) tell(st State) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tellApp(st)
}

func (h *hub) tellApp(st State) {
	for _, s := range h.app {
		s.push(parcel{ready: st})
	}
}

// resync tells every subscribed channel how it stands after a reconnect.
func (h *hub) resync(epoch uint64, live map[string]*Channel) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for id, list := range h.channels {
		ch := live[id]
		ev := &Resync{EventHead: headOf("Resync", epoch), Live: ch != nil, Channel: ch}
		for _, s := range list {
			s.push(parcel{ready: ev})
		}
	}
}

// end ends all subscriptions, present and future, after what they hold.
func (h *hub) end(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ended = err
	for _, list := range h.channels {
		for _, s := range list {
			s.end(err)
		}
	}
	for _, s := range slices.Concat(h.app, h.unclaimed) {
		s.end(err)
	}
	h.app, h.unclaimed, h.channels = nil, nil, map[string][]*Subscription{}
}
