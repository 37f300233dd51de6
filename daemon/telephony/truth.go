package telephony

import (
	"context"
	"errors"
	"sync"

	"github.com/ringevett/ringevett/ari"
)

// Channels asks Asterisk about channels that are not ours: phones that dial by hand, callers at the desk.
type Channels struct{ client *ari.Client }

// NewChannels asks through a client that is connected, or will be.
func NewChannels(c *ari.Client) Channels { return Channels{c} }

// Channels asks through this connection.
func (p *PBX) Channels() Channels { return NewChannels(p.client) }

// Known is a channel as Asterisk holds it.
type Known struct {
	Name    string
	Context string // its place in the dialplan
	Vars    map[string]string
}

// Know gives the channel with this unique id, with the variables and functions that are named; one that is unset is
// "". known is false where there is no such channel. It blocks until every answer has come, at most as long as ctx.
func (c Channels) Know(ctx context.Context, id string, vars ...string) (k Known, known bool, err error) {
	if id == "" {
		return Known{}, false, nil
	}
	values, errs := make([]string, len(vars)), make([]error, len(vars)+1)
	var asking sync.WaitGroup
	for i, name := range vars {
		asking.Go(func() {
			v, err := c.client.ChannelVar(ctx, id, name)
			values[i], errs[i] = v, ignore(err, ari.ErrNotFound)
		})
	}
	ch, missing := c.client.Channel(ctx, id)
	asking.Wait()
	if errors.Is(missing, ari.ErrNotFound) || missing == nil && ch.ID != id {
		return Known{}, false, nil
	}
	errs[len(vars)] = missing
	if err := errors.Join(errs...); err != nil {
		return Known{}, false, err
	}
	k = Known{Name: ch.Name, Context: ch.Dialplan.Context, Vars: map[string]string{}}
	for i, name := range vars {
		k.Vars[name] = values[i]
	}
	return k, true, nil
}
