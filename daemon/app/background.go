package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
	"github.com/sirupsen/logrus"
)

// background runs do until the daemon stops; after a panic it runs it again.
func (d *running) background(name string, do func(ctx context.Context)) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); d.tend(ctx, name, do) }()
	d.stops.add(name, func(context.Context) error { cancel(); <-ended; return nil })
}

func (d *running) notify(state string) {
	if _, err := daemon.SdNotify(false, state); err != nil {
		d.log.WithError(err).Warn("the service manager could not be told: " + state)
	}
}

// watchdog tells the service manager that the loop answers, twice in each of its intervals.
func (d *running) watchdog(ctx context.Context) {
	every, err := daemon.SdWatchdogEnabled(false)
	if err != nil {
		d.log.WithError(err).Warn("no watchdog")
	}
	if every <= 0 {
		return
	}
	eachTick(ctx, every/2, func() {
		soon, cancel := context.WithTimeout(ctx, every/4)
		defer cancel()
		if _, err := d.engine.Snapshot(soon); err == nil {
			d.notify(daemon.SdNotifyWatchdog)
		}
	})
}

// partNight makes old numbers unreadable in time.
const partNight = "night"

// nightLooks is how often it is asked whether a night's work is due.
const nightLooks = 5 * time.Minute

// nights does the night's work at its hour. A night on which no daemon ran, or whose work failed, is made up for: at
// the start, and each hour.
func (d *running) nights(ctx context.Context) {
	if err := d.store.SettleList(ctx); err != nil && ctx.Err() == nil {
		d.log.WithError(err).Error("a list that was cut short by the daemon's end is not settled; the next import does it")
	}
	var failed time.Time
	look := func() {
		due := d.cfg().NightBefore(d.now())
		last, err := d.store.LastNight(ctx)
		if err == nil && !last.Before(due) || !failed.IsZero() && d.now().Sub(failed) < time.Hour {
			return
		}
		if err == nil {
			err = d.night(ctx)
		}
		if err == nil {
			err = d.store.NightDone(ctx, due)
		}
		if ctx.Err() != nil {
			return
		}
		if failed = (time.Time{}); err != nil {
			failed, err = d.now(), fmt.Errorf("the night's work is not done, and old records may still be readable; tried again in an hour: %w", err)
		}
		d.part(partNight, err)
	}
	look()
	eachTick(ctx, nightLooks, look)
}

// night makes called numbers unreadable when their time is over (norm 2.9), and forgets marks that have had theirs.
func (d *running) night(ctx context.Context) error {
	lists, err := d.endOldLists(ctx)
	evidence, err2 := d.store.PurgeEvidence(ctx, d.cfg().EvidenceBefore(d.now())) // before the scrub that ends ForgetOlder
	numbers, err3 := d.store.ForgetOlder(ctx, d.cfg().CallRecordsBefore(d.now()))
	flags, err4 := d.store.PurgeFlags(ctx, d.now())
	surveys, err5 := d.store.PurgeSurveys(ctx, d.now())
	d.log.WithFields(logrus.Fields{
		"campaigns_with_ended_lists": lists, "numbers": numbers, "flags": flags, "survey_marks": surveys, "evidence": evidence,
	}).Info("night: old lists ended, old call records made unreadable, old marks forgotten")
	return errors.Join(err, err2, err3, err4, err5)
}

// endOldLists ends the lists whose time is over, and has the floor look up what it had of them. It gives how many
// campaigns they are of.
func (d *running) endOldLists(ctx context.Context) (int, error) {
	touched, err := d.store.EndOldLists(ctx, d.cfg().ListsBefore(d.now()))
	for _, c := range touched {
		err = errors.Join(err, d.engine.LeadsEnded(ctx, c))
	}
	return len(touched), err
}

func eachTick(ctx context.Context, every time.Duration, do func()) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			do()
		}
	}
}
