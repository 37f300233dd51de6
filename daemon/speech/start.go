package speech

import (
	"context"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/sounds/render"
)

// Await makes these campaigns pending: MakeAll must come to each before it dials. It is called once, before the floor
// is up.
func (s *Speech) Await(all []dialer.Campaign) { s.pending.set(all) }

// Pending reports whether a campaign that shows the number is pending: the desk cannot speak of it yet.
func (s *Speech) Pending(n dialer.Number) bool { return s.pending.has(n) }

// MakeFirst makes what must be there before the floor is up, however large the book. Most of it is shipped, so that it
// is a matter of copying.
func (s *Speech) MakeFirst(ctx context.Context) {
	set := s.ports.Settings()
	clips, err := catalogue{set: set}.clipsOf(catalogue{set: set}.first())
	if err != nil {
		s.ports.Log.WithError(err).Warn("a sound of the house cannot be made")
	}
	s.report(makeClips(ctx, set.Dir, shippedFirst{render.Renderer{}}, clips))
}

// MakeAll makes the sounds of each campaign beside the floor, those that run first, and lets each dial when its own
// are right. One whose sounds cannot be made is paused, as at any other time. The house's other sounds come last. It
// returns when all is made, or ctx ends.
func (s *Speech) MakeAll(ctx context.Context) {
	all, err := s.ports.Book.Campaigns(ctx)
	if err != nil {
		s.ports.Log.WithError(err).Error("no campaign dials: the book cannot be read for their sounds")
		return
	}
	for _, c := range runningFirst(all) {
		if ctx.Err() != nil {
			return
		}
		s.makeFor(ctx, c, all)
	}
	s.Refresh(ctx)
}

func runningFirst(all []dialer.Campaign) (sorted []dialer.Campaign) {
	var paused []dialer.Campaign
	for _, c := range all {
		if c.Running {
			sorted = append(sorted, c)
			continue
		}
		paused = append(paused, c)
	}
	return slices.Concat(sorted, paused)
}

// makeFor makes one campaign's sounds, and puts it on the floor with them. Others may change the book meanwhile.
func (s *Speech) makeFor(ctx context.Context, c dialer.Campaign, all []dialer.Campaign) {
	log := s.ports.Log.WithField("campaign", c.ID)
	clips, err := catalogue{set: s.ports.Settings(), campaigns: all}.needed(c)
	if err != nil {
		log.WithError(err).Warn("not every sound of the campaign can be made")
	}
	s.report(makeClips(ctx, s.ports.Settings().Dir, voices(s.ports.Settings().Voices), clips))
	if ctx.Err() != nil {
		return
	}
	s.pending.drop(c.ID)
	switch running, err := s.ports.Admit(ctx, c.ID); {
	case err != nil: // it dials nothing until a restart: unknown is no
		log.WithError(err).Error("the campaign could not be put on the floor with its sounds")
	case running:
		log.Info("the campaign has its sounds and may dial")
	}
}
