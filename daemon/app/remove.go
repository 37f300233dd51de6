package app

import (
	"context"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// RemoveAgent takes an agent out of the book. It is refused while the agent is on the line, or a campaign names the agent.
func (h *House) RemoveAgent(ctx context.Context, id, why, by string) error {
	h.change.Lock()
	defer h.change.Unlock()
	if h.engine != nil {
		s, err := h.engine.Snapshot(ctx)
		if err != nil {
			return err
		}
		for _, seat := range s.Seats {
			if string(seat.Agent) == id {
				return fmt.Errorf("remove agent %s: %w: logged in at %s", id, dialer.ErrRefused, seat.Endpoint)
			}
		}
	}
	return h.store.RemoveAgent(ctx, dialer.AgentID(id), why, by)
}

// RemoveClient takes a client out of the book. It is refused while a campaign is the client's, or an inquiry about it is open.
func (h *House) RemoveClient(ctx context.Context, id, why, by string) error {
	h.change.Lock()
	defer h.change.Unlock()
	return h.store.RemoveClient(ctx, dialer.ClientID(id), why, by)
}
