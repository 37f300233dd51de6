package rest

import (
	"context"

	"github.com/ringevett/ringevett/daemon/verb"
)

// Recordings keeps recordings, and what is held on one number.
type Recordings interface {
	RecordingList(ctx context.Context, q verb.RecordingsQuery) ([]verb.Recording, error)
	ExportRecording(ctx context.Context, e verb.RecordingExport, by string) (verb.Sound, error)
	HoldRecording(ctx context.Context, h verb.RecordingHold, by string) error
	ReleaseRecording(ctx context.Context, d verb.RecordingWord, by string) error
	DeleteRecording(ctx context.Context, d verb.RecordingWord, by string) (verb.RecordingRun, error)
	ProveRecordings(ctx context.Context) (verb.RecordingRun, error)
	RotateRecordingKey(ctx context.Context, by string) (verb.RecordingRun, error)
	AckNotice(ctx context.Context, n verb.Notice, by string) error
	Subject(ctx context.Context, number, by string) (verb.Subject, error)
	EraseSubject(ctx context.Context, number, why, by string) (verb.Erased, error)
	Readmit(ctx context.Context, number, why, by string) error
}
