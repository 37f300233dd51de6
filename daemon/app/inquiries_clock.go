package app

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/inquiry"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// inquiryDesk is what the house remembers of inquiries beside the store.
type inquiryDesk struct {
	pbx  voices        // nil: no daemon
	wake chan struct{} // holds one token: something changed. nil: no daemon

	mu   sync.Mutex // guards seen
	seen map[dialer.InquiryID]sighting

	ticking func() time.Time // the clock that only goes forward; nil: this machine's

	fetching sync.Mutex // one look at the voices at a time

	picked time.Time // when the PBX was last looked through for messages that nobody told of; of the one job that does it
}

// sighting is when an open inquiry was first seen by this process: by the wall's clock, and by the one that only goes
// forward.
type sighting struct {
	wall, ticking time.Time
	ahead         time.Time // since when, by the ticking clock, the wall's stands ahead of it; zero: it does not
}

// A wall's clock that jumps ahead is believed when it has stood there for a while: a machine that slept is late by
// that much, and a clock that is set right again meanwhile tells no breach that is none.
const (
	jumpFrom     = time.Minute
	jumpBelieved = 10 * time.Minute
)

// kick has the clock looked at again.
func (k *inquiryDesk) kick() {
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// now is the time for an inquiry: the wall's, or, where that was put back or has just jumped ahead, as much as has
// passed in truth since it was first seen. So no breach is lost by a clock that jumps back.
func (k *inquiryDesk) now(id dialer.InquiryID, wall time.Time) time.Time {
	k.mu.Lock()
	defer k.mu.Unlock()
	wall = wall.Round(0) // without the ticking reading, which time.Time would compare by
	tick := k.tick()
	first, known := k.seen[id]
	if !known {
		first = sighting{wall: wall, ticking: tick}
	}
	now, ahead := first.at(wall, tick)
	if k.seen == nil {
		k.seen = map[dialer.InquiryID]sighting{}
	}
	first.ahead = ahead
	k.seen[id] = first
	return now
}

// at weighs the clocks; ahead is what the sighting remembers of a jump.
func (s sighting) at(wall, tick time.Time) (now, ahead time.Time) {
	passed := s.wall.Add(tick.Sub(s.ticking))
	switch jump := wall.Sub(passed); {
	case jump < 0:
		return passed, time.Time{}
	case jump <= jumpFrom:
		return wall, time.Time{}
	case s.ahead.IsZero():
		return passed, tick
	case tick.Sub(s.ahead) < jumpBelieved:
		return passed, s.ahead
	}
	return wall, s.ahead
}

func (k *inquiryDesk) tick() time.Time {
	if k.ticking != nil {
		return k.ticking()
	}
	return time.Now()
}

// forget drops those that are answered.
func (k *inquiryDesk) forget(open []sqlite.Inquiry) {
	k.mu.Lock()
	defer k.mu.Unlock()
	still := map[dialer.InquiryID]sighting{}
	for _, in := range open {
		if s, known := k.seen[in.ID]; known {
			still[in.ID] = s
		}
	}
	k.seen = still
}

// sleepMost bounds how long a jump of the clock, or a machine's sleep, goes unnoticed, and how long a voice waits to
// be tried again.
const sleepMost = time.Minute

// partInquiries keeps the clock of 24 hours (4.4.3).
const partInquiries = "inquiries"

// inquiryRuns tells each inquiry's alarms when their time comes; at the start, what came while no daemon ran.
func (d *running) inquiryRuns(ctx context.Context) {
	for {
		wait := d.lookAtInquiries(ctx)
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-d.asks.wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// lookAtInquiries does all that is to be done now, and says when to look again.
func (h *House) lookAtInquiries(ctx context.Context) (wait time.Duration) {
	wait, err := h.tellInquiries(ctx)
	soon, failed := h.pickUpSometimes(ctx)
	if soon {
		wait = min(wait, pickUpAgain)
	}
	err = errors.Join(err, failed, h.keepVoices(ctx))
	if err != nil {
		err = fmt.Errorf("inquiries are not fully looked after; tried again within a minute: %w", err)
	}
	if ctx.Err() == nil {
		h.part(partInquiries, err)
	}
	return wait
}

// tellInquiries tells what is due, and gives the time until the next alarm, sleepMost at most.
func (h *House) tellInquiries(ctx context.Context) (time.Duration, error) {
	open, err := h.store.Inquiries(ctx, sqlite.InquiryQuery{Open: true})
	if err != nil {
		return sleepMost, err
	}
	h.asks.forget(open)
	wait, errs := sleepMost, []error(nil)
	for _, in := range open {
		now := h.asks.now(in.ID, h.now())
		told := in.Told
		if reached := inquiry.Clock(now, in.Inquiry); reached > told {
			stages, err := h.store.TellInquiry(ctx, in.ID, reached)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			told = reached
			for _, s := range stages {
				h.logAlarm(in, s)
			}
		}
		if at, ok := inquiry.Next(in.Due, told); ok {
			wait = min(wait, at.Sub(now))
		}
	}
	return wait, errors.Join(errs...)
}

func (h *House) logAlarm(in sqlite.Inquiry, s inquiry.Stage) {
	log := h.log.WithFields(logrus.Fields{"inquiry": in.ID, "channel": in.Channel, "number": in.Number.Masked(), "due": in.Due.In(h.now().Location()).Format(time.DateTime)})
	switch s {
	case inquiry.Late:
		log.Error("AN INQUIRY IS NOT ANSWERED IN TIME: 24 hours are over (4.4.3); it counts as a breach; answer it now")
	case inquiry.OneHour:
		log.Error("an inquiry must be answered within one hour (4.4.3)")
	default:
		log.Warn("an inquiry must be answered within four hours (4.4.3)")
	}
}

// dialogueRuns deletes dialogues whose time is over, each day, and reminds of wishes for erasure that nobody has
// decided on.
func (d *running) dialogueRuns(ctx context.Context) {
	run := func() {
		gone, err := d.store.PurgeInquiries(ctx, d.now(), d.cfg().Dialogue.Keep())
		switch {
		case err != nil && ctx.Err() == nil:
			d.log.WithError(err).Error("old dialogues are still there; tried again within a day")
		case gone > 0:
			d.log.WithField("inquiries", gone).Info("old dialogues deleted")
			d.asks.kick() // their voices' files
		}
		d.remind(ctx)
	}
	run()
	eachTick(ctx, 24*time.Hour, run)
}

func (h *House) remind(ctx context.Context) {
	waiting, err := h.store.Erasures(ctx, false)
	if err != nil {
		h.log.WithError(err).Error("wishes for erasure cannot be read")
	}
	for _, e := range waiting {
		log := h.log.WithFields(logrus.Fields{"erasure": e.ID, "number": e.Number.Masked(), "asked": e.At.Format(time.DateOnly)})
		if h.now().After(e.Until) && !e.Until.IsZero() {
			log.Warn("a person asked to be erased, and nothing stands against it any more: ringevett subject decide")
			continue
		}
		log.Info("a person asked to be erased; a dialogue is kept meanwhile (4.4.3 b): ringevett subject erasures")
	}
}
