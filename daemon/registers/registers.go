package registers

import (
	"context"
	"fmt"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Reservations lists what was added to the registers one by one.
func (r *Registers) Reservations(ctx context.Context) ([]verb.Reservation, error) {
	all, err := r.p.Book.Reservations(ctx)
	if err != nil {
		return nil, err
	}
	return verb.Each(all, func(x sqlite.Reservation) verb.Reservation {
		return verb.Reservation{Scope: x.Scope, Number: string(x.Number), At: x.At, Source: x.Source, By: x.By}
	}), nil
}

// RegisterList describes every register there is; the national one is in it even if it was never delivered.
func (r *Registers) RegisterList(ctx context.Context) ([]verb.Register, error) {
	all, err := r.names(ctx)
	if err != nil {
		return nil, err
	}
	snap, err := r.p.Sets.Snapshot(ctx, all)
	if err != nil {
		return nil, err
	}
	return verb.Each(all, func(id dialer.RegisterID) verb.Register { return r.describe(snap[id]) }), nil
}

// names lists all registers: the national one first, then the call centre's own and the clients'.
func (r *Registers) names(ctx context.Context) ([]dialer.RegisterID, error) {
	registers, err := r.ready(ctx)
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

// describe gives a register's size, version and age.
func (r *Registers) describe(s *sets.Set) verb.Register {
	v := s.Version
	out := verb.Register{
		Register: string(v.Register), Version: v.Version, Seq: v.Seq,
		Numbers: s.Base.Count(), PersonKeys: s.Base.PersonCount(),
		Added: len(s.Added), Removed: len(s.Removed), LoadedAt: v.LoadedAt,
	}
	switch {
	case !s.Loaded:
		out.Why = "never delivered: ringevett register import " + string(v.Register) + " FILE"
	case sets.NeedsBase(v.Register):
		f := reservation.Delivered(r.p.Now(), dialer.Campaign{WashMaxAge: reservation.WashMost}, v)
		out.FreshUntil = f.Until
		if !f.Fresh {
			out.Why = f.Why
		}
	}
	return out
}

// one takes a snapshot of a register.
func (r *Registers) one(ctx context.Context, id dialer.RegisterID) (*sets.Set, error) {
	snap, err := r.p.Sets.Snapshot(ctx, []dialer.RegisterID{id})
	if err != nil {
		return nil, err
	}
	return snap[id], nil
}

// delivered takes a snapshot of a register that has been delivered, or needs no delivery.
func (r *Registers) delivered(ctx context.Context, name string) (*sets.Set, error) {
	id := dialer.RegisterNamed(name)
	all, err := r.names(ctx)
	if err != nil {
		return nil, err
	}
	s, err := r.one(ctx, id)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(all, id) || !s.Loaded {
		return nil, fmt.Errorf("register %s: nothing was ever delivered: %w", id, dialer.ErrNotFound)
	}
	return s, nil
}

// CheckNumber gives what each register says of a number.
func (r *Registers) CheckNumber(ctx context.Context, text string) (verb.NumberCheck, error) {
	n, err := number.Parse(text)
	if err != nil {
		return verb.NumberCheck{}, err
	}
	all, err := r.names(ctx)
	if err != nil {
		return verb.NumberCheck{}, err
	}
	answers, err := r.p.Sets.Check(ctx, dialer.Subject{Number: n}, all)
	if err != nil {
		return verb.NumberCheck{}, err
	}
	takeAwaited(answers, r.p.Awaited, n)
	return verb.NumberCheck{Number: string(n), Registers: verb.Each(answers, answerOut)}, nil
}

// OnNumber is what each register says of the number, and of every person that a row of a list has on it.
func (r *Registers) OnNumber(ctx context.Context, n dialer.Number) ([]verb.RegisterAnswer, error) {
	check, err := r.CheckNumber(ctx, string(n))
	if err != nil {
		return nil, err
	}
	for i, a := range check.Registers {
		how, err := r.EntryOf(ctx, n, dialer.RegisterID(a.Register))
		if err != nil {
			return nil, err
		}
		if how != "" {
			check.Registers[i].Answer, check.Registers[i].How = dialer.Reserved.String(), how
		}
	}
	return check.Registers, nil
}

func answerOut(a dialer.RegisterAnswer) verb.RegisterAnswer {
	return verb.RegisterAnswer{
		Register: string(a.Register), Answer: a.Answer.String(), Version: a.Version, Seq: a.Seq, LoadedAt: a.LoadedAt,
	}
}
