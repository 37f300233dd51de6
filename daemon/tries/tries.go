// Package tries makes tries: calls from the floor to an extension of this PBX, at any hour. The rule is package
// tryout's, the engine carries a try out; this room asks the PBX about the phone and answers people.
package tries

import (
	"context"
	"fmt"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/tryout"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Ports is what the room needs of the rest of the program.
type Ports struct {
	Book  Book
	Floor func() Floor // nil without a daemon
	PBX   func() PBX   // nil without a daemon
	House func() tryout.House
	Login func() string // the code by which agents log in
}

// Book has agents and campaigns.
type Book interface {
	Agents(ctx context.Context) ([]dialer.Agent, error)
	Campaigns(ctx context.Context) ([]dialer.Campaign, error)
}

// Floor is the engine.
type Floor interface {
	BeginTry(ctx context.Context, o engine.TryOrder) error
	TryNow(ctx context.Context) (v engine.TryView, made bool, err error)
	EndTry(ctx context.Context, why string) error
}

// PBX tells of phones.
type PBX interface {
	Phone(ctx context.Context, e tryout.Extension) (tryout.Phone, error)
	TryChannel() string
}

// Tries is the room.
type Tries struct{ p Ports }

// New makes the room.
func New(p Ports) *Tries { return &Tries{p} }

// Verbs are what people ask of it.
func (o *Tries) Verbs() []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.BeginTry, o.Begin),
		rest.Bind(verb.ShowTry, rest.Reading(o.Show)),
		rest.Bind(verb.EndTry, rest.Doing(o.End)),
	}
}

// Begin begins a try, if the extension may be rung.
func (o *Tries) Begin(ctx context.Context, ask verb.TryAsk, by string) (verb.Try, error) {
	e, err := tryout.Read(ask.Extension)
	if err != nil {
		return verb.Try{}, fmt.Errorf("%w: %w", dialer.ErrRefused, err)
	}
	floor, pbx := o.p.Floor(), o.p.PBX()
	if floor == nil || pbx == nil {
		return verb.Try{}, fmt.Errorf("%w: no daemon runs: start it with: ringevett serve", dialer.ErrRefused)
	}
	house := o.p.House()
	if house.Agent, err = o.phoneOf(ctx, dialer.AgentID(ask.Agent)); err != nil {
		return verb.Try{}, err
	}
	order := engine.TryOrder{
		Channel: pbx.TryChannel(), Extension: e, House: house, Agent: dialer.AgentID(ask.Agent), By: by,
	}
	if order.Campaign, err = o.campaignOf(ctx, ask); err != nil {
		return verb.Try{}, err
	}
	if order.Phone, err = pbx.Phone(ctx, e); err != nil {
		return verb.Try{}, fmt.Errorf("%w: %w", dialer.ErrRefused, err)
	}
	if err := floor.BeginTry(ctx, order); err != nil {
		return verb.Try{}, err
	}
	return o.Show(ctx)
}

func (o *Tries) phoneOf(ctx context.Context, id dialer.AgentID) (string, error) {
	all, err := o.p.Book.Agents(ctx)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(all, func(a dialer.Agent) bool { return a.ID == id })
	if i < 0 {
		return "", fmt.Errorf("agent %s: %w; ringevett agent list shows them", id, dialer.ErrNotFound)
	}
	return all[i].Endpoint, nil
}

// campaignOf is the campaign that was named, or the first of the agent's; "": the agent has none.
func (o *Tries) campaignOf(ctx context.Context, ask verb.TryAsk) (dialer.CampaignID, error) {
	all, err := o.p.Book.Campaigns(ctx)
	if err != nil {
		return "", err
	}
	for _, c := range dialer.InUse(all) {
		if ask.Campaign == "" && slices.Contains(c.Agents, dialer.AgentID(ask.Agent)) || string(c.ID) == ask.Campaign {
			return c.ID, nil
		}
	}
	if ask.Campaign != "" {
		return "", fmt.Errorf("campaign %s: %w", ask.Campaign, dialer.ErrNotFound)
	}
	return "", nil
}

// Show gives the try under way, or the last one.
func (o *Tries) Show(ctx context.Context) (verb.Try, error) {
	floor := o.p.Floor()
	if floor == nil {
		return verb.Try{}, fmt.Errorf("%w: no daemon runs, so no try is made", dialer.ErrNotFound)
	}
	v, made, err := floor.TryNow(ctx)
	if err != nil {
		return verb.Try{}, err
	}
	if !made {
		return verb.Try{}, fmt.Errorf("a try since the daemon's start: %w", dialer.ErrNotFound)
	}
	return o.told(v), nil
}

func (o *Tries) told(v engine.TryView) verb.Try {
	t := verb.Try{
		Extension: string(v.Extension), Agent: string(v.Agent), Campaign: string(v.Campaign), State: v.State,
		Heard: append([]string{}, v.Heard...), Over: v.Over, Talked: slices.Contains(v.Heard, engine.HeardJoined),
	}
	if v.State == engine.TryWaits {
		t.Next = fmt.Sprintf("dial %s on %s and key the PIN", o.p.Login(), v.House.Agent)
	}
	return t
}

// End ends the try under way.
func (o *Tries) End(ctx context.Context, _ verb.Nothing, by string) error {
	floor := o.p.Floor()
	if floor == nil {
		return nil
	}
	return floor.EndTry(ctx, "ended by "+by)
}
