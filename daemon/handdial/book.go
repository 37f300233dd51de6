package handdial

import (
	"context"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/redial"
	"github.com/ringevett/ringevett/dialplan"
)

// bookAttempt writes the attempt. Its agent is the person whose phone it is in the book, else the phone.
func (g *Guard) bookAttempt(
	ctx context.Context, c dialplan.HandCall, claim engine.Claim, f gate.Facts, v gate.Verdict,
) (dialplan.Answer, error) {
	agent := dialer.AgentID(c.Phone)
	if a, err := g.Book.AgentByEndpoint(ctx, c.Phone); err == nil {
		agent = a.ID
	}
	call := &handCall{
		agent: agent, campaign: f.Campaign, lead: f.Lead.ID, number: f.Lead.Number, channel: c.Channel,
		allowed: g.Now(), tries: f.CampaignAttempts + 1,
	}
	b := dialer.Batch{Facts: []dialer.Fact{{
		At: v.At, Kind: dialer.FactBooked, Campaign: f.Campaign.ID, Client: f.Campaign.Client.ID, Lead: f.Lead.ID,
		Agent: agent, Number: f.Lead.Number, Visible: f.Campaign.Visible, T: g.Settings().ConnectWithin,
		Code: v.Code, By: c.Phone, Detail: detailOf(c.Channel, strings.Join(v.Checked, "; ")),
		Registers: v.Registers, Exempt: v.Exempt,
	}}}
	if call.lead != 0 {
		b.Leads = []dialer.LeadChange{redial.Booked(call.lead)}
	}
	id, err := g.Engine.BookHand(ctx, claim, g.forEngine(call), b)
	if err != nil {
		return dialplan.Answer{}, err
	}
	g.add(id, call)
	g.Log.WithField("attempt", id).WithField("campaign", call.campaign.ID).
		WithField("number", call.number.Masked()).Info("dialed by hand")
	return dialplan.Answer{
		Allowed: true, Attempt: int64(id), Visible: string(f.Campaign.Visible), Why: v.Code,
	}, nil
}

// Adopt takes up a call that was open when the daemon stopped, from what the journal says of it. It gives false where
// the call was not dialed by hand. The engine does not run yet.
func (g *Guard) Adopt(ctx context.Context, id dialer.AttemptID, facts []dialer.Fact) bool {
	var c *handCall
	for _, f := range facts {
		if f.Kind == dialer.FactBooked {
			c = g.readBack(ctx, f)
		}
	}
	if c == nil {
		return false
	}
	g.add(id, c)
	g.Engine.AdoptHand(id, g.forEngine(c))
	return true
}

// readBack makes a call from its booking; nil where it was not dialed by hand.
func (g *Guard) readBack(ctx context.Context, booked dialer.Fact) *handCall {
	channel, byHand := channelIn(booked.Detail)
	if !byHand {
		return nil
	}
	c := &handCall{
		agent: booked.Agent, lead: booked.Lead, number: booked.Number, channel: channel, allowed: booked.At, tries: 1,
	}
	var err error
	if c.campaign, err = g.Book.Campaign(ctx, booked.Campaign); err != nil {
		c.campaign = dialer.Campaign{ID: booked.Campaign, Client: dialer.Client{ID: booked.Client}}
	}
	if tries, err := g.Journal.Tries(ctx, booked); err == nil {
		c.tries = tries
	}
	return c
}
