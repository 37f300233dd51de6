package app

import (
	"context"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// Reservations lists every register.
func (h *House) Reservations(ctx context.Context) ([]rest.Reservation, error) {
	all, err := h.store.Reservations(ctx)
	if err != nil {
		return nil, err
	}
	return each(all, func(r sqlite.Reservation) rest.Reservation {
		return rest.Reservation{Scope: r.Scope, Number: string(r.Number), At: r.At, Source: r.Source, By: r.By}
	}), nil
}

// CheckNumber tells in which registers a number stands.
func (h *House) CheckNumber(ctx context.Context, text string) (rest.NumberCheck, error) {
	n, err := number.Parse(text)
	if err != nil {
		return rest.NumberCheck{}, err
	}
	clients, err := h.store.Clients(ctx)
	if err != nil {
		return rest.NumberCheck{}, err
	}
	out := rest.NumberCheck{Number: string(n), Clients: []string{}}
	if out.Own, _, err = h.store.Reserved(ctx, n, ""); err != nil {
		return rest.NumberCheck{}, err
	}
	for _, c := range clients {
		_, in, err := h.store.Reserved(ctx, n, c.ID)
		if err != nil {
			return rest.NumberCheck{}, err
		}
		if in {
			out.Clients = append(out.Clients, string(c.ID))
		}
	}
	return out, nil
}

// Reserve puts a number in a register; what rings there stops at once (4.4.4).
func (h *House) Reserve(ctx context.Context, w rest.Wish, by string) error {
	n, err := parseWish(w)
	if err != nil {
		return err
	}
	if err := h.store.Reserve(ctx, w.Scope, n, w.Why, by); err != nil {
		return err
	}
	if h.engine == nil {
		return nil
	}
	told := engine.NumberReserved{Number: n}
	if w.Scope != sqlite.OwnRegister {
		told.Client = dialer.ClientID(w.Scope)
	}
	h.engine.Tell(told)
	return nil
}

// Unreserve takes a number out of a register, for a reason that is kept.
func (h *House) Unreserve(ctx context.Context, w rest.Wish, by string) error {
	n, err := parseWish(w)
	if err != nil {
		return err
	}
	return h.store.Unreserve(ctx, w.Scope, n, w.Why, by)
}

func parseWish(w rest.Wish) (dialer.Number, error) {
	if w.Scope == "" {
		return "", dialer.Invalid{Field: "scope", Why: `"own" for every client, or a client's id`}
	}
	if w.Why == "" {
		return "", dialer.Invalid{Field: "why", Why: "how the wish reached us: it is kept (10)"}
	}
	return number.Parse(w.Number)
}
