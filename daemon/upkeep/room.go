package upkeep

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/engine"
)

// roomEvery is how often the journal's disk is looked at: at ten calls a second it grows by some 150 kB meanwhile.
const roomEvery = 5 * time.Second

// spaceStops is how little room on the journal's disk, in bytes, stops dialing: the ends of the calls under way must
// still fit. A call takes some 3 kB.
const spaceStops = 16 << 20

// WatchRoom tells the engine when the journal's disk is almost full, and when it no longer is. It returns when ctx
// ends.
func (k *Keeper) WatchRoom(ctx context.Context) {
	tick := time.NewTicker(roomEvery)
	defer tick.Stop()
	told := ""
	for {
		if why := noRoom(k.FreeSpace(k.Config().Data.Dir)); why != told {
			told = why
			k.floor().Tell(engine.Room{Lacks: why})
			if why != "" {
				k.Log.Error(why + "; nothing is dialed until there is room")
			} else {
				k.Log.Info("the journal's disk has room again")
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
	case free < spaceStops:
		return fmt.Sprintf("the journal's disk is full: %d MB are left, and %d are kept for the calls under way",
			free>>20, spaceStops>>20)
	}
	return ""
}
