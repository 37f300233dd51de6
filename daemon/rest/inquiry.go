package rest

import (
	"context"

	"github.com/ringevett/ringevett/daemon/verb"
)

// Inquiries are what people ask of the call centre, each answered by a person within 24 hours (4.4.3).
type Inquiries interface {
	InquiryList(ctx context.Context, q verb.InquiryQuery) ([]verb.Inquiry, error)
	Inquiry(ctx context.Context, q verb.InquiryQuery) (verb.Inquiry, error)
	NoteInquiry(ctx context.Context, n verb.InquiryNote, by string) (verb.Inquiry, error)
	AnswerInquiry(ctx context.Context, a verb.InquiryAnswer, by string) (verb.Inquiry, error)
	InquiryVoice(ctx context.Context, l verb.InquiryListen, by string) (verb.Sound, error)
	InquiryBreaches(ctx context.Context, q verb.BreachQuery) ([]verb.BreachDay, error)
	Erasures(ctx context.Context, q verb.ErasureQuery) ([]verb.Erasure, error)
	DecideErasure(ctx context.Context, d verb.ErasureDecision, by string) (verb.Erased, error)
}
