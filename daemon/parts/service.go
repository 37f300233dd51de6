package parts

import (
	"context"

	"github.com/coreos/go-systemd/v22/daemon"
	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/tick"
)

// Notify tells the service manager a state, as sd_notify(3) has them. Without a service manager it does nothing.
func Notify(log *logrus.Entry, state string) {
	if _, err := daemon.SdNotify(false, state); err != nil {
		log.WithError(err).Warn("the service manager could not be told: " + state)
	}
}

// Watchdog tells the service manager that alive answers, twice in each of its intervals, until ctx ends. It returns at
// once where the service manager watches nothing.
func Watchdog(ctx context.Context, log *logrus.Entry, alive func(context.Context) error) {
	every, err := daemon.SdWatchdogEnabled(false)
	if err != nil {
		log.WithError(err).Warn("no watchdog")
	}
	if every <= 0 {
		return
	}
	tick.Each(ctx, every/2, func() {
		soon, cancel := context.WithTimeout(ctx, every/4)
		defer cancel()
		if alive(soon) == nil {
			Notify(log, daemon.SdNotifyWatchdog)
		}
	})
}
