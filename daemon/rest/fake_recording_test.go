package rest_test

import (
	"context"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

func (f *fake) RecordingList(_ context.Context, q verb.RecordingsQuery) ([]verb.Recording, error) {
	return []verb.Recording{{ID: q.ID, Attempt: 7, Side: "consumer", Due: noon()}}, f.note("recordings %+v", q)
}

func (f *fake) ExportRecording(_ context.Context, e verb.RecordingExport, by string) (verb.Sound, error) {
	return verb.Sound{Name: "x.wav", WAV: []byte{0, 255, 1}}, f.note("export %+v by %s", e, by)
}

func (f *fake) HoldRecording(_ context.Context, h verb.RecordingHold, by string) error {
	return f.note("hold %+v by %s", h, by)
}

func (f *fake) ReleaseRecording(_ context.Context, d verb.RecordingWord, by string) error {
	return f.note("release %+v by %s", d, by)
}

func (f *fake) DeleteRecording(_ context.Context, d verb.RecordingWord, by string) (verb.RecordingRun, error) {
	return verb.RecordingRun{Deleted: 1}, f.note("delete %+v by %s", d, by)
}

func (f *fake) ProveRecordings(context.Context) (verb.RecordingRun, error) {
	return verb.RecordingRun{Gone: 2}, f.note("prove")
}

func (f *fake) RotateRecordingKey(_ context.Context, by string) (verb.RecordingRun, error) {
	return verb.RecordingRun{Sealed: 3}, f.note("rotate by %s", by)
}

func (f *fake) AckNotice(_ context.Context, n verb.Notice, by string) error {
	return f.note("notice %+v by %s", n, by)
}

func (f *fake) Subject(_ context.Context, number, by string) (verb.Subject, error) {
	return verb.Subject{Number: number, Facts: []verb.Fact{{At: noon(), Recording: "a7-consumer-1", Prompt: "consent-nb sha256:00"}}, Registers: []verb.RegisterAnswer{}, Recordings: []verb.Recording{}}, f.note("subject by %s", by)
}

func (f *fake) EraseSubject(_ context.Context, number, why, by string) (verb.Erased, error) {
	return verb.Erased{Facts: 1, Stays: []string{"registers"}}, f.note("erase %s %q by %s", number, why, by)
}

func (f *fake) Readmit(_ context.Context, number, why, by string) error {
	return f.note("readmit %s %q by %s", number, why, by)
}

// recordingQuestions asks everything about recordings.
func recordingQuestions() []func(context.Context, rest.Floor, string) (any, error) {
	none := func(err error) (any, error) { return nil, err }
	type floor = rest.Floor
	return []func(context.Context, rest.Floor, string) (any, error){
		func(ctx context.Context, f floor, _ string) (any, error) {
			return f.RecordingList(ctx, verb.RecordingsQuery{ID: "a7-consumer-1", Attempt: 7, Campaign: "autumn", Gone: true})
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.ExportRecording(ctx, verb.RecordingExport{ID: "a7-consumer-1", For: "consumer", Why: "request 7"}, by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return none(f.HoldRecording(ctx, verb.RecordingHold{ID: "a7-consumer-1", Kind: "access", Days: 7, Why: "request 7"}, by))
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return none(f.ReleaseRecording(ctx, verb.RecordingWord{ID: "a7-consumer-1", Why: "closed"}, by))
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.DeleteRecording(ctx, verb.RecordingWord{ID: "a7-consumer-1", Used: true, Why: "heard"}, by)
		},
		func(ctx context.Context, f floor, _ string) (any, error) { return f.ProveRecordings(ctx) },
		func(ctx context.Context, f floor, by string) (any, error) { return f.RotateRecordingKey(ctx, by) },
		func(ctx context.Context, f floor, by string) (any, error) {
			return none(f.AckNotice(ctx, verb.Notice{Agent: "kari", Days: 14}, by))
		},
		func(ctx context.Context, f floor, by string) (any, error) { return f.Subject(ctx, "90000001", by) },
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.EraseSubject(ctx, "90000001", "in writing", by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return none(f.Readmit(ctx, "90000001", "a customer again", by))
		},
	}
}
