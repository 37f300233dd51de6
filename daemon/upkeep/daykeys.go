package upkeep

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/tick"
)

// PartSignatures signs the journal by the day. Dialing goes on without it: every entry is still chained and sealed.
const PartSignatures = "signatures"

// headLooks is how often it is asked whether an Oslo day is over.
const headLooks = time.Minute

// TurnDays has each day that is over signed by its key, and logs where the journal's chain stands, at the start and
// when a day is over. A log that is kept on another machine makes it a witness of the journal: see journal verify. It
// looks once, and gives what goes on looking.
func (k *Keeper) TurnDays(ctx context.Context) func(ctx context.Context) {
	var noted dialer.Day
	look := func(ctx context.Context) {
		if err := k.Store.TurnDay(ctx); ctx.Err() == nil {
			k.Report(PartSignatures, err)
		}
		if today := dialer.DayOf(k.Now(), hours.Oslo()); today != noted && k.noteHead(ctx, today, noted == "") {
			noted = today
		}
	}
	look(ctx)
	return func(ctx context.Context) { tick.Each(ctx, headLooks, func() { look(ctx) }) }
}

// noteHead logs the head of the newest day that is over, or at the start the newest there is. It reports whether the
// journal could be read for it.
func (k *Keeper) noteHead(ctx context.Context, today dialer.Day, starts bool) bool {
	all, err := k.Store.Heads(ctx, 2)
	if err != nil {
		if ctx.Err() == nil {
			k.Log.WithError(err).Error("the journal's head could not be read for the log; tried again in a minute")
		}
		return false
	}
	for _, h := range all {
		if h.Day < today || starts {
			k.Log.WithField("day", h.Day).WithField("head", h.Head).WithField("first_key", h.First).
				Info("head of the journal: keep this line on another machine")
			break
		}
	}
	return true
}
