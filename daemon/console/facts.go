package console

import (
	"context"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/sale"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// JournalHeads tells where the chain stood at the end of each of the last days, the newest first.
func (r *Reports) JournalHeads(ctx context.Context, days int) ([]verb.DayHead, error) {
	all, err := r.p.Journal.Heads(ctx, days)
	return verb.Each(all, headOut), err
}

func headOut(d sqlite.DayHead) verb.DayHead {
	return verb.DayHead{Day: string(d.Day), At: d.At, Head: d.Head, Key: d.Key, First: d.First}
}

// Facts lists facts in the order written, numbers masked.
func (r *Reports) Facts(ctx context.Context, q verb.FactsQuery) ([]verb.Fact, error) {
	pick := sqlite.Query{
		Campaign: dialer.CampaignID(q.Campaign), Attempt: dialer.AttemptID(q.Attempt), From: q.From, To: q.To,
		Last: q.Limit,
	}
	names, err := r.names(ctx)
	if err != nil {
		return nil, err
	}
	out := []verb.Fact{}
	for f, err := range r.p.Journal.Facts(ctx, pick) {
		if err != nil {
			return nil, err
		}
		told := verb.FactOf(f)
		told.Named = names[f.Campaign][f.Disposition]
		out = append(out, told)
	}
	return out, nil
}

// names are the campaigns' own words for outcomes.
func (r *Reports) names(ctx context.Context) (map[dialer.CampaignID]map[dialer.Disposition]string, error) {
	all, err := r.p.Days.Campaigns(ctx)
	names := map[dialer.CampaignID]map[dialer.Disposition]string{}
	for _, c := range all {
		names[c.ID] = c.Names
	}
	return names, err
}

// Forget erases a number everywhere but in the registers.
func (r *Reports) Forget(ctx context.Context, text, why, by string) (verb.Forgotten, error) {
	n, err := number.Parse(text)
	if why == "" {
		err = errors.Join(err, dialer.Invalid{Field: "why", Why: "on whose wish: it is kept, without the number"})
	}
	if err != nil {
		return verb.Forgotten{}, err
	}
	facts, err := r.p.Journal.Forget(ctx, n, why, by)
	return verb.Forgotten{Facts: facts}, err
}

// Dispose takes the word on a conversation: by the engine while the agent's leg is open, else as a correcting fact.
func (r *Reports) Dispose(ctx context.Context, attempt int64, word, by string) error {
	const dispositions = "person, machine, wrong_number, call_later, not_interested, completed, away or sale"
	d := dialer.Disposition(word)
	if d.Final() || !d.Live() && d != dialer.Machine {
		return dialer.Invalid{Field: "disposition", Value: word, Why: dispositions}
	}
	id := dialer.AttemptID(attempt)
	if calls := r.p.Calls(); calls != nil {
		err := calls.Dispose(ctx, id, d, by)
		if !errors.Is(err, dialer.ErrNotFound) {
			return err
		}
	}
	return r.disposeLate(ctx, id, d, by)
}

// campaign is the campaign of a call, in use or not.
func (r *Reports) campaign(ctx context.Context, id dialer.CampaignID) (dialer.Campaign, error) {
	all, err := r.p.Days.Campaigns(ctx)
	if err != nil {
		return dialer.Campaign{}, err
	}
	for _, c := range all {
		if c.ID == id {
			return c, nil
		}
	}
	return dialer.Campaign{}, fmt.Errorf("campaign %s: %w", id, dialer.ErrNotFound)
}

// disposeLate corrects the journal alone: what becomes of the lead was decided when the call ended.
func (r *Reports) disposeLate(ctx context.Context, id dialer.AttemptID, d dialer.Disposition, by string) error {
	var booked, bridged, ended dialer.Fact
	stands := false
	var call sale.Sale
	for f, err := range r.p.Journal.Facts(ctx, sqlite.Query{Attempt: id}) {
		if err != nil {
			return err
		}
		call = call.Apply(f)
		switch f.Kind {
		case dialer.FactBooked:
			booked = f
		case dialer.FactBridged:
			bridged = f
		case dialer.FactEnded, dialer.FactLost:
			ended = f
		case dialer.FactDisposed:
			stands = stands || f.Disposition.Final()
		}
	}
	switch {
	case stands && d != dialer.Sold: // of a sale the rule says it
		return fmt.Errorf("attempt %d: %w: the agent ended it for the person's sake, and that word stands (4.2 e, f)",
			id, dialer.ErrRefused)
	case booked.Kind == "":
		return fmt.Errorf("attempt %d: %w", id, dialer.ErrNotFound)
	case bridged.Kind == "" || ended.Kind == "":
		return fmt.Errorf("attempt %d: %w: only a conversation that is over has a disposition", id, dialer.ErrRefused)
	}
	c, err := r.campaign(ctx, booked.Campaign)
	if err == nil {
		err = c.Kind.Admits(d)
	}
	if err != nil {
		return err
	}
	b := sqlite.Batch{Facts: []dialer.Fact{{
		At: r.p.Now(), Kind: dialer.FactDisposed, Campaign: booked.Campaign, Client: booked.Client,
		Attempt: id, Lead: booked.Lead, Agent: bridged.Agent, Disposition: d, Code: dialer.Typed, By: by,
	}}}
	if d == dialer.Sold {
		sold, err := sale.Step(r.p.Now(), c, call, sale.Sell{By: by}) // every item was ticked in the call (6 a)
		if err != nil {
			return err
		}
		b.Facts = append(b.Facts, sold...)
	}
	if calls := r.p.Calls(); calls != nil { // the engine counts the ledgers
		return calls.Correct(ctx, b)
	}
	return r.p.Journal.Write(ctx, b)
}
