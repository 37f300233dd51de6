package handdial

import (
	"context"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/sounds"
)

var _ dialplan.Guard = (*Guard)(nil)

// Ask reads what was dialed and gives the verdict. The gate and the registers are asked only about numbers.
func (g *Guard) Ask(ctx context.Context, c dialplan.HandCall) (dialplan.Answer, error) {
	set := g.Settings()
	read := number.ReadDialed(c.Number, set.Dialing)
	v, ask := gate.Hand(gate.HandText{Read: read, Campaign: c.Campaign != "", Unreadable: set.mayBeUnread(c.From)})
	switch {
	case ask && c.Campaign == "":
		return g.askWithoutCampaign(ctx, c.From, read.Number)
	case ask:
		return g.askForCampaign(ctx, c, read.Number)
	case read.Kind == number.Unreadable:
		g.noteUnread(c, read.Why, v)
	}
	if v.Allowed {
		return dialplan.Answer{Allowed: true, Why: v.Why}, nil
	}
	campaign, err := g.Book.Campaign(ctx, dialer.CampaignID(c.Campaign))
	if err != nil || string(campaign.Client.ID) != c.Client {
		campaign = dialer.Campaign{} // the refusal holds, and is counted for no campaign
	}
	return g.refuse(campaign, v), nil
}

// noteUnread counts a text that cannot be read. One that is dialed all the same is written in the journal.
func (g *Guard) noteUnread(c dialplan.HandCall, why string, v gate.Verdict) {
	log := g.Log.WithField("phone", c.Phone).WithField("context", c.From).WithField("why", why)
	if !v.Allowed {
		g.unreadBlocked.Add(1)
		log.Warn("a text that cannot be read was dialed by hand, and is blocked")
		return
	}
	g.unreadAllowed.Add(1)
	log.Warn("a text that cannot be read is dialed by hand: the configuration allows it")
	g.Note(dialer.Batch{Facts: []dialer.Fact{{
		At: g.Now(), Kind: dialer.FactUnread, Code: c.From, Detail: detailOf(c.Channel, v.Why), By: c.Phone,
	}}})
}

// askWithoutCampaign judges a call for no client. A number in the call centre's own register is refused (4.4.4). In a
// context from which private persons are called, so is any number outside calling hours (4.2 j).
func (g *Guard) askWithoutCampaign(ctx context.Context, from string, n dialer.Number) (dialplan.Answer, error) {
	if why := g.Settings().closedTo(from, g.Now()); why != "" {
		v := gate.Verdict{Code: gate.BlockHours, Why: "outside calling hours: " + why}
		return g.refuse(dialer.Campaign{}, v), nil
	}
	f, err := g.Registers.Look(ctx, dialer.Campaign{}, dialer.Lead{Number: n}, g.Now())
	if err != nil {
		return dialplan.Answer{}, err
	}
	switch reservation.AnswerOf(dialer.Own, f.Registers).Answer {
	case dialer.Clear:
		return dialplan.Answer{Allowed: true, Why: "no campaign, not in the own register"}, nil
	case dialer.Reserved:
		v := gate.Verdict{Code: gate.BlockOwn, Why: "in the call centre's own register"}
		return g.refuse(dialer.Campaign{}, v), nil
	}
	return dialplan.Answer{}, errors.New("the own register gave no answer")
}

// asksAgain is how often the gate is asked about one call whose number is being reserved.
const asksAgain = 3

