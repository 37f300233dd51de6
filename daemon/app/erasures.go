package app

import (
	"context"
	"errors"

	"github.com/ringevett/ringevett/daemon/consents"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/inquiry"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Erasures lists the wishes for erasure that a person is to decide on.
func (h *House) Erasures(ctx context.Context, q verb.ErasureQuery) ([]verb.Erasure, error) {
	all, err := h.store.Erasures(ctx, q.All)
	return verb.Each(all, erasureOut), err
}

func erasureOut(e sqlite.Erasure) verb.Erasure {
	return verb.Erasure{ID: e.ID, Number: e.Number.Masked(), At: e.At, Until: e.Until, Why: e.Why, By: e.By, Decided: e.Decided, Verdict: e.Verdict}
}

// DecideErasure does what a named person decides: erase, the dialogue with it, or keep.
func (h *House) DecideErasure(ctx context.Context, d verb.ErasureDecision, by string) (verb.Erased, error) {
	name, err := h.named(ctx, d.By, by)
	if err == nil {
		err = inquiry.Person(name)
	}
	if err != nil {
		return verb.Erased{}, err
	}
	out := verb.Erased{Stays: stays()}
	who := name + ", entered by " + by
	if !d.Erase {
		_, err := h.store.DecideErasure(ctx, d.ID, false, d.Why, who)
		return out, err
	}
	wish, err := h.waiting(ctx, d.ID)
	if err != nil {
		return out, err
	}
	if by, err = h.secondToErase(ctx, wish, by); err != nil {
		return out, err
	}
	who, n := name+", entered by "+by, wish.Number
	if out.Recordings, err = h.store.EraseRecordings(ctx, n, by); err != nil { // while the number still finds them
		return out, err
	}
	if out.Facts, err = h.store.DecideErasure(ctx, d.ID, true, d.Why, who); err != nil {
		return out, err
	}
	h.erased(n)
	h.asks.kick() // the voices' files
	return h.provenErased(ctx, out)
}

// erased tells the floor that nothing is known of the number any more: what rings there stops.
func (h *House) erased(n dialer.Number) {
	if h.engine != nil {
		h.engine.Tell(engine.NumberReserved{Number: n, Why: "the number was erased meanwhile"})
	}
}

// waiting is a wish that is not decided yet.
func (h *House) waiting(ctx context.Context, id int64) (sqlite.Erasure, error) {
	all, err := h.store.Erasures(ctx, false)
	for _, e := range all {
		if e.ID == id {
			return e, err
		}
	}
	return sqlite.Erasure{}, errors.Join(err, dialer.ErrNotFound)
}

// provenErased takes away the files whose keys are destroyed already.
func (h *House) provenErased(ctx context.Context, out verb.Erased) (verb.Erased, error) {
	if out.Recordings == 0 {
		return out, nil
	}
	_, err := h.ProveRecordings(ctx)
	if errors.Is(err, consents.ErrAway) {
		out.Stays, err = append(out.Stays, consents.ErrAway.Error()), nil
	}
	return out, err
}
