package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

// RemoveAgent takes an agent out of the book. It is refused while the agent is on the line, or a campaign names the
// agent.
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

// RemoveClient takes a client out of the book. It is refused while a campaign of the client's is not archived, or an
// inquiry about it is open.
func (h *House) RemoveClient(ctx context.Context, id, why, by string) error {
	h.change.Lock()
	defer h.change.Unlock()
	return h.store.RemoveClient(ctx, dialer.ClientID(id), why, by)
}

// ArchiveCampaign puts a campaign away for good: the floor knows it no more. It is refused while it runs, anything of
// it is under way, or an inquiry about it is open.
func (h *House) ArchiveCampaign(ctx context.Context, id, why, by string) (verb.Campaign, error) {
	h.change.Lock()
	defer h.change.Unlock()
	c, err := h.store.Campaign(ctx, dialer.CampaignID(id))
	if err != nil {
		return verb.Campaign{}, err
	}
	if h.engine != nil {
		if err := h.engine.DropCampaign(ctx, c.ID); err != nil {
			return verb.Campaign{}, fmt.Errorf("archive campaign %s: %w", id, err)
		}
	}
	err = h.store.ArchiveCampaign(ctx, c.ID, why, by)
	ctx, cancel := settled(ctx)
	defer cancel()
	err = errors.Join(err, h.putOnFloor(ctx, c.ID)) // what the disk got decides
	if err == nil {
		c, err = h.store.Campaign(ctx, c.ID)
	}
	return verb.CampaignOf(c), err
}

// floorSettles is how long the floor is given to take up what the book has already.
const floorSettles = 5 * time.Second

// settled is for what the floor must hear even if the client that asked has gone.
func settled(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), floorSettles)
}
