package inquiries

import (
	"context"
	"errors"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/inquiry"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Erasures lists the wishes for erasure that a person is to decide on.
func (s *Subjects) Erasures(ctx context.Context, q verb.ErasureQuery) ([]verb.Erasure, error) {
	all, err := s.Wishes.Erasures(ctx, q.All)
	return verb.Each(all, erasureOut), err
}

func erasureOut(e sqlite.Erasure) verb.Erasure {
	return verb.Erasure{
		ID: e.ID, Number: e.Number.Masked(), At: e.At, Until: e.Until, Why: e.Why, By: e.By,
		Decided: e.Decided, Verdict: e.Verdict,
	}
}

// DecideErasure carries out a named person's decision: erase, the dialogue too, or keep.
func (s *Subjects) DecideErasure(ctx context.Context, d verb.ErasureDecision, by string) (verb.Erased, error) {
	name, err := s.inquiries.Named(ctx, d.By, by)
	if err == nil {
		err = inquiry.Person(name)
	}
	if err != nil {
		return verb.Erased{}, err
	}
	out := verb.Erased{Stays: stays()}
	who := name + ", entered by " + by
	if !d.Erase {
		_, err := s.Wishes.DecideErasure(ctx, d.ID, false, d.Why, who)
		return out, err
	}
	wish, err := s.waiting(ctx, d.ID)
	if err != nil {
		return out, err
	}
	if by, err = s.Second(ctx, wish, by); err != nil {
		return out, err
	}
	who, n := name+", entered by "+by, wish.Number
	if out.Recordings, err = s.Eraser.EraseRecordings(ctx, n, by); err != nil { // while the number still finds them
		return out, err
	}
	if out.Facts, err = s.Wishes.DecideErasure(ctx, d.ID, true, d.Why, who); err != nil {
		return out, err
	}
	s.Erased(n)
	s.inquiries.Wake() // the voices' files
	return s.filesRemoved(ctx, out)
}

// waiting is a wish that is not decided yet.
func (s *Subjects) waiting(ctx context.Context, id int64) (sqlite.Erasure, error) {
	all, err := s.Wishes.Erasures(ctx, false)
	for _, e := range all {
		if e.ID == id {
			return e, err
		}
	}
	return sqlite.Erasure{}, errors.Join(err, dialer.ErrNotFound)
}

// filesRemoved removes the files of recordings whose keys are destroyed.
func (s *Subjects) filesRemoved(ctx context.Context, out verb.Erased) (verb.Erased, error) {
	if out.Recordings == 0 {
		return out, nil
	}
	waits, err := s.RemoveFiles(ctx)
	if waits != "" {
		out.Stays = append(out.Stays, waits)
	}
	return out, err
}

// stays is what an erasure leaves, and why (norm 5, no. 28 and 29).
func stays() []string {
	return []string{
		"the number's mark in our own and the clients' registers: a person who reserved must not be rung",
		"a keyed hash of the number: no list brings it in again, it is not rung soon after a talk, and a call to it " +
			"that was " +
			"abandoned must not happen again (4.6.3)",
		"the journal's entries without the number, and the daily figures, which have no names (4.3)",
		"tombstones of recordings: when they were deleted and why, no sound",
		"on what the calls rested, the wish to be called, the word on the customer and the wash, without number and " +
			"name " +
			"(leads.evidence_months): the trader must be able to prove it (4.2 b, 10)",
		"files that you made yourselves: lists, washed lists, exports, and copies of the journal from before",
	}
}

// Readmit lets lists bring in again a number that was erased.
func (s *Subjects) Readmit(ctx context.Context, text, why, by string) error {
	n, err := number.Parse(text)
	if err != nil {
		return err
	}
	return s.Eraser.Readmit(ctx, n, why, by)
}

// EraseSubject makes a number's recordings unreadable, deletes its dialogues and destroys the number's key. Where a
// hold keeps a recording, or a dialogue must still be kept (4.4.3 b), nothing is done: a person decides first.
func (s *Subjects) EraseSubject(ctx context.Context, text, why, by string) (verb.Erased, error) {
	n, err := number.Parse(text)
	if why == "" {
		err = errors.Join(err, dialer.Invalid{Field: "why", Why: "on whose wish: it is kept, without the number"})
	}
	if err != nil {
		return verb.Erased{}, err
	}
	out := verb.Erased{Stays: stays()}
	if e, queued, err := s.Wishes.QueueErasure(ctx, n, why, by); err != nil || queued {
		waits := erasureOut(e)
		out.Queued = &waits
		return out, err
	}
	if out.Recordings, err = s.Eraser.EraseRecordings(ctx, n, by); err != nil {
		return out, err
	}
	if out.Facts, err = s.Eraser.Forget(ctx, n, why, by); err != nil {
		return out, err
	}
	s.Erased(n)
	s.inquiries.Wake()
	return s.filesRemoved(ctx, out)
}
