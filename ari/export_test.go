package ari

import "slices"

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
