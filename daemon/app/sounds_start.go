package app

import (
	"context"
	"slices"
	"sync"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/sounds"
)

// soundsToCome is why a campaign does not dial after a start until its sounds have been seen to be right.
const soundsToCome = "its sounds are being made, or looked at after the start"

// unsaid are the campaigns whose sounds have not been looked at since the start, with the numbers that they show.
type unsaid struct {
	mu   sync.Mutex
	show map[dialer.CampaignID]dialer.Number
}

func (u *unsaid) add(all []dialer.Campaign) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.show = map[dialer.CampaignID]dialer.Number{}
	for _, c := range all {
		u.show[c.ID] = c.Visible
	}
}

func (u *unsaid) drop(id dialer.CampaignID) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.show, id)
}

// has reports whether a campaign that shows the number is among them: the desk cannot speak of it yet.
func (u *unsaid) has(n dialer.Number) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, shown := range u.show {
		if shown == n {
			return true
		}
	}
	return false
}

// soundsLater leaves a campaign's sounds to speakAll.
func soundsLater(context.Context, dialer.Campaign) error { return nil }

// speakFirst makes what must be there before the floor is up, however large the book: the cues that agents log in by,
// and what a caller hears while nothing else is ready. Most of it is shipped, so that it is a matter of copying.
func (d *running) speakFirst(ctx context.Context) {
	b := soundBook{cfg: d.cfg()}
	wishes := []wish{{sounds.DeskAwayHouse, d.cfg().Sounds.Language}}
	for _, p := range sounds.Prompts() {
		if p.ToAgent() {
			wishes = append(wishes, wish{p, cueLanguage})
		}
	}
	var list []soundFile
	for _, w := range wishes {
		made, err := b.files(w)
		if err != nil {
			d.log.WithError(err).WithField("sound", w.prompt).Warn("a sound of the house cannot be made")
		}
		list = append(list, made...)
	}
	d.spoken(makeSounds(ctx, d.cfg().Sounds.Dir, list))
}

// speakAll makes the sounds of each campaign beside the floor, those that run first, and lets each dial when its own
// are right. One whose sounds cannot be made is paused, as at any other time. The house's other sounds come last.
func (d *running) speakAll(ctx context.Context) {
	all, err := d.store.Campaigns(ctx)
	if err != nil {
		d.log.WithError(err).Error("no campaign dials: the book cannot be read for their sounds")
		return
	}
	slices.SortStableFunc(all, func(a, b dialer.Campaign) int { return runsFirst(b) - runsFirst(a) })
	for _, c := range all {
		if ctx.Err() != nil {
			return
		}
		d.speakFor(ctx, c, all)
	}
	d.speak(ctx)
}

// runsFirst puts campaigns that run before the others.
func runsFirst(c dialer.Campaign) int {
	if c.Running {
		return 1
	}
	return 0
}

// speakFor makes one campaign's sounds, and puts it on the floor with them. The book may change meanwhile, and does
// not wait.
func (d *running) speakFor(ctx context.Context, c dialer.Campaign, all []dialer.Campaign) {
	list, err := soundBook{cfg: d.cfg(), clients: []dialer.Client{c.Client}, campaigns: all}.needed(c)
	if err != nil {
		d.log.WithError(err).WithField("campaign", c.ID).Warn("not every sound of the campaign can be made")
	}
	d.spoken(makeSounds(ctx, d.cfg().Sounds.Dir, list))
	if ctx.Err() != nil {
		return
	}
	d.unsaid.drop(c.ID)
	d.change.Lock()
	defer d.change.Unlock()
	now, err := d.store.Campaign(ctx, c.ID)
	if err == nil {
		err = d.toFloor(ctx, now)
	}
	if err != nil { // it dials nothing until a restart: unknown is no
		d.log.WithError(err).WithField("campaign", c.ID).Error("the campaign could not be put on the floor with its sounds")
		return
	}
	d.engine.Tell(engine.Hold{Campaign: c.ID})
	if now.Running {
		d.log.WithField("campaign", c.ID).Info("the campaign has its sounds and may dial")
	}
}
