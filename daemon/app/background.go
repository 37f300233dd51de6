package app

import (
	"context"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
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

// retention makes called numbers unreadable when their time is over (norm 2.9).
func (d *running) retention(ctx context.Context) {
	forget := func() {
		n, err := d.store.ForgetOlder(ctx, d.cfg().CallRecordsBefore(d.now()))
		switch {
		case err != nil && ctx.Err() == nil:
			d.log.WithError(err).Error("old call records are still readable; tried again within a day")
		case n > 0:
			d.log.WithField("numbers", n).Info("old call records made unreadable")
		}
		if n, err = d.store.PurgeFlags(ctx, d.now()); err != nil && ctx.Err() == nil {
			d.log.WithError(err).Error("old flags of abandoned calls are still there; tried again within a day")
		} else if n > 0 {
			d.log.WithField("numbers", n).Info("cleared flags of abandoned calls are a year old and forgotten")
		}
	}
	forget()
	eachTick(ctx, 24*time.Hour, forget)
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
