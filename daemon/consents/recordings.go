package consents

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/recordings"
	"github.com/ringevett/ringevett/daemon/retention"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// RecordingList lists recordings.
func (r *Recordings) RecordingList(ctx context.Context, q verb.RecordingsQuery) ([]verb.Recording, error) {
	all, err := r.Index.Recordings(ctx, sqlite.RecordingQuery{
		ID: dialer.RecordingID(q.ID), Attempt: dialer.AttemptID(q.Attempt), Campaign: dialer.CampaignID(q.Campaign),
		Gone: q.Gone,
	})
	return verb.Each(all, r.Out), err
}

// Out is a recording as people see it.
func (r *Recordings) Out(rec dialer.Recording) verb.Recording {
	out := verb.Recording{
		ID: string(rec.ID), Attempt: int64(rec.Attempt), Campaign: string(rec.Campaign), Agent: string(rec.Agent),
		Side: string(rec.Side), Category: rec.Category, State: string(rec.State), Began: rec.Began, Ended: rec.Ended,
		Due: rec.Due, Over: rec.Over, Why: rec.Why, Bytes: rec.Bytes, SHA256: rec.SHA256,
	}
	if held := retention.Held(r.Now(), rec); held != nil {
		out.Held, out.HeldFor = held.Until, string(held.Kind)
	}
	return out
}

// ExportRecording gives the sound of one recording to a party that may hear it. The journal is told first.
func (r *Recordings) ExportRecording(ctx context.Context, e verb.RecordingExport, by string) (verb.Sound, error) {
	all, err := r.Index.Recordings(ctx, sqlite.RecordingQuery{ID: dialer.RecordingID(e.ID)})
	if err != nil {
		return verb.Sound{}, err
	}
	rec := all[0]
	if e.Why == "" {
		return verb.Sound{}, dialer.Invalid{Field: "why", Why: "what it is listened to for: it is kept"}
	}
	if !retention.MayHear(e.For, rec.Side) {
		return verb.Sound{},
			fmt.Errorf("%w: %s is the %s's voice; each party may have only its own (8.2.1 d), quality both",
				dialer.ErrRefused, rec.ID, rec.Side)
	}
	k, err := r.open(ctx)
	if err != nil {
		return verb.Sound{}, err
	}
	var b bytes.Buffer
	err = k.Read(ctx, &b, rec, e.For+": "+e.Why, by)
	return verb.Sound{Name: e.ID + ".wav", WAV: recordings.WAV(b.Bytes())}, err
}

// HoldRecording keeps a recording beyond its time.
func (r *Recordings) HoldRecording(ctx context.Context, in verb.RecordingHold, by string) error {
	hold, err := retention.Hold(r.Now(), dialer.HoldKind(in.Kind), in.Days, in.Why, by)
	if err != nil {
		return err
	}
	return r.Index.HoldRecording(ctx, dialer.RecordingID(in.ID), hold)
}

// ReleaseRecording ends every hold on a recording.
func (r *Recordings) ReleaseRecording(ctx context.Context, d verb.RecordingWord, by string) error {
	return r.Index.ReleaseRecording(ctx, dialer.RecordingID(d.ID), d.Why, by)
}

// DeleteRecording makes a recording unreadable at once, and removes its files.
func (r *Recordings) DeleteRecording(ctx context.Context, d verb.RecordingWord, by string) (verb.RecordingRun, error) {
	if d.Why == "" {
		return verb.RecordingRun{}, dialer.Invalid{Field: "why", Why: "on whose wish; it is kept, so no name or number"}
	}
	code := "wish"
	if d.Used {
		code = "used"
	}
	if err := r.Index.DropRecording(ctx, dialer.RecordingID(d.ID), code, d.Why, by); err != nil {
		return verb.RecordingRun{}, err
	}
	return r.ProveRecordings(ctx)
}

// ProveRecordings deletes what is over, looks at every file, and counts.
func (r *Recordings) ProveRecordings(ctx context.Context) (out verb.RecordingRun, err error) {
	k, err := r.open(ctx)
	if err != nil {
		return out, err
	}
	run, err := k.Run(ctx)
	out = verb.RecordingRun{Collected: run.Collected, Deleted: run.Deleted, Returned: run.Returned}
	all, err2 := r.Index.Recordings(ctx, sqlite.RecordingQuery{Gone: true})
	now := r.Now()
	for _, rec := range all {
		switch held := retention.Held(now, rec) != nil; {
		case rec.State == dialer.RecordingGone:
			out.Gone++
		case rec.State == dialer.RecordingGoing:
			out.Overdue++
		case held:
			out.Held++
		default:
			out.Kept++
		}
	}
	return out, errors.Join(err, err2)
}

// RemoveFiles removes the files of recordings whose keys are destroyed. waits says what stays until a daemon runs,
// because only it can ask the PBX.
func (r *Recordings) RemoveFiles(ctx context.Context) (waits string, err error) {
	_, err = r.ProveRecordings(ctx)
	if errors.Is(err, errAway) {
		return err.Error(), nil
	}
	return "", err
}

// RotateRecordingKey seals every recording's key again.
func (r *Recordings) RotateRecordingKey(ctx context.Context, by string) (verb.RecordingRun, error) {
	k, err := r.open(ctx)
	if err != nil {
		return verb.RecordingRun{}, err
	}
	n, err := k.Rotate(ctx)
	if err == nil {
		err = r.Write(ctx, dialer.Fact{At: r.Now(), Kind: dialer.FactChanged, Detail: "the key of recordings", By: by})
	}
	return verb.RecordingRun{Sealed: n}, err
}
