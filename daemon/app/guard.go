package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/sounds"
)

// handPBX is what the guard asks of the PBX.
type handPBX interface {
	HandCall(ctx context.Context, channel string) (lives, up bool, err error)
	StopRinging(ctx context.Context, channel string) error
	// HandAttempt gives the attempt that a channel carries; "" where it carries none, or has gone.
	HandAttempt(ctx context.Context, channel string) (attempt string, err error)
}

// handLine is the PBX before it is there, as line is the engine's.
type handLine struct{ handPBX }

// guard decides about calls dialed by hand: the same gate and the same look at the registers as for the floor's own
// calls.
type guard struct {
	house *House
	look  engine.Registers
	pbx   handPBX
	life  context.Context // of the floor: what is on its way to the disk ends with it
	ends  sync.WaitGroup

	counts unreadCounts

	mu   sync.Mutex
	open map[dialer.AttemptID]*handCall
}

var _ dialplan.Guard = (*guard)(nil)

func newGuard(life context.Context, h *House, look engine.Registers, pbx handPBX) *guard {
	return &guard{house: h, look: look, pbx: pbx, life: life, open: map[dialer.AttemptID]*handCall{}}
}

// forCampaign gives the gate's verdict, and books what it allows before anything rings.
func (g *guard) forCampaign(ctx context.Context, c dialplan.HandCall, n dialer.Number) (dialplan.Answer, error) {
	campaign, err := g.house.store.Campaign(ctx, dialer.CampaignID(c.Campaign))
	if err != nil {
		return dialplan.Answer{}, fmt.Errorf("%s: campaign of a context of the dialplan: %w", c.Phone, err)
	}
	if string(campaign.Client.ID) != c.Client {
		return dialplan.Answer{}, fmt.Errorf("%s: campaign %s is %s's, the dialplan says %s/%s", c.Phone, campaign.ID, campaign.Client.ID, c.Client, c.Campaign)
	}
	if campaign.Kind.Marketing() && !c.Marketing { // its context would be open while we are away
		return g.block(campaign, gate.Verdict{Code: gate.BlockCampaign, Why: "a marketing campaign's context sets " + dialplan.VarMarketing}), nil
	}
	for range asksAgain {
		a, err := g.claimed(ctx, c, campaign, n)
		if !errors.Is(err, engine.ErrChanged) {
			return a, err
		}
	}
	return dialplan.Answer{}, fmt.Errorf("%s: the number was reserved or changed each time that it was looked up", c.Phone)
}

// asksAgain is how often the gate is asked about one call whose number is reserved just then.
const asksAgain = 3

// claimed decides while the number is held, so that a reservation that comes after the look is heard of.
func (g *guard) claimed(ctx context.Context, c dialplan.HandCall, campaign dialer.Campaign, n dialer.Number) (dialplan.Answer, error) {
	claim, err := g.house.engine.Claim(ctx, n)
	if err != nil {
		return dialplan.Answer{}, err
	}
	a, err := g.decide(ctx, c, campaign, n, claim)
	if claim != 0 && (err != nil || a.Attempt == 0) {
		g.house.engine.Unclaim(n, claim)
	}
	return a, err
}

// withoutCampaign: somebody of the house rings somebody, for no client. Who asked us never to be contacted, for
// anyone, is kept from it (4.4.4), and so is everybody outside calling hours where the context rings private persons
// (4.2 j).
func (g *guard) withoutCampaign(ctx context.Context, from string, n dialer.Number) (dialplan.Answer, error) {
	if why := g.house.closedTo(from); why != "" {
		return g.block(dialer.Campaign{}, gate.Verdict{Code: gate.BlockHours, Why: "outside calling hours: " + why}), nil
	}
	f, err := g.look.Look(ctx, dialer.Campaign{}, dialer.Lead{Number: n}, g.house.now())
	if err != nil {
		return dialplan.Answer{}, err
	}
	switch reservation.AnswerOf(dialer.Own, f.Registers).Answer {
	case dialer.Clear:
		return dialplan.Answer{Allowed: true, Why: "no campaign, not in the own register"}, nil
	case dialer.Reserved:
		return g.block(dialer.Campaign{}, gate.Verdict{Code: gate.BlockOwn, Why: "in the call centre's own register"}), nil
	}
	return dialplan.Answer{}, errors.New("the own register gave no answer")
}

// closedTo says why private persons may not be rung now from a context without a campaign; "" where they may, and where
// the context rings none.
func (h *House) closedTo(context string) string {
	cfg := h.cfg()
	if !cfg.Guard.Private(context) {
		return ""
	}
	w := cfg.HoursRules().At(h.now(), cfg.RingTime())
	if w.Open {
		return ""
	}
	return cmp.Or(w.Why, "closed")
}

// decide asks the gate about a number of the campaign; no claim says that it is being rung already.
func (g *guard) decide(
	ctx context.Context, c dialplan.HandCall, campaign dialer.Campaign, n dialer.Number, claim engine.Claim,
) (dialplan.Answer, error) {
	lead, err := g.lead(ctx, c, campaign, n)
	if err != nil {
		return dialplan.Answer{}, err
	}
	now := g.house.now()
	f, err := g.look.Look(ctx, campaign, lead, now)
	if err != nil {
		return dialplan.Answer{}, err
	}
	f.InFlight = f.InFlight || claim == 0
	f = g.house.facts(f, campaign, lead, gate.PathByHand)
	v := gate.Decide(now, f)
	if !v.Allowed {
		return g.block(campaign, v), nil
	}
	if c.Unproven {
		return dialplan.Answer{}, fmt.Errorf("%s: the PBX does not say whether it dials this", c.Phone)
	}
	return g.book(ctx, c, claim, f, v)
}

