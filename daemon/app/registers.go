package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// registerSets are the registers that people ask about and change. Without a daemon they were opened a moment ago: a
// shared Redis gets the time to answer for the first time.
func (h *House) registerSets(ctx context.Context) (Sets, error) {
	if h.engine != nil {
		return h.sets, nil
	}
	soon, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	return h.sets, h.sets.Ready(soon)
}

// registerID reads a register's name as people give it: a client's id alone is its register.
func registerID(name string) dialer.RegisterID {
	switch id := dialer.RegisterID(name); {
	case id == dialer.Own, id == dialer.National, id == dialer.NationalVoluntary, strings.HasPrefix(name, string(dialer.RegisterOf(""))):
		return id
	}
	return dialer.RegisterOf(dialer.ClientID(name))
}

// Reservations lists what was added to the registers one by one.
func (h *House) Reservations(ctx context.Context) ([]verb.Reservation, error) {
	all, err := h.store.Reservations(ctx)
	if err != nil {
		return nil, err
	}
	return verb.Each(all, func(r sqlite.Reservation) verb.Reservation {
		return verb.Reservation{Scope: r.Scope, Number: string(r.Number), At: r.At, Source: r.Source, By: r.By}
	}), nil
}

// RegisterList tells of every register there is; the national one is in it even if it was never delivered.
func (h *House) RegisterList(ctx context.Context) ([]verb.Register, error) {
	all, err := h.registerNames(ctx)
	if err != nil {
		return nil, err
	}
	snap, err := h.sets.Snapshot(ctx, all)
	if err != nil {
		return nil, err
	}
	return verb.Each(all, func(r dialer.RegisterID) verb.Register { return h.registerOut(snap[r]) }), nil
}

// registerNames are all registers: the national one first, then the call centre's own and the clients'.
func (h *House) registerNames(ctx context.Context) ([]dialer.RegisterID, error) {
	registers, err := h.registerSets(ctx)
	if err != nil {
		return nil, err
	}
	versions, err := registers.Versions(ctx)
	if err != nil {
		return nil, err
	}
	names := []dialer.RegisterID{dialer.National, dialer.Own}
	for _, v := range versions {
		if !slices.Contains(names, v.Register) {
			names = append(names, v.Register)
		}
	}
	return names, nil
}

func (h *House) registerOut(s *sets.Set) verb.Register {
	v := s.Version
	out := verb.Register{
		Register: string(v.Register), Version: v.Version, Seq: v.Seq, Numbers: s.Base.Count(), PersonKeys: s.Base.PersonCount(),
		Added: len(s.Added), Removed: len(s.Removed), LoadedAt: v.LoadedAt,
	}
	switch {
	case !s.Loaded:
		out.Why = "never delivered: ringevett register import " + string(v.Register) + " FILE"
	case sets.NeedsBase(v.Register):
		f := reservation.Delivered(h.now(), dialer.Campaign{WashMaxAge: reservation.WashMost}, v)
		out.FreshUntil = f.Until
		if !f.Fresh {
			out.Why = f.Why
		}
	}
	return out
}

// CheckNumber tells what each register says of a number.
func (h *House) CheckNumber(ctx context.Context, text string) (verb.NumberCheck, error) {
	n, err := number.Parse(text)
	if err != nil {
		return verb.NumberCheck{}, err
	}
	all, err := h.registerNames(ctx)
	if err != nil {
		return verb.NumberCheck{}, err
	}
	answers, err := h.sets.Check(ctx, dialer.Subject{Number: n}, all)
	if err != nil {
		return verb.NumberCheck{}, err
	}
	return verb.NumberCheck{Number: string(n), Registers: verb.Each(answers, func(a dialer.RegisterAnswer) verb.RegisterAnswer {
		return verb.RegisterAnswer{Register: string(a.Register), Answer: a.Answer.String(), Version: a.Version, Seq: a.Seq, LoadedAt: a.LoadedAt}
	})}, nil
}

