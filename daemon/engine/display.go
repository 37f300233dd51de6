package engine

import (
	"cmp"
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/display"
	"github.com/ringevett/ringevett/daemon/roster"
)

// What agents' handsets show: see daemon/decisions/0042-the-display-is-a-courtesy.md. It runs in lanes of its own, so
// that no effect on a leg, no answer and no bridge waits for it.

// displayLane is the lane of one handset's display.
type displayLane dialer.SessionID

const (
	showPatience = roster.ReadPatience + 5*time.Second // one change of a display, after the longest sound on the leg
	showRests    = 10 * time.Second                    // after a change that failed; twice as long after each further one
	showRestsMax = 10 * time.Minute
)

// screen is what one handset shows. At most one change of it is under way.
type screen struct {
	want, shown display.Card
	busy        bool
	failed      int       // changes in a row
	rests       time.Time // until then it is not asked
	why         string    // the last failure; "": none
}

// show brings the handset of a seat up to what the seat does now.
func (e *Engine) show(now time.Time, s *roster.Seat) {
	if e.ports.Displays == nil || !s.OnLine() {
		return
	}
	card, known := e.cardOf(s)
	if !known {
		return
	}
	x := e.screens[s.Session]
	if x == nil {
		x = &screen{}
		e.screens[s.Session] = x
	}
	x.want = card
	e.refresh(now, s, x)
}

// refresh sends what the screen is to show, where that is not there yet and nothing is under way.
func (e *Engine) refresh(now time.Time, s *roster.Seat, x *screen) {
	if x.busy || x.want == x.shown || now.Before(x.rests) {
		return
	}
	x.busy = true
	card, session := x.want, s.Session
	within(e, displayLane(session), "show "+nameOf(s)+" the call", showPatience,
		done(func(ctx context.Context) error { return e.ports.Displays.Show(ctx, session, card) }),
		func(now time.Time, _ struct{}, err error) {
			x.busy = false
			e.showed(now, s, x, card, err)
		})
}

// showed takes how a change of a display ended. A fault is logged once, until a change succeeds.
func (e *Engine) showed(now time.Time, s *roster.Seat, x *screen, card display.Card, err error) {
	if err == nil {
		x.shown, x.failed, x.why = card, 0, ""
	} else {
		if x.why == "" {
			e.ports.Log.WithError(err).WithField("agent", s.Agent.ID).Warn("the handset shows nothing of the calls")
		}
		x.rests = now.Add(min(showRests<<min(x.failed, 10), showRestsMax))
		x.failed++
		x.why = err.Error()
	}
	if e.seat(s.Session) != s {
		return
	}
	e.refresh(now, s, x)
	if err != nil { // else a name might stay on the display for as long as no call comes
		e.seatNo++
		e.remind(x.rests, ofSeat, e.seatNo, func(now time.Time) {
			if e.seat(s.Session) == s {
				e.refresh(now, s, x)
			}
		})
	}
}

// unshown is why the handset of a seat shows nothing, in plain words; "": nothing is known against it.
func (e *Engine) unshown(s *roster.Seat) string {
	if x := e.screens[s.Session]; x != nil {
		return x.why
	}
	return ""
}

// cardOf is what the handset of a seat is to show; known is false where what it shows may stay.
func (e *Engine) cardOf(s *roster.Seat) (card display.Card, known bool) {
	if c := e.callerOf(s); c != nil {
		return e.callerCard(c), true
	}
	switch s.State {
	case roster.Reserved, roster.Talking:
		a := e.calls[s.Attempt]
		if a == nil { // the number is being looked up
			return display.Card{}, false
		}
		return e.callCard(a), true
	case roster.WrapUp, roster.Opening: // in the wrap-up the agent may still need the name
		return display.Card{}, false
	}
	return e.nextCard(s), true
}

func (e *Engine) callCard(a *attempt) display.Card {
	card := display.Card{
		Survey: a.campaign.Kind == dialer.Survey, Before: a.alone, Asked: a.asked,
		Client: a.campaign.Client.Name, Purpose: a.campaign.Purpose, Person: a.person,
	}
	for _, source := range a.campaign.Sources {
		if source.Name == a.source {
			card.Source = cmp.Or(source.Spoken, source.Name)
		}
	}
	return card
}

// callerCard names the client only where the desk knows which one rang the caller.
func (e *Engine) callerCard(c *caller) display.Card {
	if c.try != nil {
		return e.tryCard(c.try)
	}
	card := display.Card{Returned: true}
	if len(c.clients) == 1 {
		card.Client = e.clientName(c.clients[0])
	}
	return card
}

// nextCard says whose calls come next, and what they are about where only one campaign of that client can send one.
func (e *Engine) nextCard(s *roster.Seat) display.Card {
	card := display.Card{Client: e.clientName(s.For.Client)}
	card.Next = card.Client != ""
	var of []*campaign
	for _, c := range e.campaigns {
		if c.Running && c.takes(s) {
			of = append(of, c)
		}
	}
	if len(of) == 1 && card.Next {
		card.Purpose, card.Survey = of[0].Purpose, of[0].Kind == dialer.Survey
	}
	return card
}

func (e *Engine) clientName(id dialer.ClientID) string {
	for _, c := range e.campaigns {
		if c.Client.ID == id {
			return c.Client.Name
		}
	}
	return ""
}
