package rest

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringevett/ringevett/daemon/verb"
)

// Paths of inquiries.
const (
	pathInquiries       = "/inquiries"
	pathInquiry         = "/inquiries/show"
	pathInquiryNote     = "/inquiries/add"
	pathInquiryAnswer   = "/inquiries/close"
	pathInquiryVoice    = "/inquiries/voice"
	pathInquiryBreaches = "/inquiries/breaches"
	pathErasures        = "/subject/erasures"
	pathErasureDecide   = "/subject/erasures/decide"
)

func routeInquiries(api huma.API, f Floor) {
	route(api, post, pathInquiries, "Inquiries and what is left of their time", func(ctx context.Context, r *in[verb.InquiryQuery]) ([]verb.Inquiry, error) {
		return f.InquiryList(ctx, r.Body)
	})
	route(api, post, pathInquiry, "One inquiry, with its words, and whether the person may be rung back", func(ctx context.Context, r *in[verb.InquiryQuery]) (verb.Inquiry, error) {
		return f.Inquiry(ctx, r.Body)
	})
	route(api, post, pathInquiryNote, "Note an inquiry", func(ctx context.Context, r *in[verb.InquiryNote]) (verb.Inquiry, error) {
		return f.NoteInquiry(ctx, r.Body, by(ctx))
	})
	route(api, post, pathInquiryAnswer, "An inquiry was answered", func(ctx context.Context, r *in[verb.InquiryAnswer]) (verb.Inquiry, error) {
		return f.AnswerInquiry(ctx, r.Body, by(ctx))
	})
	route(api, post, pathInquiryVoice, "What was spoken; who takes it stands in the journal", func(ctx context.Context, r *in[verb.InquiryListen]) (verb.Sound, error) {
		return f.InquiryVoice(ctx, r.Body, by(ctx))
	})
	route(api, post, pathInquiryBreaches, "Days on which the time for answers ran out", func(ctx context.Context, r *in[verb.BreachQuery]) ([]verb.BreachDay, error) {
		return f.InquiryBreaches(ctx, r.Body)
	})
	route(api, post, pathErasures, "Wishes for erasure that wait for a decision", func(ctx context.Context, r *in[verb.ErasureQuery]) ([]verb.Erasure, error) {
		return f.Erasures(ctx, r.Body)
	})
	route(api, post, pathErasureDecide, "Decide on a wish for erasure", func(ctx context.Context, r *in[verb.ErasureDecision]) (verb.Erased, error) {
		return f.DecideErasure(ctx, r.Body, by(ctx))
	})
}
