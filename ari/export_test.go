package ari

import (
	"context"
	"slices"
)

// Route is what the fuzz test compares.
type Route struct {
	Kind, Request string
	First         string
	Channels      []string // sorted
}

func routeOf(r route) Route {
	out := Route{Kind: r.kind, Request: string(r.request)}
	for i, id := range r.channels() {
		if i == 0 {
			out.First = string(id)
		}
		out.Channels = append(out.Channels, string(id))
	}
	slices.Sort(out.Channels)
	return out
}

// QuickLook and FullLook open the two ways of finding a route.
func QuickLook(raw []byte) (Route, bool) { r, ok := quickLook(raw); return routeOf(r), ok }

// FullLook is the one that the quick one must agree with.
func FullLook(raw []byte) (Route, error) { r, err := fullLook(raw); return routeOf(r), err }

// TakeFrames gives a connection these messages, the first few of them before the state of Asterisk is told, and what an
// application's and a channel's subscriptions heard. One request, "1", waits for its answer meanwhile.
func TakeFrames(ctx context.Context, frames [][]byte, early int, channel string) (app, own []Event, err error) {
	cfg := Config{}.withDefaults()
	c := &Client{cfg: cfg, states: newStateQueue(), odd: newOddities(cfg.Log)} // without its goroutines
	c.hub = newHub(cfg.MaxBuffered, func(g Gap) { c.states.put(g) })
	c.hub.odd = c.odd
	s := &session{
		c: c, epoch: 1, repeats: newRepeats(), proof: newProof(), proved: make(chan struct{}, 1),
		lost: make(chan struct{}),
	}
	s.rest = newRestSocket(s)
	s.rest.expect()
	heard := []*Subscription{c.SubscribeApp(), c.SubscribeChannel(channel)}
	for i, raw := range frames {
		if i >= early && !s.flowing {
			s.begin(Up{EventHead: headOf("Up", 1)})
		}
		if err = s.take(raw); err != nil {
			break
		}
	}
	c.hub.end(ErrClosed)
	lists := make([][]Event, len(heard))
	for i, sub := range heard {
		for ev, err := range sub.All(ctx) {
			if err != nil {
				break
			}
			lists[i] = append(lists[i], ev)
		}
	}
	return lists[0], lists[1], err
}
