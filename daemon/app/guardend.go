package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/redial"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
)

// The PBX tells a call's end for half an hour. One whose channel has been gone for longer was seen by nobody.
const (
	handLook = time.Minute
	handLost = 35 * time.Minute
	handLate = 2 * time.Second // the PBX tells its time in whole seconds: within this, the end is now
)

// Withdraw writes that the PBX did not hear our leave: what it does then is not with it.
func (g *guard) Withdraw(ctx context.Context, attempt int64, why string) {
	id := dialer.AttemptID(attempt)
	c, err := g.find(ctx, id)
	if err != nil || c == nil {
		return
	}
	g.end(id, c, []dialer.Fact{{At: g.house.now(), Kind: dialer.FactNotPlaced, Detail: handMark + ": " + why}}, dialer.NotPlaced)
}

// Over writes how a call ended. It answers when that is on the disk; told twice, it writes once. While the PBX has
// the call's channel, and it still carries the attempt, the call has not ended, whoever says so.
func (g *guard) Over(ctx context.Context, e dialplan.HandEnd) error {
	id := dialer.AttemptID(e.Attempt)
	c, err := g.find(ctx, id)
	if err != nil || c == nil {
		return err
	}
	switch carried, err := g.pbx.HandAttempt(ctx, c.channel); {
	case err != nil:
		return fmt.Errorf("%s: whether its call is over: %w", id, err)
	case carried == strconv.FormatInt(e.Attempt, 10):
		return fmt.Errorf("%s: %w: its call is not over", id, dialer.ErrRefused)
	}
	at := g.house.now()
	if late := time.Since(e.At); late > handLate {
		at = at.Add(-late)
	}
	facts, outcome := endFacts(c, e, at)
	written := g.end(id, c, facts, outcome)
	select {
	case <-written:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("%s: its end is not on the disk yet: %w", id, ctx.Err())
	}
}

// find gives an open call; nil when it has ended or was never one of ours. One that was given up for lost is open
// again: its end, told late, corrects the journal.
func (g *guard) find(ctx context.Context, id dialer.AttemptID) (*handCall, error) {
	g.mu.Lock()
	c := g.open[id]
	g.mu.Unlock()
	if c != nil {
		return c, nil
	}
	for f, err := range g.house.store.Facts(ctx, sqlite.Query{Attempt: id}) {
		switch {
		case err != nil:
			return nil, err
		case f.Kind == dialer.FactBooked:
			c = g.bookedByHand(ctx, f)
		case f.Kind == dialer.FactEnded || f.Kind == dialer.FactNotPlaced:
			return nil, nil
		}
	}
	return c, nil
}

// bookedByHand reads a call back from its booking; nil where it was not dialed by hand.
func (g *guard) bookedByHand(ctx context.Context, f dialer.Fact) *handCall {
	rest, ours := strings.CutPrefix(f.Detail, handMark+handChannel)
	if !ours {
		return nil
	}
	channel, _, _ := strings.Cut(rest, ";")
	c := &handCall{agent: f.Agent, lead: f.Lead, number: f.Number, channel: channel, allowed: f.At, tries: 1}
	var err error
	if c.campaign, err = g.house.store.Campaign(ctx, f.Campaign); err != nil {
		c.campaign = dialer.Campaign{ID: f.Campaign, Client: dialer.Client{ID: f.Client}}
	}
	h, err := g.house.store.History(ctx, f.Campaign, f.Client, f.Number, dialer.DayOf(f.At, hours.Oslo()))
	if err == nil {
		c.tries = h.CampaignAttempts
	}
	return c
}

// end writes the last facts, once, and what becomes of the lead. The channel it gives is closed when they are on the
// disk.
func (g *guard) end(id dialer.AttemptID, c *handCall, facts []dialer.Fact, outcome dialer.Outcome) <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	if c.written != nil {
		return c.written
	}
	written := make(chan struct{})
	c.written = written
	for i := range facts {
		facts[i].Attempt, facts[i].Campaign, facts[i].Client, facts[i].Lead = id, c.campaign.ID, c.campaign.Client.ID, c.lead
	}
	b := dialer.Batch{Facts: facts}
	if c.lead != 0 {
		b.Leads = []dialer.LeadChange{g.after(c, outcome)}
	}
	g.ends.Go(func() {
		err := g.house.engine.EndHand(g.life, id, b)
		if g.life.Err() != nil { // the floor's last writing takes it along
			return
		}
		if err != nil {
			g.house.log.WithError(err).WithField("attempt", id).Error("the end of a call by hand is not in the journal")
			return
		}
		g.mu.Lock()
		delete(g.open, id)
		g.mu.Unlock()
		close(written)
	})
	return written
}

