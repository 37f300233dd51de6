package sqlite

import (
	"context"
	"iter"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// HandJournal is what the guard of calls by hand reads of past calls.
type HandJournal struct{ *Store }

// AttemptFacts gives all facts of one attempt, in the journal's order.
func (j HandJournal) AttemptFacts(ctx context.Context, id dialer.AttemptID) iter.Seq2[dialer.Fact, error] {
	return j.Facts(ctx, Query{Attempt: id})
}

// Tries counts the attempts of the fact's campaign at its number on its Oslo day.
func (j HandJournal) Tries(ctx context.Context, f dialer.Fact) (int, error) {
	h, err := j.History(ctx, f.Campaign, f.Client, f.Number, dialer.DayOf(f.At, hours.Oslo()))
	return h.CampaignAttempts, err
}
