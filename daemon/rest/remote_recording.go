package rest

import (
	"context"

	"github.com/ringevett/ringevett/daemon/verb"
)

// RecordingList lists recordings.
func (r *Remote) RecordingList(ctx context.Context, q verb.RecordingsQuery) ([]verb.Recording, error) {
	return ask[[]verb.Recording](ctx, r, post, pathRecordings, nil, jsonBody(q))
}

// ExportRecording gives the sound of one leg.
func (r *Remote) ExportRecording(ctx context.Context, e verb.RecordingExport, _ string) (verb.Sound, error) {
	return ask[verb.Sound](ctx, r, post, pathRecordingExport, nil, jsonBody(e))
}

// HoldRecording keeps a recording.
func (r *Remote) HoldRecording(ctx context.Context, h verb.RecordingHold, _ string) error {
	_, err := ask[done](ctx, r, post, pathRecordingHold, nil, jsonBody(h))
	return err
}

// ReleaseRecording ends every hold on a recording.
func (r *Remote) ReleaseRecording(ctx context.Context, d verb.RecordingWord, _ string) error {
	_, err := ask[done](ctx, r, post, pathRecordingRelease, nil, jsonBody(d))
	return err
}

// DeleteRecording deletes a recording.
func (r *Remote) DeleteRecording(ctx context.Context, d verb.RecordingWord, _ string) (verb.RecordingRun, error) {
	return ask[verb.RecordingRun](ctx, r, post, pathRecordingDelete, nil, jsonBody(d))
}

// ProveRecordings runs the deletion and looks at every file.
func (r *Remote) ProveRecordings(ctx context.Context) (verb.RecordingRun, error) {
	return ask[verb.RecordingRun](ctx, r, post, pathRecordingProve, nil, body{})
}

// RotateRecordingKey makes a new key for recordings.
func (r *Remote) RotateRecordingKey(ctx context.Context, _ string) (verb.RecordingRun, error) {
	return ask[verb.RecordingRun](ctx, r, post, pathRecordingRotate, nil, body{})
}

// AckNotice acknowledges a notice.
func (r *Remote) AckNotice(ctx context.Context, n verb.Notice, _ string) error {
	_, err := ask[done](ctx, r, post, pathRecordingNotice, nil, jsonBody(n))
	return err
}

// Subject gives everything that is held on a number.
func (r *Remote) Subject(ctx context.Context, number, _ string) (verb.Subject, error) {
	return ask[verb.Subject](ctx, r, post, pathSubject, nil, jsonBody(ofNumber{number}))
}

// Readmit lets lists bring in an erased number again.
func (r *Remote) Readmit(ctx context.Context, number, why, _ string) error {
	_, err := ask[done](ctx, r, post, pathSubjectReadmit, nil, jsonBody(forget{number, why}))
	return err
}

// EraseSubject erases a number and its recordings.
func (r *Remote) EraseSubject(ctx context.Context, number, why, _ string) (verb.Erased, error) {
	return ask[verb.Erased](ctx, r, post, pathSubjectErase, nil, jsonBody(forget{number, why}))
}