// after decides what becomes of the lead, as for the floor's own calls.
func (g *guard) after(c *handCall, o dialer.Outcome) dialer.LeadChange {
	change := dialer.LeadChange{Lead: c.lead, State: dialer.LeadDone, Code: string(o)}
	tries := c.tries
	if o == dialer.NotPlaced {
		tries--
	}
	if n := redial.After(g.house.now().In(hours.Oslo()), o, "", tries, c.campaign.Attempts); n.Again {
		change.State, change.Due = dialer.LeadWaiting, n.Due
	}
	return change
}

// endFacts tells the call from its end: who dialed was on the line from the start, so an answer is a transfer at once
// (4.3 d).
func endFacts(c *handCall, e dialplan.HandEnd, at time.Time) ([]dialer.Fact, dialer.Outcome) {
	outcome, party := handOutcome(e.Status)
	if outcome == dialer.NotPlaced {
		return []dialer.Fact{{At: at, Kind: dialer.FactNotPlaced, Detail: handMark + ": the dialplan came to no Dial()"}}, outcome
	}
	facts := []dialer.Fact{{At: c.allowed, Kind: dialer.FactDialed}}
	switch outcome {
	case dialer.Answered:
		up := at.Add(-e.Talked)
		if up.Before(c.allowed) {
			up = c.allowed
		}
		facts = append(facts, dialer.Fact{At: up, Kind: dialer.FactAnswered, Reserved: true}, dialer.Fact{At: up, Kind: dialer.FactBridged, Agent: c.agent})
	case dialer.CancelledRinging:
		facts = append(facts, dialer.Fact{At: at, Kind: dialer.FactCancelled, Detail: handMark + ": given up while it rang"})
	}
	ended := dialer.Fact{At: at, Kind: dialer.FactEnded, Outcome: outcome, Party: party, Cause: e.Cause, Detail: handMark + "; " + e.Status}
	return append(facts, ended), outcome
}

// handOutcome reads DIALSTATUS. Who ended a conversation it does not tell.
func handOutcome(status string) (dialer.Outcome, dialer.Party) {
	switch status {
	case "ANSWER":
		return dialer.Answered, ""
	case "BUSY":
		return dialer.Busy, dialer.ByConsumer
	case "NOANSWER":
		return dialer.NoAnswer, dialer.ByNetwork
	case "CANCEL":
		return dialer.CancelledRinging, dialer.ByAgent
	case "", "DONTCALL", "TORTURE", "INVALIDARGS":
		return dialer.NotPlaced, ""
	}
	return dialer.TrunkFailed, dialer.ByNetwork // CONGESTION, CHANUNAVAIL
}

// adopt takes up what was open at the last stop. It gives back those that are the floor's own.
func (g *guard) adopt(ctx context.Context, eng *engine.Engine, left []sqlite.OpenAttempt) (floor []sqlite.OpenAttempt) {
	for _, a := range left {
		var c *handCall
		for _, f := range a.Facts {
			if f.Kind == dialer.FactBooked {
				c = g.bookedByHand(ctx, f)
			}
		}
		if c == nil {
			floor = append(floor, a)
			continue
		}
		g.open[a.ID] = c
		eng.AdoptHand(a.ID, g.onFloor(c))
	}
	return floor
}

// calls are those that the guard let through and that have not ended.
func (g *guard) calls() []verb.CallStatus {
	g.mu.Lock()
	defer g.mu.Unlock()
	var all []verb.CallStatus
	for id, c := range g.open {
		if c.written != nil {
			continue
		}
		all = append(all, verb.CallStatus{
			Attempt: int64(id), Campaign: string(c.campaign.ID), Lead: int64(c.lead), Number: c.number.Masked(), Agent: string(c.agent),
			State: handState, Since: c.allowed,
		})
	}
	slices.SortFunc(all, func(a, b verb.CallStatus) int { return cmp.Compare(a.Attempt, b.Attempt) })
	return all
}

// watch closes, as lost, calls whose channel is gone and whose end nobody told.
func (g *guard) watch(ctx context.Context) {
	eachTick(ctx, handLook, func() { g.sweep(ctx, time.Now()) })
}

func (g *guard) sweep(ctx context.Context, now time.Time) {
	g.mu.Lock()
	open := make(map[dialer.AttemptID]*handCall, len(g.open))
	for id, c := range g.open {
		open[id] = c
	}
	g.mu.Unlock()
	for id, c := range open {
		lives, _, err := g.pbx.HandCall(ctx, c.channel)
		switch {
		case err != nil || lives:
			c.gone = time.Time{}
		case c.gone.IsZero():
			c.gone = now
		case now.Sub(c.gone) >= handLost:
			g.end(id, c, []dialer.Fact{{At: g.house.now(), Kind: dialer.FactLost, Detail: handMark + ": nobody told its end"}}, dialer.Lost)
		}
	}
}
