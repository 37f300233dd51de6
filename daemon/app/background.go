package app

import (
	"context"

	"github.com/ringevett/ringevett/daemon/parts"
)

// background runs do until the daemon stops; after a panic it runs it again.
func (d *running) background(name string, do func(ctx context.Context)) {
	d.stops.Background(&d.failing, name, do)
}

// partReservations is the watch on what any daemon reserves. While it is deaf, a ringing call to a number that was
// just reserved could not be stopped (4.4.4).
const partReservations = "reservations"

func (h *Rooms) notify(state string) { parts.Notify(h.log, state) }

// watchdog tells the service manager that the loop answers.
func (d *running) watchdog(ctx context.Context) {
	parts.Watchdog(ctx, d.log, func(ctx context.Context) error {
		_, err := d.engine.Snapshot(ctx)
		return err
	})
}
