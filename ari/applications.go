package ari

import (
	"context"

	"github.com/go-json-experiment/json/jsontext"
)

// Applications lists the registered applications.
func (c *Client) Applications(ctx context.Context) (list []Application, err error) {
	err = c.do(ctx, get("applications"), &list)
	return list, err
}

// Application asks for one application and what it is subscribed to.
func (c *Client) Application(ctx context.Context, name string) (a Application, err error) {
	r := get("applications", name)
	r.bulk = true // names every channel it holds
	err = c.do(ctx, r, &a)
	return a, err
}

// Subscribe adds event sources, such as endpoint:PJSIP/agent1 or deviceState: (all). See Config.Subscribe for lasting
// ones.
func (c *Client) Subscribe(ctx context.Context, app, source string) (a Application, err error) {
	r := post("applications", app, "subscription").with("eventSource", source)
	r.redo = harmless
	err = c.do(ctx, r, &a)
	return a, err
}

// Unsubscribe takes event sources away.
func (c *Client) Unsubscribe(ctx context.Context, app, source string) error {
	return c.do(ctx, remove("applications", app, "subscription").with("eventSource", source), nil)
}

// Filter names event types to let through (none: all), and others to keep back.
// An allowed list without RESTResponse swallows the answers of the WebSocket transport.
type Filter struct{ Allowed, Disallowed []string }

// FilterEvents sets an application's filter, replacing the former one.
func (c *Client) FilterEvents(ctx context.Context, app string, f Filter) error {
	type entry struct {
		Type string `json:"type"`
	}
	list := func(names []string) []entry {
		entries := make([]entry, len(names))
		for i, n := range names {
			entries[i].Type = n
		}
		return entries
	}
	r := put("applications", app, "eventFilter")
	r.body = map[string]any{"allowed": list(f.Allowed), "disallowed": list(f.Disallowed)}
	return c.do(ctx, r, nil)
}

// filterTypes gives the event types of a filter as Asterisk shows it.
func filterTypes(list []jsontext.Value) (names []string) {
	for _, v := range list {
		names = append(names, string(text(member(v, "type"))))
	}
	return names
}
