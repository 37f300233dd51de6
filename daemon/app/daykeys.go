package app

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// partSignatures signs the journal by the day. Dialing goes on without it: every entry is still chained and sealed.
const partSignatures = "signatures"

// headLooks is how often it is asked whether an Oslo day is over.
const headLooks = time.Minute

// turnDays has each day that is over signed by its key, and logs where the journal's chain stands, at the start and
// when a day is over. A log that is kept on another machine makes it a witness of the journal: see journal verify. It
// looks once, and gives what goes on looking.
func (d *running) turnDays(ctx context.Context) func(ctx context.Context) {
	var noted dialer.Day
	look := func(ctx context.Context) {
		if err := d.store.TurnDay(ctx); ctx.Err() == nil {
			d.part(partSignatures, err)
		}
		if today := dialer.DayOf(d.now(), hours.Oslo()); today != noted && d.noteHead(ctx, today, noted == "") {
			noted = today
		}
	}
	look(ctx)
	return func(ctx context.Context) { eachTick(ctx, headLooks, func() { look(ctx) }) }
}

// noteHead logs the head of the newest day that is over, or at the start the newest there is. It reports whether the
// journal could be read for it.
func (d *running) noteHead(ctx context.Context, today dialer.Day, starts bool) bool {
	all, err := d.store.Heads(ctx, 2)
	if err != nil {
		if ctx.Err() == nil {
			d.log.WithError(err).Error("the journal's head could not be read for the log; tried again in a minute")
		}
		return false
	}
	for _, h := range all {
		if h.Day < today || starts {
			d.log.WithField("day", h.Day).WithField("head", h.Head).WithField("first_key", h.First).
				Info("head of the journal: keep this line on another machine")
			break
		}
	}
	return true
}
