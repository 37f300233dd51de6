package campaigns

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Campaigns lists all, those that are archived among them.
func (m *Manager) Campaigns(ctx context.Context) ([]verb.Campaign, error) {
	all, err := m.p.Book.Campaigns(ctx)
	if err != nil {
		return nil, err
	}
	return verb.Each(all, verb.CampaignOf), nil
}

// AddCampaign adds or changes the campaign of a file. A new one is paused.
func (m *Manager) AddCampaign(ctx context.Context, file []byte, by string) (verb.Campaign, error) {
	m.change.Lock()
	defer m.change.Unlock()
	c, err := m.readCampaign(ctx, file)
	if err != nil {
		return verb.Campaign{}, err
	}
	if err := m.p.Book.PutCampaign(ctx, c, by); err != nil {
		return verb.Campaign{}, err
	}
	if c, err = m.p.Book.Campaign(ctx, c.ID); err != nil {
		return verb.Campaign{}, err
	}
	m.p.Speak(ctx)
	return verb.CampaignOf(c), m.Refresh(ctx, c)
}

// readCampaign reads a campaign file against the clients of the book.
func (m *Manager) readCampaign(ctx context.Context, file []byte) (dialer.Campaign, error) {
	var failed error
	find := func(id dialer.ClientID) (dialer.Client, bool) {
		c, err := m.p.Book.Client(ctx, id)
		if err != nil && !errors.Is(err, dialer.ErrNotFound) {
			failed = err
		}
		return c, err == nil
	}
	c, err := m.p.Files.Campaign(bytes.NewReader(file), find, m.p.Now())
	if failed != nil {
		err = failed
	}
	return c, err
}

// SetRunning starts or pauses a campaign. One that could not dial for a reason that waiting does not mend is not
// started. A pause waits for no other change, no import and no start.
func (m *Manager) SetRunning(ctx context.Context, id string, running bool, why, by string) (verb.Change, error) {
	if !running {
		return m.pause(ctx, dialer.CampaignID(id), why, by)
	}
	m.change.Lock()
	defer m.change.Unlock()
	pauses := m.pausesOf(dialer.CampaignID(id))
	c, err := m.p.Book.Campaign(ctx, dialer.CampaignID(id))
	if err != nil {
		return verb.Change{}, err
	}
	out := verb.Change{Changed: !c.Running}
	if c.Archived.IsZero() { // the book refuses the others
		if out.Note, err = m.MayStart(ctx, c); err == nil {
			err = m.MayPredict(c)
		}
	}
	if err == nil {
		err = m.writeStarted(ctx, c.ID, pauses, by, why)
	}
	if err != nil {
		return verb.Change{}, fmt.Errorf("start campaign %s: %w", id, err)
	}
	c.Running = true
	out.Campaign = verb.CampaignOf(c)
	return out, m.putOnFloor(ctx, c.ID)
}

func (m *Manager) pausesOf(id dialer.CampaignID) int {
	m.placing.Lock()
	defer m.placing.Unlock()
	return m.pauses[id]
}

// writeStarted writes that a campaign runs, unless a person has paused it since its start was asked for.
func (m *Manager) writeStarted(ctx context.Context, id dialer.CampaignID, pauses int, by, why string) error {
	m.placing.Lock()
	defer m.placing.Unlock()
	if m.pauses[id] != pauses {
		return fmt.Errorf("%w: it was paused meanwhile", dialer.ErrRefused)
	}
	return m.p.Book.SetRunning(ctx, id, true, by, why)
}

// pause stops a campaign on the floor first, whatever the disk does, and then in the book.
func (m *Manager) pause(ctx context.Context, id dialer.CampaignID, why, by string) (verb.Change, error) {
	if floor := m.p.Floor(); floor != nil {
		if err := floor.PauseCampaign(ctx, id); err != nil && !errors.Is(err, dialer.ErrNotFound) {
			return verb.Change{}, err
		}
	}
	m.placing.Lock()
	m.pauses[id]++
	m.placing.Unlock()
	was, err := m.p.Book.Pause(ctx, id, by, why)
	if err != nil {
		return verb.Change{}, err
	}
	if err := m.putOnFloor(ctx, id); err != nil {
		return verb.Change{}, err
	}
	c, err := m.p.Book.Campaign(ctx, id)
	return verb.Change{Changed: was, Campaign: verb.CampaignOf(c)}, err
}

// ArchiveCampaign puts a campaign away for good and takes it off the floor. It is refused while it runs, anything of
// it is under way, or an inquiry about it is open.
func (m *Manager) ArchiveCampaign(ctx context.Context, id, why, by string) (verb.Campaign, error) {
	m.change.Lock()
	defer m.change.Unlock()
	c, err := m.p.Book.Campaign(ctx, dialer.CampaignID(id))
	if err != nil {
		return verb.Campaign{}, err
	}
	if floor := m.p.Floor(); floor != nil {
		if err := floor.DropCampaign(ctx, c.ID); err != nil {
			return verb.Campaign{}, fmt.Errorf("archive campaign %s: %w", id, err)
		}
	}
	err = m.p.Book.ArchiveCampaign(ctx, c.ID, why, by)
	ctx, cancel := outliving(ctx)
	defer cancel()
	err = errors.Join(err, m.putOnFloor(ctx, c.ID)) // what the disk got decides
	if err == nil {
		c, err = m.p.Book.Campaign(ctx, c.ID)
	}
	return verb.CampaignOf(c), err
}

// RestartPredictive lets a campaign dial predictively again after an alarm, for a reason that the journal keeps
// (4.6.2).
func (m *Manager) RestartPredictive(ctx context.Context, id, why, by string) error {
	floor, err := m.running()
	if err != nil {
		return err
	}
	return floor.RestartPredictive(ctx, dialer.CampaignID(id), why, by)
}
