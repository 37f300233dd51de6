package app

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/verb"
)

// matched tells, of each register that bars the number, which entry of it matched and how.
func (h *House) matched(ctx context.Context, n dialer.Number, out []verb.WhySet) error {
	for i := range out {
		if out[i].Answer != dialer.Reserved.String() {
			continue
		}
		how, err := h.entryOf(ctx, n, dialer.RegisterID(out[i].Register))
		if err != nil {
			return err
		}
		out[i].How = how
	}
	return nil
}

// entryOf finds the entry: the number's own, or that of a person whom a row of a list has on it.
func (h *House) entryOf(ctx context.Context, n dialer.Number, r dialer.RegisterID) (string, error) {
	how, err := h.entryBy(ctx, r, dialer.Subject{Number: n}, "by the number")
	if err != nil || how != "" {
		return how, err
	}
	persons, err := h.store.PersonsOn(ctx, n)
	if err != nil {
		return "", err
	}
	for _, p := range persons {
		for _, k := range reservation.NewKeyer(h.store.PersonSecret()).Told(p.Name, p.Birth, p.Address) {
			words := "by " + k.How + " of " + p.From
			how, err := h.entryBy(ctx, r, dialer.Subject{Persons: []dialer.PersonKey{k.Key}}, words)
			if err != nil || how != "" {
				return how, err
			}
		}
	}
	return "", nil
}

// entryBy says how one member stands in the register; "" where it does not.
func (h *House) entryBy(ctx context.Context, r dialer.RegisterID, who dialer.Subject, words string) (string, error) {
	answers, err := h.sets.Check(ctx, who, []dialer.RegisterID{r})
	if err != nil || answers[0].Answer != dialer.Reserved {
		return "", err
	}
	e, found, err := h.store.EntryOf(ctx, r, who)
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
	return fmt.Sprintf("%s; in the delivery of %s, version %d", words, at.In(hours.Oslo()).Format(time.DateOnly), answers[0].Version), nil
}
