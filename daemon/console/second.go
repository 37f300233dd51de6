package console

import (
	"context"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/people"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Requests lists what waits for a second person.
func (p *Persons) Requests(ctx context.Context) ([]verb.Request, error) {
	staff, err := p.Staff(ctx)
	if err != nil {
		return nil, err
	}
	return p.requests(ctx, staff)
}

func (p *Persons) requests(ctx context.Context, staff []dialer.User) ([]verb.Request, error) {
	all, err := p.ports.Requests.Waiting(ctx)
	return verb.Each(all, func(w sqlite.Waiting) verb.Request { return requestOut(w, staff) }), err
}

func requestOut(w sqlite.Waiting, staff []dialer.User) verb.Request {
	return verb.Request{
		ID: w.ID, Act: string(w.Act), Of: string(w.Of), Number: w.Subject.Number.Masked(), Why: w.Why, By: w.By,
		At:    w.At,
		Until: w.Until(), Alone: people.Alone(w.Asked, staff),
		Others: verb.Each(people.Others(w.Asked, staff), func(id dialer.UserID) string { return string(id) }),
	}
}

// AskToLift puts the lifting of a reservation before a second person. waits is false in a book without people: then it
// is done at once.
func (p *Persons) AskToLift(
	ctx context.Context, r dialer.RegisterID, who dialer.Subject, why, by string,
) (waits bool, out verb.Request, err error) {
	staff, err := p.Staff(ctx)
	if err != nil || len(people.Active(staff)) == 0 {
		return false, out, err
	}
	w := sqlite.Waiting{Asked: people.Asked{Act: people.Lift, By: by}, Of: r, Subject: who, Why: why}
	w, err = p.ports.Requests.Ask(ctx, w)
	return true, requestOut(w, staff), err
}

// DecideRequest confirms or refuses what another person asked for. What is confirmed is done at once.
func (p *Persons) DecideRequest(ctx context.Context, d verb.RequestDecision, by string) (verb.Request, error) {
	staff, err := p.Staff(ctx)
	if err != nil {
		return verb.Request{}, err
	}
	w, err := p.request(ctx, d.ID)
	if err != nil {
		return verb.Request{}, err
	}
	out := requestOut(w, staff)
	if d.Refuse {
		out.Verdict = "refused"
		if d.Why == "" {
			return out, dialer.Invalid{Field: "why", Why: "a reason: the journal keeps it"}
		}
		return out, p.ports.Requests.Decide(ctx, w, out.Verdict, d.Why, by)
	}
	asker, _ := people.Named(staff, by)
	alone, err := people.Confirm(p.ports.Now(), w.Asked, asker, staff)
	if err != nil {
		return out, fmt.Errorf("request %d: %w", w.ID, err)
	}
	out.Verdict = verdict(alone)
	if w.Subject.Number == "" && len(w.Subject.Persons) == 0 {
		return out, fmt.Errorf("request %d: %w: its number was erased meanwhile", w.ID, dialer.ErrRefused)
	}
	// Decided first: a request is carried out once. What fails after it is asked for again.
	if err := p.ports.Requests.Decide(ctx, w, out.Verdict, d.Why, by); err != nil {
		return out, err
	}
	return out, p.ports.Lift(ctx, w.Of, w.Subject, w.Why, both(w.By, by, alone))
}

// verdict names how a request was settled.
func verdict(alone bool) string {
	if alone {
		return "alone"
	}
	return "confirmed"
}

// both is how the journal names an act of two people, or of one who was alone.
func both(asked, confirmed string, alone bool) string {
	if alone {
		return asked + ", alone"
	}
	return asked + ", confirmed by " + confirmed
}

// request is one that waits.
func (p *Persons) request(ctx context.Context, id int64) (sqlite.Waiting, error) {
	all, err := p.ports.Requests.Waiting(ctx)
	for _, w := range all {
		if w.ID == id {
			return w, err
		}
	}
	return sqlite.Waiting{}, errors.Join(err,
		fmt.Errorf("request %d: %w among those that wait", id, dialer.ErrNotFound))
}

// toErase is a wish for erasure as an act that needs a second person.
func toErase(e sqlite.Erasure) people.Asked {
	return people.Asked{Act: people.Erase, By: e.By, At: e.At}
}

// SecondToErase holds a decision to erase against who asked for it. It gives how the journal names the act.
func (p *Persons) SecondToErase(ctx context.Context, e sqlite.Erasure, by string) (string, error) {
	staff, err := p.Staff(ctx)
	if err != nil || len(people.Active(staff)) == 0 {
		return by, err
	}
	asker, _ := people.Named(staff, by)
	alone, err := people.Confirm(p.ports.Now(), toErase(e), asker, staff)
	if err != nil {
		return "", fmt.Errorf("erasure %d: %w", e.ID, err)
	}
	return both(e.By, by, alone), nil
}

// WaitingFor is everything that status says waits for a second person: requests, and wishes for erasure.
func (p *Persons) WaitingFor(ctx context.Context, staff []dialer.User) (out []verb.Request, err error) {
	if out, err = p.requests(ctx, staff); err != nil {
		return nil, err
	}
	wishes, err := p.ports.Requests.Erasures(ctx, false)
	for _, e := range wishes {
		w := sqlite.Waiting{Asked: toErase(e), ID: e.ID, Subject: dialer.Subject{Number: e.Number}, Why: e.Why}
		out = append(out, requestOut(w, staff))
	}
	return out, err
}
