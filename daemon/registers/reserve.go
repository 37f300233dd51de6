package registers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Reserve puts a number in a register (4.4.4). What rings there is cancelled before the disk is asked, which may take
// seconds on a busy machine, and even where the disk then refuses. What was looked up in between is cancelled after.
func (r *Registers) Reserve(ctx context.Context, w verb.Wish, by string) error {
	who, err := r.subject(w)
	if err != nil {
		return err
	}
	registers, err := r.ready(ctx)
	if err != nil {
		return err
	}
	id := dialer.RegisterNamed(w.Scope)
	r.stopRinging(id, who.Number)
	if _, err := registers.Add(ctx, id, who, dialer.RegisterEntry{Source: w.Why, By: by}); err != nil {
		return err
	}
	r.stopRinging(id, who.Number)
	return nil
}

// stopRinging has the engine stop what rings to a number that is reserved now. A reservation in the national register
// bars some kinds of campaign only: the gate knows which, at the next dial.
func (r *Registers) stopRinging(id dialer.RegisterID, n dialer.Number) {
	if r.p.Tell == nil || n == "" || sets.NeedsBase(id) {
		return
	}
	client, _ := id.Client()
	r.p.Tell(engine.NumberReserved{Number: n, Client: client})
}

// Unreserve takes a number out of a register, for a reason that is kept. In a book with people it only asks for it,
// and a second person confirms.
func (r *Registers) Unreserve(ctx context.Context, w verb.Wish, by string) (verb.Lifted, error) {
	who, err := r.subject(w)
	if err != nil {
		return verb.Lifted{}, err
	}
	id := dialer.RegisterNamed(w.Scope)
	waits, request, err := r.p.Second(ctx, id, who, w.Why, by)
	if waits || err != nil {
		return verb.Lifted{Request: &request}, err
	}
	return verb.Lifted{}, r.Lift(ctx, id, who, w.Why, by)
}

// Lift takes a number or a person out of a register at once, without a second person.
func (r *Registers) Lift(ctx context.Context, id dialer.RegisterID, who dialer.Subject, why, by string) error {
	registers, err := r.ready(ctx)
	if err != nil {
		return err
	}
	_, err = registers.Remove(ctx, id, who, dialer.RegisterEntry{Reason: why, By: by})
	return err
}

// Correct takes back at once, without a second person, an entry that by has made by mistake moments ago with w.Why. An
// entry by others, or for another reason, stays: dialer.ErrRefused. The reason why is kept, as of any removal.
func (r *Registers) Correct(ctx context.Context, w verb.Wish, why, by string) error {
	who, err := r.subject(w)
	if err != nil {
		return err
	}
	id := dialer.RegisterNamed(w.Scope)
	e, found, err := r.p.Book.EntryOf(ctx, id, who)
	if err != nil {
		return err
	}
	if !found || e.By != by || e.Source != dialer.WithoutNumbers(w.Why) {
		return fmt.Errorf("register %s: %w: its entry is not the one that was made by mistake", id, dialer.ErrRefused)
	}
	return r.Lift(ctx, id, who, why, by)
}

// subject reads who a wish is about and reports all its faults at once. A person who is named gets the keys by which a
// register knows persons (10 second paragraph); what could match no person is refused.
func (r *Registers) subject(w verb.Wish) (who dialer.Subject, err error) {
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
	born, wrong := readBirth(w.Birth, r.p.Now())
	err = errors.Join(err, wrong)
	if wrong == nil && !reservation.Matchable(w.Name, born, w.Address) {
		err = errors.Join(err, dialer.Invalid{Field: "name",
			Why: "a name with a birth date, or with a street address and its postcode: else it matches no person"})
	}
	who.Persons = reservation.Keys(r.p.Book.PersonSecret(), w.Name, born, w.Address)
	return who, err
}

// readBirth reads a birth date that is not in the future; the zero time where the text is empty.
func readBirth(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	born, ok := reservation.ReadBirth(text)
	if !ok || born.After(now) {
		return time.Time{}, dialer.Invalid{Field: "birth", Value: text, Why: reservation.BirthForms + ", that has been"}
	}
	return born, nil
}