// askForCampaign gives the gate's verdict, and books what it allows before anything rings.
func (g *Guard) askForCampaign(ctx context.Context, c dialplan.HandCall, n dialer.Number) (dialplan.Answer, error) {
	campaign, err := g.Book.Campaign(ctx, dialer.CampaignID(c.Campaign))
	if err != nil {
		return dialplan.Answer{}, fmt.Errorf("%s: campaign of a context of the dialplan: %w", c.Phone, err)
	}
	if string(campaign.Client.ID) != c.Client {
		return dialplan.Answer{}, fmt.Errorf("%s: campaign %s is %s's, the dialplan says %s/%s",
			c.Phone, campaign.ID, campaign.Client.ID, c.Client, c.Campaign)
	}
	if campaign.Kind.Marketing() && !c.Marketing { // its context would be open while the daemon is away
		v := gate.Verdict{Code: gate.BlockCampaign, Why: "a marketing campaign's context sets " + dialplan.VarMarketing}
		return g.refuse(campaign, v), nil
	}
	for range asksAgain {
		a, err := g.judgeClaimed(ctx, c, campaign, n)
		if !errors.Is(err, engine.ErrChanged) {
			return a, err
		}
	}
	return dialplan.Answer{}, fmt.Errorf("%s: the number was reserved or changed each time that it was looked up",
		c.Phone)
}

// judgeClaimed judges while the number is claimed, so that a reservation made after the look is not missed.
func (g *Guard) judgeClaimed(
	ctx context.Context, c dialplan.HandCall, campaign dialer.Campaign, n dialer.Number,
) (dialplan.Answer, error) {
	claim, err := g.Engine.Claim(ctx, n)
	if err != nil {
		return dialplan.Answer{}, err
	}
	a, err := g.judge(ctx, c, campaign, n, claim)
	if claim != 0 && (err != nil || a.Attempt == 0) {
		g.Engine.Unclaim(n, claim)
	}
	return a, err
}

// judge asks the gate about a number of the campaign. Without a claim the number is ringing already.
func (g *Guard) judge(
	ctx context.Context, c dialplan.HandCall, campaign dialer.Campaign, n dialer.Number, claim engine.Claim,
) (dialplan.Answer, error) {
	lead, err := g.leadOf(ctx, c, campaign, n)
	if err != nil {
		return dialplan.Answer{}, err
	}
	now := g.Now()
	f, err := g.Registers.Look(ctx, campaign, lead, now)
	if err != nil {
		return dialplan.Answer{}, err
	}
	f.InFlight = f.InFlight || claim == 0
	f = g.Complete(f, campaign, lead, gate.PathByHand)
	v := gate.Decide(now, f)
	if !v.Allowed {
		return g.refuse(campaign, v), nil
	}
	if c.Unproven {
		return dialplan.Answer{}, fmt.Errorf("%s: the PBX does not say whether it dials this", c.Phone)
	}
	return g.bookAttempt(ctx, c, claim, f, v)
}

// leadOf is the campaign's lead with this number. Where there is none, the number comes from the source that the
// context names, if any; the gate judges that (4.2 a).
func (g *Guard) leadOf(
	ctx context.Context, h dialplan.HandCall, c dialer.Campaign, n dialer.Number,
) (dialer.Lead, error) {
	l, err := g.Book.LeadOf(ctx, c.ID, n)
	if errors.Is(err, dialer.ErrNotFound) {
		return dialer.Lead{Campaign: c.ID, Number: n, Source: h.Source}, nil
	}
	return l, err
}

// refuse counts the refusal in the journal, without the number, and gives the sound that says why.
func (g *Guard) refuse(c dialer.Campaign, v gate.Verdict) dialplan.Answer {
	g.Note(dialer.Batch{Facts: []dialer.Fact{{
		At: g.Now(), Kind: dialer.FactBlocked, Campaign: c.ID, Client: c.Client.ID, Code: v.Code, Detail: markOfHand,
	}}})
	sound := g.Sound(ReasonSound(v.Code).File(g.Settings().Language))
	return dialplan.Answer{Sound: sound, Why: v.Code + ": " + v.Why}
}

// ReasonSound is what the person who dialed hears when the gate refuses with the code.
func ReasonSound(code string) sounds.Prompt {
	switch code {
	case gate.BlockOwn, gate.BlockClient, gate.BlockNational:
		return sounds.GuardReserved
	case gate.BlockHours:
		return sounds.GuardHours
	case gate.BlockUnknown:
		return sounds.GuardNoAnswer
	}
	return sounds.GuardRefused
}
