package campaigns

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
func (m *Manager) Lists(ctx context.Context, campaign string) ([]verb.List, error) {
	if _, err := m.p.Book.Campaign(ctx, dialer.CampaignID(campaign)); err != nil {
		return nil, err
	}
	all, err := m.p.Book.Lists(ctx, dialer.CampaignID(campaign))
	out := []verb.List{}
	for _, l := range all {
		out = append(out, verb.List{Source: l.Source, Ended: l.Ended, Leads: leadCounts(l.Leads)})
	}
	return out, err
}

// ReopenLeads has leads that are done wait again. The floor looks at once.
func (m *Manager) ReopenLeads(ctx context.Context, r verb.Reopening, by string) (verb.Reopened, error) {
	if !m.lists.TryLock() {
		return verb.Reopened{}, errImporting
	}
	defer m.lists.Unlock()
	n, err := m.p.Book.ReopenLeads(ctx, sqlite.Reopening{
		Campaign: dialer.CampaignID(r.Campaign), Source: r.Source, Outcome: dialer.Outcome(r.Outcome),
		Day: dialer.Day(r.Day),
		Why: r.Why, By: by,
	})
	if floor := m.p.Floor(); floor != nil && n > 0 {
		ctx, cancel := outliving(ctx)
		defer cancel()
		err = errors.Join(err, floor.LeadsAdded(ctx, dialer.CampaignID(r.Campaign)))
	}
	return verb.Reopened{Leads: n}, err
}

// EndList has no lead of a list dialed any more; what rings goes on.
func (m *Manager) EndList(ctx context.Context, campaign, source, why, by string) error {
	if !m.lists.TryLock() {
		return errImporting
	}
	defer m.lists.Unlock()
	err := m.p.Book.EndList(ctx, dialer.CampaignID(campaign), source, why, by)
	if floor := m.p.Floor(); floor != nil { // whatever the error: what is looked up again does no harm
		ctx, cancel := outliving(ctx)
		defer cancel()
		err = errors.Join(err, floor.LeadsEnded(ctx, dialer.CampaignID(campaign)))
	}
	return err
}

// RemoveList removes a list that was never dialed; its campaign is not started meanwhile.
func (m *Manager) RemoveList(ctx context.Context, campaign, source, why, by string) error {
	if !m.lists.TryLock() {
		return errImporting
	}
	defer m.lists.Unlock()
	m.change.Lock()
	defer m.change.Unlock()
	return m.p.Book.RemoveList(ctx, dialer.CampaignID(campaign), source, why, by)
}
