package inquiries

import (
	"context"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Verbs are what people ask of it.
func (s *Subjects) Verbs() []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.ShowSubject, func(ctx context.Context, in verb.SubjectQuery, by string) (verb.Subject, error) {
			return s.Subject(ctx, in.Number, by)
		}),
		rest.Bind(verb.EraseSubject, func(ctx context.Context, in verb.NumberReason, by string) (verb.Erased, error) {
			return s.EraseSubject(ctx, in.Number, in.Why, by)
		}),
		rest.Bind(verb.ReadmitSubject, rest.Doing(func(ctx context.Context, in verb.NumberReason, by string) error {
			return s.Readmit(ctx, in.Number, in.Why, by)
		})),
		rest.Bind(verb.ListErasures, rest.Querying(s.Erasures)),
		rest.Bind(verb.DecideErasure, s.DecideErasure),
	}
}

// Verbs are what people ask of it.
func (i *Inquiries) Verbs() []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.ListInquiries, rest.Querying(i.InquiryList)),
		rest.Bind(verb.ShowInquiry, rest.Querying(i.Inquiry)),
		rest.Bind(verb.NoteInquiry, i.NoteInquiry),
		rest.Bind(verb.AnswerInquiry, i.AnswerInquiry),
		rest.Bind(verb.ListenInquiry, i.InquiryVoice),
		rest.Bind(verb.ListBreaches, rest.Querying(i.InquiryBreaches)),
	}
}
