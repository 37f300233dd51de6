package consents

import (
	"context"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Verbs are what people ask of it.
func (r *Recordings) Verbs() []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.ListRecordings, rest.Querying(r.RecordingList)),
		rest.Bind(verb.ExportRecording, r.ExportRecording),
		rest.Bind(verb.HoldRecording, rest.Doing(r.HoldRecording)),
		rest.Bind(verb.ReleaseRecording,
			rest.Doing(func(ctx context.Context, in verb.RecordingReason, by string) error {
				return r.ReleaseRecording(ctx, verb.RecordingWord{ID: in.ID, Why: in.Why}, by)
			})),
		rest.Bind(verb.DeleteRecording, r.DeleteRecording),
		rest.Bind(verb.ProveRecordings, rest.Reading(r.ProveRecordings)),
		rest.Bind(verb.RotateRecordingKey,
			func(ctx context.Context, _ verb.Nothing, by string) (verb.RecordingRun, error) {
				return r.RotateRecordingKey(ctx, by)
			}),
	}
}
