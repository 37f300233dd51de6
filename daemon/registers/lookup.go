package registers

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// Past is what the book knows of a lead and of its number.
type Past interface {
	Lead(ctx context.Context, id dialer.LeadID) (dialer.Lead, error)
	Household(ctx context.Context, n dialer.Number) ([]dialer.PersonKey, error)
	History(ctx context.Context, campaign dialer.CampaignID, client dialer.ClientID, n dialer.Number, day dialer.Day) (
		sqlite.History, error)
	ServedLead(ctx context.Context, id dialer.LeadID) (bool, error)
}

// Lookup collects what the gate must know of a lead before the dial. What cannot be learnt is an error, and then the
// number is not dialed.
type Lookup struct {
	Book Past
	Sets engine.Sets
	// Awaited are the registers in which a number is to be put as soon as the disk takes it. It may be nil.
	Awaited func(n dialer.Number) []dialer.RegisterID
}

// Look gives the facts of one lead, as the book and the registers have them now. A lead without an id was dialed by
// hand and is none of the campaign's. The error is dialer.ErrNotFound where the lead is gone.
func (k Lookup) Look(ctx context.Context, c dialer.Campaign, l dialer.Lead, now time.Time) (f gate.Facts, err error) {
	if l.ID != 0 {
		l, err = k.Book.Lead(ctx, l.ID) // as it is now: a wish may be withdrawn, the lead erased
	}
	if err != nil {
		return gate.Facts{}, err
	}
	persons, err := k.Book.Household(ctx, l.Number)
	if err != nil {
		return gate.Facts{}, err
	}
	who := dialer.Subject{Number: l.Number, Persons: persons}
	answers, err := k.Sets.Check(ctx, who, reservation.Asked(c.Kind, c.Client.ID))
	if err != nil {
		return gate.Facts{}, err
	}
	takeAwaited(answers, k.Awaited, l.Number)
	h, err := k.Book.History(ctx, c.ID, c.Client.ID, l.Number, dialer.DayOf(now, hours.Oslo()))
	if err != nil {
		return gate.Facts{}, err
	}
	return gate.Facts{
		Lead: l, Registers: answers, HistoryKnown: true,
		Flagged: yesOrNo(h.Flagged), FlaggedAt: h.FlaggedAt, SuppressedAt: h.SuppressedAt,
		Cared:            h.Cared,
		CampaignAttempts: h.CampaignAttempts, ClientToday: h.ClientToday, LastUnanswered: h.LastUnanswered,
		Surveyed: h.Surveyed, SurveyedElsewhere: h.SurveyedElsewhere,
		Spoken: h.Spoken, Agreed: h.Agreed, AwaitsAnswer: h.AwaitsAnswer,
	}, nil
}

// takeAwaited takes a number for reserved where a consumer has asked for it and the disk has not taken it yet.
func takeAwaited(
	answers []dialer.RegisterAnswer, awaited func(n dialer.Number) []dialer.RegisterID, n dialer.Number,
) {
	if awaited == nil {
		return
	}
	for _, id := range awaited(n) {
		for i := range answers {
			if answers[i].Register == id {
				answers[i].Answer = dialer.Reserved
			}
		}
	}
}

func yesOrNo(yes bool) gate.Answer {
	if yes {
		return gate.Yes
	}
	return gate.No
}

// Heard is a Lookup that answers only while what other daemons reserve is heard: otherwise a number that is reserved
// while it rings would ring on. Calls dialed by hand go through it.
type Heard struct {
	Lookup
	Halt func() string // why nothing may be dialed; "" where it may
	Deaf func() error  // Hearer's
}

// Look refuses while others are not heard.
func (k Heard) Look(ctx context.Context, c dialer.Campaign, l dialer.Lead, now time.Time) (gate.Facts, error) {
	if why := k.Halt(); why != "" {
		return gate.Facts{}, errors.New(why)
	}
	if err := k.Deaf(); err != nil {
		return gate.Facts{}, unheard(err)
	}
	return k.Lookup.Look(ctx, c, l, now)
}

func unheard(err error) error { return fmt.Errorf("additions by others are not heard: %w", err) }

// Unserved is the engine's look. A lead whose person was served in a call of their own, or whose call-back was
// cancelled, is gone: the engine may still have it in hand from before.
type Unserved struct{ Heard }

// Look gives dialer.ErrNotFound for such a lead.
func (k Unserved) Look(ctx context.Context, c dialer.Campaign, l dialer.Lead, now time.Time) (gate.Facts, error) {
	if served, err := k.Book.ServedLead(ctx, l.ID); err != nil || served {
		return gate.Facts{}, cmp.Or(err, error(dialer.ErrNotFound))
	}
	return k.Heard.Look(ctx, c, l, now)
}
