package app

import (
	"context"

	"github.com/coreos/go-systemd/v22/daemon"

	"github.com/ringevett/ringevett/daemon/tick"
)

// background runs do until the daemon stops; after a panic it runs it again.
func (d *running) background(name string, do func(ctx context.Context)) {
	d.stops.Background(&d.failing, name, do)
}

// partReservations is the watch on what any daemon reserves. While it is deaf, a ringing call to a number that was
// just reserved could not be stopped (4.4.4).
const partReservations = "reservations"

func (h *Rooms) notify(state string) {
	if _, err := daemon.SdNotify(false, state); err != nil {
		h.log.WithError(err).Warn("the service manager could not be told: " + state)
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
	tick.Each(ctx, every/2, func() {
		soon, cancel := context.WithTimeout(ctx, every/4)
		defer cancel()
		if _, err := d.engine.Snapshot(soon); err == nil {
			d.notify(daemon.SdNotifyWatchdog)
		}
	})
}
