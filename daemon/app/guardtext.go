package app

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
)

// unreadCounts are what the guard could not read, since the start.
type unreadCounts struct {
	blocked, allowed atomic.Int64
	peer             atomic.Pointer[string] // why the last one that asked was not believed; nil: it was
}

// Ask reads what was dialed, and gives the verdict: the gate's, where it is a number that the registers are asked
// about.
func (g *guard) Ask(ctx context.Context, c dialplan.HandCall) (dialplan.Answer, error) {
	rules := g.house.cfg().Guard
	read := number.ReadDialed(c.Number, rules.Dialing())
	v, ask := gate.Hand(gate.HandText{Read: read, Campaign: c.Campaign != "", Unreadable: rules.Unread(c.From)})
	log := g.house.log.WithField("phone", c.Phone).WithField("context", c.From)
	switch {
	case ask && c.Campaign == "":
		return g.withoutCampaign(ctx, c.From, read.Number)
	case ask:
		return g.forCampaign(ctx, c, read.Number)
	case read.Kind == number.Unreadable && v.Allowed:
		g.counts.allowed.Add(1)
		log.WithField("why", read.Why).Warn("a text that cannot be read is dialed by hand: the configuration allows it")
		g.house.engine.Note(dialer.Batch{Facts: []dialer.Fact{{
			At: g.house.now(), Kind: dialer.FactUnread, Code: c.From, Detail: handMark + handChannel + c.Channel + "; " + v.Why, By: c.Phone,
		}}})
	case read.Kind == number.Unreadable:
		g.counts.blocked.Add(1)
		log.WithField("why", read.Why).Warn("a text that cannot be read was dialed by hand, and is blocked")
	}
	if !v.Allowed {
		campaign, err := g.house.store.Campaign(ctx, dialer.CampaignID(c.Campaign))
		if err != nil || string(campaign.Client.ID) != c.Client {
			campaign = dialer.Campaign{} // the refusal stands, and counts for none
		}
		return g.block(campaign, v), nil
	}
	return dialplan.Answer{Allowed: true, Why: v.Why}, nil
}

// believed notes whether the peer showed the key. An old loaded dialplan shows none; status says so.
func (g *guard) believed(err error) {
	if !errors.Is(err, dialplan.ErrNoKey) && !errors.Is(err, dialplan.ErrWrongKey) {
		if err == nil {
			g.counts.peer.Store(nil)
		}
		return
	}
	why := err.Error()
	g.counts.peer.Store(&why)
}

// status is the guard's part of the floor's.
func (g *guard) status() verb.GuardStatus {
	s := verb.GuardStatus{UnreadableBlocked: g.counts.blocked.Load(), UnreadableAllowed: g.counts.allowed.Load()}
	if why := g.counts.peer.Load(); why != nil {
		s.Why = *why
	}
	return s
}
