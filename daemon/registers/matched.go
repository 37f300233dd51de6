package registers

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Matched notes, at each register of a verdict that bars the number, which of its entries matched and how.
func (r *Registers) Matched(ctx context.Context, n dialer.Number, out []verb.WhySet) error {
	for i := range out {
		if out[i].Answer != dialer.Reserved.String() {
			continue
		}
		how, err := r.EntryOf(ctx, n, dialer.RegisterID(out[i].Register))
		if err != nil {
			return err
		}
		out[i].How = how
	}
	return nil
}

// EntryOf finds the entry, in words: the number's own, or that of a person on it in a row of a list.
func (r *Registers) EntryOf(ctx context.Context, n dialer.Number, id dialer.RegisterID) (string, error) {
	how, err := r.entryBy(ctx, id, dialer.Subject{Number: n}, "by the number")
	if err != nil || how != "" {
		return how, err
	}
	persons, err := r.p.Book.PersonsOn(ctx, n)
	if err != nil {
		return "", err
	}
	for _, p := range persons {
		for _, k := range reservation.NewKeyer(r.p.Book.PersonSecret()).Told(p.Name, p.Birth, p.Address) {
			words := "by " + k.How + " of " + p.From
			how, err := r.entryBy(ctx, id, dialer.Subject{Persons: []dialer.PersonKey{k.Key}}, words)
			if err != nil || how != "" {
				return how, err
			}
		}
	}
	return "", nil
}

// entryBy says how one member is entered in the register; "" where it does not.
func (r *Registers) entryBy(ctx context.Context, id dialer.RegisterID, who dialer.Subject, words string) (
	string, error) {
	answers, err := r.p.Sets.Check(ctx, who, []dialer.RegisterID{id})
	if err != nil || answers[0].Answer != dialer.Reserved {
		return "", err
	}
	e, found, err := r.p.Book.EntryOf(ctx, id, who)
	switch {
	case err != nil:
		return "", err
	case found:
		return fmt.Sprintf("%s; entered %s by %s: %s", words, hours.Text(e.At), e.By, e.Source), nil
	}
	at := answers[0].LoadedAt
	if at.IsZero() {
		return words, nil
	}
	day := at.In(hours.Oslo()).Format(time.DateOnly)
	return fmt.Sprintf("%s; in the delivery of %s, version %d", words, day, answers[0].Version), nil
}
