package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/recordings"
	"github.com/ringevett/ringevett/daemon/retention"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// maxNoticeDays bounds how far ahead a notice of recording reaches (norm 5, no. 37).
const maxNoticeDays = 14

// awayPBX is the PBX where no daemon runs: what is sealed here can be read and made unreadable, the rest waits for
// the daemon.
type awayPBX struct{}

var errAway = errors.New("no daemon runs, so the PBX is not asked: its files wait for the daemon's next run")

func (awayPBX) RecordingFile(context.Context, dialer.RecordingID, io.Writer) error { return errAway }
func (awayPBX) RemoveRecording(context.Context, dialer.RecordingID) error          { return errAway }
func (awayPBX) RecordingFiles(context.Context) ([]dialer.RecordingID, error)       { return nil, errAway }

// keeper opens the recordings' keeper. Where recording is switched off, what was recorded before is still deleted on
// time; where nothing ever was, nothing is made.
func (h *House) keeper(ctx context.Context) (*recordings.Keeper, error) {
	h.keeping.Lock()
	defer h.keeping.Unlock()
	if h.kept != nil {
		return h.kept, nil
	}
	if h.cfg().Recording.Mode == config.RecordingOff {
		old, err := h.store.Recordings(ctx, sqlite.RecordingQuery{})
		if err != nil || len(old) == 0 {
			return nil, errors.Join(err, fmt.Errorf("%w: recording.mode is off, and nothing is recorded", dialer.ErrRefused))
		}
	}
	var pbx recordings.PBX = awayPBX{}
	if h.recorder != nil {
		pbx = h.recorder
	}
	key := h.cfg().RecordingsKey().Path
	if err := os.MkdirAll(filepath.Dir(key), 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of keys: %w", err)
	}
	k, err := recordings.Open(recordings.Options{
		Dir: h.cfg().Recording.Dir, KeyFile: key, Leave: h.cfg().Recording.Keep == config.LeaveThem,
		PBX: pbx, Index: h.store, Log: h.log, Now: h.now,
	})
	h.kept = k
	return k, err
}

// RecordingList lists recordings.
func (h *House) RecordingList(ctx context.Context, q verb.RecordingsQuery) ([]verb.Recording, error) {
	all, err := h.store.Recordings(ctx, sqlite.RecordingQuery{
		ID: dialer.RecordingID(q.ID), Attempt: dialer.AttemptID(q.Attempt), Campaign: dialer.CampaignID(q.Campaign), Gone: q.Gone,
	})
	return verb.Each(all, h.recordingOut), err
}

func (h *House) recordingOut(r dialer.Recording) verb.Recording {
	out := verb.Recording{
		ID: string(r.ID), Attempt: int64(r.Attempt), Campaign: string(r.Campaign), Agent: string(r.Agent), Leg: string(r.Leg), Category: r.Category,
		State: string(r.State), Began: r.Began, Ended: r.Ended, Due: r.Due, Over: r.Over, Why: r.Why, Bytes: r.Bytes, SHA256: r.SHA256,
	}
	if held := retention.Held(h.now(), r); held != nil {
		out.Held, out.HeldFor = held.Until, string(held.Kind)
	}
	return out
}

// ExportRecording gives one leg's sound to those who may hear it; the journal knows of it first.
func (h *House) ExportRecording(ctx context.Context, e verb.RecordingExport, by string) (verb.Sound, error) {
	all, err := h.store.Recordings(ctx, sqlite.RecordingQuery{ID: dialer.RecordingID(e.ID)})
	if err != nil {
		return verb.Sound{}, err
	}
	r := all[0]
	if e.Why == "" {
		return verb.Sound{}, dialer.Invalid{Field: "why", Why: "what it is listened to for: it is kept"}
	}
	if !retention.MayHear(e.For, r.Leg) {
		return verb.Sound{}, fmt.Errorf("%w: %s is the %s's voice; each party may have only its own (8.2.1 d), quality both", dialer.ErrRefused, r.ID, r.Leg)
	}
	k, err := h.keeper(ctx)
	if err != nil {
		return verb.Sound{}, err
	}
	var b bytes.Buffer
	err = k.Read(ctx, &b, r, e.For+": "+e.Why, by)
	return verb.Sound{Name: e.ID + ".wav", WAV: recordings.WAV(b.Bytes())}, err
}

// HoldRecording keeps a recording beyond its time.
func (h *House) HoldRecording(ctx context.Context, in verb.RecordingHold, by string) error {
	hold, err := retention.Hold(h.now(), dialer.HoldKind(in.Kind), in.Days, in.Why, by)
	if err != nil {
		return err
	}
	return h.store.HoldRecording(ctx, dialer.RecordingID(in.ID), hold)
}

