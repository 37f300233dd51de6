package inquiries

import (
	"context"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Subjects gives out and erases what is held on a number.
type Subjects struct {
	SubjectPorts
	inquiries *Inquiries
}

// NewSubjects makes it around the inquiries.
func NewSubjects(p SubjectPorts, in *Inquiries) *Subjects { return &Subjects{p, in} }

// Subject gives everything that is held on a number (7): the journal's facts of it and of its calls, the registers'
// answers, recordings, inquiries, leads and marks. The journal says that it was given out.
func (s *Subjects) Subject(ctx context.Context, text, by string) (verb.Subject, error) {
	n, err := number.Parse(text)
	if err != nil {
		return verb.Subject{}, err
	}
	out := verb.Subject{Number: string(n), Facts: []verb.Fact{}}
	if out.Facts, err = s.factsOf(ctx, n); err != nil {
		return out, err
	}
	if out.Registers, err = s.RegistersOn(ctx, n); err != nil {
		return out, err
	}
	if out.Abandoned, err = s.Abandoned(ctx, n); err != nil {
		return out, err
	}
	if err := s.heldOf(ctx, n, &out); err != nil {
		return out, err
	}
	all, err := s.Held.Recordings(ctx, sqlite.RecordingQuery{Number: n, Gone: true})
	if err != nil {
		return out, err
	}
	out.Recordings = verb.Each(all, s.RecordingOut)
	said, err := s.inquiries.Store.Inquiries(ctx, sqlite.InquiryQuery{Number: n})
	if err != nil {
		return out, err
	}
	out.Inquiries = verb.Each(said, func(in sqlite.Inquiry) verb.Inquiry { return s.inquiries.Out(in, true) })
	// Without the number: the entry would otherwise be something held on it.
	return out, s.Write(ctx, dialer.Fact{
		At: s.Now(), Kind: dialer.FactRecordingRead, Code: "subject", By: by,
		Detail: "everything held on a number was given out",
	})
}

// Abandoned is what is remembered of abandoned calls to a number; nil where there is nothing.
func (s *Subjects) Abandoned(ctx context.Context, n dialer.Number) (*verb.Abandonment, error) {
	f, err := s.Held.FlagOf(ctx, n)
	if err != nil || f == (sqlite.Flag{}) {
		return nil, err
	}
	return &verb.Abandonment{At: f.At, Cleared: f.Cleared, Again: f.Again}, nil
}

// factsOf are the facts with the number, and all facts of the attempts to it.
func (s *Subjects) factsOf(ctx context.Context, n dialer.Number) ([]verb.Fact, error) {
	out, attempts := []verb.Fact{}, map[dialer.AttemptID]bool{}
	for f, err := range s.Journal.Facts(ctx, sqlite.Query{Number: n}) {
		switch {
		case err != nil:
			return nil, err
		case f.Attempt == 0:
			out = append(out, verb.FactOf(f))
			out, err = s.visitOf(ctx, f, out)
		case !attempts[f.Attempt]:
			attempts[f.Attempt] = true
			out, err = s.callOf(ctx, f.Attempt, out)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// callOf adds all facts of an attempt.
func (s *Subjects) callOf(ctx context.Context, id dialer.AttemptID, out []verb.Fact) ([]verb.Fact, error) {
	for f, err := range s.Journal.Facts(ctx, sqlite.Query{Attempt: id}) {
		if err != nil {
			return nil, err
		}
		out = append(out, verb.FactOf(f))
	}
	return out, nil
}

// visitOf adds the facts of a returned call that have no number: what became of it at the agents.
func (s *Subjects) visitOf(ctx context.Context, came dialer.Fact, out []verb.Fact) ([]verb.Fact, error) {
	if came.Kind != dialer.FactReturned {
		return out, nil
	}
	visit, err := s.Journal.Returned(ctx, came.Code, came.At, came.At.Add(s.VisitLasts))
	for _, f := range visit {
		if f.Number == "" && f.Kind != dialer.FactReturned {
			out = append(out, verb.FactOf(f))
		}
	}
	return out, err
}
