package upkeep

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/tick"
)

// Recount gives the engine its ledgers: the checkpoint's, and what the journal has after it, each entry proven. Where
// there is no checkpoint that the journal bears out, everything is counted. An entry that is not what was written
// stops dialing.
func (k *Keeper) Recount(ctx context.Context, eng Floor) error {
	if breach := k.Store.Breach(); breach != nil { // a table beside the journal that decides who may be rung
		eng.Distrust(breach.Error())
	}
	c, refused, err := k.Store.OpenCounter(ctx)
	if err != nil {
		return fmt.Errorf("count the ledgers of abandoned calls: %w", err)
	}
	if refused != "" {
		k.Log.WithField("why", refused).Error("the checkpoint of the ledgers is refused; the whole journal is counted")
	}
	from, said := c.Seq(), time.Now()
	k.believed, k.believedAt = c.Tally().State(), from
	err = c.CountAll(ctx, func(done, of int64) {
		if time.Since(said) > sayEvery {
			said = time.Now()
			k.Log.WithField("entries", fmt.Sprintf("%d of %d", done, of)).Info("counting the journal")
			k.Notify(stillStarting)
		}
	})
	var broken *sqlite.Broken
	switch {
	case errors.As(err, &broken):
		eng.Distrust(broken.Error())
	case err != nil:
		return fmt.Errorf("count the ledgers of abandoned calls: %w", err)
	default:
		k.Log.WithField("entries", c.Seq()-from).WithField("from", from).Debug("ledgers counted")
	}
	eng.Resume(c.Tally().Clone())
	k.count = c
	return nil
}

// While the start lasts, the service manager is told every sayEvery that it goes on, and waits as long as
// stillStarting says.
const (
	sayEvery      = 5 * time.Second
	stillStarting = "EXTEND_TIMEOUT_USEC=60000000"
)

// A checkpoint is written when so many entries have come, when an Oslo day is over, and at the stop: a start then
// counts no more than checkpointEvery, and what came in lookEvery.
const (
	checkpointEvery = 2000
	lookEvery       = 10 * time.Second
	lastStep        = 2500 * time.Millisecond // of a stop
)

// KeepLedgers follows the journal and writes the checkpoints.
func (k *Keeper) KeepLedgers(ctx context.Context) {
	day := dialer.DayOf(k.Now(), hours.Oslo())
	step := func(ctx context.Context, atLeast int64) {
		err := k.count.CountAll(ctx, func(int64, int64) {})
		if err == nil && k.count.Unsaved() >= atLeast {
			err = k.count.Save(ctx)
		}
		var broken *sqlite.Broken
		if errors.As(err, &broken) {
			k.floor().Distrust(broken.Error())
		} else if err != nil && ctx.Err() == nil {
			k.Log.WithError(err).Error("no checkpoint of the ledgers could be written: the next start takes longer")
		}
	}
	step(ctx, 1)
	tick.Each(ctx, lookEvery, func() {
		atLeast := int64(checkpointEvery)
		if now := dialer.DayOf(k.Now(), hours.Oslo()); now != day {
			day, atLeast = now, 1
		}
		step(ctx, atLeast)
	})
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastStep)
	defer cancel()
	step(last, 1)
}

// Recall reads an attempt's facts for the engine.
func (k *Keeper) Recall(ctx context.Context, id dialer.AttemptID) (all []dialer.Fact, err error) {
	err = k.Store.EachAttempt(ctx, []dialer.AttemptID{id}, func(facts []dialer.Fact) bool {
		all = append(all, facts...)
		return true
	})
	return all, err
}

// The entries before the checkpoint are proven within the hour after the start, at an even pace, so that no other work
// waits.
const (
	proveWithin = 50 * time.Minute
	proveStep   = 1000 // entries, as many as one step of a counter has
)

// ProveOlder walks the chain up to the checkpoint that the start believed, counts it again and compares. What is not as
// it was written stops dialing, as it would have at the start. It returns when that is done or ctx ends.
func (k *Keeper) ProveOlder(ctx context.Context) {
	if k.believedAt == 0 {
		return
	}
	c := k.Store.Recounter(k.believed)
	pace := time.NewTicker(min(time.Second, proveWithin/time.Duration(1+k.believedAt/proveStep)))
	defer pace.Stop()
	for there := false; !there; {
		select {
		case <-ctx.Done():
			return
		case <-pace.C:
		}
		var err error
		var broken *sqlite.Broken
		if there, err = c.AdvanceTo(ctx, k.believedAt); errors.As(err, &broken) {
			k.floor().Distrust(broken.Error())
			return
		} else if err != nil {
			if ctx.Err() == nil {
				k.Log.WithError(
					err,
				).Error("the journal's older entries could not be proven; tried again at the next start")
			}
			return
		}
	}
	if what := c.Tally().State().Differs(k.believed); what != "" {
		k.floor().Distrust("the checkpoint of the ledgers is not what the journal says (" + what +
			"): restart the daemon, and the whole journal is counted")
		if err := k.Store.DropCheckpoint(ctx); err != nil {
			k.Log.WithError(err).Error("the checkpoint could not be taken away")
		}
		return
	}
	k.Log.WithField("entries", k.believedAt).Info("the older entries of the journal are proven, and so are the ledgers")
}

// The tables beside the journal are compared with their seal after the start and each hour, at a fifth of a core.
const (
	tablesEvery = time.Hour
	tablesRows  = 200 // read at once, in half a millisecond
	tablesPause = 2 * time.Millisecond
)

// CheckTables compares each table with what was sealed, until ctx ends. What is not as it was written stops dialing.
func (k *Keeper) CheckTables(ctx context.Context) {
	n := 0
	rest := func() {
		if n++; n%tablesRows != 0 {
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(tablesPause):
		}
	}
	check := func() {
		began, before := time.Now(), n
		var broken *sqlite.Broken
		switch err := k.Store.CheckTables(ctx, rest); {
		case errors.As(err, &broken):
			k.floor().Distrust(broken.Error())
		case err != nil && ctx.Err() == nil:
			k.Log.WithError(
				err,
			).Error("the tables beside the journal could not be compared with their seal; tried again in an hour")
		case err == nil:
			k.Log.WithField("rows", n-before).WithField("took", time.Since(began).Round(time.Millisecond)).
				Debug("the tables beside the journal are what was written")
		}
	}
	check()
	tick.Each(ctx, tablesEvery, check)
}
