package rest

import (
	"context"

	"github.com/ringevett/ringevett/daemon/verb"
)

// InquiryList lists inquiries.
func (r *Remote) InquiryList(ctx context.Context, q verb.InquiryQuery) ([]verb.Inquiry, error) {
	return ask[[]verb.Inquiry](ctx, r, post, pathInquiries, nil, jsonBody(q))
}

// Inquiry gives one.
func (r *Remote) Inquiry(ctx context.Context, q verb.InquiryQuery) (verb.Inquiry, error) {
	return ask[verb.Inquiry](ctx, r, post, pathInquiry, nil, jsonBody(q))
}

// NoteInquiry notes one.
func (r *Remote) NoteInquiry(ctx context.Context, n verb.InquiryNote, _ string) (verb.Inquiry, error) {
	return ask[verb.Inquiry](ctx, r, post, pathInquiryNote, nil, jsonBody(n))
}

// AnswerInquiry says that one was answered.
func (r *Remote) AnswerInquiry(ctx context.Context, a verb.InquiryAnswer, _ string) (verb.Inquiry, error) {
	return ask[verb.Inquiry](ctx, r, post, pathInquiryAnswer, nil, jsonBody(a))
}

// InquiryVoice gives what was spoken.
func (r *Remote) InquiryVoice(ctx context.Context, l verb.InquiryListen, _ string) (verb.Sound, error) {
	return ask[verb.Sound](ctx, r, post, pathInquiryVoice, nil, jsonBody(l))
}

// InquiryBreaches gives the days on which the time for answers ran out.
func (r *Remote) InquiryBreaches(ctx context.Context, q verb.BreachQuery) ([]verb.BreachDay, error) {
	return ask[[]verb.BreachDay](ctx, r, post, pathInquiryBreaches, nil, jsonBody(q))
}

// Erasures lists wishes for erasure.
func (r *Remote) Erasures(ctx context.Context, q verb.ErasureQuery) ([]verb.Erasure, error) {
	return ask[[]verb.Erasure](ctx, r, post, pathErasures, nil, jsonBody(q))
}

// DecideErasure decides on one.
func (r *Remote) DecideErasure(ctx context.Context, d verb.ErasureDecision, _ string) (verb.Erased, error) {
	return ask[verb.Erased](ctx, r, post, pathErasureDecide, nil, jsonBody(d))
}
