package app

import (
	"context"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/verb"
)

// WithdrawRequest takes back a person's wish to be called by a client: the next dial does not rest on it, and what
// rings on that ground stops (4.2 b).
func (h *House) WithdrawRequest(ctx context.Context, client, text, by string) (verb.Withdrawn, error) {
	n, err := number.Parse(text)
	if err != nil {
		return verb.Withdrawn{}, err
	}
	c, err := h.store.Client(ctx, dialer.ClientID(client))
	if err != nil {
		return verb.Withdrawn{}, err
	}
	leads, err := h.store.WithdrawRequest(ctx, n, c.OrgNo, h.now(), by)
	if err == nil && leads > 0 && h.engine != nil {
		h.engine.Tell(engine.NumberReserved{Number: n, Client: c.ID, Why: "the wish to be called was taken back meanwhile"})
	}
	return verb.Withdrawn{Leads: leads}, err
}
