package app

import (
	"context"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// errImporting refuses what a list on its way in would get in the way of.
var errImporting = fmt.Errorf("%w: a list is being imported: ask again when it is there", dialer.ErrRefused)

// Lists gives a campaign's lists with their leads by state.
func (h *House) Lists(ctx context.Context, campaign string) ([]verb.List, error) {
	if _, err := h.store.Campaign(ctx, dialer.CampaignID(campaign)); err != nil {
		return nil, err
	}
	all, err := h.store.Lists(ctx, dialer.CampaignID(campaign))
	out := []verb.List{}
	for _, l := range all {
		out = append(out, verb.List{Source: l.Source, Ended: l.Ended, Leads: leadCounts(l.Leads)})
	}
	return out, err
}

// ReopenLeads has leads that are done wait again. The floor looks at once.
func (h *House) ReopenLeads(ctx context.Context, r verb.Reopening, by string) (verb.Reopened, error) {
	if !h.lists.TryLock() {
		return verb.Reopened{}, errImporting
	}
	defer h.lists.Unlock()
	n, err := h.store.ReopenLeads(ctx, sqlite.Reopening{
		Campaign: dialer.CampaignID(r.Campaign), Source: r.Source, Outcome: dialer.Outcome(r.Outcome), Day: dialer.Day(r.Day),
		Why: r.Why, By: by,
	})
	if h.engine != nil && n > 0 {
		ctx, cancel := settled(ctx)
		defer cancel()
		err = errors.Join(err, h.engine.LeadsAdded(ctx, dialer.CampaignID(r.Campaign)))
	}
	return verb.Reopened{Leads: n}, err
}

// EndList has no lead of a list dialed any more; what rings goes on.
func (h *House) EndList(ctx context.Context, campaign, source, why, by string) error {
	if !h.lists.TryLock() {
		return errImporting
	}
	defer h.lists.Unlock()
	err := h.store.EndList(ctx, dialer.CampaignID(campaign), source, why, by)
	if h.engine != nil { // whatever the error: what is looked up again does no harm
		ctx, cancel := settled(ctx)
		defer cancel()
		err = errors.Join(err, h.engine.LeadsEnded(ctx, dialer.CampaignID(campaign)))
	}
	return err
}

// RemoveList takes a list that was never rung out of the book; its campaign is not started meanwhile.
func (h *House) RemoveList(ctx context.Context, campaign, source, why, by string) error {
	if !h.lists.TryLock() {
		return errImporting
	}
	defer h.lists.Unlock()
	h.change.Lock()
	defer h.change.Unlock()
	return h.store.RemoveList(ctx, dialer.CampaignID(campaign), source, why, by)
}
