package ari

import "context"

// Endpoints lists the endpoints of one technology, or all when tech is empty.
func (c *Client) Endpoints(ctx context.Context, tech string) (list []Endpoint, err error) {
	r := get("endpoints")
	if tech != "" {
		r = get("endpoints", tech)
	}
	r.bulk = true
	err = c.do(ctx, r, &list)
	return list, err
}

// Endpoint asks for one endpoint, such as PJSIP and trunk.
func (c *Client) Endpoint(ctx context.Context, tech, resource string) (e Endpoint, err error) {
	err = c.do(ctx, get("endpoints", tech, resource), &e)
	return e, err
}

// DeviceStates lists the device states that ARI controls.
func (c *Client) DeviceStates(ctx context.Context) (list []DeviceState, err error) {
	err = c.do(ctx, get("deviceStates"), &list)
	return list, err
}

// DeviceState asks for the state of any device, such as PJSIP/agent1.
func (c *Client) DeviceState(ctx context.Context, device string) (d DeviceState, err error) {
	err = c.do(ctx, get("deviceStates", device), &d)
	return d, err
}

// SetDeviceState sets the state of a device whose name begins with Stasis:.
func (c *Client) SetDeviceState(ctx context.Context, device, state string) error {
	return c.do(ctx, put("deviceStates", device).with("deviceState", state), nil)
}

// DeleteDeviceState forgets a device whose name begins with Stasis:.
func (c *Client) DeleteDeviceState(ctx context.Context, device string) error {
	return c.do(ctx, remove("deviceStates", device), nil)
}
