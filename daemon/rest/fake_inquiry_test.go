package rest_test

import (
	"context"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

func oneInquiry(id int64) verb.Inquiry {
	return verb.Inquiry{ID: id, Channel: "email", Received: noon(), Due: noon(), LeftS: -7, Text: "hvem «ringte»?", RingBack: &verb.RingBack{From: noon(), Why: "Saturday"}}
}

func (f *fake) InquiryList(_ context.Context, q verb.InquiryQuery) ([]verb.Inquiry, error) {
	return []verb.Inquiry{oneInquiry(1), {ID: 2, Closed: noon()}}, f.note("inquiries %+v", q)
}

func (f *fake) Inquiry(_ context.Context, q verb.InquiryQuery) (verb.Inquiry, error) {
	return oneInquiry(q.ID), f.note("inquiry %+v", q)
}

func (f *fake) NoteInquiry(_ context.Context, n verb.InquiryNote, by string) (verb.Inquiry, error) {
	n.Received = n.Received.UTC()
	return oneInquiry(3), f.note("note %+v by %s", n, by)
}

func (f *fake) AnswerInquiry(_ context.Context, a verb.InquiryAnswer, by string) (verb.Inquiry, error) {
	return oneInquiry(a.ID), f.note("answer %+v by %s", a, by)
}

func (f *fake) InquiryVoice(_ context.Context, l verb.InquiryListen, by string) (verb.Sound, error) {
	return verb.Sound{Name: "i.wav", WAV: []byte{0, 255}}, f.note("listen %+v by %s", l, by)
}

func (f *fake) InquiryBreaches(_ context.Context, q verb.BreachQuery) ([]verb.BreachDay, error) {
	return []verb.BreachDay{{Day: "2026-11-28", Breaches: 1, Inquiries: []int64{7}}}, f.note("breaches %+v", q)
}

func (f *fake) Erasures(_ context.Context, q verb.ErasureQuery) ([]verb.Erasure, error) {
	return []verb.Erasure{{ID: 1, Number: "+•••••••001", At: noon(), Until: noon()}}, f.note("erasures %+v", q)
}

func (f *fake) DecideErasure(_ context.Context, d verb.ErasureDecision, by string) (verb.Erased, error) {
	return verb.Erased{Facts: 2, Stays: []string{"registers"}}, f.note("decide %+v by %s", d, by)
}

// inquiryQuestions asks everything about inquiries.
func inquiryQuestions() []func(context.Context, rest.Floor, string) (any, error) {
	type floor = rest.Floor
	return []func(context.Context, rest.Floor, string) (any, error){
		func(ctx context.Context, f floor, _ string) (any, error) {
			return f.InquiryList(ctx, verb.InquiryQuery{All: true, Numbers: true})
		},
		func(ctx context.Context, f floor, _ string) (any, error) {
			return f.Inquiry(ctx, verb.InquiryQuery{ID: 7})
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.NoteInquiry(ctx, verb.InquiryNote{Channel: "email", Received: noon(), Number: "90000001", Client: "fjellvann", Campaign: "autumn", Text: "Hvem\nringte?"}, by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.AnswerInquiry(ctx, verb.InquiryAnswer{ID: 7, By: "Kari Nordmann", Answer: "Vi.", Call: 42}, by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.InquiryVoice(ctx, verb.InquiryListen{ID: 7, Why: "to answer"}, by)
		},
		func(ctx context.Context, f floor, _ string) (any, error) {
			return f.InquiryBreaches(ctx, verb.BreachQuery{From: "2026-11-01", To: "2026-11-30"})
		},
		func(ctx context.Context, f floor, _ string) (any, error) {
			return f.Erasures(ctx, verb.ErasureQuery{All: true})
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.DecideErasure(ctx, verb.ErasureDecision{ID: 1, Erase: true, By: "Kari Nordmann", Why: "counsel"}, by)
		},
	}
}