// lead is the campaign's lead with this number. One that it does not have comes from the source that the context
// names, if any; the gate judges that (4.2 a).
func (g *guard) lead(ctx context.Context, h dialplan.HandCall, c dialer.Campaign, n dialer.Number) (dialer.Lead, error) {
	l, err := g.house.store.LeadOf(ctx, c.ID, n)
	if errors.Is(err, dialer.ErrNotFound) {
		return dialer.Lead{Campaign: c.ID, Number: n, Source: h.Source}, nil
	}
	return l, err
}

// block counts the refusal, naming no contact, and says why.
func (g *guard) block(c dialer.Campaign, v gate.Verdict) dialplan.Answer {
	g.house.engine.Note(dialer.Batch{Facts: []dialer.Fact{{
		At: g.house.now(), Kind: dialer.FactBlocked, Campaign: c.ID, Client: c.Client.ID, Code: v.Code, Detail: handMark,
	}}})
	lang := g.house.cfg().Sounds.Language
	sound := filepath.Join(g.house.cfg().Sounds.Dir, filepath.FromSlash(reasonSound(v.Code).File(lang)))
	return dialplan.Answer{Sound: sound, Why: v.Code + ": " + v.Why}
}

// reasonSound is what the person who dialed hears.
func reasonSound(code string) sounds.Prompt {
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

// handMark begins the words of each fact of a call by hand; a booking's go on with the channel.
const (
	handState   = "by hand" // in the status: whether it rings or talks is the PBX's to know
	handMark    = "Path: hand-dialed"
	handChannel = "; channel "
)

// book writes the attempt down. The extension is its agent: the person's name where the book has one for the phone.
func (g *guard) book(ctx context.Context, c dialplan.HandCall, claim engine.Claim, f gate.Facts, v gate.Verdict) (dialplan.Answer, error) {
	agent := dialer.AgentID(c.Phone)
	if a, err := g.house.store.AgentByEndpoint(ctx, c.Phone); err == nil {
		agent = a.ID
	}
	call := &handCall{
		agent: agent, campaign: f.Campaign, lead: f.Lead.ID, number: f.Lead.Number, channel: c.Channel,
		allowed: g.house.now(), tries: f.CampaignAttempts + 1,
	}
	booked := dialer.Fact{
		At: v.At, Kind: dialer.FactBooked, Campaign: f.Campaign.ID, Client: f.Campaign.Client.ID, Lead: f.Lead.ID, Agent: agent,
		Number: f.Lead.Number, Visible: f.Campaign.Visible, T: g.house.cfg().ConnectWithin(), Code: v.Code, By: c.Phone,
		Detail: handMark + handChannel + c.Channel + "; " + strings.Join(v.Checked, "; "), Registers: v.Registers, Exempt: v.Exempt,
	}
	b := dialer.Batch{Facts: []dialer.Fact{booked}}
	if call.lead != 0 {
		b.Leads = []dialer.LeadChange{{Lead: call.lead, State: dialer.LeadDone, Code: "booked"}}
	}
	id, err := g.house.engine.BookHand(ctx, claim, g.onFloor(call), b)
	if err != nil {
		return dialplan.Answer{}, err
	}
	g.mu.Lock()
	g.open[id] = call
	g.mu.Unlock()
	g.house.log.WithField("attempt", id).WithField("campaign", call.campaign.ID).WithField("number", call.number.Masked()).Info("dialed by hand")
	return dialplan.Answer{Allowed: true, Attempt: int64(id), Visible: string(f.Campaign.Visible), Why: v.Code}, nil
}

func (g *guard) onFloor(c *handCall) engine.HandCall {
	return engine.HandCall{Number: c.number, Client: c.campaign.Client.ID, Cancel: func(ctx context.Context) error {
		return g.pbx.StopRinging(ctx, c.channel)
	}}
}

// because is the fault without the number it concerns.
func because(err error) string {
	if bad, ok := errors.AsType[dialer.Invalid](err); ok {
		return bad.Why
	}
	return err.Error()
}

// facts completes what was looked up with what the house knows.
func (h *House) facts(f gate.Facts, c dialer.Campaign, l dialer.Lead, by gate.Path) gate.Facts {
	if f.Lead.ID == 0 { // else it is the lead as the look found it, a moment ago
		f.Lead = l
	}
	f.Campaign, f.Responsible, f.Hours, f.Path = c, h.cfg().ResponsibleManager(), h.cfg().HoursRules(), by
	f.Rest = h.cfg().RestTime()
	return f
}

// handCall is one that the guard let through and that has not ended.
type handCall struct {
	agent    dialer.AgentID
	campaign dialer.Campaign
	lead     dialer.LeadID
	number   dialer.Number
	channel  string
	allowed  time.Time // when the PBX was told: Dial() follows at once
	tries    int

	gone    time.Time     // when the PBX was first seen to have no such channel
	written chan struct{} // of its end: closed when that is on the disk; nil: not told yet
}