// Reserve puts a number in a register; what rings there stops at once (4.4.4).
func (h *House) Reserve(ctx context.Context, w verb.Wish, by string) error {
	who, err := h.wished(w)
	if err != nil {
		return err
	}
	registers, err := h.registerSets(ctx)
	if err != nil {
		return err
	}
	r := registerID(w.Scope)
	if _, err := registers.Add(ctx, r, who, dialer.RegisterEntry{Source: w.Why, By: by}); err != nil {
		return err
	}
	if who.Number != "" {
		h.stopRinging(r, who.Number)
	}
	return nil
}

// stopRinging tells the floor of a reservation. One in the national register bars some kinds of campaign only: the gate
// knows which, at the next dial.
func (h *House) stopRinging(r dialer.RegisterID, n dialer.Number) {
	if h.engine == nil || sets.NeedsBase(r) {
		return
	}
	told := engine.NumberReserved{Number: n}
	if client, is := strings.CutPrefix(string(r), string(dialer.RegisterOf(""))); is {
		told.Client = dialer.ClientID(client)
	}
	h.engine.Tell(told)
}

// Unreserve takes a number out of a register, for a reason that is kept. In a book with people it asks for it, and a
// second person confirms.
func (h *House) Unreserve(ctx context.Context, w verb.Wish, by string) (verb.Lifted, error) {
	who, err := h.wished(w)
	if err != nil {
		return verb.Lifted{}, err
	}
	waits, request, err := h.AskToLift(ctx, registerID(w.Scope), who, w.Why, by)
	if waits || err != nil {
		return verb.Lifted{Request: &request}, err
	}
	return verb.Lifted{}, h.lift(ctx, registerID(w.Scope), who, w.Why, by)
}

// lift takes a number or a person out of a register at once.
func (h *House) lift(ctx context.Context, r dialer.RegisterID, who dialer.Subject, why, by string) error {
	registers, err := h.registerSets(ctx)
	if err != nil {
		return err
	}
	_, err = registers.Remove(ctx, r, who, dialer.RegisterEntry{Reason: why, By: by})
	return err
}

// wished reads a wish and tells all its faults at once. Who is named has the keys by which a register knows persons
// (10 second paragraph); what could find nobody is refused.
func (h *House) wished(w verb.Wish) (who dialer.Subject, err error) {
	if w.Scope == "" {
		err = dialer.Invalid{Field: "scope", Why: `"own" for every client, "national", or a client's id`}
	}
	if w.Why == "" {
		err = errors.Join(err, dialer.Invalid{Field: "why", Why: "how the wish reached us: it is kept (10)"})
	}
	person := w.Name+w.Birth+w.Address != ""
	if w.Number != "" || !person {
		var wrong error
		who.Number, wrong = number.Parse(w.Number)
		err = errors.Join(err, wrong)
	}
	if !person {
		return who, err
	}
	born, wrong := birthOf(w.Birth, h.now())
	err = errors.Join(err, wrong)
	if wrong == nil && !reservation.Matchable(w.Name, born, w.Address) {
		err = errors.Join(err, dialer.Invalid{Field: "name", Why: "a name with a birth date, or with a street address and its postcode: else nobody is found by it"})
	}
	who.Persons = reservation.Keys(h.store.PersonSecret(), w.Name, born, w.Address)
	return who, err
}

// birthOf reads a birth date that has been; none where the text is empty.
func birthOf(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	born, ok := reservation.ReadBirth(text)
	if !ok || born.After(now) {
		return time.Time{}, dialer.Invalid{Field: "birth", Value: text, Why: reservation.BirthForms + ", that has been"}
	}
	return born, nil
}

// snapshotOf takes one register that has been delivered, or needs no delivery.
func (h *House) snapshotOf(ctx context.Context, name string) (*sets.Set, error) {
	r := registerID(name)
	all, err := h.registerNames(ctx)
	if err != nil {
		return nil, err
	}
	snap, err := h.sets.Snapshot(ctx, []dialer.RegisterID{r})
	if err != nil {
		return nil, err
	}
	if !slices.Contains(all, r) || !snap[r].Loaded {
		return nil, fmt.Errorf("register %s: nothing was ever delivered: %w", r, dialer.ErrNotFound)
	}
	return snap[r], nil
}
