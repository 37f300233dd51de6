package app

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/check"
	"github.com/ringevett/ringevett/daemon/engine"
)

// roomEvery is how often the journal's disk is looked at: at ten calls a second it grows by some 150 kB meanwhile.
const roomEvery = 5 * time.Second

// watchRoom tells the floor when the journal's disk is almost full, and when it no longer is. It returns when ctx ends.
func (d *running) watchRoom(ctx context.Context) {
	tick := time.NewTicker(roomEvery)
	defer tick.Stop()
	told := ""
	for {
		if why := noRoom(check.FreeSpace(d.cfg().Data.Dir)); why != told {
			told = why
			d.engine.Tell(engine.Room{Lacks: why})
			if why != "" {
				d.log.Error(why + "; nothing is dialed until there is room")
			} else {
				d.log.Info("the journal's disk has room again")
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// noRoom tells that the journal's disk is almost full; "" where it is not.
func noRoom(free uint64, err error) string {
	switch {
	case err != nil:
		return "the journal's disk cannot be looked at: " + err.Error()
	case free < check.SpaceStops:
		return fmt.Sprintf("the journal's disk is full: %d MB are left, and %d are kept for the calls under way", free>>20, check.SpaceStops>>20)
	}
	return ""
}
