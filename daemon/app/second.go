package app

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
func (h *House) Requests(ctx context.Context) ([]verb.Request, error) {
	staff, err := h.Staff(ctx)
	if err != nil {
		return nil, err
	}
	return h.requests(ctx, staff)
}

func (h *House) requests(ctx context.Context, staff []dialer.User) ([]verb.Request, error) {
	all, err := h.store.Waiting(ctx)
	return verb.Each(all, func(w sqlite.Waiting) verb.Request { return requestOut(w, staff) }), err
}

func requestOut(w sqlite.Waiting, staff []dialer.User) verb.Request {
	return verb.Request{
		ID: w.ID, Act: string(w.Act), Of: string(w.Of), Number: w.Subject.Number.Masked(), Why: w.Why, By: w.By, At: w.At,
		Until: w.Until(), Alone: people.Alone(w.Asked, staff),
		Others: verb.Each(people.Others(w.Asked, staff), func(id dialer.UserID) string { return string(id) }),
	}
}

// askToLift puts the lifting of a reservation before a second person. waits is false in a book without people: then it
// is done at once.
func (h *House) askToLift(ctx context.Context, r dialer.RegisterID, who dialer.Subject, why, by string) (
	waits bool, out verb.Request, err error) {
	staff, err := h.Staff(ctx)
	if err != nil || len(people.Active(staff)) == 0 {
		return false, out, err
	}
	w := sqlite.Waiting{Asked: people.Asked{Act: people.Lift, By: by}, Of: r, Subject: who, Why: why}
	w, err = h.store.Ask(ctx, w)
	return true, requestOut(w, staff), err
}

// DecideRequest confirms or refuses what another person asked for. What is confirmed is done at once.
func (h *House) DecideRequest(ctx context.Context, d verb.RequestDecision, by string) (verb.Request, error) {
	staff, err := h.Staff(ctx)
	if err != nil {
		return verb.Request{}, err
	}
	w, err := h.request(ctx, d.ID)
	if err != nil {
		return verb.Request{}, err
	}
	out := requestOut(w, staff)
	if d.Refuse {
		out.Verdict = "refused"
		if d.Why == "" {
			return out, dialer.Invalid{Field: "why", Why: "a reason: the journal keeps it"}
		}
		return out, h.store.Decide(ctx, w, out.Verdict, d.Why, by)
	}
	p, _ := people.Named(staff, by)
	alone, err := people.Confirm(h.now(), w.Asked, p, staff)
	if err != nil {
		return out, fmt.Errorf("request %d: %w", w.ID, err)
	}
	out.Verdict = verdict(alone)
	if w.Subject.Number == "" && len(w.Subject.Persons) == 0 {
		return out, fmt.Errorf("request %d: %w: its number was erased meanwhile", w.ID, dialer.ErrRefused)
	}
	// Decided first: a request is carried out once. What fails after it is asked for again.
	if err := h.store.Decide(ctx, w, out.Verdict, d.Why, by); err != nil {
		return out, err
	}
	return out, h.lift(ctx, w.Of, w.Subject, w.Why, both(w.By, by, alone))
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
func (h *House) request(ctx context.Context, id int64) (sqlite.Waiting, error) {
	all, err := h.store.Waiting(ctx)
	for _, w := range all {
		if w.ID == id {
			return w, err
		}
	}
	return sqlite.Waiting{}, errors.Join(err, fmt.Errorf("request %d: %w among those that wait", id, dialer.ErrNotFound))
}

// toErase is a wish for erasure as an act that needs a second person.
func toErase(e sqlite.Erasure) people.Asked {
	return people.Asked{Act: people.Erase, By: e.By, At: e.At}
}

// secondToErase holds a decision to erase against who asked for it. It gives how the journal names the act.
func (h *House) secondToErase(ctx context.Context, e sqlite.Erasure, by string) (string, error) {
	staff, err := h.Staff(ctx)
	if err != nil || len(people.Active(staff)) == 0 {
		return by, err
	}
	p, _ := people.Named(staff, by)
	alone, err := people.Confirm(h.now(), toErase(e), p, staff)
	if err != nil {
		return "", fmt.Errorf("erasure %d: %w", e.ID, err)
	}
	return both(e.By, by, alone), nil
}

// waitingFor is everything that status says waits for a second person: requests, and wishes for erasure.
func (h *House) waitingFor(ctx context.Context, staff []dialer.User) (out []verb.Request, err error) {
	if out, err = h.requests(ctx, staff); err != nil {
		return nil, err
	}
	wishes, err := h.store.Erasures(ctx, false)
	for _, e := range wishes {
		w := sqlite.Waiting{Asked: toErase(e), ID: e.ID, Subject: dialer.Subject{Number: e.Number}, Why: e.Why}
		out = append(out, requestOut(w, staff))
	}
	return out, err
}
