package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/redial"
	"github.com/ringevett/ringevett/daemon/roster"
)

// looksAgain is how often one lead's facts are looked up again because they changed meanwhile.
const looksAgain = 3

// dropPause is the wait before the book is asked again after its last lead was one that it does not have.
const dropPause = 100 * time.Millisecond

// manyOverdue is how many errands may be overdue at a time before nothing more is dialed.
const manyOverdue = 20

// lookup is one lead whose facts are being looked up before its dial. Its number is held, and so is its agent, if it
// has one.
type lookup struct {
	campaign *campaign
	lead     dialer.Lead
	hold     hold
	open     bool // no agent is held: the guard covers it
	left     bool // its agent paused: the lead is put back
	stale    bool // a register or a wish changed while it was looked up: what was read may be older
	probe    bool // it is to try a trunk that is stopped
	tries    int
	till     time.Time
}

// look has the lead's facts looked up; the seat, if any, is held meanwhile.
func (e *Engine) look(now time.Time, c *campaign, l dialer.Lead, h hold) {
	k := &lookup{campaign: c, lead: l, hold: h, open: h.seat == nil, probe: e.trunk.Held()}
	e.ringing[l.Number], e.looks[l.ID] = true, k
	if k.open {
		e.lookingUp(c, 1)
	}
	e.lookUp(now, k)
}

// lookUp asks once. The answer is good only if nothing changed between the reading and its arrival here.
func (e *Engine) lookUp(now time.Time, k *lookup) {
	k.stale, k.till = false, now.Add(lookPatience)
	k.tries++
	c, l := k.campaign.Campaign, k.lead
	within(e, l.ID, fmt.Sprintf("look up lead %d", l.ID), lookPatience, func(ctx context.Context) (gate.Facts, error) {
		return e.ports.Registers.Look(ctx, c, l, now)
	}, func(now time.Time, f gate.Facts, err error) {
		if k.stale && k.tries <= looksAgain {
			e.lookUp(now, k)
			return
		}
		if k.stale {
			err = errors.New("it changed each time that it was looked up")
		}
		delete(e.looks, l.ID)
		stands := !k.open || e.covered(now, k.campaign)
		if k.open {
			e.lookingUp(k.campaign, -1)
		}
		e.looked(now, k, stands, f, err)
	})
}

// looked asks the gate and, if it allows, books the attempt. Nothing rings before the booking is on disk. stands is
// whether the guard still covers an open attempt.
func (e *Engine) looked(now time.Time, k *lookup, stands bool, f gate.Facts, err error) {
	c, l, h := k.campaign, k.lead, k.hold
	lost := k.left || h.seat != nil &&
		(h.seat.State != roster.Reserved || !h.seat.Heard || e.someoneWaits() || e.yields(now, h))
	switch {
	case errors.Is(err, dialer.ErrNotFound):
		e.drop(now, k)
		return
	case lost || !stands || e.halted() != "" || !c.Running, e.trunk.Held() && !k.probe, e.shownStops(c):
		e.putBack(c, l, h)
		return
	}
	if f.Lead.ID != l.ID { // not told again
		f.Lead = l
	}
	f.Campaign, f.Responsible, f.Hours, f.Path = c.Campaign, e.set.Responsible, e.set.Hours, pathOf(f)
	f.Rest = e.set.Rest
	if err != nil {
		e.ports.Log.WithError(err).WithField("lead",
			l.ID).Warn("what the gate must know could not be looked up; not dialed")
	}
	f.Dedicated = f.Flagged == gate.Yes // it would be: first whether the gate would then allow it
	v := gate.Decide(now, f)
	if !v.Allowed {
		e.blocked(now, c, l, h, v)
		return
	}
	var standby hold
	if f.Dedicated {
		var ok bool
		if standby, ok = e.dedicate(now, c, &h); !ok {
			e.aside(now, c, l, h)
			return
		}
	}
	a := e.book(now, c, l, h, f, v)
	if a.standby, a.alone = standby, f.Dedicated; a.alone {
		standby.seat.Attempt = a.ID
		e.tellBefore(a)
		e.show(now, standby.seat)
	}
	if s := e.seat(a.Session); s != nil && f.Lead.CallBack {
		e.seatDo(s, SeatAgreed)
	}
	e.tellPurpose(a)
	if h.seat != nil {
		e.show(now, h.seat)
	}
}

// changed marks what is being looked up of a number as read too early: a register, a wish or the lead itself is
// another now.
func (e *Engine) changed(ev NumberReserved) {
	for _, k := range e.looks {
		if ev.concerns(k.lead.Number, k.campaign.Client.ID) {
			k.stale = true
		}
	}
}

// drop forgets a lead that the book does not have any more: it was erased after it was brought in. The others go on.
func (e *Engine) drop(now time.Time, k *lookup) {
	e.ports.Log.WithField("lead", k.lead.ID).Info("a lead was erased before its dial; it is dropped")
	delete(e.ringing, k.lead.Number)
	e.release(k.hold)
	if len(k.campaign.leads) == 0 { // a book that lists what it cannot give is not asked in a loop
		e.sleep(now, k.campaign, now.Add(dropPause))
	}
}

// pathOf is the path that a campaign's lead takes.
func pathOf(f gate.Facts) gate.Path {
	switch {
	case f.Lead.CallBack:
		return gate.PathCallBack
	case f.CampaignAttempts > 0:
		return gate.PathRetry
	}
	return gate.PathCampaign
}

func (e *Engine) putBack(c *campaign, l dialer.Lead, h hold) {
	delete(e.ringing, l.Number)
	e.requeue(e.ports.Now(), c, l)
	e.release(h)
}

// blocked writes that the gate said no: the count in the journal, the reason with the lead. No contact is written down.
func (e *Engine) blocked(now time.Time, c *campaign, l dialer.Lead, h hold, v gate.Verdict) {
	delete(e.ringing, l.Number)
	e.write(dialer.Batch{
		Facts: []dialer.Fact{{At: now, Kind: dialer.FactBlocked, Campaign: c.ID, Client: c.Client.ID, Code: v.Code}},
		Leads: []dialer.LeadChange{redial.Refused(l.ID, v.Code, v.Next)},
	}, nil)
	if v.Code == gate.BlockUnknown { // what is away is away for the next lead too: do not run through the list
		c.why = v.Code + ": " + v.Why
		c.unknown, c.blind = c.why, now.Add(refetch)
		e.wakeAt(c, c.blind)
	}
	e.release(h)
}
