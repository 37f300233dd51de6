package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/shown"
)

// Shows looks at the number that goes out with a call. It may block until its context ends.
type Shows interface {
	Shown(ctx context.Context, id dialer.AttemptID) (shown.Look, error)
}

// shownPatience is how long a call is looked at: a route may do something of its own before its leg leaves.
const shownPatience = 5 * time.Second

// SetShown gives what outlasted a restart of the numbers that went out with calls, and the dial string. It is called
// before Run; without it, or without the port, no number is compared.
func (e *Engine) SetShown(route string, kept []shown.Kept) { e.shown = shown.NewNumbers(route, kept) }

func (e *Engine) compares() bool { return e.shown != nil && e.ports.Shows != nil }

// shownLets reports whether one more call may show the campaign's number now. Until a call of the day has shown that
// the PBX sends it, one at a time is placed.
func (e *Engine) shownLets(now time.Time, c *campaign) bool {
	switch {
	case !e.compares() || e.shown.Proved(now, c.Visible):
		return true
	case e.shownStops(c):
		return false
	}
	for _, k := range e.looks {
		if k.campaign.Visible == c.Visible {
			return false
		}
	}
	for _, a := range e.calls {
		if a.compared && a.Show == c.Visible {
			return false
		}
	}
	return true
}

// shownStops reports whether nothing is dialed with the campaign's number.
func (e *Engine) shownStops(c *campaign) bool {
	return e.compares() && e.shown.Stopped(c.Visible) != ""
}

// shownWhy says why a campaign places nothing because of the number that it shows; "" where it may.
func (e *Engine) shownWhy(now time.Time, c *campaign) string {
	if e.shownLets(now, c) {
		return ""
	}
	if why := e.shown.Stopped(c.Visible); why != "" {
		return why
	}
	return fmt.Sprintf("the first call of the day is to show whether the PBX sends %s", c.Visible)
}

// compare begins to look at the number that goes out with a call, once it is dialed.
func (e *Engine) compare(a *attempt, ev call.Event) {
	if _, dialed := ev.(call.Dialed); !dialed || !a.compared || a.looking {
		return
	}
	a.looking = true
	look := func(ctx context.Context) (shown.Look, error) { return e.ports.Shows.Shown(ctx, a.ID) }
	within(e, shownLane(a.ID), "compare the number shown of "+a.ID.String(), shownPatience, look,
		func(now time.Time, l shown.Look, err error) {
			if err != nil {
				l = shown.Look{Why: err.Error()}
			}
			e.saw(now, a, l)
		})
}

// shownLane is apart from the call's own lane: what the call needs does not wait for the look.
type shownLane dialer.AttemptID

// saw takes what a look saw. Where the number was replaced, what rings with it is ended.
func (e *Engine) saw(now time.Time, a *attempt, l shown.Look) {
	a.compared = false
	k := e.shown.Saw(now, a.Show, l)
	if k.Code == "" {
		return
	}
	e.tell(shownFact(k, "attempt "+a.ID.String()+": "))
	if k.Code == dialer.ShownSame {
		return
	}
	e.ports.Log.WithField("attempt", a.ID).Error("nothing more is dialed with this number: " + k.Sentence())
	for _, other := range e.calls {
		if k.Code == dialer.ShownOther && other.Show == k.Visible {
			e.step(now, other, call.Cancel{Why: "the PBX does not send the number that is to be shown"})
		}
	}
}

func shownFact(k shown.Kept, before string) dialer.Fact {
	return dialer.Fact{
		At: k.At, Kind: dialer.FactShown, Visible: k.Visible, Code: k.Code, Route: k.Route, Sent: k.Sent,
		Detail: before + k.Why, By: k.By,
	}
}

// ShowAgain has the next call prove a number that is stopped; ConfirmShown takes a person's word that consumers see
// it. They return when that is on the disk.
func (e *Engine) ShowAgain(ctx context.Context, n dialer.Number, why, by string) error {
	return e.lift(ctx, n, why, by, (*shown.Numbers).Again)
}

// ConfirmShown: see ShowAgain.
func (e *Engine) ConfirmShown(ctx context.Context, n dialer.Number, why, by string) error {
	return e.lift(ctx, n, why, by, (*shown.Numbers).Confirm)
}

func (e *Engine) lift(ctx context.Context, n dialer.Number, why, by string,
	with func(*shown.Numbers, time.Time, dialer.Number, string, string) (shown.Kept, error)) error {
	written := make(chan error, 1)
	err := e.ask(ctx, func(now time.Time) error {
		if why == "" {
			return dialer.Invalid{Field: "why", Why: "the reason, kept in the journal (4.4.2)"}
		}
		if !e.compares() {
			return fmt.Errorf("%w: no number is compared", dialer.ErrRefused)
		}
		k, err := with(e.shown, now, n, why, by)
		if err == nil {
			e.write(dialer.Batch{Facts: []dialer.Fact{shownFact(k, "")}},
				func(_ time.Time, err error) { written <- err })
		}
		return err
	})
	if err != nil {
		return err
	}
	return onDisk(ctx, written)
}
