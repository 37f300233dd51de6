package upkeep

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/tick"
)

// PartNight makes old numbers unreadable in time.
const PartNight = "night"

// nightLooks is how often it is asked whether a night's work is due.
const nightLooks = 5 * time.Minute

// Nights does the night's work at its hour. A night on which no daemon ran, or whose work failed, is made up for: at
// the start, and each hour.
func (k *Keeper) Nights(ctx context.Context) {
	if err := k.Store.SettleList(ctx); err != nil && ctx.Err() == nil {
		k.Log.WithError(
			err,
		).Error("a list that was cut short by the daemon's end is not settled; the next import does it")
	}
	var failed time.Time
	look := func() {
		due := k.Config().NightBefore(k.Now())
		last, err := k.Store.LastNight(ctx)
		if err == nil && !last.Before(due) || !failed.IsZero() && k.Now().Sub(failed) < time.Hour {
			return
		}
		if err == nil {
			err = k.night(ctx)
		}
		if err == nil {
			err = k.Store.NightDone(ctx, due)
		}
		if ctx.Err() != nil {
			return
		}
		if failed = (time.Time{}); err != nil {
			failed, err = k.Now(), fmt.Errorf("the night's work is not done, and old records may still be readable; "+
				"tried again in an hour: %w", err)
		}
		k.Report(PartNight, err)
	}
	look()
	tick.Each(ctx, nightLooks, look)
}

// night makes called numbers unreadable when their time is over (norm 2.9), and forgets marks that have had theirs.
func (k *Keeper) night(ctx context.Context) error {
	lists, err := k.endOldLists(ctx)
	// before the scrub that ends ForgetOlder
	evidence, err2 := k.Store.PurgeEvidence(ctx, k.Config().EvidenceBefore(k.Now()))
	numbers, err3 := k.Store.ForgetOlder(ctx, k.Config().CallRecordsBefore(k.Now()))
	flags, err4 := k.Store.PurgeFlags(ctx, k.Now())
	surveys, err5 := k.Store.PurgeSurveys(ctx, k.Now())
	trained, err6 := k.Store.PurgeTraining(ctx, k.Now())
	notices, err7 := k.Store.PurgeNotices(ctx, k.Now())
	k.Log.WithFields(logrus.Fields{
		"campaigns_with_ended_lists": lists, "numbers": numbers, "flags": flags, "survey_marks": surveys,
		"evidence": evidence, "training": trained, "notices": notices,
	}).Info("night: old lists ended, old call records made unreadable, old marks forgotten")
	return errors.Join(err, err2, err3, err4, err5, err6, err7)
}

// endOldLists ends the lists whose time is over, and has the floor look up what it had of them. It gives how many
// campaigns they are of.
func (k *Keeper) endOldLists(ctx context.Context) (int, error) {
	touched, err := k.Store.EndOldLists(ctx, k.Config().ListsBefore(k.Now()))
	for _, c := range touched {
		err = errors.Join(err, k.floor().LeadsEnded(ctx, c))
	}
	return len(touched), err
}
