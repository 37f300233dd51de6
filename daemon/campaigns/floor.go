package campaigns

import (
	"context"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

// running gives the floor, or refuses where no daemon runs.
func (m *Manager) running() (Floor, error) {
	if floor := m.p.Floor(); floor != nil {
		return floor, nil
	}
	return nil, fmt.Errorf("%w: %s", dialer.ErrRefused, verb.NoDaemon)
}

// RefreshAll has the sounds made again, and pauses the campaigns that they do not fit any more.
func (m *Manager) RefreshAll(ctx context.Context) error {
	m.p.Speak(ctx)
	all, err := m.p.Book.Campaigns(ctx)
	if err != nil {
		return err
	}
	for _, c := range all {
		if err := m.Refresh(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// Refresh puts a campaign on the floor as it is in the book. One that runs and no longer may is paused first, with an
// error in the log and an entry in the journal. The caller holds Changing.
func (m *Manager) Refresh(ctx context.Context, c dialer.Campaign) error {
	return m.RefreshWith(ctx, c, m.p.SoundsReady)
}

// RefreshWith is Refresh with another answer to whether the campaign's sounds are ready.
func (m *Manager) RefreshWith(
	ctx context.Context, c dialer.Campaign, sounds func(context.Context, dialer.Campaign) error,
) error {
	if c.Running {
		if _, err := m.mayDial(ctx, c, sounds(ctx, c)); err != nil {
			m.p.Log.WithError(err).WithField("campaign", c.ID).Error("campaign paused: it cannot run as it is")
			if err := m.p.Book.SetRunning(ctx, c.ID, false, dialer.Self, err.Error()); err != nil {
				return err
			}
		}
	}
	return m.putOnFloor(ctx, c.ID)
}

// putOnFloor puts a campaign on the floor as the book has it now, and takes one that is archived off it.
func (m *Manager) putOnFloor(ctx context.Context, id dialer.CampaignID) error {
	floor := m.p.Floor()
	if floor == nil {
		return nil
	}
	m.placing.Lock()
	defer m.placing.Unlock()
	c, err := m.p.Book.Campaign(ctx, id)
	if err != nil {
		return err
	}
	if !c.Archived.IsZero() {
		return floor.DropCampaign(ctx, id)
	}
	return floor.PutCampaign(ctx, c)
}
