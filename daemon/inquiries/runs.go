package inquiries

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/inquiry"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/tick"
)

// Runs writes each inquiry's alarms when their time comes, and fetches voices, until ctx ends. At the start it does
// what came while no daemon ran.
func (k *Inquiries) Runs(ctx context.Context) {
	for {
		wait := k.Look(ctx)
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-k.wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// Look does all that is due now, and gives the wait until it is called again.
func (k *Inquiries) Look(ctx context.Context) (wait time.Duration) {
	wait, err := k.writeAlarms(ctx)
	soon, failed := k.pickUpSometimes(ctx)
	if soon {
		wait = min(wait, pickUpAgain)
	}
	err = errors.Join(err, failed, k.keepVoices(ctx))
	if err != nil {
		err = fmt.Errorf("inquiries are not fully looked after; tried again within a minute: %w", err)
	}
	if ctx.Err() == nil {
		k.Report(err)
	}
	return wait
}

// writeAlarms writes the alarms that are due, and gives the time until the next alarm, lookMost at most.
func (k *Inquiries) writeAlarms(ctx context.Context) (time.Duration, error) {
	open, err := k.Store.Inquiries(ctx, sqlite.InquiryQuery{Open: true})
	if err != nil {
		return lookMost, err
	}
	k.clock.forget(open)
	wait, errs := lookMost, []error(nil)
	for _, in := range open {
		now := k.clock.at(in.ID, k.Now())
		told := in.Told
		if reached := inquiry.Clock(now, in.Inquiry); reached > told {
			stages, err := k.Store.TellInquiry(ctx, in.ID, reached)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			told = reached
			for _, s := range stages {
				k.logAlarm(in, s)
			}
		}
		if at, ok := inquiry.Next(in.Due, told); ok {
			wait = min(wait, at.Sub(now))
		}
	}
	return wait, errors.Join(errs...)
}

func (k *Inquiries) logAlarm(in sqlite.Inquiry, s inquiry.Stage) {
	log := k.Log.WithFields(logrus.Fields{
		"inquiry": in.ID, "channel": in.Channel, "number": in.Number.Masked(),
		"due": in.Due.In(k.Now().Location()).Format(time.DateTime),
	})
	switch s {
	case inquiry.Late:
		log.Error("AN INQUIRY IS NOT ANSWERED IN TIME: 24 hours are over (4.4.3); it counts as a breach; answer it now")
	case inquiry.OneHour:
		log.Error("an inquiry must be answered within one hour (4.4.3)")
	default:
		log.Warn("an inquiry must be answered within four hours (4.4.3)")
	}
}

// DialogueRuns deletes dialogues whose time is over, at once and then each day, and reminds of wishes for erasure that
// are not decided, until ctx ends.
func (k *Inquiries) DialogueRuns(ctx context.Context) {
	run := func() {
		gone, err := k.Purge(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			k.Log.WithError(err).Error("old dialogues are still there; tried again within a day")
		case gone > 0:
			k.Log.WithField("inquiries", gone).Info("old dialogues deleted")
			k.Wake() // their voices' files
		}
		k.remind(ctx)
	}
	run()
	tick.Each(ctx, 24*time.Hour, run)
}

// Purge deletes the dialogues whose time is over.
func (k *Inquiries) Purge(ctx context.Context) (gone int, err error) {
	return k.Dialogues.PurgeInquiries(ctx, k.Now(), k.Settings().Keep)
}

func (k *Inquiries) remind(ctx context.Context) {
	waiting, err := k.Dialogues.Erasures(ctx, false)
	if err != nil {
		k.Log.WithError(err).Error("wishes for erasure cannot be read")
	}
	for _, e := range waiting {
		log := k.Log.WithFields(logrus.Fields{
			"erasure": e.ID, "number": e.Number.Masked(), "asked": e.At.Format(time.DateOnly),
		})
		if k.Now().After(e.Until) && !e.Until.IsZero() {
			log.Warn("a person asked to be erased, and nothing stands against it any more: ringevett subject decide")
			continue
		}
		log.Info("a person asked to be erased; a dialogue is kept meanwhile (4.4.3 b): ringevett subject erasures")
	}
}
