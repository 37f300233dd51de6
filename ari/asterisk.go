package ari

import (
	"context"

	"github.com/go-json-experiment/json/jsontext"
)

// AsteriskInfo asks for version, build, limits and start-up time.
func (c *Client) AsteriskInfo(ctx context.Context) (info AsteriskInfo, err error) {
	err = c.do(ctx, get("asterisk", "info"), &info)
	return info, err
}

// Ping asks for a sign of life.
func (c *Client) Ping(ctx context.Context) (p AsteriskPing, err error) {
	err = c.do(ctx, get("asterisk", "ping"), &p)
	return p, err
}

// Modules lists the modules and whether they run.
func (c *Client) Modules(ctx context.Context) (list []Module, err error) {
	r := get("asterisk", "modules")
	r.bulk = true
	err = c.do(ctx, r, &list)
	return list, err
}

// Module asks for one module, such as res_stasis.so.
func (c *Client) Module(ctx context.Context, name string) (m Module, err error) {
	err = c.do(ctx, get("asterisk", "modules", name), &m)
	return m, err
}

// UserEvent sends a ChannelUserevent of ours to an application; source is like channel:id or endpoint:PJSIP/x.
func (c *Client) UserEvent(ctx context.Context, name, app, source string, variables map[string]jsontext.Value) error {
	r := post("events", "user", name).with("application", app, "source", source)
	if len(variables) > 0 {
		r.body = map[string]any{"variables": variables}
	}
	return c.do(ctx, r, nil)
}

// Config asks for an object of the PBX's configuration, such as res_pjsip, endpoint and trunk: all its fields.
func (c *Client) Config(ctx context.Context, class, kind, id string) (map[string]string, error) {
	var fields []ConfigTuple
	if err := c.do(ctx, get("asterisk", "config", "dynamic", class, kind, id), &fields); err != nil {
		return nil, err
	}
	all := map[string]string{}
	for _, f := range fields {
		all[f.Attribute] = f.Value
	}
	return all, nil
}
