package app

import (
	"context"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// remember gives the engine its campaigns, and the attempts that a crash left open.
func (d *running) remember(ctx context.Context, eng *engine.Engine) error {
	all, err := d.store.Campaigns(ctx)
	if err != nil {
		return err
	}
	all = dialer.InUse(all)
	d.speech.Await(all)
	byID := map[dialer.CampaignID]dialer.Campaign{}
	for i, c := range all {
		if err := d.RefreshWith(ctx, c, soundsLater); err != nil { // before the engine is ours: only the book changes
			return err
		}
		eng.Tell(engine.Hold{Campaign: c.ID, Why: speech.ToCome})
		if all[i], err = d.store.Campaign(ctx, c.ID); err != nil {
			return err
		}
		byID[c.ID] = all[i]
	}
	trained, err := d.Pinned(ctx)
	if err != nil {
		return err
	}
	eng.SetTraining(trained)
	notices, err := d.Spoken(ctx)
	if err != nil {
		return err
	}
	eng.SetNotices(notices)
	eng.SetCampaigns(all)
	if err := d.Recount(ctx, eng); err != nil {
		return err
	}
	trials, err := d.store.PINTrials(ctx)
	if err != nil {
		return err
	}
	eng.SetTrials(trials)
	pauses, err := d.store.Pauses(ctx)
	if err != nil {
		return err
	}
	eng.SetPauses(pauses)
	listened, err := d.store.Listened(ctx)
	if err != nil {
		return err
	}
	eng.SetListened(listened)
	kept, err := d.store.Shown(ctx)
	if err != nil {
		return err
	}
	eng.SetShown(d.cfg().Asterisk.Dial, kept)
	left, err := d.store.OpenAttempts(ctx)
	if err != nil {
		return err
	}
	left = slices.DeleteFunc(left, func(a sqlite.OpenAttempt) bool { return d.guard.Adopt(ctx, a.ID, a.Facts) })
	open := verb.Each(left, func(a sqlite.OpenAttempt) engine.Open { return a.Open(byID[a.Campaign]) })
	if len(open) > 0 {
		d.log.WithField("attempts", len(open)).Warn("attempts were left open; the PBX is asked what became of them")
	}
	eng.Recover(d.now(), open)
	return nil
}

// soundsLater leaves a campaign's sounds to MakeAll.
func soundsLater(context.Context, dialer.Campaign) error { return nil }

// admit puts a campaign on the floor whose sounds have been made, as the book has it now, and lets it dial.
func (d *running) admit(ctx context.Context, id dialer.CampaignID) (running bool, err error) {
	defer d.Changing()()
	c, err := d.store.Campaign(ctx, id)
	if err != nil {
		return false, err
	}
	if err := d.Refresh(ctx, c); err != nil {
		return false, err
	}
	d.engine.Tell(engine.Hold{Campaign: id})
	return c.Running, nil
}
