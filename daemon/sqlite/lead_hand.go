package sqlite

import (
	"context"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// LeadOf gives the lead with this number in a campaign, whatever its state; dialer.ErrNotFound when there is none.
func (s *Store) LeadOf(ctx context.Context, c dialer.CampaignID, n dialer.Number) (dialer.Lead, error) {
	leads, err := s.leads(ctx, `l.campaign = ? AND l.number = (SELECT id FROM number_key WHERE lookup = ?)
		ORDER BY l.id DESC LIMIT 1`,
		string(c), s.keys.lookupOf(n))
	if err == nil && len(leads) == 0 {
		err = dialer.ErrNotFound
	}
	if err != nil {
		return dialer.Lead{}, fmt.Errorf("lead of %s in campaign %s: %w", n.Masked(), c, err)
	}
	return leads[0], s.withdrawn(ctx, &leads[0])
}
