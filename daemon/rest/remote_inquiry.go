package rest

import "context"

// InquiryList lists inquiries.
func (r *Remote) InquiryList(ctx context.Context, q InquiryQuery) ([]Inquiry, error) {
	return ask[[]Inquiry](ctx, r, post, pathInquiries, nil, jsonBody(q))
}

// Inquiry gives one.
func (r *Remote) Inquiry(ctx context.Context, q InquiryQuery) (Inquiry, error) {
	return ask[Inquiry](ctx, r, post, pathInquiry, nil, jsonBody(q))
}

// NoteInquiry notes one.
func (r *Remote) NoteInquiry(ctx context.Context, n InquiryNote, _ string) (Inquiry, error) {
	return ask[Inquiry](ctx, r, post, pathInquiryNote, nil, jsonBody(n))
}

// AnswerInquiry says that one was answered.
func (r *Remote) AnswerInquiry(ctx context.Context, a InquiryAnswer, _ string) (Inquiry, error) {
	return ask[Inquiry](ctx, r, post, pathInquiryAnswer, nil, jsonBody(a))
}

// InquiryVoice gives what was spoken.
func (r *Remote) InquiryVoice(ctx context.Context, l InquiryListen, _ string) (Sound, error) {
	return ask[Sound](ctx, r, post, pathInquiryVoice, nil, jsonBody(l))
}

// InquiryBreaches gives the days on which the time for answers ran out.
func (r *Remote) InquiryBreaches(ctx context.Context, q BreachQuery) ([]BreachDay, error) {
	return ask[[]BreachDay](ctx, r, post, pathInquiryBreaches, nil, jsonBody(q))
}

// Erasures lists wishes for erasure.
func (r *Remote) Erasures(ctx context.Context, q ErasureQuery) ([]Erasure, error) {
	return ask[[]Erasure](ctx, r, post, pathErasures, nil, jsonBody(q))
}

// DecideErasure decides on one.
func (r *Remote) DecideErasure(ctx context.Context, d ErasureDecision, _ string) (Erased, error) {
	return ask[Erased](ctx, r, post, pathErasureDecide, nil, jsonBody(d))
}
