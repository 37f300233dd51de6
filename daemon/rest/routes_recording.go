package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringevett/ringevett/daemon/verb"
)

// Paths of recordings.
const (
	pathRecordings       = "/recordings"
	pathRecordingExport  = "/recordings/export"
	pathRecordingHold    = "/recordings/hold"
	pathRecordingRelease = "/recordings/release"
	pathRecordingDelete  = "/recordings/delete"
	pathRecordingProve   = "/recordings/prove"
	pathRecordingRotate  = "/recordings/rotate"
	pathRecordingNotice  = "/recordings/notice"
	pathSubject          = "/subject"
	pathSubjectErase     = "/subject/erase"
	pathSubjectReadmit   = "/subject/readmit"
)

type ofNumber struct {
	Number string `json:"number"`
}

// in is a request's body.
type in[T any] struct{ Body T }

func routeRecordings(api huma.API, f Floor) {
	route(api, http.MethodPost, pathRecordings, "Recordings", func(ctx context.Context, r *in[verb.RecordingsQuery]) ([]verb.Recording, error) {
		return f.RecordingList(ctx, r.Body)
	})
	route(api, http.MethodPost, pathRecordingExport, "The sound of one leg; who takes it stands in the journal", func(ctx context.Context, r *in[verb.RecordingExport]) (verb.Sound, error) {
		return f.ExportRecording(ctx, r.Body, by(ctx))
	})
	route(api, http.MethodPost, pathRecordingHold, "Keep a recording", func(ctx context.Context, r *in[verb.RecordingHold]) (done, error) {
		return done{true}, f.HoldRecording(ctx, r.Body, by(ctx))
	})
	route(api, http.MethodPost, pathRecordingRelease, "End every hold on a recording", func(ctx context.Context, r *in[verb.RecordingWord]) (done, error) {
		return done{true}, f.ReleaseRecording(ctx, r.Body, by(ctx))
	})
	route(api, http.MethodPost, pathRecordingDelete, "Delete a recording", func(ctx context.Context, r *in[verb.RecordingWord]) (verb.RecordingRun, error) {
		return f.DeleteRecording(ctx, r.Body, by(ctx))
	})
	route(api, http.MethodPost, pathRecordingProve, "Run the deletion and look at every file", func(ctx context.Context, _ *nothing) (verb.RecordingRun, error) {
		return f.ProveRecordings(ctx)
	})
	route(api, http.MethodPost, pathRecordingRotate, "A new key for recordings", func(ctx context.Context, _ *nothing) (verb.RecordingRun, error) {
		return f.RotateRecordingKey(ctx, by(ctx))
	})
	routeSubject(api, f)
}

func routeSubject(api huma.API, f Floor) {
	route(api, http.MethodPost, pathRecordingNotice, "An agent acknowledges that calls are recorded", func(ctx context.Context, r *in[verb.Notice]) (done, error) {
		return done{true}, f.AckNotice(ctx, r.Body, by(ctx))
	})
	route(api, http.MethodPost, pathSubject, "Everything held on a number", func(ctx context.Context, r *in[ofNumber]) (verb.Subject, error) {
		return f.Subject(ctx, r.Body.Number, by(ctx))
	})
	route(api, http.MethodPost, pathSubjectReadmit, "Let lists bring in an erased number again", func(ctx context.Context, r *in[forget]) (done, error) {
		return done{true}, f.Readmit(ctx, r.Body.Number, r.Body.Why, by(ctx))
	})
	route(api, http.MethodPost, pathSubjectErase, "Erase a number and its recordings", func(ctx context.Context, r *in[forget]) (verb.Erased, error) {
		return f.EraseSubject(ctx, r.Body.Number, r.Body.Why, by(ctx))
	})
}