// ReleaseRecording ends every hold on a recording.
func (h *House) ReleaseRecording(ctx context.Context, d verb.RecordingWord, by string) error {
	return h.store.ReleaseRecording(ctx, dialer.RecordingID(d.ID), d.Why, by)
}

// DeleteRecording makes a recording unreadable at once, and removes its files.
func (h *House) DeleteRecording(ctx context.Context, d verb.RecordingWord, by string) (verb.RecordingRun, error) {
	if d.Why == "" {
		return verb.RecordingRun{}, dialer.Invalid{Field: "why", Why: "on whose wish; it is kept, so no name or number"}
	}
	code := "wish"
	if d.Used {
		code = "used"
	}
	if err := h.store.DropRecording(ctx, dialer.RecordingID(d.ID), code, d.Why, by); err != nil {
		return verb.RecordingRun{}, err
	}
	return h.ProveRecordings(ctx)
}

// ProveRecordings runs the deletion, and looks at every file that there is.
func (h *House) ProveRecordings(ctx context.Context) (out verb.RecordingRun, err error) {
	k, err := h.keeper(ctx)
	if err != nil {
		return out, err
	}
	run, err := k.Run(ctx)
	out = verb.RecordingRun{Collected: run.Collected, Deleted: run.Deleted, Returned: run.Returned}
	all, err2 := h.store.Recordings(ctx, sqlite.RecordingQuery{Gone: true})
	now := h.now()
	for _, r := range all {
		switch held := retention.Held(now, r) != nil; {
		case r.State == dialer.RecordingGone:
			out.Gone++
		case r.State == dialer.RecordingGoing:
			out.Overdue++
		case held:
			out.Held++
		default:
			out.Kept++
		}
	}
	return out, errors.Join(err, err2)
}

// RotateRecordingKey seals every recording's key again.
func (h *House) RotateRecordingKey(ctx context.Context, by string) (verb.RecordingRun, error) {
	k, err := h.keeper(ctx)
	if err != nil {
		return verb.RecordingRun{}, err
	}
	n, err := k.Rotate(ctx)
	if err == nil {
		err = h.store.Write(ctx, sqlite.Batch{Facts: []dialer.Fact{{At: h.now(), Kind: dialer.FactChanged, Detail: "the key of recordings", By: by}}})
	}
	return verb.RecordingRun{Sealed: n}, err
}

// AckNotice writes down that an agent was told that calls are recorded, from now on for some days (8.1 b).
func (h *House) AckNotice(ctx context.Context, n verb.Notice, by string) error {
	if n.Days < 1 || n.Days > maxNoticeDays {
		return dialer.Invalid{Field: "days", Value: fmt.Sprint(n.Days), Why: fmt.Sprintf("1 to %d: a notice is of a concrete time (8.1 b)", maxNoticeDays)}
	}
	if h.cfg().Recording.Mode == config.RecordingOff {
		return fmt.Errorf("%w: recording.mode is off: there is nothing to acknowledge", dialer.ErrRefused)
	}
	all, err := h.store.Agents(ctx)
	if err != nil {
		return err
	}
	for _, a := range all {
		if string(a.ID) == n.Agent {
			now := h.now()
			return h.store.AckNotice(ctx, sqlite.Notice{Agent: a.ID, Category: h.cfg().Recording.Category, From: now, To: now.AddDate(0, 0, n.Days)}, by)
		}
	}
	return fmt.Errorf("agent %s: %w", n.Agent, dialer.ErrNotFound)
}

// partRecordings deletes recordings in time, and seals those that have ended.
const partRecordings = "recordings"

// recordingRuns deletes what is over, each hour; the first run comes at once, for what came over its time while we
// were away. When a recording has ended, a run seals it.
func (d *running) recordingRuns(ctx context.Context) {
	run := func() {
		if k, err := d.keeper(ctx); k == nil || err != nil {
			if err != nil && !errors.Is(err, dialer.ErrRefused) {
				d.part(partRecordings, fmt.Errorf("recordings are not looked after: %w", err))
			}
			return
		}
		_, err := d.ProveRecordings(ctx)
		if err != nil {
			err = fmt.Errorf("recordings past their time may still be there; tried again within the hour: %w", err)
		}
		if ctx.Err() == nil {
			d.part(partRecordings, err)
		}
	}
	hour := time.NewTicker(time.Hour)
	defer hour.Stop()
	for {
		run()
		select {
		case <-hour.C:
		case <-d.parts:
		case <-ctx.Done():
			return
		}
	}
}
