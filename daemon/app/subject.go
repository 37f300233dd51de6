package app

import (
	"context"
	"errors"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Subject gives everything that is held on a number (7): what the journal says of it and of its calls, what the
// registers say, and which recordings there are. That it was asked for stands in the journal.
func (h *House) Subject(ctx context.Context, text, by string) (verb.Subject, error) {
	n, err := number.Parse(text)
	if err != nil {
		return verb.Subject{}, err
	}
	out := verb.Subject{Number: string(n), Facts: []verb.Fact{}}
	if out.Facts, err = h.factsOf(ctx, n); err != nil {
		return out, err
	}
	if out.Registers, err = h.registersOn(ctx, n); err != nil {
		return out, err
	}
	if out.Abandoned, err = h.abandoned(ctx, n); err != nil {
		return out, err
	}
	if err := h.heldOf(ctx, n, &out); err != nil {
		return out, err
	}
	all, err := h.store.Recordings(ctx, sqlite.RecordingQuery{Number: n, Gone: true})
	if err != nil {
		return out, err
	}
	out.Recordings = verb.Each(all, h.Recordings.Out)
	said, err := h.store.Inquiries(ctx, sqlite.InquiryQuery{Number: n})
	if err != nil {
		return out, err
	}
	out.Inquiries = verb.Each(said, func(in sqlite.Inquiry) verb.Inquiry { return h.inquiryOut(in, true) })
	// Without the number: that nobody was known by it would otherwise be a mark on the number too.
	return out, h.store.Write(ctx, sqlite.Batch{Facts: []dialer.Fact{{At: h.now(), Kind: dialer.FactRecordingRead, Code: "subject", Detail: "everything held on a number was given out", By: by}}})
}

// registersOn is what each register says of the number, and of every person whom a row of a list has on it.
func (h *House) registersOn(ctx context.Context, n dialer.Number) ([]verb.RegisterAnswer, error) {
	check, err := h.CheckNumber(ctx, string(n))
	if err != nil {
		return nil, err
	}
	for i, a := range check.Registers {
		how, err := h.entryOf(ctx, n, dialer.RegisterID(a.Register))
		if err != nil {
			return nil, err
		}
		if how != "" {
			check.Registers[i].Answer, check.Registers[i].How = dialer.Reserved.String(), how
		}
	}
	return check.Registers, nil
}

// abandoned is what is remembered of abandoned calls to a number; nil where there is nothing.
func (h *House) abandoned(ctx context.Context, n dialer.Number) (*verb.Abandonment, error) {
	f, err := h.store.FlagOf(ctx, n)
	if err != nil || f == (sqlite.Flag{}) {
		return nil, err
	}
	return &verb.Abandonment{At: f.At, Cleared: f.Cleared, Again: f.Again}, nil
}

// factsOf are the facts with the number, and all facts of the attempts to it.
func (h *House) factsOf(ctx context.Context, n dialer.Number) ([]verb.Fact, error) {
	out, attempts := []verb.Fact{}, map[dialer.AttemptID]bool{}
	for f, err := range h.store.Facts(ctx, sqlite.Query{Number: n}) {
		if err != nil {
			return nil, err
		}
		if f.Attempt == 0 {
			out = append(out, verb.FactOf(f))
			if f.Kind == dialer.FactReturned {
				if out, err = h.waitOf(ctx, f, out); err != nil {
					return nil, err
				}
			}
		} else if !attempts[f.Attempt] {
			attempts[f.Attempt] = true
			for f, err := range h.store.Facts(ctx, sqlite.Query{Attempt: f.Attempt}) {
				if err != nil {
					return nil, err
				}
				out = append(out, verb.FactOf(f))
			}
		}
	}
	return out, nil
}

// waitOf adds what became of a returned call at the agents, who do not know its number.
func (h *House) waitOf(ctx context.Context, came dialer.Fact, out []verb.Fact) ([]verb.Fact, error) {
	visit, err := h.store.Returned(ctx, came.Code, came.At, came.At.Add(visitLasts))
	for _, f := range visit {
		if f.Number == "" && f.Kind != dialer.FactReturned {
			out = append(out, verb.FactOf(f))
		}
	}
	return out, err
}

// stays is what an erasure leaves, and why (norm 5, no. 28 and 29).
func stays() []string {
	return []string{
		"the number's mark in our own and the clients' registers: whoever reserved must not be rung",
		"a keyed hash of the number: no list brings it in again, it is not rung soon after a talk, and a call to it that was " +
			"abandoned must not happen again (4.6.3)",
		"the journal's entries without the number, and the daily figures, which name nobody (4.3)",
		"tombstones of recordings: when they were deleted and why, no sound",
		"on what the calls rested, the wish to be called, the word on the customer and the wash, without number and name " +
			"(leads.evidence_months): the trader must be able to prove it (4.2 b, 10)",
		"files that you made yourselves: lists, washed lists, exports, and copies of the journal from before",
	}
}

// Readmit lets lists bring in again a number that was erased.
func (h *House) Readmit(ctx context.Context, text, why, by string) error {
	n, err := number.Parse(text)
	if err != nil {
		return err
	}
	return h.store.Readmit(ctx, n, why, by)
}

// EraseSubject makes a number's recordings unreadable, deletes its dialogues and destroys the number's key. Where a
// hold keeps a recording, or a dialogue must still be kept (4.4.3 b), nothing is done: a person decides first.
func (h *House) EraseSubject(ctx context.Context, text, why, by string) (verb.Erased, error) {
	n, err := number.Parse(text)
	if why == "" {
		err = errors.Join(err, dialer.Invalid{Field: "why", Why: "on whose wish: it is kept, without the number"})
	}
	if err != nil {
		return verb.Erased{}, err
	}
	out := verb.Erased{Stays: stays()}
	if e, queued, err := h.store.QueueErasure(ctx, n, why, by); err != nil || queued {
		waits := erasureOut(e)
		out.Queued = &waits
		return out, err
	}
	if out.Recordings, err = h.store.EraseRecordings(ctx, n, by); err != nil {
		return out, err
	}
	if out.Facts, err = h.store.Forget(ctx, n, why, by); err != nil {
		return out, err
	}
	h.erased(n)
	h.asks.kick()
	return h.provenErased(ctx, out)
}
