package rest_test

import (
	"context"

	"github.com/ringevett/ringevett/daemon/rest"
)

func (f *fake) RecordingList(_ context.Context, q rest.RecordingsQuery) ([]rest.Recording, error) {
	return []rest.Recording{{ID: q.ID, Attempt: 7, Leg: "consumer", Due: noon()}}, f.note("recordings %+v", q)
}

func (f *fake) ExportRecording(_ context.Context, e rest.RecordingExport, by string) (rest.Sound, error) {
	return rest.Sound{Name: "x.wav", WAV: []byte{0, 255, 1}}, f.note("export %+v by %s", e, by)
}

func (f *fake) HoldRecording(_ context.Context, h rest.RecordingHold, by string) error {
	return f.note("hold %+v by %s", h, by)
}

func (f *fake) ReleaseRecording(_ context.Context, d rest.RecordingWord, by string) error {
	return f.note("release %+v by %s", d, by)
}

func (f *fake) DeleteRecording(_ context.Context, d rest.RecordingWord, by string) (rest.RecordingRun, error) {
	return rest.RecordingRun{Deleted: 1}, f.note("delete %+v by %s", d, by)
}

func (f *fake) ProveRecordings(context.Context) (rest.RecordingRun, error) {
	return rest.RecordingRun{Gone: 2}, f.note("prove")
}

func (f *fake) RotateRecordingKey(_ context.Context, by string) (rest.RecordingRun, error) {
	return rest.RecordingRun{Sealed: 3}, f.note("rotate by %s", by)
}

func (f *fake) AckNotice(_ context.Context, n rest.Notice, by string) error {
	return f.note("notice %+v by %s", n, by)
}

func (f *fake) Subject(_ context.Context, number, by string) (rest.Subject, error) {
	return rest.Subject{Number: number, Facts: []rest.Fact{{At: noon(), Recording: "a7-consumer-1", Prompt: "consent-nb sha256:00"}}, Registers: []rest.RegisterAnswer{}, Recordings: []rest.Recording{}}, f.note("subject by %s", by)
}

func (f *fake) EraseSubject(_ context.Context, number, why, by string) (rest.Erased, error) {
	return rest.Erased{Facts: 1, Stays: []string{"registers"}}, f.note("erase %s %q by %s", number, why, by)
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
			return f.RecordingList(ctx, rest.RecordingsQuery{ID: "a7-consumer-1", Attempt: 7, Campaign: "autumn", Gone: true})
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.ExportRecording(ctx, rest.RecordingExport{ID: "a7-consumer-1", For: "consumer", Why: "request 7"}, by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return none(f.HoldRecording(ctx, rest.RecordingHold{ID: "a7-consumer-1", Kind: "access", Days: 7, Why: "request 7"}, by))
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return none(f.ReleaseRecording(ctx, rest.RecordingWord{ID: "a7-consumer-1", Why: "closed"}, by))
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.DeleteRecording(ctx, rest.RecordingWord{ID: "a7-consumer-1", Used: true, Why: "heard"}, by)
		},
		func(ctx context.Context, f floor, _ string) (any, error) { return f.ProveRecordings(ctx) },
		func(ctx context.Context, f floor, by string) (any, error) { return f.RotateRecordingKey(ctx, by) },
		func(ctx context.Context, f floor, by string) (any, error) {
			return none(f.AckNotice(ctx, rest.Notice{Agent: "kari", Days: 14}, by))
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
